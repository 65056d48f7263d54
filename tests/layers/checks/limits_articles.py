"""Limits of the checks that judge an article before it is published as well as a live page."""

from datetime import date

from layers.checks import Heading, Passage
from layers.checks.pixels import DESCRIPTION_SIZE_PX, TITLE_SIZE_PX, width_px
from tests.layers.checks.subjects import ANSWER, DEFINITION, SOUND, Limit

H2 = Heading(2, "What is a good ratio?", "s1.heading")
WORDS_40, WORDS_60 = ("Coffee and water " * 14)[:-1].split()[:40], ("Tea or water at once now " * 10).split()[:60]


def of_width(px: int, size: int, unit: str = "n", start: str = "cold brew ratio ") -> str:
    """A text just under `px`; with one `n` more it would be over."""
    text = start
    while width_px(text + unit, size) <= px:
        text += unit
    return text


def answers(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage("s1.b1", "What is a good ratio?", text) for text in texts)


def questions(count: int) -> tuple[Passage, ...]:
    return tuple(Passage(f"f{n}", f"Is {letter * 3} good?", "Yes.") for n, letter in enumerate("bcdfghjkl"[:count]))


TITLE_580, DESCRIPTION_920 = of_width(580, TITLE_SIZE_PX), of_width(920, DESCRIPTION_SIZE_PX)
LIMITS: list[Limit] = [
    # check, the value that still passes, the value that no longer does
    ("seo-title-missing", {"seo_title": TITLE_580}, {"seo_title": " "}),
    ("seo-title-too-wide", {"seo_title": TITLE_580}, {"seo_title": TITLE_580 + "n"}),
    ("seo-title-too-short", {"seo_title": of_width(199, TITLE_SIZE_PX) + "n"}, {"seo_title": of_width(199, TITLE_SIZE_PX)}),
    ("seo-title-keyword", {"seo_title": "Ratios for brewing cold: a table"}, {"seo_title": "Ratios for brewing: a table"}),
    ("title-past-year", {"title": "Cold brew ratio in 2026"}, {"title": "Cold brew ratio in 2025"}),
    ("description-missing", {"description": DESCRIPTION_920}, {"description": ""}),
    ("description-too-wide", {"description": DESCRIPTION_920}, {"description": DESCRIPTION_920 + "n"}),
    ("description-too-short", {"description": of_width(399, 14) + "n"}, {"description": of_width(399, 14)}),
    ("description-keyword", {"description": SOUND.description}, {"description": "How much coffee goes into the water of a batch of it."}),
    ("slug-form", {"slug": "cold-brew-2"}, {"slug": "cold--brew"}),
    ("slug-form", {"slug": "%e6%b0%b4"}, {"slug": "cold_brew"}),
    ("slug-form", {"slug": "wasserhärte"}, {"slug": "Cold-brew"}),
    ("slug-too-long", {"slug": "a" * 75}, {"slug": "a" * 76}),
    ("title-missing", {"title": "A"}, {"title": ""}),
    ("title-too-long", {"title": "a" * 110}, {"title": "a" * 111}),
    ("title-duplicate", {"title_twins": ()}, {"title_twins": ("https://example.org/other/",)}),
    ("excerpt-missing", {"excerpt": "Short."}, {"excerpt": "\n"}),
    ("excerpt-duplicate", {"excerpt_twins": ()}, {"excerpt_twins": ("https://example.org/other/",)}),
    ("heading-order", {"headings": (H2, Heading(3, "Why", ""), Heading(2, "Then", ""))}, {"headings": (H2, Heading(4, "Why", ""))}),
    ("heading-order", {"headings": (H2,)}, {"headings": (Heading(3, "Why", ""),)}),
    ("heading-second-h1", {"headings": (H2,)}, {"headings": (Heading(1, "Again", ""), H2)}),
    ("heading-duplicate", {"headings": (H2, Heading(2, "Why", ""))}, {"headings": (H2, Heading(3, "WHAT is a good ratio? ", ""))}),
    ("heading-empty", {"headings": (H2,)}, {"headings": (H2, Heading(2, " ", ""))}),
    ("headings-missing", {"headings": (), "words": 300}, {"headings": (), "words": 301}),
    ("keyword-opening", {"text": "one " * 97 + "cold brew ratio"}, {"text": "one " * 98 + "cold brew ratio"}),
    ("keyword-variations", {"variations": ("cold brew coffee", "coffee to water ratio")}, {"variations": ("cold brew coffee", "brewing maths")}),
    ("thin", {"words": 300}, {"words": 299}),
    ("definition-missing", {"definition": DEFINITION}, {"definition": "Everyone loves a cold brew ratio in summer, with ice."}),
    ("definition-missing", {"definition": "The brew ratio is one to eight."}, {"definition": "Ice is frozen water in a tall glass."}),
    ("definition-too-long", {"definition": " ".join(["Ratio"] * 60)}, {"definition": " ".join(["Ratio"] * 61)}),
    ("question-headings", {"headings": (H2, Heading(2, "Why?", ""))}, {"headings": (H2, Heading(2, "Why", ""))}),
    ("answer-length", {"answers": answers(" ".join(WORDS_40))}, {"answers": answers(" ".join(WORDS_40[:39]))}),
    ("answer-length", {"answers": answers(" ".join(WORDS_60))}, {"answers": answers(" ".join([*WORDS_60, "too"]))}),
    ("answer-length", {"answers": answers("a" * 240 + " b" * 40)}, {"answers": answers("a" * 241 + " b" * 40)}),
    ("answer-starts-late", {"answers": answers(ANSWER)}, {"answers": answers("It depends on the cup. " + ANSWER)}),
    ("faq-count", {"faq": SOUND.faq}, {"faq": (SOUND.faq or ())[:1]}),
    ("faq-count", {"faq": questions(8)}, {"faq": questions(9)}),
    ("faq-repeats", {"faq": SOUND.faq}, {"faq": (*(SOUND.faq or ()), Passage("f3", "How long should the steep be?", "Long."))}),
    ("faq-repeats", {"faq": SOUND.faq}, {"faq": (*(SOUND.faq or ()), Passage("f3", "Can it be heated?", "Yes."))}),
    ("faq-answer-too-long", {"faq": (Passage("f1", "Who?", "a " * 60), *questions(1))}, {"faq": (Passage("f1", "Who?", "a " * 61), *questions(1))}),
    ("entities-few", {"entities": ("water", "coffee", "cold brew ratio")}, {"entities": ("water", "coffee")}),
    ("entity-absent", {"entities": ("water", "Coffee", "Cold Brew Ratio")}, {"entities": ("water", "coffee", "Hario")}),
    ("entity-absent", {"entities": ("water", "coffee", "stir")}, {"entities": ("water", "coffee", "sti")}),
    ("attributed-few", {"attributed": 3}, {"attributed": 2}),
    ("speakable-missing", {"speakable": (("definition", "A."),)}, {"speakable": ()}),
    ("speakable-absent", {"speakable": (("s1.b1", "A."),)}, {"speakable": (("s9.b1", None),)}),
    ("speakable-too-long", {"speakable": (("s1.b1", "a " * 75),)}, {"speakable": (("s1.b1", "a " * 76),)}),
    ("stale", {"published": date(2025, 5, 29), "text": "As of 2024."}, {"published": date(2025, 5, 28), "text": "As of 2024."}),
]  # fmt: skip
