"""The doctor's visit in order: look at the site, try it out where that was asked for, judge what was found, keep it."""

from collections.abc import Callable

from flows import HOME
from flows.newsroom import Newsroom
from layers.boundary.clock import now
from layers.boundary.configuration import login
from layers.boundary.templates import Templates
from layers.errors import ImpossibleHereError, MastheadError, NotProbedError
from layers.nouns import Examination, Means, Probe, Site
from layers.publishing import proof
from layers.publishing.doctor import Diagnosis, diagnose

COMPANION = HOME / "templates" / "wordpress" / "masthead.php"
INSTALLING = (
    "1. masthead doctor --companion > masthead.php",
    "2. Copy masthead.php into wp-content/mu-plugins/ on the site's server; make the folder where there is none. It acts at once.",
    "3. masthead doctor SITE --probe then finds out what it keeps. To remove it, delete the file: pages stay whole.",
    "It is optional: where an SEO plugin takes its fields over REST, and WordPress keeps JSON-LD in posts, it adds nothing.",
)
WRITES = (
    "{0}: the probe writes to {1} now: a draft, a category, a tag and an image of one pixel, all named masthead-probe. "
    "It gives the draft to another author for a moment, publishes nothing, touches nothing else and removes all of it again."
)
NOT_PROBED = "{0}: not probed, for nobody could log in. Mend that first."


def companion() -> str:
    """Return the companion as it is copied to a site."""
    return COMPANION.read_text(encoding="utf-8")


def examined(room: Newsroom, name: str) -> Diagnosis:
    """Look at one site with the login that its YAML names, by reading alone.

    Raises MistakeError, and StoreDownError where what was seen cannot be kept: what is wrong with the site is a line.
    """
    return _visited(room, name, lambda site, seen: None)


def probed(room: Newsroom, name: str, told: Callable[[str], None]) -> Diagnosis:
    """Look at one site, then try it out; `told` hears what will be written before it is.

    Raises what `examined` does, BusyError while a run writes to the site, and WordPressDownError where it goes down meanwhile.
    """

    def tried(site: Site, seen: Examination) -> Probe | None:
        if seen.login.access != "accepted":
            told(NOT_PROBED.format(name))
            return None
        told(WRITES.format(name, seen.url))
        return _tried(room, site, seen)

    return _visited(room, name, tried)


def means_of(room: Newsroom, site: Site) -> Means:
    """How a post is written on the site, as its newest probe found it.

    Raises NotProbedError where there is none for this address and user, ImpossibleHereError where an article could not be
    published whole.
    """
    user = login(site.name, site.credentials, room.variables).user
    found = room.store.probe(site.name, site.url, user)
    if found is None:
        raise NotProbedError(site.name)
    reasons = proof.impossible(found, site)
    if reasons:
        raise ImpossibleHereError(site.name, f"{found.at:%Y-%m-%d}", " ".join(reasons))
    return proof.means(found)


def _visited(room: Newsroom, name: str, trial: Callable[[Site, Examination], Probe | None]) -> Diagnosis:
    from layers.boundary.wordpress.examining import examine

    site = room.site(name)
    found = login(site.name, site.credentials, room.variables)
    before = room.store.examination(site.name, site.url, found.user)
    seen = examine(site.name, site.url, found.user, found.password, now())
    room.store.put_examination(seen)
    probe = trial(site, seen) or room.store.probe(site.name, site.url, found.user)
    return diagnose(seen, site, probe, before.at if before else None)


def _tried(room: Newsroom, site: Site, seen: Examination) -> Probe:
    """Probe under the site's lease, and keep what was found. A probe that was killed leaves its journal entry open."""
    from flows.lease import writing_to
    from layers.boundary.wordpress.probing import probe

    with writing_to(room.store, site.name):
        run = room.store.open_run(site.name, "probe")
        entry = room.store.record_write(run, "", "probe", 0, "draft", before="", after="")
        try:
            found = probe(room.wordpress(site), seen, site, now())
        except MastheadError as error:
            room.store.close_run(run, str(error))
            raise
        room.store.put_probe(found)
        if found.left:
            room.store.confirm_write(entry)
        else:
            room.store.mark_undone(entry, run)
        room.store.close_run(run, "not removed" if found.left else "probed")
    return found


def terminal(found: Diagnosis) -> str:
    """Return the diagnosis as a person reads it in a terminal."""
    return Templates(HOME / "templates").render("reports/doctor.txt.j2", found=found)
