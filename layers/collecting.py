"""Work that makes very many values which are all kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave Python's collector of cyclic garbage off: it would look through all that was made again and again, and find none.

    What was made counts as old afterwards, or the collector would look through it at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
