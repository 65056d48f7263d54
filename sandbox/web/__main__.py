"""`python -m sandbox.web --port P [--pages DIR ...]`"""

import argparse
import sys
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.web.server import PAGES, make_server


def main() -> int:
    parser = argparse.ArgumentParser(prog="sandbox.web", description="Serve the saved web on loopback.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pages", type=Path, nargs="+", default=[PAGES], help="folders of <host>/<path>.html")
    options = parser.parse_args()
    try:
        server = make_server(options.port, tuple(options.pages))
    except SandboxError as error:
        print(f"sandbox.web: {error}", file=sys.stderr)
        return 1
    print(f"saved web on http://127.0.0.1:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever(poll_interval=0.05)
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
