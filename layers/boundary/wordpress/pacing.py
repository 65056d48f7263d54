"""When the next request may go out: a site's own pace for writes, and the pause that a server asks for."""

import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

from layers.boundary import clock

TRIES = 4
LONGEST_PAUSE_S = 60.0
DEFAULT_PAUSE_S = 2.0
LEAST_PAUSE_S = 1.0
WINDOW_S = 60.0
_SECONDS = re.compile(r"[0-9]{1,9}")


class Pace:
    """At most `per_minute` turns in any 60 s, over everybody who shares this object; 0: as many as there are.

    `monotonic` gives seconds that never go back, `pause` lets that many pass.
    """

    def __init__(
        self,
        per_minute: int = 0,
        pause: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.per_minute = per_minute
        self._pause = pause
        self._monotonic = monotonic
        self._taken: deque[float] = deque(maxlen=per_minute)
        self._lock = Lock()

    def take_turn(self) -> None:
        """Return as soon as one more turn keeps to the pace."""
        if not self.per_minute:
            return
        with self._lock:  # held during the pause: who waits behind it waits for longer anyway
            if len(self._taken) == self.per_minute:
                wait_s = self._taken[0] + WINDOW_S - self._monotonic()
                if wait_s > 0:
                    self._pause(wait_s)
            self._taken.append(self._monotonic())


UNPACED = Pace()


def asked_pause_s(headers: Mapping[str, str], now: clock.Clock = clock.now) -> float | None:
    """Seconds that `Retry-After` asks for, as a number or as a date; None where it says nothing that can be understood.

    A date is measured by the server's own clock where it sends one: clocks differ by more than such a pause is long.
    """
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return float(value)
    until = _date(value)
    if until is None:
        return None
    return max(0.0, (until - (_date(headers.get("Date", "")) or now())).total_seconds())


def pause_s(status: int, headers: Mapping[str, str], method: str = "GET") -> float | None:
    """Seconds to wait before the request may be repeated, or None when it may not or need not be.

    A write is repeated after 429 alone: a proxy that answers 503 may have passed it on. A pause that is too long to wait
    for is left to the operator.
    """
    if status != 429 and (status != 503 or method != "GET"):
        return None
    asked_s = asked_pause_s(headers)
    wait_s = DEFAULT_PAUSE_S if asked_s is None else max(asked_s, LEAST_PAUSE_S)
    return wait_s if wait_s <= LONGEST_PAUSE_S else None


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
