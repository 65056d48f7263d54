"""Alternative texts of files in the library: WordPress keeps no revision of them, so what was there is in our journal alone."""

import json
import urllib.request

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage
from tests.boundary.drafts import PNG
from tests.flows import observing, planting
from tests.flows.test_fixes import REFUSED, applied, plan_of

pytestmark = [pytest.mark.server, pytest.mark.matrix]


def featured(stage: Stage, slug: str, title: str) -> int:
    """Give a post an image that has a title and no alternative text; the image's id."""
    site = stage.state.site("coffee")
    headers = {
        "Authorization": outside.authorization(site), "Content-Type": "image/png",
        "Content-Disposition": f'attachment; filename="{slug}.png"',
    }  # fmt: skip
    request = urllib.request.Request(f"{site.url}/wp-json/wp/v2/media", PNG, headers)
    with outside.DIRECT.open(request, timeout=60) as reply:
        image = int(json.loads(reply.read())["id"])
    observing.sent(stage, "coffee", f"media/{image}", {"title": title})
    [post] = [record for record in outside.sites(stage, ["coffee"]).records.values() if record.slug == slug]
    observing.sent(stage, "coffee", f"posts/{post.id}", {"featured_media": image})
    return image


def alt_text(stage: Stage, image: int) -> str:
    return str(planting.raw(stage, image, kind="media")["alt_text"])


def test_an_alternative_text_is_set_and_taken_back_and_a_persons_own_stays(desk: Desk, stage: Stage) -> None:
    kettle = featured(stage, "kettle-choice", "A kettle pours water over ground coffee")
    cup = featured(stage, "milk-steaming", "Two hands hold a warm cup")
    featured(stage, "burr-or-blade", "IMG_4711")
    plan, _ = plan_of(desk, "--check", "media-alt-missing")

    done = applied(desk, "--plan", plan, "--yes")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 of 2 fixes applied" in done.stdout, "a camera's name for a file says nothing"
    assert alt_text(stage, kettle) == "A kettle pours water over ground coffee"
    observing.sent(stage, "coffee", f"media/{cup}", {"alt_text": "Steam rises from a cup"})

    undone = observing.here(desk, "undo", plan)

    assert undone.returncode == REFUSED
    assert "theirs stays" in undone.stdout
    assert (alt_text(stage, kettle), alt_text(stage, cup)) == ("", "Steam rises from a cup")
    states = [row["state"] for row in json.loads(observing.here(desk, "history", plan, "--json").stdout)]
    assert sorted(states) == ["undone", "written"]
