"""A refresh: what of a published post is out of date, what the pool of evidence has since, and the new words for it."""

from datetime import date

from pydantic import Field

from layers.nouns.research import Evidence
from layers.nouns.value import Value


class Kept(Value):
    """A link that stays whatever is written around it: its words, and its markup as it stands."""

    words: str
    markup: str


class Passage(Value):
    """One sentence that needs work. It stands from `start` to `end` in the raw content; `years` are those that are past."""

    number: int = Field(ge=1)
    section: str
    text: str
    start: int
    end: int
    reasons: tuple[str, ...]
    keep: tuple[Kept, ...] = ()
    years: tuple[int, ...] = ()


class Gap(Value):
    """A question that pages which rank answer and the post does not. A section for it would begin at `at`, behind `after`."""

    number: int = Field(ge=1)
    question: str
    after: str
    at: int


class DeadSource(Value):
    """An address elsewhere that the post links to and that is gone, and how that was seen."""

    url: str
    said: str


class RefreshBrief(Value):
    """What of a post stays and what does not. `kept` are the headings of the sections that nothing is the matter with."""

    keyword: str
    today: date
    kept: tuple[str, ...]
    passages: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    dead: tuple[DeadSource, ...] = ()
    notes: tuple[str, ...] = Field(
        default=(), description="what a person should see to, for a refresh does not change it"
    )
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.passages or self.gaps or self.dead)


class NewPassage(Value):
    """The sentence that takes the place of a passage; empty where the evidence has nothing for it."""

    number: int
    text: str


class NewSection(Value):
    """A section that answers a gap. Without paragraphs: the evidence does not answer it."""

    number: int
    heading: str
    paragraphs: tuple[str, ...]


class Refreshed(Value):
    """The model's answer to `refresh`."""

    passages: tuple[NewPassage, ...]
    sections: tuple[NewSection, ...]


class Redirect(Value):
    """Where visitors of an address are to be sent for good; without a target it is to answer 410, gone."""

    path: str
    target: str
    why: str = ""
