"""N independent real WordPress sites on loopback: one core, and for each site its own database, port and passwords."""

from sandbox.wordpress.core import Core, core
from sandbox.wordpress.network import State, add_user, demo_sites, down, plugin, prepare, restore, snapshot, status, up
from sandbox.wordpress.site import Site, SiteSpec

__all__ = [
    "Core",
    "Site",
    "SiteSpec",
    "State",
    "add_user",
    "core",
    "demo_sites",
    "down",
    "plugin",
    "prepare",
    "restore",
    "snapshot",
    "status",
    "up",
]
