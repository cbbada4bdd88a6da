"""The 32-bit side: a COM object that Windows and Wine have, through comtypes, which the 32-bit host brings along."""

from probe32 import Server32


class FilesServer(Server32):
    def __init__(self, host, port, program="Scripting.FileSystemObject"):
        super().__init__(program, "com", host, port)

    def write(self, path, *lines):
        file = self.lib.CreateTextFile(path)
        for line in lines:
            file.WriteLine(line)
        file.Close()

    def size(self, path):
        return self.lib.GetFile(path).Size

    def parts(self, path):
        return self.lib.GetBaseName(path), self.lib.GetExtensionName(path)
