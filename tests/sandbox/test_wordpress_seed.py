"""A content folder is read whole, or refused with the file and the key that do not fit."""

import re
from pathlib import Path

import pytest

from sandbox.errors import SandboxError
from sandbox.wordpress import demo_sites, seed
from sandbox.wordpress.site import SiteSpec
from tests.sandbox.content import FIRST, write_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_content(tmp_path / "leaf")


def test_a_folder_becomes_posts_with_links_to_the_site(folder: Path) -> None:
    read = seed.read(folder, "http://127.0.0.1:1")
    assert [(post.type, post.slug, post.date) for post in read.posts] == [
        ("page", "about", "2023-01-02 09:00:00"),
        ("post", "water-for-green-tea", "2025-03-01 09:00:00"),
        ("post", "black-tea", "2025-03-02 09:00:00"),
    ]
    assert read.posts[1].modified == "2025-04-02 09:00:00"
    assert 'href="http://127.0.0.1:1/black-tea/"' in read.posts[1].content
    assert read.posts[2].excerpt == ""


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        ("posts/01-water.md", "(black-tea)", "(blak-tea)", "01-water.md links to 'blak-tea'"),
        ("posts/01-water.md", "'2025-03-01'", "'March'", "the date 'March'"),
        ("posts/01-water.md", "category: green", "category: grean", "uses 'grean', which site.yaml does not list"),
        ("posts/01-water.md", "title: Water for green tea\n", "", "the key 'title' is missing"),
        ("posts/01-water.md", "---\ntitle", "title", "does not begin with front matter"),
        ("posts/01-water.md", "tags: [", "tags: [[", "is not valid YAML"),
        ("posts/01-water.md", "tags: [Water, Tea & Co]", "tags: Water", "'tags' should be a list"),
        ("site.yaml", "menu: [about, green]", "menu: [abuot]", "the menu names 'abuot'"),
        ("site.yaml", "{slug: about, title: About}", "{slug: missing, title: About}", "names the page 'missing'"),
    ],
)
def test_a_mistake_is_named_with_its_file(folder: Path, file: str, before: str, after: str, sentence: str) -> None:
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1))
    with pytest.raises(SandboxError, match=re.escape(sentence)):
        seed.read(folder, "http://127.0.0.1:1")


def test_an_address_that_begins_with_a_slash_is_taken_as_it_stands(folder: Path) -> None:
    (folder / "posts" / "01-water.md").write_text(FIRST.replace("(black-tea)", "(/gone-for-ever/)"))
    assert 'href="http://127.0.0.1:1/gone-for-ever/"' in seed.read(folder, "http://127.0.0.1:1").posts[1].content


@pytest.mark.parametrize("name", ["", "Tea", "tea-shop", "1tea", "tea`; DROP", "../tea"])
def test_a_name_that_could_not_be_a_database_is_refused(name: str) -> None:
    with pytest.raises(SandboxError, match="cannot name a site"):
        SiteSpec(name=name, title="Tea")


@pytest.mark.parametrize("name", ["mariadb", "model"])
def test_a_name_of_another_program_is_refused(name: str) -> None:
    with pytest.raises(SandboxError, match="a program of the sandbox has that name"):
        SiteSpec(name=name, title="Tea")


def test_the_demo_sites_can_be_read_and_differ() -> None:
    sites = demo_sites()
    assert len({site.accent for site in sites}) == len(sites) >= 2
    for site in sites:
        assert site.seed is not None
        assert seed.read(site.seed, "http://127.0.0.1:1").posts
