"""What was used, by whom and for what. Counts are stored; money is computed."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from layers.nouns.value import Value

CallState = Literal["settled", "failed", "unconfirmed"]


class Usage(Value):
    """Counts of one call, as the API reports them: `input_tokens` excludes what the cache read or wrote."""

    input_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    cache_read_tokens: int = Field(default=0, ge=0)
    cache_write_5m_tokens: int = Field(default=0, ge=0)
    cache_write_1h_tokens: int = Field(default=0, ge=0)
    searches: int = Field(default=0, ge=0)
    session_seconds: float = Field(default=0, ge=0)
    batch: bool = False


class CallKey(Value):
    """Which call this is. `round` counts draft-review rounds, `attempt` the tries of one question; both from 1."""

    site: str
    article: str
    layer: str
    step: str
    round: int = 1
    attempt: int = 1


class Charge(Value):
    """One HTTP attempt at the model: settled (answered, counted), failed (refused, free) or unconfirmed (at most `reserved`)."""

    id: int
    key: CallKey
    run: str
    model: str
    state: CallState
    usage: Usage
    reserved: Usage
    request_id: str = ""
    error: str = ""
    at: datetime
