from probe32 import Server32


class ComServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("Scripting.FileSystemObject", "com", host, port)

    def build_path(self, folder, name):
        return self.lib.BuildPath(folder, name)
