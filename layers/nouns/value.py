"""The base of every noun."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable, compared by content, and closed: a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
