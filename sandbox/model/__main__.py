"""`python -m sandbox.model --port P --log FILE [--script FILE]`"""

import argparse
import sys
import time
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.model.server import make_server


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="sandbox.model", description="A rehearsal model that speaks the Claude API on loopback."
    )
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", type=Path, required=True, help="usage log, one JSON object per line")
    parser.add_argument("--script", type=Path, default=None, help="failures to act out, as JSON")
    options = parser.parse_args()
    try:
        server, _ = make_server(options.port, options.log, options.script, time.monotonic)
    except (SandboxError, OSError) as error:
        print(f"sandbox.model: {error}", file=sys.stderr)
        return 1
    print(f"rehearsal model on http://127.0.0.1:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever(poll_interval=0.05)
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
