"""Unix sockets of a state folder, which only this user can reach."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from sandbox.errors import SandboxError

LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes


def socket_path(root: Path, name: str) -> Path:
    """Where a socket of that name lies: in the state folder, or in a private temporary folder when that path is too long."""
    usual = root / f"{name}.sock"
    return usual if len(str(usual).encode()) <= LONGEST_SOCKET_PATH else _short_folder(root) / usual.name


def socket_folder(socket: Path) -> None:
    """Make the folder of a socket; raises SandboxError when another user made it first."""
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if socket.parent.stat().st_uid != os.geteuid():
        raise SandboxError(
            f"{socket.parent} belongs to another user: use a shorter folder with --root, so that it is not needed."
        )


def remove_sockets(root: Path) -> None:
    """Remove every socket of a state folder, and the folder that holds those with long paths."""
    for socket in root.glob("*.sock"):
        socket.unlink()
    shutil.rmtree(_short_folder(root), ignore_errors=True)


def _short_folder(root: Path) -> Path:
    digest = hashlib.sha256(str(root).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"masthead-{os.geteuid()}-{digest}"
