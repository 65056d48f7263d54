"""What stands in a mirror becomes an inventory, with or without the raw content of its pages."""

from layers.maintenance.addresses import NEXT_PAGE
from layers.maintenance.mirrored import Mirrored, kept_page, mirrored
from layers.nouns.mirror import MirrorRow
from tests.layers.publishing.samples import blocks, record

BLOCK_ID = 9
LINK = '<p>See <a href="https://example.com/a-page/">a page</a>.</p>'
SHOWS_BLOCK = f'{blocks("Before.")}\n<!-- wp:block {{"ref":{BLOCK_ID}}} /-->'


def row(number: int, content: str, kind: str = "post") -> MirrorRow:
    at = "2026-01-01T00:00:00"
    seen = {**record(number, f"post-{number}", f"Post {number}", content), "date_gmt": at, "modified_gmt": at}
    read = "" if kind == "wp_block" else kept_page(seen, None, ())
    return MirrorRow(
        id=number, type=kind, status="publish", protected=False, url=seen["link"], slug=seen["slug"],
        title=f"Post {number}", date=at, modified_gmt=at, content=content, read=read,
    )  # fmt: skip


def held(*, contents: bool) -> Mirrored:
    divided = blocks("One.") + NEXT_PAGE + blocks("Two.") + NEXT_PAGE + blocks("Three.")
    return mirrored([row(1, divided), row(2, SHOWS_BLOCK), row(BLOCK_ID, LINK, "wp_block")], contents=contents)


def test_without_contents_pages_say_all_that_was_read_from_them() -> None:
    whole, bare = held(contents=True).pages, held(contents=False).pages
    assert [page.model_copy(update={"content": ""}) for page in bare] == [
        page.model_copy(update={"content": ""}) for page in whole
    ]
    assert all(page.sketch for page in bare if page.id == 1)
    assert [link.url for link in bare[1].links] == ["https://example.com/a-page/"]
    assert "Before." in whole[1].content


def test_without_contents_how_a_post_is_divided_is_still_known() -> None:
    assert [page.content for page in held(contents=False).pages] == [NEXT_PAGE * 2, ""]
