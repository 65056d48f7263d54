"""A post of 2023 for a demo site, two sources in it of which one is gone: what a refresh is shown on.

It is no part of the seed, which has a known answer for every audit; it is written as a person would, through the REST API.
"""

import base64
import json
import urllib.request
from pathlib import Path
from typing import Any

from sandbox.wordpress import seed
from sandbox.wordpress.network import State
from sandbox.wordpress.site import Site

POST = Path(__file__).resolve().parent.parent / "content" / "coffee" / "stale" / "espresso-grind-size.md"
GONE_HOST, LIVE_HOST = "brewlab.localhost", "thecoffeebench.localhost"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def plant(state: State, web_port: int, site: str = "coffee") -> tuple[int, str]:
    """Publish the post on a demo site and return its id and address. `web_port` is that of the saved web."""
    there = state.site(site)
    web = {"gone": f"http://{GONE_HOST}:{web_port}", "report": f"http://{LIVE_HOST}:{web_port}"}

    def link(to: str) -> str:
        return to.format(**web) if "{" in to else f"{there.url}/{to}/"

    post = seed.post(POST, link)
    [category] = _asked(there, f"categories?slug={post.categories[0]}")
    made = _asked(there, "posts", {
        "title": post.title, "slug": post.slug, "excerpt": post.excerpt, "content": post.content, "status": "publish",
        "date": post.date.replace(" ", "T"), "categories": [category["id"]],
    })  # fmt: skip
    return int(made["id"]), str(made["link"])


def _asked(there: Site, path: str, body: dict[str, Any] | None = None) -> Any:
    login = base64.b64encode(f"{there.user}:{there.application_password}".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{there.url}/wp-json/wp/v2/{path}", data, headers)  # noqa: S310 - a sandbox's own
    with DIRECT.open(request, timeout=60) as reply:
        return json.loads(reply.read())
