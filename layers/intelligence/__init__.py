"""Layer 1: keyword -> landscape -> brief. What ranks, what it misses, and what this article alone will say."""

from layers.intelligence.briefing import ask_for_angle, ask_for_brief, brief
from layers.intelligence.coverage import Covering, covering
from layers.intelligence.landscape import landscape
from layers.intelligence.pool import evidence
from layers.intelligence.reading import Reading
from layers.intelligence.slugs import slug_for

__all__ = [
    "Covering",
    "Reading",
    "ask_for_angle",
    "ask_for_brief",
    "brief",
    "covering",
    "evidence",
    "landscape",
    "slug_for",
]
