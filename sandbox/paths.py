"""Where the sandbox keeps what it makes: one state folder per checkout, one cache for the person."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
CONTENT = CHECKOUT / "sandbox" / "content"


def state_dir() -> Path:
    """Sites, databases, logs and passwords; `MASTHEAD_SANDBOX_DIR` moves it."""
    configured = os.environ.get("MASTHEAD_SANDBOX_DIR")
    return Path(configured).expanduser().resolve() if configured else CHECKOUT / ".sandbox"


def cache_dir() -> Path:
    """Unpacked WordPress versions and the SQLite drop-in, shared by every checkout of this person."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base).expanduser() if base else Path.home() / ".cache") / "masthead"
