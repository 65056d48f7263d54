"""Limits of the checks of a text: how it is made, how old it is, its figures, its JSON-LD."""

import json
from datetime import date

from layers.checks import Around, Heading, Passage
from layers.nouns import Markup
from tests.layers.checks.subjects import ANSWER, SOUND, Limit

TITLE = SOUND.title


def made(**more: object) -> dict[str, object]:
    return {"markup": Markup.model_validate({"editor": "blocks", **more})}


def schema(*nodes: dict[str, object], context: object = "https://schema.org") -> dict[str, object]:
    return made(schema_texts=(json.dumps({"@context": context, "@graph": list(nodes)}),))


def counted(sentence: str) -> dict[str, object]:
    return made(unsourced=(sentence,))


def asked(*questions: str) -> dict[str, object]:
    return {"answers": tuple(Passage("", question, ANSWER) for question in questions)}


ARTICLE = {"@type": "BlogPosting", "headline": "A"}
CARRYING = {"around": Around(carries_schema=True)}

LIMITS: list[Limit] = [
    ("placeholder-text", {"text": "Lorem and ipsum are words."}, {"text": "Then lorem ipsum begins."}),
    ("unfinished-mark", {"text": "He said [sic] it [3]."}, {"text": "It costs [insert price here]."}),
    ("unfinished-mark", {"text": "A todo list with a TODO-app."}, {"text": "TODO: weigh it again."}),
    ("unfinished-mark", {"text": "Set { a } in braces."}, {"text": "Hello {{first_name}}."}),
    ("unfinished-mark", {"title": "TodoMVC"}, {"title": "Ratios (TBD)"}),
    ("block-invalid", made(), made(broken_blocks=("group is never closed",))),
    ("shortcode-broken", made(dynamic=True), made(broken_shortcodes=("note",))),
    ("paragraph-empty", made(), made(empty_paragraphs=1)),
    ("paragraph-too-long", made(long_paragraphs=(("It", 200),)), made(long_paragraphs=(("It", 201),))),
    ("id-duplicate", made(), made(double_ids=("why",))),
    ("heading-too-long", {"headings": (Heading(2, "a" * 100, ""),)}, {"headings": (Heading(2, "a" * 101, ""),)}),
    ("heading-repeats-title", {"headings": (Heading(2, f"{TITLE} cubes", ""),)}, {"headings": (Heading(2, TITLE.upper(), ""),)}),
    ("heading-repeats-title", {"headings": (Heading(1, TITLE, ""),)}, {"headings": (Heading(3, TITLE, ""),)}),
    ("question-repeated", asked("What is it?", "What is ice?"), asked("Is ice water?", "Is water ice?")),
    ("thin-page", {"type": "page", "words": 50, "images": ()}, {"type": "page", "words": 49, "images": ()}),
    ("thin-page", {"type": "page", "words": 3, "images": (), **made(dynamic=True)}, {"type": "page", "words": 3, "images": ()}),
    ("thin-page", {"words": 3, "images": ()}, {"type": "page", "words": 0, "images": ()}),
    ("untouched", {"modified": date(2023, 11, 21)}, {"modified": date(2023, 11, 20)}),
    ("dated-in-future", {"published": date(2026, 11, 21)}, {"published": date(2026, 11, 22)}),
    ("as-of-past-year", {"text": "As of 2025 it costs 3 euros."}, {"text": "As of 2024 it costs 3 euros."}),
    ("as-of-past-year", {"text": "A table of 2019 beans."}, {"text": "Prices as of March 2019."}),
    ("number-unattributed", counted("Use 20% more coffee."), counted("20% of people use more coffee.")),
    ("number-unattributed", counted("According to Ipsos, 63% of adults drink it."), counted("A survey found that 63% of adults drink it.")),
    ("number-unattributed", counted("In a study 63% slept well (Lee, 2021)."), counted("In a study 63% slept well.")),
    ("number-unattributed", counted("A study of 70% dark chocolate [4]."), counted("According to a study 70% of women like it.")),
    ("schema-invalid", schema(ARTICLE), made(schema_texts=('{"@context": "https://schema.org",}',))),
    ("schema-invalid", schema(ARTICLE, context=["http://schema.org/"]), schema(ARTICLE, context="https://example.org")),
    ("schema-invalid", schema(ARTICLE), schema({"headline": "A"})),
    ("schema-invalid", schema(ARTICLE), made(schema_texts=("[1]",))),
    ("schema-duplicate", schema(ARTICLE, {"@type": "FAQPage", "mainEntity": [1]}), schema(ARTICLE, {"@type": ["NewsArticle"]})),
    ("schema-duplicate", schema({"@type": "ImageObject"}, {"@type": "ImageObject"}), schema({"@type": "BreadcrumbList"}, {"@type": "BreadcrumbList"})),
    ("schema-retired", schema({"@type": "QAPage"}), schema({"@type": "FAQPage"})),
    ("schema-retired", schema({"@type": "Recipe"}), schema({"@type": "https://schema.org/HowTo"})),
    ("schema-property-missing", schema({"@type": "Product", "name": "A", "review": {}, "offers": {"price": 1}}), schema({"@type": "Product", "name": "A", "offers": []})),
    ("schema-property-missing", schema(ARTICLE), schema({"@type": "Recipe", "name": "A"})),
    ("schema-missing", {**schema(ARTICLE), **CARRYING}, {**made(), **CARRYING}),
    ("schema-missing", {**made(), "around": Around()}, {**made(), **CARRYING}),
]  # fmt: skip
