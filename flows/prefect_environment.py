"""How Prefect is told to behave, before it is imported: it reads its settings from the environment at import."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from layers.errors import OutageError

QUIET = {
    "DO_NOT_TRACK": "1",  # its telemetry is on by default and leaves the machine
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "layers,flows",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # a failed run would print a traceback at the operator
    "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "http://127.0.0.1:4200",  # by default any web page may call the API
    "PREFECT_CLI_PROMPT": "false",
}


class PrefectDownError(OutageError):
    summary = (
        "The Prefect server of PREFECT_API_URL does not answer. Start it, or unset PREFECT_API_URL to run without one."
    )


def be_quiet() -> None:
    """Set what the operator has not set himself."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def server_configured() -> bool:
    return bool(os.environ.get("PREFECT_API_URL"))


@contextmanager
def reached() -> Iterator[None]:
    """Turn Prefect's own error of a server that does not answer into ours. Raises PrefectDownError."""
    try:
        yield
    except RuntimeError as error:
        if "Failed to reach API" in str(error):
            raise PrefectDownError from None
        raise
