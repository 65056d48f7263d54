"""One cell of the matrix, as Masthead sees it: what this user of this site may do, and his client, examination and probe."""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from benchmarks.stage import CHECKOUT, Desk
from layers.boundary.clock import now
from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.examining import examine
from layers.boundary.wordpress.probing import probe
from layers.boundary.wordpress.transport import Params
from layers.nouns import Examination, Means, Probe, Site
from layers.publishing import proof
from sandbox import wordpress as sandbox
from tests.layers.publishing.samples import site as sample

Kind = Literal["single", "multisite"]
Role = Literal["administrator", "editor", "author"]
KINDS: tuple[Kind, ...] = ("single", "multisite")
ROLES: tuple[Role, ...] = ("administrator", "editor", "author")
COMPANION = CHECKOUT / "templates" / "wordpress" / "masthead.php"


@dataclass(frozen=True)
class Shop:
    """One operator's desk at a seeded site. `name` is the site's in the sandbox; to the operator it is `coffee`."""

    desk: Desk
    kind: Kind
    role: Role
    name: str
    url: str

    def posts(self) -> dict[int, str]:
        """The raw content of every post by its id, in every status, as the owner sees it."""
        there = self.desk.stage.state.site(self.name)
        owner = WordPress(self.name, self.url, there.user, there.application_password)
        asked: Params = {"status": "publish,future,draft,pending,private,trash", "per_page": 100}
        return {row["id"]: row["content"]["raw"] for row in owner.transport.get("/wp/v2/posts", asked).json}


@dataclass(frozen=True)
class Cell:
    state: sandbox.State
    kind: Kind
    role: Role
    password: str = field(repr=False)

    @property
    def site(self) -> Site:
        """What the operator's YAML says of it."""
        return sample(name=self.kind, url=self.url)

    @property
    def url(self) -> str:
        return self.state.site(self.kind).url

    @property
    def leads(self) -> bool:
        """Whether the role may touch what others have made."""
        return self.role != "author"

    @property
    def keeps_scripts(self) -> bool:
        """WordPress lets editors keep scripts on a single site, and in a network only its super admin."""
        return self.leads and self.kind == "single"

    @property
    def client(self) -> WordPress:
        return WordPress(self.kind, self.url, f"the-{self.role}", self.password)

    @property
    def owner(self) -> WordPress:
        """Who made the site: the administrator, in a network its super admin."""
        there = self.state.site(self.kind)
        return WordPress(self.kind, self.url, there.user, there.application_password)

    def examined(self) -> Examination:
        return examine(self.kind, self.url, f"the-{self.role}", self.password, now())

    def probed(self) -> Probe:
        """A probe of the site as it is now."""
        return probe(self.client, self.examined(), self.site, now())

    def means(self, *, companion: bool = False) -> Means:
        """How a post is written here, as a probe found it; with the companion, that is put in first."""
        if companion:
            self.install_companion()
        return proof.means(_probe_once(self, companion))

    def install_companion(self) -> None:
        sandbox.plugin(self.state.root, self.kind, COMPANION.read_text(encoding="utf-8"), "masthead")

    def held(self) -> dict[str, list[int]]:
        """Ids of everything on the site, in every status, as its owner sees it."""
        statuses: Params = {"status": "publish,future,draft,pending,private,trash", "per_page": 100, "_fields": "id"}
        plain: Params = {"per_page": 100, "_fields": "id"}
        asked: dict[str, Params] = {
            "posts": statuses,
            "pages": statuses,
            "categories": plain,
            "tags": plain,
            "media": plain,
        }
        get = self.owner.transport.get
        return {name: sorted(row["id"] for row in get(f"/wp/v2/{name}", params).json) for name, params in asked.items()}


@cache
def _probe_once(cell: Cell, _companion: bool) -> Probe:
    """The tests of a cell begin with the same site: one probe serves them."""
    return cell.probed()
