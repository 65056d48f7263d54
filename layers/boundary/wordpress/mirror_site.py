"""One update of a site's mirror, from the question what the site offers to the sentences about what was not seen."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from layers import prose
from layers.boundary.store import Mirrors
from layers.boundary.wordpress.companion_list import companion_list
from layers.boundary.wordpress.lists import Lists
from layers.boundary.wordpress.mirror_records import Records
from layers.boundary.wordpress.mirroring import Mirroring
from layers.boundary.wordpress.offers import meta_keys
from layers.boundary.wordpress.surroundings import Surroundings, surroundings
from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Transport
from layers.checks import body, phrases, scanning
from layers.maintenance import markup_facts, reading, sketching
from layers.nouns import markup, seo
from layers.nouns import wordpress as nouns
from layers.nouns.mirror import MirrorState
from layers.publishing import scanner, term_index
from layers.publishing.seo.reading import seo_reader

NO_OLD_SLUGS = "Old addresses of renamed posts are not known: the REST API does not give them. The companion does."


def mirror_site(
    transport: Transport, mirrors: Mirrors, told: Callable[[str], None], *, full: bool = False
) -> MirrorState:
    """Bring the mirror of a site up to date; `full` reads every row again. Raises LoginError, WordPressDownError and refusals."""
    index = transport.index()
    transport.get(
        "/wp/v2/users/me", {"_fields": "id"}
    )  # a list that is read with a wrong password looks like a public one
    namespaces = tuple(map(str, index.get("namespaces") or ()))
    records = Records(transport.site, seo_reader(namespaces, meta_keys(transport)))
    companion = companion_list(transport, namespaces, records)
    fresh = MirrorState(
        site=transport.site, url=transport.url, user=transport.user, way="companion" if companion else "REST",
        zone=f"{index.get('timezone_string') or index.get('gmt_offset') or 'UTC'}", parser=parser(),
    )  # fmt: skip
    state = _begun(mirrors, fresh, full)
    work = Mirroring(Lists(transport), mirrors, records, state, told, companion)
    work.read()
    with ThreadPoolExecutor(1) as pool:  # the short lists come while the long ones are compared
        twin = transport.twin()
        around = pool.submit(surroundings, twin, Terms(twin), index)
        settled = work.settle()
        return _kept(mirrors, settled, around.result())


def _begun(mirrors: Mirrors, fresh: MirrorState, full: bool) -> MirrorState:
    """The state to go on from: as it was, or nothing yet where another user, address or way would see other rows.

    A full read keeps the rows that there are: each is replaced by itself, and what is gone is found by counting.
    """
    before = mirrors.mirror(fresh.site)
    if before is None or not before.same_view(fresh):
        mirrors.begin_mirror(fresh)
        return fresh
    if full or before.parser != fresh.parser:
        if before.since:
            return fresh  # begin again; one that was still under way goes on
        return before.model_copy(update={"parser": fresh.parser})
    return before


def _kept(mirrors: Mirrors, state: MirrorState, around: Surroundings) -> MirrorState:
    parts = {"categories": around.categories, "tags": around.tags, "authors": around.authors, "menus": around.menus}
    for kind, found in parts.items():
        mirrors.put_parts(state.site, kind, found)
    said = (*state.not_seen, *around.not_seen, *((NO_OLD_SLUGS,) if state.way == "REST" else ()))
    seen = {"front_page": around.front_page, "other_folders": around.other_folders, "not_seen": said}
    done = state.model_copy(update=seen)
    mirrors.keep_mirror(done)
    return done


@cache
def parser() -> str:
    """What the kept form of a page was read by: another Masthead may read the same content otherwise."""
    sources = (
        module.__file__
        for module in (
            reading,
            markup_facts,
            scanner,
            prose,
            nouns,
            markup,
            seo,
            body,
            phrases,
            scanning,
            sketching,
            term_index,
        )
    )
    read = b"".join(Path(source).read_bytes() for source in sources if source)
    return hashlib.sha256(read).hexdigest()[:16]
