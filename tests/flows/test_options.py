"""What is said of one post when it is ordered."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.newsroom import Newsroom
from flows.options import Options, applied
from flows.orders import Order
from layers.errors import MistakeError

SITES = Path(__file__).parent.parent.parent / "sites"
ORDER = Order(site="bikes", keyword="chain wear", slug="chain-wear")  # its site is in New York


@pytest.fixture
def room(tmp_path, blank):
    shutil.copy(SITES / "bikes.yaml", tmp_path)
    (tmp_path / "network.yaml").write_text(f"store: sqlite:///{shutil.copy(blank, tmp_path)}\n")
    return Newsroom(tmp_path)


def test_a_time_without_a_zone_is_the_sites_own(room):
    assert applied(room, ORDER, Options(at="2099-07-01 09:00")).at == "2099-07-01T13:00:00"
    assert applied(room, ORDER, Options(at="2099-07-01T09:00Z")).at == "2099-07-01T09:00:00"


def test_a_time_that_has_passed_or_is_none_is_refused(room):
    soon = (datetime.now(UTC) + timedelta(seconds=30)).isoformat()
    with pytest.raises(MistakeError, match="not in the future"):
        applied(room, ORDER, Options(at=soon))
    with pytest.raises(MistakeError, match="no date with a time"):
        applied(room, ORDER, Options(at="next monday"))
    with pytest.raises(MistakeError, match="no date with a time"):
        applied(room, ORDER, Options(at="9999-12-31 23:59"))  # in New York; in UTC there is no such moment


def test_a_key_is_set_for_one_post_alone(room):
    order = applied(room, ORDER, Options(changes=["format=aside", "sticky=true"]))
    assert (order.post.format, order.post.sticky, order.post.image) == ("aside", True, "card")
    assert room.site("bikes").post.format == "standard"
    assert applied(room, order, Options(changes=["template=wide.php"])).post.format == "aside"  # said before, and stays


@pytest.mark.parametrize(
    ("change", "said"),
    [("fomat=aside", "the keys are"), ("format", "KEY=VALUE"), ("format=essay", "--set format=essay")],
)
def test_a_key_or_a_value_that_there_is_not_is_named(room, change, said):
    with pytest.raises(MistakeError, match=said):
        applied(room, ORDER, Options(changes=[change]))


def test_an_image_needs_words_for_those_who_cannot_see_it(room, tmp_path):
    with pytest.raises(MistakeError, match="needs --alt"):
        applied(room, ORDER, Options(image=tmp_path / "chain.png"))
    with pytest.raises(MistakeError, match="add --image"):
        applied(room, ORDER, Options(alt="a worn chain"))


def test_what_comes_too_late_is_refused(room):
    room.store.put_step(ORDER.article, "created", fingerprint="", output="{}", run="")
    with pytest.raises(MistakeError, match="too late"):
        applied(room, ORDER, Options(changes=["sticky=true"]))
