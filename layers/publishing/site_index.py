"""What is known of a whole site before a link is chosen: how alike its pages are, and who links to whom."""

from collections import Counter

from layers import urls
from layers.nouns import Inventory, LinkRules, Page
from layers.publishing.similarity import Similarity
from layers.publishing.term_index import TermIndex

NEIGHBOURLY = 0.4  # of how alike neighbours usually are


class SiteIndex:
    """One inventory, ready for any number of choices. With `kept` only the pages that changed since are read.

    What is kept between two runs is `terms.to_bytes()`; what an older inventory left is `TermIndex.from_bytes(…)`.
    """

    def __init__(self, inventory: Inventory, kept: TermIndex | None = None) -> None:
        self.inventory = inventory
        self.similarity = Similarity(inventory, kept)
        self.inbound = inbound_counts(inventory)
        self.usual_likeness = self.similarity.usual_likeness()

    def least_kinship(self, rules: LinkRules) -> float:
        """How alike two pages must be beside their subjects' names: more on a site whose posts stand in dense clusters."""
        return max(rules.min_kinship, NEIGHBOURLY * self.usual_likeness)

    @property
    def terms(self) -> TermIndex:
        return self.similarity.index

    def inbound_of(self, page: Page) -> int:
        """How many pages link to the page."""
        return self.inbound[address(page.url)]


def inbound_counts(inventory: Inventory) -> Counter[str]:
    """How many pages link to each page of the site in their own text, by `address`."""
    hosts = {"", *(urls.host_of(page.url) for page in inventory.pages)}
    pairs = {
        (address(page.url), address(link.url))
        for page in inventory.pages
        for link in page.links
        if (parts := urls.split(link.url)) and parts.netloc in hosts
    }
    return Counter(target for source, target in pairs if source != target)


def address(url: str) -> str:
    """What two addresses of one page of a site have in common; all of it where it is no address."""
    parts = urls.split(url)
    if parts is None:
        return url
    return parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
