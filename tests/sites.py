"""Real WordPress sites for tests, as Masthead sees them."""

from dataclasses import dataclass
from pathlib import Path

from layers.boundary.wordpress import WordPress
from sandbox import wordpress as sandbox

SPECS = (
    sandbox.SiteSpec("larder", "The Larder", "What keeps and what does not"),
    sandbox.SiteSpec("atelier", "Atelier", "Stoffe & Fäden", timezone="Europe/Berlin", language="de"),
)


@dataclass(frozen=True)
class Sites:
    """The running sites, by name."""

    root: Path
    state: sandbox.State

    def client(self, name: str, *, url: str = "", role: str = "", timeout_s: float = 20.0) -> WordPress:
        """Masthead's own view of a site, as its administrator or as a user with a role; through `url` when there is a proxy."""
        site = self.state.site(name)
        if not role:
            return WordPress(name, url or site.url, site.user, site.application_password, timeout_s=timeout_s)
        login = f"the-{role}"
        return WordPress(
            name, url or site.url, login, sandbox.add_user(self.root, name, login, role), timeout_s=timeout_s
        )

    def url(self, name: str) -> str:
        return self.state.site(name).url

    def plugin(self, name: str, php: str) -> None:
        """Run PHP in a site from its next request on, until the test ends."""
        sandbox.plugin(self.root, name, php)
