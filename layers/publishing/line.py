"""One line of a diagnosis."""

from typing import Literal

from layers.nouns import Value

State = Literal["ok", "warning", "fault"]


class Line(Value):
    """What was seen of one subject. `mend` is what to do; empty where all is well."""

    subject: str
    state: State
    seen: str
    mend: str = ""


def ok(subject: str, seen: str) -> Line:
    return Line(subject=subject, state="ok", seen=seen)


def warning(subject: str, seen: str, mend: str) -> Line:
    return Line(subject=subject, state="warning", seen=seen, mend=mend)


def fault(subject: str, seen: str, mend: str) -> Line:
    return Line(subject=subject, state="fault", seen=seen, mend=mend)
