"""A site as it looks from outside: pages as a visitor gets them, robots.txt, sitemaps, addresses elsewhere. Reads only, without a login."""

from layers.boundary.outside.crawling import read_robots, read_sitemaps
from layers.boundary.outside.elsewhere import Elsewhere
from layers.boundary.outside.fetching import Fetcher, Steady
from layers.boundary.outside.visits import Stop, visited

__all__ = ["Elsewhere", "Fetcher", "Steady", "Stop", "read_robots", "read_sitemaps", "visited"]
