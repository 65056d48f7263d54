"""What a question about texts will cost, from its words: shown before anything is paid."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from layers import prose
from layers.nouns import FixWords, Question, Usage

TOKENS_PER_WORD = 1.8  # of text between white space, as the newest tokenizers count; a CJK character is a token
WORDS_OF_ANSWER = {"excerpt": 34, "description": 22, "SEO title": 9}
_CJK = re.compile(f"[{prose.CJK}]")
FRAME_WORDS = 4  # of JSON around each text


@dataclass(frozen=True)
class Estimate:
    usage: Usage
    usd: Decimal


def estimated(fixed: Sequence[str], question: Question[FixWords]) -> Usage:
    """The tokens of one question; `fixed` are the texts that stand before its material."""
    texts = [*fixed, *(material.text for material in question.materials), json.dumps(FixWords.model_json_schema())]
    rows = json.loads(next(each.text for each in question.materials if each.title == "posts"))
    answer = sum(WORDS_OF_ANSWER[row["wanted"]] + FRAME_WORDS for row in rows)
    return Usage(input_tokens=sum(map(tokens, texts)), output_tokens=round(answer * TOKENS_PER_WORD))


def tokens(text: str) -> int:
    cjk = 0 if text.isascii() else len(_CJK.findall(text))
    return round(len(text.split()) * TOKENS_PER_WORD) + cjk
