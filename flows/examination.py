"""The doctor's visit in order: look at the site, judge what was seen. Reads only, and keeps nothing."""

from flows import HOME
from flows.newsroom import Newsroom
from layers.boundary.clock import now
from layers.boundary.configuration import login
from layers.boundary.templates import Templates
from layers.publishing.doctor import Diagnosis, diagnose

COMPANION = HOME / "templates" / "wordpress" / "masthead.php"
INSTALLING = (
    "1. masthead doctor --companion > masthead.php",
    "2. Copy masthead.php into wp-content/mu-plugins/ on the site's server; make the folder where there is none. It acts at once.",
    "3. masthead doctor SITE then names its version. To remove it, delete the file: pages stay whole.",
    "It is optional: `masthead publish` needs it for nothing and does not write its fields yet.",
)


def companion() -> str:
    """Return the companion as it is copied to a site."""
    return COMPANION.read_text(encoding="utf-8")


def examined(room: Newsroom, name: str) -> Diagnosis:
    """Examine one site with the login that its YAML names. Raises only MistakeError: what is wrong with the site is a line."""
    from layers.boundary.wordpress.examining import examine

    site = room.site(name)
    found = login(site.name, site.credentials, room.variables)
    return diagnose(examine(site.name, site.url, found.user, found.password, now()), site)


def terminal(found: Diagnosis) -> str:
    """Return the diagnosis as a person reads it in a terminal."""
    return Templates(HOME / "templates").render("reports/doctor.txt.j2", found=found)
