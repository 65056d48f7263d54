"""Finds the pages that rank for a phrase: one interface, several engines, every answer kept as it came.

SearXNG and saved results are built. Claude's own web search is named in a site's configuration and refused here with a
sentence that says so: it bills by the search, so it belongs to the ledger's calls, and that path is not built yet.

An outage is an error. It is never an empty list, because an article would then be written from nothing.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from requests import RequestException, Response
from urllib3.exceptions import HTTPError

from layers.boundary.connector import Connector
from layers.boundary.web import AGENT
from layers.errors import RefusedError, SearchDownError
from layers.nouns import Research, Value

SHEETS = 3  # SearXNG has no limit parameter and gives about 20 results a sheet


class Hit(Value):
    """One result; `rank` counts from 1 over all sheets, each address once."""

    rank: int
    url: str
    title: str
    snippet: str = ""


class SearchResult(Value):
    """What an engine answered. `raw` is its JSON, one line per sheet, and gives the same hits again."""

    engine: str
    hits: tuple[Hit, ...]
    raw: str


class Search(Protocol):
    def find(self, phrase: str, language: str, pages: int) -> SearchResult:
        """Return at most `pages` hits. Raises SearchDownError (try again) or RefusedError (change something first)."""
        ...


class SearXNG:
    """A SearXNG instance; `json` must be among `search.formats` in its settings.yml.

    Its address is the operator's own word, so it may be on a private network.
    """

    def __init__(self, url: str, *, connector: Connector | None = None, timeout_s: float = 20.0) -> None:
        self._url = _search_address(url)
        self._connector = connector or Connector(anywhere=True)
        self._timeout_s = timeout_s

    def find(self, phrase: str, language: str, pages: int) -> SearchResult:
        sheets: list[dict[str, Any]] = []
        while len(sheets) < SHEETS and len(_hits(sheets)) < pages:
            known = len(_hits(sheets))
            sheets.append(self._sheet(phrase, language, len(sheets) + 1))
            if len(_hits(sheets)) == known:  # the last sheet, or an instance that gives the first again and again
                break
        hits = _hits(sheets)
        silent = [str(engine) for sheet in sheets for engine in _silent(sheet)]
        if not hits and silent:
            raise SearchDownError(self._url, f"none of its engines answered ({', '.join(silent)})")
        return SearchResult(engine="searxng", hits=hits[:pages], raw=_raw(sheets))

    def _sheet(self, phrase: str, language: str, number: int) -> dict[str, Any]:
        asked = {"q": phrase, "format": "json", "language": language, "pageno": str(number)}
        guard = self._connector.open(self._timeout_s)
        try:
            with guard as session:
                answer = session.get(
                    self._url,
                    params=asked,
                    headers={"User-Agent": AGENT, "Accept": "application/json"},
                    timeout=self._timeout_s,
                )
        except (RequestException, HTTPError, OSError) as error:
            why = f"no answer within {self._timeout_s:g} s" if guard.expired else type(error).__name__
            raise SearchDownError(self._url, why) from None
        return self._understood(answer)

    def _understood(self, answer: Response) -> dict[str, Any]:
        if answer.status_code == 403:
            raise RefusedError(
                f"The search engine {self._url} refuses JSON (HTTP 403). Add `json` to `search.formats` in its settings.yml."
            )
        if answer.status_code == 429 or answer.status_code >= 500:
            raise SearchDownError(self._url, f"HTTP {answer.status_code}")
        kind = answer.headers.get("Content-Type", "").split(";")[0].strip()
        if answer.status_code != 200 or kind == "text/html":
            raise RefusedError(
                f"{self._url} answered HTTP {answer.status_code} as {kind or 'an unknown type'}, so it is no SearXNG search that "
                "gives JSON. Check `research.url`, and `search.formats` in its settings.yml."
            )
        return self._parsed(answer.text)

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            return _sheet_of(_loaded(text))
        except (ValueError, TypeError, RecursionError):
            raise SearchDownError(self._url, "its JSON is cut off or has no list of results") from None


class SavedResults:
    """A JSON file of answers in SearXNG's form, by phrase: `{"cold brew ratio": {"results": [{"url", "title"}]}}`."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, phrase: str, language: str, pages: int) -> SearchResult:
        """Return the saved hits. A phrase that was not saved is refused: nothing found is not the same as never asked."""
        saved = self._saved()
        wanted = " ".join(phrase.split()).casefold()
        found = next((sheet for known, sheet in saved.items() if " ".join(known.split()).casefold() == wanted), None)
        if found is None:
            raise RefusedError(
                f"{self._file} has no results for '{phrase}'. It has: {', '.join(sorted(saved)) or 'none'}."
            )
        return SearchResult(engine="saved", hits=_hits([found])[:pages], raw=_raw([found]))

    def _saved(self) -> dict[str, dict[str, Any]]:
        try:
            content = _loaded(self._file.read_text(encoding="utf-8"))
            return {str(phrase): _sheet_of(sheet) for phrase, sheet in content.items()}
        except OSError as error:
            raise RefusedError(
                f"The saved results {self._file} cannot be read: {error.strerror}. Check `research.url`."
            ) from None
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise RefusedError(
                f"{self._file} holds no saved results. It must be JSON of phrases, each with a list `results`."
            ) from None


def search_for(research: Research, folder: Path) -> Search:
    """Return the engine that a site's configuration names; a file of saved results is looked up from `folder`."""
    if research.engine == "claude":
        raise RefusedError(
            "Search through Claude is not built yet. Set `research.engine` to `searxng` with the `url` of an instance, "
            "or to `saved` with a file of results."
        )
    if not research.url:
        raise RefusedError(f"`research.engine: {research.engine}` needs `research.url`: where it is.")
    return SearXNG(research.url) if research.engine == "searxng" else SavedResults(folder / research.url)


def _search_address(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path if path.endswith("/search") else f"{path}/search", "", ""))


def _loaded(text: str) -> Any:
    """Parse JSON. Half a surrogate, which a title cut off within an emoji ends with, becomes `?`: no store would take it."""
    whole = json.dumps(json.loads(text), ensure_ascii=False)
    return json.loads(whole.encode("utf-8", "replace"))


def _sheet_of(value: Any) -> dict[str, Any]:
    """Return an answer in SearXNG's form. Raises TypeError for anything else."""
    if not isinstance(value, dict) or not isinstance(value.get("results"), list):
        raise TypeError("results")
    return value


def _silent(sheet: dict[str, Any]) -> list[Any]:
    engines = sheet.get("unresponsive_engines")
    return engines if isinstance(engines, list) else []


def _hits(sheets: Iterable[dict[str, Any]]) -> tuple[Hit, ...]:
    return tuple(
        Hit(rank=rank, url=url, title=str(result.get("title") or url), snippet=str(result.get("content") or ""))
        for rank, (url, result) in enumerate(_unique(sheets), 1)
    )


def _unique(sheets: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    seen: set[str] = set()
    for result in (result for sheet in sheets for result in sheet["results"] if isinstance(result, dict)):
        url = str(result.get("url") or "").split("#")[0]
        if url.startswith(("http://", "https://")) and url not in seen:
            seen.add(url)
            yield url, result


def _raw(sheets: Iterable[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(sheet, sort_keys=True, ensure_ascii=False) for sheet in sheets)
