"""Durable steps: each output is stored before the next step begins, so a killed run goes on where it stopped."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from flows.lease import keep
from layers.boundary.store import Store
from layers.nouns import Value

V = TypeVar("V", bound=Value)
T = TypeVar("T")


class Runner(Protocol):
    """Runs one step: here and now, or as a Prefect task. Outages are tried again, refusals are not."""

    def __call__(self, name: str, work: Callable[[], T]) -> T: ...


def here(name: str, work: Callable[[], T]) -> T:
    """Run one step in this process. Whoever talks to the outside has retried already."""
    return work()


@dataclass(frozen=True)
class Steps:
    """The steps of one article in one run."""

    store: Store
    article: str
    run: str
    runner: Runner
    told: Callable[[str, str], None]

    def has(self, key: str) -> bool:
        return self.store.step(self.article, key) is not None

    def kept(self, key: str, kind: type[V]) -> V | None:
        """Return the stored output of step `key`, whatever it was made from."""
        stored = self.store.step(self.article, key)
        return None if stored is None else kind.model_validate_json(stored.output)

    def take(
        self,
        key: str,
        inputs: Iterable[str],
        kind: type[V],
        work: Callable[[], V],
        *,
        model: str = "",
        prompt: str = "",
    ) -> V:
        """Return the stored output of step `key` for these inputs, or do the work and store it."""
        fingerprint = sha256(inputs)
        stored = self.store.step(self.article, key)
        if stored is not None and stored.fingerprint == fingerprint:
            return kind.model_validate_json(stored.output)
        self.told(self.article, key)

        def durably() -> V:
            keep(self.store, self.article)
            value = work()
            self.store.put_step(
                self.article, key, fingerprint=fingerprint, output=value.model_dump_json(),
                prompt_version=prompt, model=model, run=self.run,
            )  # fmt: skip
            return value

        return self.runner(key, durably)


def sha256(parts: Iterable[str]) -> str:
    """Fingerprint a list of texts; the length before each part keeps `ab`+`c` apart from `a`+`bc`."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
