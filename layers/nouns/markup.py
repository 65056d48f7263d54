"""What the markup of a body shows and its plain text does not: read once, with the page, and judged by the checks."""

from typing import Literal

from layers.nouns.value import Value

Editor = Literal["blocks", "classic", "mixed", ""]


class Answered(Value):
    """A question of a body, and the paragraph that answers it; the answer is empty where no paragraph stands behind it.

    `words` is how many the answer has; None where nobody has counted.
    """

    question: str
    answer: str = ""
    words: int | None = None


class Scan(Value):
    """What was found in a text from end to end.

    `placeholders` are phrases of a template, `unfinished` marks that an author left for himself. `opening_end` is where
    the first hundred words end, in characters. `dated` says whether four digits stand there that could be a year.
    """

    placeholders: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    opening_end: int = 0
    dated: bool = False


class Markup(Value):
    """Facts of one body, in reading order.

    `editor` says by what it was made; empty where the body is. `broken_blocks` and `broken_shortcodes` are names, with
    what is wrong of a block. `dynamic` says that a shortcode or a block makes text that is not in the record.
    `schema_texts` are the JSON-LD scripts as written. `unsourced` are sentences with a percentage or a share whose
    paragraph has no link, citation or note. `long_paragraphs` are the first words and the length of each that is longer
    than any reader likes, in words; `double_ids` are ids of more than one element.
    """

    editor: Editor = ""
    broken_blocks: tuple[str, ...] = ()
    broken_shortcodes: tuple[str, ...] = ()
    dynamic: bool = False
    empty_paragraphs: int = 0
    long_paragraphs: tuple[tuple[str, int], ...] = ()
    double_ids: tuple[str, ...] = ()
    questions: tuple[Answered, ...] = ()
    schema_texts: tuple[str, ...] = ()
    unsourced: tuple[str, ...] = ()
