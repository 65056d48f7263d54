"""The site that is planted: what WordPress is given, and which findings ought to come of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from benchmarks.truth.kinds import HOME, KINDS, Kind, Target

FIRST_ID = 1001
NEWEST = datetime(2026, 10, 30, 9, tzinfo=UTC)
WORDS = "The beds want water in the morning and shade at noon. "
HIDDEN = {
    "draft": "link-to-draft", "pending": "link-to-draft", "private": "link-to-private", "future": "link-to-scheduled", "trash": "link-to-trash",
}  # fmt: skip


@dataclass
class Row:
    """One post as it is written into WordPress's tables. `menu`: a line of the menu leads to it."""

    id: int
    slug: str
    type: str = "post"
    status: str = "publish"
    content: str = ""
    password: str = ""
    old: str = ""
    menu: bool = False


@dataclass
class Plan:
    """The rows, and by check the ids of the pages on which it ought to find something. `front` is the front page."""

    rows: list[Row] = field(default_factory=list)
    planted: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[int, Kind] = field(default_factory=dict)
    front: int = 0


def plan(posts: int) -> Plan:
    """Plan a site of so many posts: every kind of link as often as it fits, boundary cases once, the rest sound."""
    return _Planner(posts).made


class _Planner:
    def __init__(self, posts: int) -> None:
        self.made = Plan()
        self.ids = count(FIRST_ID)
        self.sound = [self.row(f"sound-{self.letters(n)}") for n in range(max(12, posts // 3))]
        self.front()
        self.boundaries()
        self.broken()
        while len(self.made.rows) + len(KINDS) <= posts or not self.made.kinds:
            self.chain()
        self.sound += [
            self.row(f"sound-{self.letters(len(self.sound) + n)}") for n in range(posts - len(self.made.rows))
        ]
        self.ring()

    def letters(self, number: int) -> str:
        """A number as letters of one length: no slug then begins another."""
        return "".join("abcdefghij"[int(digit)] for digit in f"{number:05d}") + "z"

    def row(self, slug: str, **more: object) -> Row:
        made = Row(next(self.ids), slug, **more)  # type: ignore[arg-type]
        self.made.rows.append(made)
        return made

    def plant(self, row: Row, *checks: str) -> None:
        for check in checks:
            self.made.planted[check].add(row.id)

    def ring(self) -> None:
        """Every sound post links to the next two, so that each has two links in and two out."""
        for at, row in enumerate(self.sound):
            nexts = [self.sound[(at + step) % len(self.sound)] for step in (1, 2)]
            row.content += "".join(_block(f'<p>{WORDS}<a href="{HOME}/{to.slug}/">more of it</a>.</p>') for to in nexts)

    def front(self) -> None:
        front = self.row("start", type="page", menu=False)
        self.made.front = front.id
        front.content = f'<p>Welcome. <a href="{HOME}/{self.sound[0].slug}/">Begin here</a>.</p>'

    def way_out(self) -> str:
        return f'<p>{WORDS}<a href="{HOME}/{self.sound[1].slug}/">Go on</a>.</p>'

    def chain(self) -> None:
        """For each kind of link a post that carries it to the next one: each has that one link in and a way out."""
        lap = len(self.made.kinds) // len(KINDS)
        rows = [self.target(kind, f"{self.letters(lap * len(KINDS) + n)}") for n, kind in enumerate(KINDS)]
        for at, (kind, target) in enumerate(zip(KINDS, rows, strict=True)):
            carrier = rows[at - 1]
            to = Target(target.id, target.slug, target.old, target.slug[:-2])
            markup = kind.html(to)
            carrier.content += markup + "\n\n" if at % 2 else _block(markup)
            self.made.kinds[target.id] = kind
            if target.type == "post":
                self.plant(target, "near-orphan" if kind.counts else "orphan")
            flags = {"link-nofollow": kind.nofollow, "link-missing-page": kind.broken}
            self.plant(carrier, *kind.detours, *(check for check, planted in flags.items() if planted))

    def target(self, kind: Kind, letters: str) -> Row:
        slug = "%e6%b0%b4-" + letters if kind.target_is == "letters" else f"{letters}-kind"
        row = self.row(slug, type="page" if kind.target_is == "page" else "post", old=f"formerly-{letters}")
        row.content = self.way_out()
        if kind.target_is == "divided":
            row.content += "<!--nextpage--><p>The second part.</p>"
        return row

    def boundaries(self) -> None:
        """Both sides of every threshold: no, one and two links in; none and one out; what counts for neither."""
        start = self.sound[2]
        none, menu_only, one_twice, two, by_page = (
            self.row(slug, content=self.way_out())
            for slug in ("none-in", "menu-only", "one-page-twice", "two-in", "one-in-by-page")
        )
        menu_only.menu = True
        start.content += self.to(one_twice) + self.to(one_twice) + self.to(two)
        self.sound[3].content += self.to(two)
        self.row("contact", type="page", content=self.way_out() + self.to(by_page))
        self.plant(none, "orphan")
        self.plant(menu_only, "orphan")
        self.plant(one_twice, "near-orphan")
        self.plant(by_page, "near-orphan")
        self.ends()
        self.selves()
        draft = self.row("written-not-shown", status="draft")
        from_draft = self.row("linked-by-a-draft-alone", content=self.way_out())
        draft.content = self.to(from_draft)
        self.plant(from_draft, "orphan")

    def ends(self) -> None:
        """Posts whose text links nowhere, or to what does not count, each linked twice."""
        ends = {
            "out-nowhere": "<p>The end.</p>",
            "out-elsewhere": '<p><a href="https://other.example/">Elsewhere</a></p>',
            "out-to-a-list": f'<p><a href="{HOME}/category/soil/">Soil</a></p>',
            "out-by-menu": f'<nav><a href="{HOME}/{self.sound[0].slug}/">Begin</a></nav>',
            "out-in-code": f'<pre><a href="{HOME}/{self.sound[0].slug}/">Begin</a></pre>',
            "out-nofollow": f'<p><a rel="nofollow" href="{HOME}/{self.sound[0].slug}/">Begin</a></p>',
        }
        for slug, content in ends.items():
            row = self.row(slug, content=content)
            self.plant(row, "dead-end", *(["link-nofollow"] if slug == "out-nofollow" else []))
            self.linked_twice(row)
        self.linked_twice(self.row("out-once", content=self.way_out()))

    def selves(self) -> None:
        """Links to the page itself, and those that only look so."""
        for slug, address in (
            ("itself", "/itself/"),
            ("itself-relative", "."),
            ("itself-by-http", f"http://{HOME[8:]}/itself-by-http/"),
        ):
            row = self.row(slug, content=self.way_out() + f'<p><a href="{address}">here</a></p>')
            self.linked_twice(row)
            self.plant(row, "link-to-itself")
        for slug, address in (("section-of-itself", "#part"), ("section-by-address", "/section-by-address/#part")):
            self.linked_twice(self.row(slug, content=self.way_out() + f'<p><a href="{address}">here</a></p>'))

    def linked_twice(self, row: Row) -> None:
        for source in self.sound[4:6]:
            source.content += self.to(row)

    def to(self, row: Row) -> str:
        return _block(f'<p>{WORDS}<a href="{HOME}/{row.slug}/">about {row.slug}</a>.</p>')

    def broken(self) -> None:
        """Links to what is not there or not shown, and near misses of them."""
        for status, check in HIDDEN.items():
            slug = f"unseen-{status}"
            hidden = self.row(f"{slug}__trashed" if status == "trash" else slug, status=status, content="<p>Later.</p>")
            self.carrier(f"links-to-{status}", f"/{slug}/", check)
            self.carrier(f"numbers-a-{status}", f"/?p={hidden.id}", check)
        self.row("behind-a-password", password="sesame", content="<p>Secret.</p>")
        self.carrier("links-to-password", "/behind-a-password/", "link-to-private")
        gone = ("/never-was/", "/never-was", "never-was/", "/?p=999999", "/?page_id=999999", "/a/b/never-was/", f"http://{HOME[8:]}/never-was/",
                "/category/never-was/", "/tag/never-was/")  # fmt: skip
        for number, address in enumerate(gone):
            self.carrier(f"broken-{self.letters(number)}", address, "link-missing-page")
        fine = ("/category/soil/", "/tag/shade/", "/author/admin/", "/2026/", "/feed/", "/?s=water", "/?cat=1", "/wp-content/uploads/leaf.png",
                "/page/2/", "/category/soil/page/2/", "https://other.example/never-was/", "/sitemap.xml", "mailto:a@b.example", "tel:+1")  # fmt: skip
        for number, address in enumerate(fine):
            self.carrier(f"fine-{self.letters(number)}", address)

    def carrier(self, slug: str, address: str, *checks: str) -> None:
        row = self.row(slug, content=self.way_out() + f'<p><a href="{address}">see there</a></p>')
        self.linked_twice(row)
        self.plant(row, *checks)


def _block(markup: str) -> str:
    """The markup as a block. A comment in it is the author's own and stays."""
    return f"<!-- wp:html -->\n{markup}\n<!-- /wp:html -->\n\n" if "<!-- wp:" not in markup else f"{markup}\n\n"


def stamp(at: int, row: Row) -> str:
    """When a row was published, in UTC; those that wait are of a later year."""
    when = NEWEST - timedelta(hours=at) if row.status != "future" else datetime(2031, 1, 1, 9, tzinfo=UTC)
    return when.strftime("%Y-%m-%d %H:%M:%S")
