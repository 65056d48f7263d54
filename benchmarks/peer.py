"""`python benchmarks/peer.py URL PAGES FILE`: crawl so many posts with advertools; prints what it took, as JSON.

It is run by whichever interpreter has advertools, so it imports nothing of ours.
"""

import json
import sys
import time
from pathlib import Path

import advertools  # type: ignore[import-not-found]


def main() -> None:
    url, pages, into = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    listed = [f"{url}/filled-{number}/" for number in range(pages)]
    began = time.perf_counter()
    # without the host among the allowed domains it fetches nothing from an address of this machine, and says nothing
    advertools.crawl(
        listed, into, follow_links=False, allowed_domains=["127.0.0.1"], custom_settings={"LOG_ENABLED": False}
    )
    seconds = time.perf_counter() - began
    with Path(into).open(encoding="utf-8") as lines:
        read = sum(1 for line in lines if json.loads(line).get("status") == 200)
    print(json.dumps({"pages": read, "seconds": seconds, "version": advertools.__version__}))


if __name__ == "__main__":
    main()
