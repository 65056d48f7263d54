"""Whether somebody saved a post between our reading and our writing it: WordPress lets the last one win and says nothing.

Its revisions keep both texts. Where a site keeps none, such an edit is lost unseen.
"""

from collections.abc import Mapping
from typing import Any

from layers.boundary.wordpress.transport import Transport
from layers.boundary.wordpress.verification import TEXTS, same_text
from layers.nouns import Post

FIELDS = "id,title,content,excerpt"  # WordPress 6.1 knows no `content.raw` here


def newest(record: Mapping[str, Any]) -> int:
    """The id of the post's newest revision, 0 where there is none."""
    links = record.get("_links", {}).get("predecessor-version", [])
    return int(links[0]["id"]) if links else 0


def written_over(transport: Transport, path: str, before: Post, since: int, ours: int) -> dict[str, str]:
    """The texts that somebody saved after the revision `since` and before `ours`, by field; empty when nobody did.

    `before` is the post as it was read. An autosave is a revision too, and changes nothing.
    """
    if ours == since:
        return {}
    rows = transport.get(f"{path}/revisions", {"per_page": 10, "_fields": "id,slug"}).json
    between = [row["id"] for row in rows if since < row["id"] < ours and "autosave" not in row["slug"]]
    if not between:
        return {}
    revisions = transport.get(f"{path}/revisions", {"include": ",".join(map(str, between)), "_fields": FIELDS}).json
    for each in sorted(revisions, key=lambda revision: -int(revision["id"])):
        texts = {name: str(each[name]["raw"]) for name in sorted(TEXTS)}
        if any(not same_text(getattr(before, name), text) for name, text in texts.items()):
            return texts
    return {}


def text_before(transport: Transport, path: str) -> str | None:
    """The content that stood there before the newest saving; None where the site keeps no such revision."""
    rows = transport.get(f"{path}/revisions", {"per_page": 10, "_fields": "id,slug"}).json
    saved = sorted((row["id"] for row in rows if "autosave" not in row["slug"]), reverse=True)
    if len(saved) < 2:
        return None
    revisions = transport.get(f"{path}/revisions", {"include": saved[1], "_fields": FIELDS}).json
    return str(revisions[0]["content"]["raw"]) if revisions else None
