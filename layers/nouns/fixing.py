"""Fixes: one change to one field of one object, a plan of them that a person can read and edit, and the words a model gives."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from layers.nouns.audit import FixClass
from layers.nouns.value import Value

Fixable = Literal["post", "page", "media"]
FixAuthor = Literal["code", "model"]
FixState = Literal["approved", "applied", "verified", "set aside", "taken back", "undone"]
FIX_FIELD = r"^(content|excerpt|categories|tags|alt_text|featured_media|meta\.[A-Za-z0-9_-]+)$"


class Fix(Value):
    """One change to one field. `before` is compared with the site before `after` is written.

    Of `content` the two are a fragment, and `occurrence` says which one of its kind, from 1, over the whole raw text; of
    every other field they are its whole value (terms as ids, such as `4, 7`). `field_sha256` is of the whole field when
    the plan was made.
    """

    number: int = Field(ge=1)
    check: str
    fix_class: FixClass
    object_type: Fixable
    object_id: int = Field(ge=1)
    url: str
    title: str
    field: str = Field(pattern=FIX_FIELD)
    field_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    before: str
    after: str
    occurrence: int = Field(default=1, ge=1)
    reason: str
    risk: str
    cost_usd: Decimal = Field(default=Decimal(0), ge=0)
    made_by: FixAuthor = "code"

    @property
    def place(self) -> tuple[str, int, str]:
        """What is written in one go: one field of one object."""
        return (self.object_type, self.object_id, self.field)


class NotFixed(Value):
    """A finding that the plan has no fix for, and why not."""

    check: str
    url: str
    why: str


class FixPlan(Value):
    """Fixes for one site. `id` is that of the run that applies them, `notes` what to know before they are approved.

    Of fixes that go `together` all are written or none: one alone would leave a text that says something untrue of itself.
    """

    id: str
    site: str
    url: str
    made_at: datetime
    notes: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    left: tuple[NotFixed, ...] = ()
    together: bool = False

    @property
    def cost_usd(self) -> Decimal:
        return sum((fix.cost_usd for fix in self.fixes), Decimal(0))


class FixText(Value):
    """One text of an answer; `number` is that of the row it was asked for in."""

    number: int
    text: str


class FixWords(Value):
    """The model's answer to `fix`."""

    texts: tuple[FixText, ...]
