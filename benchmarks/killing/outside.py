"""What the sites hold and what the model billed, read by other means than the program's own code."""

import base64
import json
import re
import sqlite3
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.stage import Stage
from sandbox import wordpress

STATUSES = "publish,future,draft,pending,private,trash"
PLAIN = (
    "date",
    "modified",
    "slug",
    "status",
    "type",
    "author",
    "categories",
    "tags",
    "featured_media",
    "sticky",
    "comment_status",
)
RAW = ("title", "content", "excerpt")
ASKED = ",".join(("id", "link", *PLAIN, *(f"{name}.raw" for name in RAW)))  # else WordPress renders every text as well
PATIENCE_S = (20, 40, 60)  # a busy machine answers late, and a reading may be asked for again
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

Json = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A post or page as WordPress stores it; `fields` is every field of it that an editor can change, text raw."""

    site: str
    id: int
    url: str
    fields: Mapping[str, Any]

    @property
    def content(self) -> str:
        return str(self.fields["content"])

    @property
    def slug(self) -> str:
        return str(self.fields["slug"])


@dataclass(frozen=True)
class Sites:
    """Everything of both sites at one moment: records by site and id, the slugs of all terms, and of all images by site."""

    records: Mapping[tuple[str, int], Record]
    terms: tuple[str, ...]
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class Billed:
    """One call that the rehearsal server billed, from its own log. `tokens` has the classes under the ledger's names."""

    request_id: str
    model: str
    schema: str
    tokens: Mapping[str, int]


TOKENS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens")


def sites(stage: Stage, names: Sequence[str] = ()) -> Sites:
    """Read both sites, or those named, whole: posts and pages of every status, trash too, and all terms."""
    names = names or stage.names
    found: dict[tuple[str, int], Record] = {}
    terms: list[str] = []
    for name in names:
        for kind in ("posts", "pages"):
            every = listed(stage, name, kind, status=STATUSES, _fields=ASKED)
            found |= {(name, record["id"]): recorded(name, record) for record in every}
        for kind in ("categories", "tags"):
            every = listed(stage, name, kind, _fields="slug,name")
            terms += [f"{name} {kind} {term['slug']} {term['name']}" for term in every]
    images = [f"{name} {image['slug']}" for name in names for image in listed(stage, name, "media", _fields="slug")]
    return Sites(found, tuple(sorted(terms)), tuple(sorted(images)))


def recorded(site: str, record: Json) -> Record:
    fields = {name: record.get(name) for name in PLAIN} | {name: record[name]["raw"] for name in RAW}
    return Record(site, record["id"], record["link"], fields)


def listed(stage: Stage, name: str, kind: str, **query: str) -> Iterator[Json]:
    """Yield every item of a collection, as its editor sees it. No site of the stage has more than a hundred of anything."""
    words = "&".join(f"{key}={value}" for key, value in {"context": "edit", "per_page": "100", **query}.items())
    yield from fetched(stage, name, f"/wp-json/wp/v2/{kind}?{words}")


def authorization(site: wordpress.Site) -> str:
    """The header by which a site knows its administrator."""
    return f"Basic {base64.b64encode(f'{site.user}:{site.application_password}'.encode()).decode()}"


def fetched(stage: Stage, name: str, path: str) -> Any:
    site = stage.state.site(name)
    return answer(urllib.request.Request(f"{site.url}{path}", headers={"Authorization": authorization(site)}))


def answer(reading: urllib.request.Request) -> Any:
    """The JSON that a request which only reads is answered with."""
    for timeout_s in PATIENCE_S[:-1]:
        with suppress(TimeoutError), DIRECT.open(reading, timeout=timeout_s) as reply:
            return json.loads(reply.read())
    with DIRECT.open(reading, timeout=PATIENCE_S[-1]) as reply:
        return json.loads(reply.read())


def billed(usage: Path, since: int = 0) -> tuple[Billed, ...]:
    """Read the server's log from its `since`-th line on, and return what it billed."""
    rows = [json.loads(line) for line in usage.read_text(encoding="utf-8").splitlines()[since:]]
    return tuple(
        Billed(row["request_id"], row["model"], row["schema"], {name: row[name] for name in TOKENS})
        for row in rows
        if row["billed"]
    )


def lines(usage: Path) -> int:
    """How many requests the log has so far."""
    return len(usage.read_text(encoding="utf-8").splitlines())


def article_status(store: Path, slug: str) -> str:
    """Read an article's status from the store's own table."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        row = connection.execute("SELECT status FROM articles WHERE slug = ?", (slug,)).fetchone()
    connection.close()
    return str(row[0]) if row else ""


def versions(records: Mapping[tuple[str, int], Record], slug: str) -> list[Record]:
    """Return what could be a post of this slug: WordPress numbers a second one and renames a trashed one."""
    pattern = re.compile(rf"{re.escape(slug)}(-\d+)?(__trashed)?(-\d+)?")
    return [record for record in records.values() if pattern.fullmatch(record.slug)]


def links_to(content: str, url: str) -> int:
    """Count the links in a raw content that lead to an address."""
    return len(re.findall(rf"href=\\?[\"']{re.escape(url.rstrip('/'))}/?(?:[?#][^\"']*)?\\?[\"']", content))


def without_link(content: str, url: str) -> str:
    """Take one link to an address out, leaving its words."""
    anchor = re.compile(rf"<a\b[^>]*href=\"{re.escape(url.rstrip('/'))}/?\"[^>]*>(.*?)</a>", re.DOTALL)
    return anchor.sub(lambda found: found.group(1), content, count=1)


def only_linked(before: str, after: str, url: str) -> bool:
    """Say whether `after` is `before` with one link to `url` and nothing else: round words, or one sentence put in."""
    return without_link(after, url) == before or (links_to(inserted(before, after), url) == 1)


def inserted(before: str, after: str) -> str:
    """Return the one passage that was put into `before` to make `after`; empty when that is not all that was done."""
    start = 0
    while start < len(before) and start < len(after) and before[start] == after[start]:
        start += 1
    end = len(before) - start
    if end and after[-end:] != before[start:]:
        return ""
    return after[start : len(after) - end]
