"""What a mirror keeps of a site, and how far its reading has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from layers.nouns.value import Value

Way = Literal["REST", "companion"]


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """One post, page, synced block or image. Ten thousand of these are made in one read: no pydantic here.

    `date` is the site's own clock, `modified_gmt` UTC, both ISO without a zone. `content` is raw, and empty for what
    visitors are not shown. `read` is the JSON of the Page (its content left out) or of the Media; empty for anything else.
    """

    id: int
    type: str
    status: str
    protected: bool
    url: str
    slug: str
    title: str
    date: str
    modified_gmt: str
    content: str = ""
    read: str = ""

    @property
    def is_shown(self) -> bool:
        return self.status == "publish" and not self.protected


@dataclass(frozen=True, slots=True)
class Known:
    """What the mirror knows of a row without its text."""

    id: int
    status: str
    date: str
    modified_gmt: str


class Progress(Value):
    """How far the list of one type was read: the next offset, and the highest id up to which nothing is missing."""

    offset: int = 0
    covered: int = 0
    done: bool = False


class MirrorState(Value):
    """Whose view of which site the mirror holds, and how far it is read. Moments are UTC, ISO with a Z.

    `since` is the moment up to which every change is in the mirror, empty until a first read has ended; `began` is when
    that began. `partial` are the types of which this user is not shown everything: they are read whole each time. `withheld` counts published posts and
    pages that WordPress counts and does not show. `other_folders` are the paths below which other content than posts and pages is.
    """

    site: str
    url: str
    user: str
    way: Way
    zone: str
    parser: str
    began: str = ""
    since: str = ""
    progress: Mapping[str, Progress] = Field(default_factory=dict)
    partial: tuple[str, ...] = ()
    withheld: int = 0
    front_page: int = 0
    other_folders: tuple[str, ...] = ()
    not_seen: tuple[str, ...] = ()

    def same_view(self, other: "MirrorState") -> bool:
        """Whether both are of one site as one user sees it. After a change of time zone WordPress compares dates otherwise."""
        return all(getattr(self, name) == getattr(other, name) for name in ("site", "url", "user", "way", "zone"))

    def at(self, kind: str) -> Progress:
        return self.progress.get(kind, Progress())

    def with_progress(self, kind: str, progress: Progress) -> "MirrorState":
        return self.model_copy(update={"progress": {**self.progress, kind: progress}})
