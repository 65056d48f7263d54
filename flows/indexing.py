"""What is known of a site's words, kept in the store: a run reads the pages that changed since the last one, and no others."""

from layers.boundary.store import Store
from layers.nouns import Inventory
from layers.publishing import SiteIndex, TermIndex


def site_index(store: Store, inventory: Inventory) -> SiteIndex:
    """Return the index of a site as it was just read, and keep it for the next run.

    What is kept of an older form, or is damaged, counts as nothing: every page is read then.
    """
    kept = TermIndex.from_bytes(store.term_index(inventory.site))
    index = SiteIndex(inventory, kept)
    if index.terms.read or index.terms.rows.keys() != kept.rows.keys():
        store.put_term_index(inventory.site, index.terms.to_bytes())
    return index


def earlier_index(store: Store, inventory: Inventory) -> SiteIndex:
    """Return the index of an inventory that a plan was made with. It may be weeks old, so it is not kept."""
    return SiteIndex(inventory, TermIndex.from_bytes(store.term_index(inventory.site)))
