"""A host repeats a request, or carries it out after everybody has stopped waiting: one post is left, and a person's work."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchmarks.faults.proxy import Throw, Weather, faulty_doors
from layers.boundary.wordpress import Double, WordPress
from layers.errors import WordPressDownError
from tests.boundary.drafts import MARKER, content, count, fields
from tests.sites import Sites

pytestmark = pytest.mark.server
CREATE, DELETE = "larder POST /wp/v2/posts", r"larder POST /wp/v2/posts/\d+"
LONG_AFTER = 9.0
SLUG = "salt-cured-lemons"


@dataclass(frozen=True)
class Host:
    """A site behind a faulty door: `client` goes through it, `beside` past it."""

    weather: Weather
    client: WordPress
    beside: WordPress

    def strikes(self, **forced: Throw) -> None:
        self.weather.begin(None, {{"create": CREATE, "delete": DELETE}[name]: throw for name, throw in forced.items()})

    def late(self) -> None:
        """What was held back arrives."""
        self.weather.deliver(everything=True)


@pytest.fixture
def host(wordpress: Sites) -> Iterator[Host]:
    weather, site = Weather(), wordpress.state.site("larder")
    with faulty_doors(weather, {"larder": (0, site.port)}) as [door]:
        url = f"http://127.0.0.1:{door.port}"
        client = WordPress("larder", url, site.user, site.application_password, pause=lambda _: None)
        yield Host(weather, client, wordpress.client("larder"))


@pytest.mark.parametrize("answered", [0.0, 1.0], ids=["the second answers", "the first answers"])
def test_a_creation_that_the_host_repeats_leaves_one_post_with_its_slug(host: Host, answered: float) -> None:
    host.strikes(create=Throw("repeat", answered))

    stored = host.client.create(fields())

    assert (stored.slug, stored.status) == (SLUG, "draft")
    assert count(host.beside) == 1


def made_twice(host: Host) -> int:
    """Create a post whose first request arrives after the second; the id of the one that is wanted."""
    host.strikes(create=Throw("reorder", LONG_AFTER))
    with pytest.raises(WordPressDownError):
        host.client.create(fields())
    stored = host.client.create(fields())
    host.late()
    assert count(host.beside) == 2
    return stored.id


def remove(host: Host, keep: int) -> tuple[Double, ...]:
    return host.client.remove_doubles(MARKER, SLUG, keep, [fields()])


def test_a_draft_that_comes_late_is_removed_and_ours_stays(host: Host) -> None:
    ours = made_twice(host)

    [double] = remove(host, ours)

    assert double.removed
    assert count(host.beside) == 1
    assert host.beside.post(ours).slug == SLUG
    assert remove(host, ours) == ()


@pytest.mark.parametrize("change", [
    {"content": content("A person wrote this.")}, {"status": "publish"}, {"title": "A person's title"}, {"excerpt": "A person's."},
])  # fmt: skip
def test_a_second_post_that_a_person_has_touched_stays_and_is_named(host: Host, change: dict[str, str]) -> None:
    ours = made_twice(host)
    double = host.beside.find_own(MARKER, f"{SLUG}-2")
    assert double is not None
    host.beside.transport.post(f"/wp/v2/posts/{double.id}", change)

    found = remove(host, ours)

    assert found == (Double(double.id, removed=False),)
    assert count(host.beside) == 2


def test_a_removal_whose_answer_is_lost_is_one_and_a_lost_request_is_made_again(host: Host) -> None:
    ours = made_twice(host)

    host.strikes(delete=Throw("drop"))
    with pytest.raises(WordPressDownError, match="made twice"):
        remove(host, ours)
    host.strikes(delete=Throw("lose"))
    [double] = remove(host, ours)

    assert double.removed
    assert count(host.beside) == 1
