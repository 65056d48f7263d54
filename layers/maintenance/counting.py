"""An inventory in numbers: how many of each type and status, and what was not seen."""

from collections import Counter
from datetime import datetime

from layers.nouns import Inventory, Value

PLURALS = {"post": "posts", "page": "pages", "wp_block": "synced blocks"}


class Count(Value):
    what: str
    status: str = ""
    number: int


class Counted(Value):
    site: str
    read_at: datetime
    words: int
    counts: tuple[Count, ...]
    not_seen: tuple[str, ...]


def counted(inventory: Inventory) -> Counted:
    by_status = Counter((page.type, "published") for page in inventory.pages)
    by_status.update((row.type, row.status) for row in inventory.hidden)
    posts = [
        Count(what=PLURALS.get(kind, kind), status=status, number=number)
        for (kind, status), number in sorted(by_status.items())
    ]
    around = {
        "categories": inventory.categories, "tags": inventory.tags, "images": inventory.media, "authors": inventory.authors,
        "menu items": inventory.menus,
    }  # fmt: skip
    return Counted(
        site=inventory.site, read_at=inventory.read_at, words=sum(page.words for page in inventory.pages),
        counts=(*posts, *(Count(what=what, number=len(rows)) for what, rows in around.items())), not_seen=inventory.not_seen,
    )  # fmt: skip
