"""What a refresh will cost, from its words: shown before anything is paid, beside what it can cost at most."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.maintenance.fixing.estimating import TOKENS_PER_WORD, tokens
from layers.nouns import Question, Refreshed, Usage
from layers.nouns.site import Effort

WORDS_OF_SENTENCE, WORDS_OF_SECTION = 30, 150  # of an answer, references and the JSON around them counted
WORDS_OF_DOCUMENT = 900  # of evidence that one page gives: at most 60 sentences
USUAL_SENTENCES = 4  # that are out of date in one post
WORDS_OF_ROWS = 250  # of the brief and of what is asked for
THOUGHT: Mapping[Effort, int] = {"low": 300, "medium": 800, "high": 1_600}  # tokens, billed as output


@dataclass(frozen=True)
class Asked:
    """How much of an answer is asked for."""

    sentences: int
    sections: int

    @property
    def tokens(self) -> int:
        return round((self.sentences * WORDS_OF_SENTENCE + self.sections * WORDS_OF_SECTION) * TOKENS_PER_WORD)


def estimated(fixed: Sequence[str], question: Question[Refreshed], asked: Asked, thought: int) -> Usage:
    """The tokens of one question; `fixed` are the texts that stand before its material, `thought` what a model thinks first."""
    texts = [*fixed, *(material.text for material in question.materials), json.dumps(Refreshed.model_json_schema())]
    return Usage(input_tokens=sum(map(tokens, texts)), output_tokens=asked.tokens + thought)


def foreseen(fixed: Sequence[str], pages: int, sections: int, thought: int) -> Usage:
    """The tokens of a usual refresh, before anything of the post is looked up; `pages` are those that will be read."""
    texts = [*fixed, json.dumps(Refreshed.model_json_schema())]
    material = round((pages * WORDS_OF_DOCUMENT + WORDS_OF_ROWS) * TOKENS_PER_WORD)
    answer = Asked(USUAL_SENTENCES, sections).tokens
    return Usage(input_tokens=sum(map(tokens, texts)) + material, output_tokens=answer + thought)
