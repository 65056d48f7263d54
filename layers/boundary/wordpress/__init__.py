"""WordPress through its REST API: one write with every field, compared with what was sent; never a second post."""

from layers.boundary.wordpress.client import User, WordPress
from layers.boundary.wordpress.doubles import Double
from layers.boundary.wordpress.live import LivePage
from layers.boundary.wordpress.pacing import Pace
from layers.boundary.wordpress.verification import as_sent

__all__ = ["Double", "LivePage", "Pace", "User", "WordPress", "as_sent"]
