"""The rehearsal server's own book: one line of JSON per request, on disk before the reply is sent."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

from sandbox.model.tokens import Json


@dataclass(frozen=True)
class Row:
    """One request. Tokens are nought and `billed` is false for one that was refused or never answered."""

    request_id: str
    model: str
    schema: str
    status: int
    billed: bool
    stop_reason: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_5m_tokens: int = 0
    cache_write_1h_tokens: int = 0
    failure: str = ""


@dataclass
class UsageLog:
    path: Path
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    def write(self, row: Row) -> None:
        """Append and fsync: a client killed on receipt of the reply finds its call here."""
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row), sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def rows(self) -> list[Json]:
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
