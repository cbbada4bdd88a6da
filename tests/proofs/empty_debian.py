"""A Debian with nothing but its base system, in a folder, entered by chroot.

What it needs of the machine to reach archives and indexes (name servers, pip's sources, certificates, proxies) is
carried in, and is never printed. Its mounts are made in a mount namespace of the process that makes them, and its
processes live in a process namespace: both end with that process, whatever ends it.
"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from followed import Shell

from .arena import UnprovableError

USER = "newcomer"
HOME = f"/home/{USER}"
_NUMBER = 1000
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
_CERTIFICATES = "/etc/carried-certificates.crt"
_CARRIED = ("index-url", "extra-index-url", "find-links", "trusted-host", "no-index", "proxy", "timeout")
"""What pip's configuration says about where packages come from."""
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


_UNSHARE = ("unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child")


def in_namespaces(command: Sequence[str]) -> int:
    """Run a command that may mount what it likes; its processes end with it, and it with us. Its exit code."""
    return subprocess.run(["setpriv", "--pdeathsig", "KILL", *_UNSHARE, *command], check=False).returncode


def remove(folder: Path) -> None:
    """Delete a Debian's folder from outside of the namespaces, where nothing is mounted in it."""
    for patience in range(10, -1, -1):  # its last processes may still be ending
        if not subprocess.run(["rm", "-rf", "--one-file-system", str(folder)], check=patience == 0).returncode:
            return
        time.sleep(0.5)


class EmptyDebian:
    """Made in `folder`, which is new, from Debian's release `release`; inside `in_namespaces` only."""

    def __init__(self, folder: Path, release: str) -> None:
        self.folder = folder
        _quietly("debootstrap", "--variant=minbase", release, str(folder), *_mirror(release))
        self._carry_addresses()
        self._mount()

    def install(self, *packages: str) -> None:
        """What somebody has on his Debian before he begins, besides the base system."""
        apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "--no-install-recommends")
        self._as_root(*apt, "update")
        self._as_root(*apt, "install", *packages)

    def add_user(self) -> None:
        """Somebody who may become root by sudo, without being asked for a password."""
        self._as_root("useradd", "--create-home", "--shell", "/bin/bash", "--uid", str(_NUMBER), USER)
        rule = self.folder / "etc" / "sudoers.d" / USER
        rule.write_text(f"{USER} ALL=(ALL) NOPASSWD: ALL\n", "utf-8")
        rule.chmod(0o440)

    def give(self, repository: Path, place: str) -> None:
        """What is committed of a repository, to be cloned from `place`."""
        target = self.folder / place.lstrip("/")
        _quietly("git", "clone", "--quiet", "--bare", "--no-hardlinks", str(repository), str(target))
        _quietly("chown", "--recursive", f"{_NUMBER}:{_NUMBER}", str(target))

    def shell(self) -> Shell:
        """The user's shell, in his home."""
        variables = {"HOME": HOME, "USER": USER, "LOGNAME": USER, "PATH": _PATH}
        variables |= {name: os.environ[name] for name in _PROXIES if name in os.environ}
        if (self.folder / _CERTIFICATES.lstrip("/")).exists():
            variables["PIP_CERT"] = _CERTIFICATES
        user = ("chroot", f"--userspec={_NUMBER}:{_NUMBER}", str(self.folder))
        shell = Shell((*user, "bash", "--norc"), variables)
        shell.type("cd")
        return shell

    def size(self) -> int:
        """Bytes on the disk, without what is only mounted here."""
        others = [f"--exclude={self.folder}{place}" for place in _local_sources()]
        listing = _quietly("du", "--summarize", "--one-file-system", "--block-size=1", *others, str(self.folder))
        return int(listing.split()[0])

    def _carry_addresses(self) -> None:
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(f"/etc/{name}", self.folder / "etc" / name)
        settings = _quietly("apt-config", "dump", "Acquire")
        (self.folder / "etc" / "apt" / "apt.conf.d" / "99carried").write_text(settings, "utf-8")
        pip = _pip_settings()
        certificates = Path(pip.pop("cert", "/etc/ssl/certs/ca-certificates.crt"))
        if certificates.is_file():
            shutil.copyfile(certificates, self.folder / _CERTIFICATES.lstrip("/"))
        carried = configparser.RawConfigParser()
        carried["global"] = {name: pip[name] for name in _CARRIED if name in pip}
        with (self.folder / "etc" / "pip.conf").open("w", encoding="utf-8") as file:
            carried.write(file)

    def _mount(self) -> None:
        for name in ("dev", "sys"):
            _quietly("mount", "--rbind", f"/{name}", str(self.folder / name))
        _quietly("mount", "-t", "tmpfs", "tmpfs", str(self.folder / "dev" / "shm"))
        _quietly("mount", "-t", "proc", "proc", str(self.folder / "proc"))
        for place in _local_sources():
            inside = self.folder / place.relative_to("/")
            inside.mkdir(parents=True, exist_ok=True)
            _quietly("mount", "--bind", "-o", "ro", str(place), str(inside))

    def _as_root(self, *command: str) -> None:
        _quietly("chroot", str(self.folder), "env", "-i", f"PATH={_PATH}", *command)


def _mirror(release: str) -> list[str]:
    """Where this machine gets a release of Debian from, if it does; else debootstrap knows one."""
    listing = _quietly("apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)")
    return [line.split()[1] for line in listing.splitlines() if line.split()[:1] == [release]][:1]


def _pip_settings() -> dict[str, str]:
    """What pip's files and variables say on this machine; the variables count for more."""
    settings: dict[str, str] = {}
    for line in sorted(_quietly(sys.executable, "-m", "pip", "config", "list").splitlines(), reverse=True):
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2].removeprefix("default-")] = value.strip("'\"")
    return settings


def _local_sources() -> Iterator[Path]:
    """The folders on this machine that pip takes packages from; an index has its files beside it."""
    settings = _pip_settings()
    for name in _CARRIED:
        for word in settings.get(name, "").split():
            place = Path(word.removeprefix("file://"))
            if place.is_absolute() and place.is_dir():
                yield place.parent if "index" in name else place


def _quietly(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise UnprovableError(f"{' '.join(command[:3])} … ended with {done.returncode}:\n{done.stderr[-1000:]}")
    return done.stdout
