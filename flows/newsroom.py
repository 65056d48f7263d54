"""Everything a run needs from outside, made once and when first asked for: a command pays for what it uses.

The imports stand inside on purpose: `masthead costs` needs neither requests nor the SDK.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows import HOME
from layers.boundary.configuration import environment, login, read_network
from layers.errors import CredentialsMissingError, MistakeError, RehearsalOnlyError
from layers.nouns import Network, Site

if TYPE_CHECKING:
    from layers.boundary.claude import Claude, ClaudeSettings
    from layers.boundary.ledger import Ledger
    from layers.boundary.outside import Elsewhere, Fetcher
    from layers.boundary.prices import Prices
    from layers.boundary.search import Search
    from layers.boundary.store import Store
    from layers.boundary.templates import Templates
    from layers.boundary.web import Web
    from layers.boundary.wordpress import Pace, WordPress

REHEARSAL_URL = "http://127.0.0.1:8890"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Newsroom:
    """One operator's network. `rehearse` asks the sandbox's rehearsal model instead of Anthropic's API."""

    folder: Path
    rehearse: bool = False

    @cached_property
    def network(self) -> Network:
        return read_network(self.folder)

    @cached_property
    def variables(self) -> Mapping[str, str]:
        return environment(self.folder)

    @cached_property
    def store(self) -> "Store":
        from layers.boundary.store import Store

        return Store(store_url(self.variables.get("MASTHEAD_STORE") or self.network.store))

    @cached_property
    def prices(self) -> "Prices":
        from layers.boundary.prices import Prices

        return Prices.read(self.folder / "prices.yaml")

    @cached_property
    def ledger(self) -> "Ledger":
        from layers.boundary.ledger import Ledger

        return Ledger(self.store, self.prices)

    @cached_property
    def templates(self) -> "Templates":
        from layers.boundary.templates import Templates

        return Templates(HOME / "templates")

    @cached_property
    def claude(self) -> "Claude":
        from layers.boundary.claude import Claude

        return Claude(self.model_settings(), self.ledger, self.templates, self.prices)

    def model_settings(self) -> "ClaudeSettings":
        """Choose who answers. Raises CredentialsMissingError where there is neither a key nor --rehearse."""
        from layers.boundary.claude import ClaudeSettings

        if self.rehearse:
            return ClaudeSettings(key="rehearsal", base_url=rehearsal_url(self.variables))
        key = self.variables.get("ANTHROPIC_API_KEY", "").strip()
        if not key:
            raise CredentialsMissingError("The model", "ANTHROPIC_API_KEY", NO_KEY)
        return ClaudeSettings(key=key, base_url=self.network.api_url, structured=self.network.structured)

    def site(self, name: str) -> Site:
        return self.network.site(name)

    def wordpress(self, site: Site) -> "WordPress":
        """Return the site's WordPress. Rehearsal text is for loopback alone."""
        from layers.boundary.wordpress import WordPress

        if self.rehearse and not on_loopback(site.url):
            raise RehearsalOnlyError(site.name, site.url)
        found = login(site.name, site.credentials, self.variables)
        return WordPress(
            site.name, site.url, found.user, found.password, timeout_s=site.timeout_s, pace=self.pace(site)
        )

    def pace(self, site: Site) -> "Pace":
        """Return the site's pace for writes: one for all articles of this process, for the limit is the site's."""
        from layers.boundary.wordpress import Pace

        return self._paces.setdefault(site.name, Pace(site.writes_per_minute))

    @cached_property
    def _paces(self) -> "dict[str, Pace]":
        return {}

    def web(self, site: Site) -> "Web":
        from layers.boundary.connector import Connector, endpoint
        from layers.boundary.web import Web

        allowed = [endpoint(pair) for pair in site.research.allow]
        return Web(connector=Connector(allow=allowed), pace_s=site.research.pace_s)

    def fetcher(self, site: Site) -> "Fetcher":
        """Return what visits the site's pages: at the pace of its YAML, without a login."""
        from layers.boundary.outside import Fetcher, Steady

        return Fetcher(site.url, Steady(site.audit.pages_per_minute))

    def elsewhere(self, site: Site) -> "Elsewhere":
        """Return what asks after pages of other sites; private addresses are refused but for those of `research.allow`."""
        from layers.boundary.connector import Connector, endpoint
        from layers.boundary.outside import Elsewhere

        return Elsewhere(Connector(allow=[endpoint(pair) for pair in site.research.allow]), pace_s=site.research.pace_s)

    def search(self, site: Site) -> "Search":
        from layers.boundary.search import search_for

        return search_for(site.research, self.folder)


NO_KEY = "Set it, or add --rehearse to try everything with the sandbox's rehearsal model at no cost."


def on_loopback(url: str) -> bool:
    return (urlsplit(url).hostname or "") in LOOPBACK


def store_url(url: str) -> str:
    """Make a relative SQLite path relative to the project, so that every working directory sees one store."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url.startswith(prefix + "/"):
        return url
    path = HOME / url.removeprefix(prefix)
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"{prefix}{path}"


def rehearsal_url(variables: Mapping[str, str]) -> str:
    """Return the address of the running rehearsal model. Raises MistakeError when the sandbox is down."""
    url = variables.get("MASTHEAD_REHEARSAL_URL") or REHEARSAL_URL
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 80), timeout=2).close()
    except OSError:
        raise MistakeError("The rehearsal model is not running. Start it with: masthead sandbox up") from None
    return url
