"""Redirect rules for the posts that an audit would have leave, as files beside one another: proposed, never applied."""

from collections.abc import Iterator
from pathlib import Path

from flows.newsroom import Newsroom
from flows.refreshing.choosing import NO_AUDIT, newest_audit
from layers.errors import MistakeError
from layers.maintenance.refreshing.redirects import files, redirects


def written(room: Newsroom, site: str, folder: Path) -> Iterator[str]:
    """Write the files and return a line about each. Raises MistakeError where there is no audit or no room."""
    found = newest_audit(room, site)
    if found is None:
        raise MistakeError(NO_AUDIT.format(site))
    rules = redirects(found.verdicts)
    if not rules:
        yield f"{site}: the newest audit ({found.id}) would have no post merged, redirected or removed; nothing was written"
        return
    for name, text in files(site, rules).items():
        path = folder / name
        write(path, text)
        yield f"{path}: {len(rules)} addresses, proposed by {found.id}; read it before you use it"


def write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise MistakeError(
            f"{path} cannot be written: {error.strerror}. Name another folder with --redirects."
        ) from None
