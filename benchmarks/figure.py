"""One measured value, and the line in which it is told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value; `limit` is what it must stay under, None where none was promised."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    remark: str = ""

    @property
    def ok(self) -> bool:
        return self.limit is None or self.value < self.limit


def shown(figure: Figure) -> Figure:
    limit = "" if figure.limit is None else f"under {figure.limit:g} {figure.unit}"
    line = f"{figure.name:<46} {figure.value:>8.2f} {figure.unit:<3} {limit:<14} {'ok' if figure.ok else 'NOT OK':<7} {figure.remark}"
    print(line.rstrip(), flush=True)
    return figure
