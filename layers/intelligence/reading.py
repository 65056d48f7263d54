"""One page of the web as it was read."""

from datetime import datetime

from pydantic import Field

from layers.nouns import Value


class Reading(Value):
    """The readable part of a page. `text` has one block (paragraph, list item, table row) per line.

    `rank` is the page's place among the search results, from 1; 0 where it was read by its address alone.
    """

    url: str
    title: str
    publisher: str = ""
    text: str
    headings: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    read_at: datetime
    rank: int = Field(default=0, ge=0)
