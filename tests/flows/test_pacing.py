"""The pace of writes is the site's, whoever of this process writes there."""

from pathlib import Path

from flows.newsroom import Newsroom
from tests.layers.publishing.samples import site


def test_all_articles_of_a_site_share_its_pace_and_another_site_has_its_own(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    coffee, bikes = site(writes_per_minute=7), site(name="bikes", writes_per_minute=90)
    assert room.pace(coffee) is room.pace(coffee)
    assert room.pace(bikes) is not room.pace(coffee)
    assert (room.pace(coffee).per_minute, room.pace(bikes).per_minute) == (7, 90)


def test_a_site_is_written_to_at_its_pace(tmp_path: Path) -> None:
    (tmp_path / ".env").touch(0o600)
    (tmp_path / ".env").write_text("U=anna\nP=abcd efgh\n")
    room = Newsroom(tmp_path)
    coffee = site(url="http://127.0.0.1:9", writes_per_minute=7)
    assert room.wordpress(coffee)._transport.pace is room.pace(coffee)
