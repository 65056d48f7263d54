"""WordPress through its REST API: one write with every field, compared with what was sent; never a second post."""

from layers.boundary.wordpress.client import User, WordPress
from layers.boundary.wordpress.live import LivePage

__all__ = ["LivePage", "User", "WordPress"]
