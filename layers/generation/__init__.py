"""Layer 2: brief -> draft <-> editorial review. The model writes, another reads it, code checks both."""

from layers.generation.checking import draft_problems, known_names, shortfall, words_of
from layers.generation.reviewing import ask_for_review, ask_for_revision, misquotations
from layers.generation.writing import ask_for_draft

__all__ = [
    "ask_for_draft",
    "ask_for_review",
    "ask_for_revision",
    "draft_problems",
    "known_names",
    "misquotations",
    "shortfall",
    "words_of",
]
