"""Refusals of the Claude API, as values that become its HTTP answers."""

from dataclasses import dataclass, field

from sandbox.model.tokens import Json

INVALID = "invalid_request_error"


@dataclass(frozen=True)
class Refusal(Exception):  # noqa: N818 - a refusal is what the API gives, and half of them are scripted
    """One answer that is not 200, in the API's own words for `type`."""

    status: int
    type: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)

    def body(self, request_id: str) -> Json:
        return {"type": "error", "error": {"type": self.type, "message": self.message}, "request_id": request_id}


def invalid(message: str) -> Refusal:
    return Refusal(400, INVALID, message)
