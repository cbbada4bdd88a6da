import sys
from pathlib import Path

from msl.loadlib import Client64, Server32


class FileSystem(Server32):
    def __init__(self, host, port):
        # comtypes would import the numpy of the 64-bit Python.
        self.removed = Server32.remove_site_packages_64bit()
        self.gone = self.removed not in sys.path
        super().__init__("Scripting.FileSystemObject", "com", host, port)
        sys.path.append(self.removed)

    def drive_exists(self, letter):
        return self.lib.DriveExists(letter)

    def make(self, path):
        file = self.lib.CreateTextFile(path)
        file.WriteLine("written by a COM object")
        file.Close()


class FileSystemClient(Client64):
    def __init__(self):
        super().__init__(__file__)


if __name__ == "__main__":
    packages = Path("site-packages").absolute()
    packages.mkdir(exist_ok=True)
    sys.path.append(str(packages))
    with FileSystemClient() as client:
        print(client.request32("removed").endswith("site-packages"), client.request32("gone"))
        print(client.request32("drive_exists", "C:"), client.request32("drive_exists", "Q:"))
        client.request32("make", "written.txt")
    print(Path("written.txt").read_text())
