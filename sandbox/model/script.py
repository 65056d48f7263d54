"""Failures that a test asks for: which question, which time, what goes wrong.

    {"failures": [{"schema": "Draft", "occurrence": 1, "do": "rate_limit", "retry_after": 2},
                  {"schema": "*", "occurrence": "*", "do": "overloaded"}]}

`schema` is the title of the answer's schema or `*`; `occurrence` counts the calls of that title from 1 since the script
was loaded, and is a number, a list of numbers or `*`. The first line that fits counts.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from threading import Lock

from sandbox.errors import SandboxError
from sandbox.model.errors import Refusal
from sandbox.model.tokens import Json

KINDS = {
    "rate_limit": "429 with retry-after; not billed",
    "server_error": "500; not billed",
    "overloaded": "529; not billed",
    "drop_before": "the connection closes before the model works; not billed",
    "drop_after": "the call is billed and logged, and the connection closes without a reply",
    "truncate": "stop_reason max_tokens and half of the JSON",
    "refuse": "stop_reason refusal, no content, stop_details",
    "malformed": "JSON that is not of the schema",
    "invented_number": "a draft with a number that no evidence has",
    "misquote": "a review that quotes what the draft does not say",
}
FIELDS = {"schema", "occurrence", "do", "retry_after"}


@dataclass(frozen=True)
class Failure:
    schema: str
    occurrences: frozenset[int]
    do: str
    retry_after: int = 1

    def fits(self, title: str, occurrence: int) -> bool:
        return self.schema in ("*", title) and (not self.occurrences or occurrence in self.occurrences)

    def refusal(self) -> Refusal | None:
        """The error answer of the three kinds that are one."""
        match self.do:
            case "rate_limit":
                return Refusal(
                    429,
                    "rate_limit_error",
                    "Scripted: this request would exceed the rate limit.",
                    {"retry-after": str(self.retry_after)},
                )
            case "server_error":
                return Refusal(500, "api_error", "Scripted: Internal server error")
            case "overloaded":
                return Refusal(529, "overloaded_error", "Scripted: Overloaded")
            case _:
                return None


def _occurrences(value: object, where: str) -> frozenset[int]:
    if value == "*":
        return frozenset()
    numbers = value if isinstance(value, list) else [value]
    if not numbers or not all(isinstance(n, int) and not isinstance(n, bool) and n >= 1 for n in numbers):
        raise SandboxError(f'{where}.occurrence: give a number from 1, a list of them, or "*", not {value!r}.')
    return frozenset(numbers)


def _failure(entry: object, n: int) -> Failure:
    where = f"failures[{n}]"
    if not isinstance(entry, dict) or not entry.keys() <= FIELDS:
        raise SandboxError(f"{where}: give an object with schema, occurrence, do and perhaps retry_after.")
    if entry.get("do") not in KINDS:
        raise SandboxError(f"{where}.do: {entry.get('do')!r} is none of {', '.join(KINDS)}.")
    retry_after = entry.get("retry_after", 1)
    if not isinstance(retry_after, int) or retry_after < 0:
        raise SandboxError(f"{where}.retry_after: give whole seconds, not {retry_after!r}.")
    return Failure(
        str(entry.get("schema", "*")), _occurrences(entry.get("occurrence", 1), where), entry["do"], retry_after
    )


def parse_script(text: str) -> tuple[Failure, ...]:
    """Read a script; raise SandboxError naming the entry that is wrong."""
    try:
        document: Json = json.loads(text)
    except ValueError as error:
        raise SandboxError(f"The script of failures is not JSON: {error}.") from None
    if not isinstance(document, dict) or not isinstance(document.get("failures"), list):
        raise SandboxError('The script of failures needs a list: {"failures": [...]}.')
    return tuple(_failure(entry, n) for n, entry in enumerate(document["failures"]))


@dataclass
class Script:
    failures: tuple[Failure, ...] = ()
    _seen: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def load(self, failures: tuple[Failure, ...]) -> None:
        """Replace the script and count from 1 again."""
        with self._lock:
            self.failures = failures
            self._seen.clear()

    def next(self, title: str) -> Failure | None:
        """Count one more call of this title and say what must go wrong with it."""
        with self._lock:
            self._seen[title] += 1
            occurrence = self._seen[title]
            return next((failure for failure in self.failures if failure.fits(title, occurrence)), None)
