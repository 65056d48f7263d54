"""The saved web: pages written for this project, served by their host names, with a search in SearXNG's shape."""

from sandbox.web.server import Running, start

__all__ = ["Running", "start"]
