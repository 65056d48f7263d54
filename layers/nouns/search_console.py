"""What Google Search Console says of a site's pages: exports as they were read, and what one page got out of them.

Impressions, click rate and position of 2025-05-13 to 2026-04-27 were logged wrongly by Google; clicks were not. Where a
period touches those days, impressions and position are None.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from pydantic import Field, model_validator

from layers.nouns.value import Value

UNSOUND_FIRST = date(2025, 5, 13)
UNSOUND_LAST = date(2026, 4, 27)
ROWS_OF_AN_EXPORT = 1_000  # what the web page of Search Console exports at most; a page below that is not in it


class Period(Value):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")
        return self

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def sound(self) -> bool:
        """Whether impressions and position may be used: no day of it is one of those that Google logged wrongly."""
        return self.last < UNSOUND_FIRST or self.first > UNSOUND_LAST

    @property
    def before(self) -> "Period":
        """As many days, right before."""
        return Period(first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1))

    @property
    def year_before(self) -> "Period":
        """The same days of the week, 52 weeks earlier."""
        return Period(first=self.first - timedelta(weeks=52), last=self.last - timedelta(weeks=52))

    def apart(self, other: "Period") -> int:
        """By how many days their ends differ, both together."""
        return abs((self.first - other.first).days) + abs((self.last - other.last).days)

    def near(self, other: "Period", slack_days: int = 7) -> bool:
        """Whether the two are the same but for some days at either end: of a week one, of months as many as given."""
        slack = min(slack_days, self.days // 4)
        return abs((self.first - other.first).days) <= slack and abs((self.last - other.last).days) <= slack

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class PageRow(Value):
    """One address in one period. `impressions` and `position` are None where the export has none or they are unsound."""

    url: str
    clicks: int = Field(ge=0)
    impressions: int | None = None
    position: float | None = None


class QueryRow(Value):
    """One query and one address in one period. Only the API gives these: the web page exports the two apart."""

    query: str
    url: str
    clicks: int = Field(ge=0)
    position: float | None = None


class PeriodRows(Value):
    """The rows of one period. `whole` says that an address which is not among them had no click; False: it may have been cut off.

    `period` is None where the file names no days. `filtered`: a part of the clicks was asked for, such as those of one country.
    """

    period: Period | None
    rows: tuple[PageRow, ...] = ()
    queries: tuple[QueryRow, ...] = ()
    whole: bool = True
    filtered: bool = False
    against: str = Field(
        default="", description="in a comparison without days: what is compared, `before` or `year before`"
    )


class SearchExport(Value):
    """What one export said, and where it was read."""

    source: str
    periods: tuple[PeriodRows, ...]


class SharedQuery(Value):
    """A query whose clicks go to more than one page. `share` is this page's part of them, `others` the other pages' addresses."""

    query: str
    clicks: int
    share: float
    others: tuple[str, ...]


class SearchFigures(Value):
    """One page in Google's results. A count is None where no export tells it; 0 is a count.

    `change_before` and `change_year` are the site's own: the median of its pages' clicks against the earlier period, as a
    ratio (0.8: a page of this site has typically lost a fifth).
    """

    period: Period | None = None
    clicks: int = Field(ge=0)
    before: Period | None = None
    clicks_before: int | None = None
    year_ago: Period | None = None
    clicks_year_ago: int | None = None
    change_before: float | None = None
    change_year: float | None = None
    impressions: int | None = Field(default=None, description="None where unknown or where Google's logging was wrong")
    position: float | None = None
    shared: tuple[SharedQuery, ...] = ()


class Search(Value):
    """All exports of a site joined to its pages, by page id. `unknown` are addresses that WordPress does not know, with their clicks.

    `notes` say in sentences what the figures do not tell.
    """

    pages: Mapping[int, SearchFigures] = Field(default_factory=dict)
    unknown: Mapping[str, int] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
