"""Another process that publishes, edits and deletes over REST: `python -m tests.boundary.rush URL NUMBER`, login from the environment.

Three quarters of its acts change what there is (edits, deletions for good, into the trash), the rest publish something new.
It prints how many acts it has done.
"""

import os
import random
import sys
from collections.abc import Iterator

import requests


def acts(number: int, ids: list[int]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each act as method, path below /posts and body."""
    dice = random.Random(7)
    dice.shuffle(ids)
    for turn in range(number):
        kind = turn % 4
        if kind == 0 or not ids:
            yield "POST", "", {"title": f"Rushed {turn}", "content": f"<p>New {turn}.</p>", "status": "publish"}
        elif kind == 1:
            yield "POST", f"/{dice.choice(ids)}", {"content": f"<p>Edited {turn}.</p>"}
        else:
            yield "DELETE", f"/{ids.pop()}", {"force": "true" if kind == 2 else "false"}


def main() -> None:
    url, number = sys.argv[1], int(sys.argv[2])
    session = requests.Session()
    session.trust_env, session.auth = False, (os.environ["RUSH_USER"], os.environ["RUSH_PASSWORD"])
    route = f"{url}/wp-json/wp/v2/posts"
    found = [
        post["id"]
        for page in (1, 2, 3)
        for post in session.get(route, params={"per_page": 100, "page": page, "_fields": "id"}, timeout=30).json()
        if isinstance(post, dict)
    ]
    done = 0
    for method, path, body in acts(number, found):
        session.request(method, route + path, json=body, timeout=30).raise_for_status()
        done += 1
    print(done)


if __name__ == "__main__":
    main()
