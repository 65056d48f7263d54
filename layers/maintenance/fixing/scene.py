"""What a fix is planned from: the site as it was read, and what a finding asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from layers.maintenance.addresses import Addresses
from layers.maintenance.fixing.fragments import fingerprint, occurrence_at
from layers.nouns import Finding, Fix, Inventory, Media, Page, Site

NUMBERLESS = 1  # fixes are numbered when the plan is whole


@dataclass(frozen=True)
class Scene:
    """One site at one moment. `redirects` say where an own address that is no page's leads, by the address."""

    site: Site
    inventory: Inventory
    redirects: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Mapping[int, Page]:
        return {page.id: page for page in self.inventory.pages}

    @cached_property
    def media(self) -> Mapping[int, Media]:
        return {each.id: each for each in self.inventory.media}

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses.of(self.site.url, self.inventory)


@dataclass(frozen=True)
class Said:
    """What a reader of a plan is told about one fix."""

    reason: str
    risk: str


def exchanged(page: Page, finding: Finding, start: int, before: str, after: str, said: Said) -> Fix:
    """A fix of a fragment of the content that begins at `start`."""
    return _fix(
        page, finding, "content", page.content, before, after, said,
        occurrence=occurrence_at(page.content, before, start),
    )  # fmt: skip


def replaced(page: Page, finding: Finding, field_name: str, before: str, after: str, said: Said) -> Fix:
    """A fix of a whole field."""
    return _fix(page, finding, field_name, before, before, after, said)


def of_file(media: Media, finding: Finding, after: str, said: Said) -> Fix:
    """A fix of the alternative text of a file in the library."""
    return Fix(
        number=NUMBERLESS, check=finding.check, fix_class=finding.fix_class, object_type="media", object_id=media.id,
        url=media.url, title=media.title, field="alt_text", field_sha256=fingerprint(media.alt), before=media.alt, after=after,
        reason=said.reason, risk=said.risk,
    )  # fmt: skip


def _fix(
    page: Page, finding: Finding, field_name: str, whole: str, before: str, after: str, said: Said, occurrence: int = 1
) -> Fix:
    return Fix(
        number=NUMBERLESS, check=finding.check, fix_class=finding.fix_class,
        object_type="page" if page.type == "page" else "post", object_id=page.id, url=page.url, title=page.title,
        field=field_name, field_sha256=fingerprint(whole), before=before, after=after, occurrence=occurrence,
        reason=said.reason, risk=said.risk,
    )  # fmt: skip


def numbered(fixes: Iterator[Fix]) -> tuple[Fix, ...]:
    return tuple(fix.model_copy(update={"number": number}) for number, fix in enumerate(fixes, 1))


def priced(fix: Fix, usd: Decimal) -> Fix:
    return fix.model_copy(update={"cost_usd": usd, "made_by": "model"})
