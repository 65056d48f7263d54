"""Orphans: a link to each, set into the words of a page that may best link there."""

from collections.abc import Iterator

from layers.maintenance.fixing.fragments import readable_hunk
from layers.maintenance.fixing.scene import Said, Scene, exchanged
from layers.maintenance.proposing import is_in_passing
from layers.nouns import Finding, Fix, Page
from layers.publishing import Place, anchors_to, insert, weigh_hosts
from layers.publishing.anchors import Phrase, anchor_in, phrases_of_page
from layers.publishing.paragraphs import paragraphs
from layers.publishing.site_index import SiteIndex

ORPHANS = frozenset({"orphan", "near-orphan"})
WANTED = {"orphan": 2, "near-orphan": 1}  # links: with one alone an orphan would be the next finding
RISK = "one more link in the text of this page"


class OrphanFixes:
    """The links that are planned together: no page gets two of them, so that each is read where it helps."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._index = SiteIndex(scene.inventory)
        self._taken: set[int] = set()

    def of(self, page: Page, finding: Finding) -> Iterator[Fix]:
        """Links to the page from the best hosts that have words for it, each with words of its own; none where no host has."""
        names = phrases_of_page(page, self._index.similarity.weight)
        skip = self._scene.site.links.skip_first_paragraph
        taken = list(anchors_to(self._scene.inventory, page.url))
        left = WANTED[finding.check]
        for host in self._hosts(page, names):
            rows = paragraphs(host.content)[1 if skip else 0 :]
            anchor = anchor_in(rows, names, host.title, tuple(taken)) if left else ""
            if anchor and not is_in_passing(anchor, host):
                left -= 1
                taken.append(anchor)
                self._taken.add(host.id)
                linked = insert(host.content, anchor, page.url, Place(skip_first_paragraph=skip))
                yield _fix(host, page, finding, anchor, linked)

    def _hosts(self, page: Page, names: tuple[Phrase, ...]) -> list[Page]:
        if not names:
            return []
        choice = weigh_hosts(
            self._scene.site, page.title, self._scene.inventory, tuple(name.text for name in names), url=page.url,
            text=page.text, index=self._index, links_to=tuple(link.url for link in page.links),
        )  # fmt: skip
        return [self._scene.pages[host.page_id] for host in choice.hosts if host.page_id not in self._taken]


def _fix(host: Page, target: Page, finding: Finding, anchor: str, linked: str) -> Fix:
    span, put = readable_hunk(host.content, linked)
    reason = f"the words “{anchor}” link to {target.url}, of which the audit says: {finding.evidence}"
    return exchanged(host, finding, span.start, host.content[span.start : span.end], put, Said(reason, RISK))
