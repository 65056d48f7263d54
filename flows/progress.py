"""What the operator sees while a run works: one line a step on stderr; stdout is for the result."""

import sys
import time

BEGAN = time.monotonic()


def told(article: str, step: str) -> None:
    print(f"  {time.monotonic() - BEGAN:6.1f} s  {article}  {step}", file=sys.stderr, flush=True)  # noqa: T201 - this is the progress
