"""Whether a change makes a page worse: the checks judge it before and after, alone, with its links resolved."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from layers import checks
from layers.checks import Check, Detour, HiddenTarget, Known, Links, Rules, Subject
from layers.maintenance.addresses import Addresses
from layers.maintenance.reading import page as page_of
from layers.maintenance.spelling import leads_to_itself
from layers.nouns import Page, Post, Site


@dataclass(frozen=True)
class Bench:
    """What pages of one site are judged by. `slugs` are those of the categories, by id."""

    site: Site
    rules: Rules
    switched_on: Sequence[Check]
    addresses: Addresses
    slugs: Mapping[int, str]
    _fitting: dict[tuple[str, checks.Seen], Sequence[Check]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, site: Site, today: date, addresses: Addresses, slugs: Mapping[int, str]) -> "Bench":
        return cls(site, Rules.of(site, today), checks.switched_on(site), addresses, slugs)

    def flaws(self, post: Post, of: Collection[str] | None = None) -> Counter[str]:
        """How many flaws each check finds in the post as it is stored; only those named by `of`, where others do not matter."""
        page = read(post)
        known = Known(
            links=links_of(page, self.addresses),
            categories=tuple(self.slugs.get(term, str(term)) for term in page.categories)
            if page.type == "post"
            else None,
        )
        subject = checks.of_page(page, known)
        asked = [check for check in self.fitting(subject) if of is None or check.id in of]
        return counted(subject, self.rules, asked)

    def fitting(self, subject: Subject) -> Sequence[Check]:
        """The checks that apply to the subject; found once for all that are of its kind."""
        kind = subject.type, checks.seen_in(subject)
        if kind not in self._fitting:
            self._fitting[kind] = [check for check in self.switched_on if check.applies(subject)]
        return self._fitting[kind]


def counted(subject: Subject, rules: Rules, fitting: Sequence[Check]) -> Counter[str]:
    """How often each check objects; of links, how many."""
    found = Counter(check.id for check in fitting for _ in check.judge(subject, rules))
    if subject.links is not None:
        counts = {
            "link-missing-page": len(subject.links.missing), "link-nofollow": len(subject.links.nofollow),
            "link-detour": len(subject.links.detours), "link-to-itself": subject.links.to_itself,
        }  # fmt: skip
        found |= Counter({check: count for check, count in counts.items() if check in found})
    return found


def worse(before: Counter[str], after: Counter[str]) -> tuple[str, ...]:
    """The checks that object to more than they did."""
    return tuple(check for check in sorted(after) if after[check] > before[check])


def read(post: Post) -> Page:
    """A stored post as a row of the inventory."""
    return page_of(
        {
            "id": post.id, "type": post.type, "link": post.url, "slug": post.slug, "title": {"raw": post.title},
            "excerpt": {"raw": post.excerpt}, "content": {"raw": post.content}, "categories": post.categories,
            "tags": post.tags, "date_gmt": post.date_gmt or EPOCH, "modified_gmt": post.modified_gmt or EPOCH,
        }
    )  # fmt: skip


EPOCH = datetime(1970, 1, 1, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S")


def links_of(page: Page, addresses: Addresses) -> Links:
    """A page's own links, resolved. Who links to it is not looked at: a change to the page does not change that."""
    found = [(link, addresses.resolve(link.url, page.url)) for link in page.links]
    others = [(link, way) for link, way in found if way.lead == "page" and way.page_id != page.id]
    itself = [
        link
        for link, way in found
        if way.lead == "page" and way.page_id == page.id and leads_to_itself(link.url, page.url)
    ]
    return Links(
        inbound=2, nofollow_inbound=0, depth=1, page_inbound=1,
        outbound=len({way.page_id for link, way in others if not link.nofollow}),
        missing=_once(link.url for link, way in found if way.lead == "missing"),
        hidden=tuple(dict.fromkeys(HiddenTarget(link.url, way.status) for link, way in found if way.lead == "hidden")),
        nofollow=_once(link.url for link, _ in others if link.nofollow),
        detours=tuple(dict.fromkeys(Detour(link.url, way.reasons) for link, way in others if way.reasons)),
        to_itself=len(itself),
        malformed=_once(link.url for link, way in found if way.lead == "malformed"),
    )  # fmt: skip


def _once(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urls))
