"""The saved pages: which file answers for which host and path, and what each says."""

import html
import re
from dataclasses import dataclass
from pathlib import Path

_HIDDEN = re.compile(r"<(script|style|nav|footer|header|aside|form|svg|template)\b.*?</\1>", re.S | re.I)
_TAG = re.compile(r"<[^>]+>")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S | re.I)
_HEADING = re.compile(r"<h[1-4][^>]*>(.*?)</h[1-4]>", re.S | re.I)
_LANGUAGE = re.compile(r"<html[^>]*\blang=[\"']?([A-Za-z-]+)", re.I)
_DESCRIPTION = re.compile(r"<meta\s+name=[\"']description[\"']\s+content=\"([^\"]*)\"", re.I)
_DATE = re.compile(r"article:published_time\"\s+content=\"([^\"]*)\"", re.I)


def text_of(markup: str) -> str:
    """Words of a piece of HTML without its tags."""
    return " ".join(html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", markup))).split())


def _first(pattern: re.Pattern[str], markup: str) -> str:
    match = pattern.search(markup)
    return text_of(match.group(1)) if match else ""


@dataclass(frozen=True)
class SavedPage:
    """One page. `path` begins with a slash; `language` is the two letters that the page declares, or empty."""

    host: str
    path: str
    title: str
    description: str
    headings: tuple[str, ...]
    text: str
    language: str
    published: str


def read_page(host: str, path: str, markup: str) -> SavedPage:
    body = markup.partition("<body")[2] or markup
    return SavedPage(
        host=host,
        path=path,
        title=_first(_TITLE, markup) or path,
        description=_first(_DESCRIPTION, markup),
        headings=tuple(text_of(found) for found in _HEADING.findall(markup)),
        text=text_of(f"<body{body}"),
        language=_first(_LANGUAGE, markup).lower()[:2],
        published=_first(_DATE, markup),
    )


def find_pages(folders: tuple[Path, ...]) -> tuple[SavedPage, ...]:
    """Read `<folder>/<host>/<path>.html` of every folder, in the order of host and path."""
    files = [(folder, file) for folder in folders for file in folder.rglob("*.html")]
    rows = [
        (file.relative_to(folder).parts[0], file.relative_to(folder), file)
        for folder, file in files
        if len(file.relative_to(folder).parts) > 1
    ]
    return tuple(
        read_page(host, "/" + "/".join(relative.parts[1:]), file.read_text(encoding="utf-8", errors="replace"))
        for host, relative, file in sorted(rows, key=lambda row: str(row[1]))
    )


def file_for(folders: tuple[Path, ...], host: str, path: str) -> Path | None:
    """The file behind an address: as named, with .html added, or index.html; nothing outside the host's own folder."""
    for folder in folders:
        root = (folder / host).resolve()
        if root.parent != folder.resolve() or not root.is_dir():
            continue
        wanted = path.strip("/")
        for name in (wanted, f"{wanted}.html", f"{wanted}/index.html".lstrip("/")):
            file = (root / name).resolve()
            if file.is_file() and file.is_relative_to(root):
                return file
    return None
