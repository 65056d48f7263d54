"""A synced block counts where it is shown, once for each place, and never for ever."""

from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance.mirrored import kept_page, mirrored
from layers.maintenance.synced import expand
from layers.nouns.mirror import MirrorRow


def ref(number: int) -> str:
    return f'<!-- wp:block {{"ref":{number}}} /-->'


def row(number: int, content: str, **more: object) -> MirrorRow:
    kind = str(more.pop("type", "post"))
    record = {
        "id": number, "type": kind, "link": f"https://salt.example/{number}/", "slug": str(number), "title": {"raw": "A &amp; B"},
        "excerpt": {"raw": ""}, "content": {"raw": content}, "date_gmt": "2026-01-01T09:00:00", "modified_gmt": "-0001-11-30T00:00:00",
        "author": 3, "featured_media": 4,
    }  # fmt: skip
    read = kept_page(record, None, ("old",)) if kind == "post" else ""
    return MirrorRow(
        id=number, type=kind, status=str(more.get("status", "publish")), protected=False, url=str(record["link"]), slug=str(number),
        title="A & B", date="2026-01-01T09:00:00", modified_gmt="2026-01-01T09:00:00", content=content, read=read,
    )  # fmt: skip


def test_a_block_stands_where_it_is_referred_to_and_blocks_within_it_too() -> None:
    found = expand(f"<p>a</p>{ref(7)}<p>d</p>", {7: f"<p>b</p>{ref(8)}", 8: "<p>c</p>"})

    assert found.content == "<p>a</p><p>b</p><p>c</p><p>d</p>"
    assert (found.missing, found.circular) == ((), ())


def test_the_same_block_twice_is_shown_twice() -> None:
    assert expand(ref(7) + ref(7), {7: "x"}).content == "xx"


def test_attributes_beside_the_reference_and_the_form_with_an_end_are_read() -> None:
    content = '<!-- wp:block {"content":{"a":{"b":"c"}},"ref":7} -->\n<!-- /wp:block -->!'

    assert expand(content, {7: "x"}).content == "x!"


def test_what_is_no_published_block_is_named_and_shown_as_nothing() -> None:
    found = expand(f"a{ref(9)}b<!-- wp:block {{broken}} /-->", {})

    assert found.content == "ab"
    assert found.missing == (9, 0)


def test_a_circle_ends_where_it_closes_and_is_named() -> None:
    found = expand(ref(7), {7: f"seven{ref(8)}", 8: f"eight{ref(7)}"})

    assert found.content == "seveneight"
    assert found.circular == (7,)


def test_blocks_that_hold_each_other_many_times_over_do_not_grow_without_end() -> None:
    blocks = {number: ref(number + 1) * 10 for number in range(12)} | {12: "x" * 1000}

    assert len(expand(ref(0), blocks).content) <= 20_000_000


def test_blocks_of_other_kinds_stay_as_they_are() -> None:
    content = '<!-- wp:paragraph --><p>wp:block {"ref":7}</p><!-- /wp:paragraph --><!-- wp:blockquote {"ref":7} /-->'

    assert expand(content, {7: "x"}).content == content


@given(st.text(), st.dictionaries(st.integers(0, 3), st.text()))
def test_any_text_is_expanded_without_an_error(content: str, blocks: dict[int, str]) -> None:
    expand(content + ref(1), blocks)


def test_a_page_counts_its_synced_blocks_and_keeps_its_own_content() -> None:
    block = row(7, '<h2>Shared</h2><p>Two words <a href="/x/">there</a>.</p>', type="wp_block")
    raw = f"<p>One.</p>{ref(7)}"
    held = mirrored([row(1, raw), block])
    (page,) = held.pages

    assert page.content == raw
    assert page.headings == ((2, "Shared"),)
    assert [link.url for link in page.links] == ["/x/"]
    assert (page.words, page.text) == (5, "One. Shared Two words there .")
    assert (page.title, page.author, page.featured_media, page.old_slugs) == ("A & B", 3, 4, ("old",))
    assert held.said == ()


def test_a_draft_of_a_block_is_missing_where_it_is_used() -> None:
    held = mirrored([row(1, ref(7)), row(7, "secret", type="wp_block", status="draft")])

    assert [hidden.id for hidden in held.hidden] == [7]
    assert held.said == ("https://salt.example/1/ shows the synced block 7, which is not published.",)


def test_a_moment_that_wordpress_cannot_say_breaks_nothing() -> None:
    (page,) = mirrored([row(1, "<p>One.</p>")]).pages

    assert page.modified_at.year == 1970
