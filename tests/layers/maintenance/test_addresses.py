"""Every spelling of an own address leads to its page, and nothing else does."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance import Addresses
from layers.maintenance.addresses import folders_of
from layers.maintenance.spelling import absolute
from tests.layers.maintenance.records import page

PAGES = (
    page(1, url="https://example.org/cold-brew/", slug="cold-brew"),
    page(2, url="https://example.org/guides/steep-time/", slug="steep-time"),
    page(3, url="https://example.org/%e6%b0%b4/", slug="%e6%b0%b4"),
    page(4, url="https://example.org/"),
)
BASE = "https://example.org/guides/steep-time/"
OWN = Addresses("https://example.org", PAGES, ["soil"])


def lead(url: str, base: str = BASE) -> tuple[str, int]:
    resolved = OWN.resolve(url, base)
    return resolved.lead, resolved.page_id


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/cold-brew/",
        "https://example.org/cold-brew",
        "http://example.org/cold-brew/",
        "https://www.example.org/cold-brew/",
        "HTTPS://EXAMPLE.ORG/Cold-Brew/",
        "https://example.org:443/cold-brew/",
        "http://example.org:80/cold-brew/",
        "https://example.org./cold-brew/",
        "//example.org/cold-brew/",
        "/cold-brew/",
        "/cold-brew#ratio",
        "/cold-brew/?utm_source=letter",
        "//example.org//cold-brew//",
        "/guides/../cold-brew/",
        "/./cold-brew/",
        "../../cold-brew/",
        "/index.php/cold-brew/",
        "/?p=1",
        "https://example.org/?p=1#more",
        "/?page_id=1",
        "/index.php?p=1",
        " /cold-brew/ ",
        "\\cold-brew\\",
        "/cold-brew/2/",
        "/cold-brew/comment-page-3/#comment-9",
    ],
)
def test_spellings_of_one_page(url: str) -> None:
    assert lead(url) == ("page", 1)


@pytest.mark.parametrize(
    "url", ["https://example.org", "/", "/?utm_source=x", "/index.php", "/page/2/", "https://www.example.org"]
)
def test_front_page_that_is_a_page_is_found(url: str) -> None:
    assert lead(url) == ("page", 4)


@pytest.mark.parametrize("url", ["/水/", "/%E6%B0%B4/", "/%e6%b0%b4"])
def test_escaped_and_plain_letters_are_one_address(url: str) -> None:
    assert lead(url) == ("page", 3)


@pytest.mark.parametrize("url", ["", "#top", "?p=2", ".", "../steep-time/"])
def test_what_stays_on_the_page_leads_to_the_page_itself(url: str) -> None:
    assert lead(url) == ("page", 2)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/cold-brew/",
        "https://blog.example.org/cold-brew/",
        "https://example.org.evil.test/cold-brew/",
        "https://example.org:8443/cold-brew/",
        "mailto:cold-brew@example.org",
        "tel:+1",
        "javascript:void(0)",
        "ftp://example.org/cold-brew/",
        "https:///cold-brew/",
    ],
)
def test_other_hosts_ports_and_schemes_are_elsewhere(url: str) -> None:
    assert lead(url) == ("elsewhere", 0)


@pytest.mark.parametrize("url", ["http://[broken/cold-brew/", "https://example.org:port/cold-brew/", "https://"])
def test_what_no_browser_can_read_is_malformed(url: str) -> None:
    assert lead(url) == ("malformed", 0)


@pytest.mark.parametrize(
    "url",
    [
        "/category/gone/",
        "/tag/x/",
        "/cold-brews/",
        "/cold-brew/ratio/",
        "/?p=99",
        "/?page_id=99",
        "/old/slug",
        "/cold-brew.html",
        "/gone",
    ],
)
def test_own_address_without_a_published_page_is_missing(url: str) -> None:
    assert lead(url) == ("missing", 0)


@pytest.mark.parametrize(
    "url",
    [
        "/category/soil/", "/topics/soil/", "/tag/soil/feed/", "/author/nora/", "/2026/05/", "/category/soil/page/3/",
        "/wp-content/uploads/2026/bean.jpg", "/feed/", "/cold-brew/feed/", "/wp-login.php", "/sitemap.xml", "/menu.pdf",
    ],
)  # fmt: skip
def test_lists_files_and_machinery_are_no_missing_pages(url: str) -> None:
    assert lead(url) == ("own", 0)


@pytest.mark.parametrize("url", ["/?s=cold", "/?cat=3", "/?feed=rss2"])
def test_query_on_a_front_page_that_lists_posts_is_no_page(url: str) -> None:
    assert Addresses("https://example.org", PAGES[:3]).resolve(url, BASE).lead == "own"


@pytest.mark.parametrize(
    ("url", "detour"),
    [
        ("/cold-brew/", False),
        ("https://example.org/cold-brew/#ratio", False),
        ("/cold-brew/?utm_source=x", False),
        ("/cold-brew", True),
        ("http://example.org/cold-brew/", True),
        ("https://www.example.org/cold-brew/", True),
        ("/?p=1", True),
        ("/Cold-Brew/", False),
    ],
)
def test_detour_is_what_wordpress_redirects(url: str, *, detour: bool) -> None:
    assert OWN.resolve(url, BASE).detour is detour


def test_site_in_a_folder_owns_its_folder_alone() -> None:
    inside = page(1, url="https://example.org/blog/post/")
    blog = Addresses("https://example.org/blog/", [inside])
    assert blog.resolve("/blog/post", inside.url).page_id == 1
    assert blog.resolve("/blog/?p=1", inside.url).page_id == 1
    assert blog.resolve("/post/", inside.url).lead == "elsewhere"
    assert blog.resolve("/blogpost/", inside.url).lead == "elsewhere"


def test_port_of_a_site_on_loopback_is_part_of_its_address() -> None:
    here = page(1, url="http://127.0.0.1:8801/post/")
    local = Addresses("http://127.0.0.1:8801", [here])
    assert local.resolve("http://127.0.0.1:8801/post/", here.url).page_id == 1
    assert local.resolve("http://127.0.0.1:8802/post/", here.url).lead == "elsewhere"
    assert local.resolve("http://127.0.0.1/post/", here.url).lead == "elsewhere"


def test_links_are_own_where_the_yaml_says_www_and_wordpress_does_not() -> None:
    here = page(1, url="https://example.org/post/")
    assert Addresses("http://www.example.org:80/", [here]).resolve("/post/", here.url).page_id == 1


SLUG = st.text("abcdefghijklmnopqrstuvwxyz0123456789äöü水", min_size=1, max_size=12).filter(
    lambda slug: not slug.isdigit() and slug not in {"feed", "page", "tag", "type", "date", "author", "amp", "rss"}
)


@given(
    slug=SLUG,
    scheme=st.sampled_from(["http://", "https://", "HTTP://"]),
    www=st.sampled_from(["", "www.", "WWW."]),
    port=st.booleans(),
    folders=st.integers(0, 3),
    slash=st.sampled_from(["", "/", "//"]),
    query=st.sampled_from(["", "?utm_medium=x&a=b", "?"]),
    fragment=st.sampled_from(["", "#", "#a/b?c"]),
    escape=st.booleans(),
)
def test_any_mixture_of_spellings_leads_to_the_page(
    slug: str, scheme: str, www: str, folders: int, slash: str, query: str, fragment: str, *, port: bool, escape: bool
) -> None:
    addresses = Addresses("https://example.org", [page(7, url=f"https://example.org/{quote(slug).lower()}/")])
    default = {"http://": ":80", "https://": ":443"}[scheme.lower()] if port else ""
    path = "/x/.." * folders + "/" + (quote(slug) if escape else slug)
    url = f"{scheme}{www}Example.org{default}{path}{slash}{query}{fragment}"
    assert addresses.resolve(url, BASE)[:2] == ("page", 7)


@given(st.text(alphabet="htps:/.?#\\ a\t", max_size=20) | st.text(max_size=30))
def test_address_that_is_whole_is_read_as_one_that_is_taken_apart(rest: str) -> None:
    for begin in ("http://", "https://", "http:/", "HTTP://"):
        # the space in front goes the long way, and a browser takes it off
        assert absolute(begin + rest, BASE) == absolute(" " + begin + rest, BASE)


@given(st.text(max_size=60))
def test_no_text_in_an_href_breaks_the_audit(url: str) -> None:
    assert lead(url)[0] in {"page", "missing", "own", "elsewhere", "malformed"}


@given(SLUG, SLUG)
def test_slug_leads_to_its_page_or_to_one_that_it_begins(one: str, other: str) -> None:
    addresses = Addresses("https://example.org", [page(1, url=f"https://example.org/{quote(one)}/", slug=quote(one))])
    found = addresses.resolve(f"/{quote(other)}/", BASE).page_id
    assert found == (1 if one.startswith(other) else 0)  # WordPress guesses by the beginning of a slug


DIVIDED = Addresses(
    "https://example.org",
    [page(1, url="https://example.org/long/", slug="long", content="a<!--nextpage-->b"), page(2, type="page", url="https://example.org/about/us/", slug="us")],
)  # fmt: skip


@pytest.mark.parametrize(
    ("url", "page_id", "reasons"),
    [
        ("/long/2/", 1, ()),
        ("/long/2", 1, ("no final slash",)),
        ("/long/3/", 1, ("page number",)),
        ("/long/comment-page-2/", 1, ("comment page",)),
        ("/long/).", 1, ("punctuation",)),
        ("/index.php/long/", 1, ("index.php",)),
        ("//example.org//long/", 1, ("doubled slash",)),
        ("/?name=long", 1, ("?name=",)),
        ("/lon/", 1, ("guessed slug",)),
        ("/blog/long/", 1, ("guessed slug",)),
        ("/us/", 2, ("guessed slug",)),
        ("/%61bout/us/", 2, ()),
        ("/gone/?p=1", 1, ("?p=",)),
        ("https:/long/", 1, ()),
        ("/lo\nng/", 1, ()),
        ("/?p=" + "0" * 17 + "1", 1, ("?p=",)),
    ],
)
def test_what_redirects_is_told_as_wordpress_redirects_it(url: str, page_id: int, reasons: tuple[str, ...]) -> None:
    assert DIVIDED.resolve(url, BASE)[:3] == ("page", page_id, reasons)


def test_below_a_date_only_posts_of_that_date_are_guessed() -> None:
    dated = Addresses("https://example.org", [
        page(n, url=f"https://example.org/2026/0{n}/cold-brew-{n}/", slug=f"cold-brew-{n}") for n in (1, 2)
    ])  # fmt: skip
    assert [dated.resolve(f"/2026/0{n}/cold/", BASE).page_id for n in (1, 2, 3)] == [1, 2, 0]
    assert dated.resolve("/cold-brew-2/", BASE)[:3] == ("page", 2, ("guessed slug",))


@given(
    host=st.text("abcdefghijklmnopqrstuvwxyz.-", min_size=1, max_size=20).filter(lambda host: host.strip(".").removeprefix("www.") != "example.org"),
    slug=SLUG,
)  # fmt: skip
def test_no_address_of_another_host_leads_into_the_site(host: str, slug: str) -> None:
    addresses = Addresses("https://example.org", [page(7, url=f"https://example.org/{quote(slug)}/", slug=quote(slug))])
    assert addresses.resolve(f"https://{host}/{quote(slug)}/", BASE).lead in {"elsewhere", "malformed"}
    assert addresses.resolve(f"https://{host}:8443/{quote(slug)}/", BASE).lead in {"elsewhere", "malformed"}


@given(
    st.text(alphabet="/\\.:?#%@[]&=htps 2eEp\n\t\u200d水", max_size=40),
    st.sampled_from(["", "https://example.org", "http://www.example.org/", "//example.org/"]),
)
def test_rubbish_behind_an_own_address_never_breaks_the_audit(rubbish: str, before: str) -> None:
    assert lead(before + rubbish)[0] in {"page", "missing", "own", "elsewhere", "malformed"}


@pytest.mark.parametrize("host", ["https://gärten.example", "https://xn--grten-gra.example", "https://GÄRTEN.example"])
def test_international_host_is_one_however_it_is_written(host: str) -> None:
    own = Addresses("https://xn--grten-gra.example", [page(1, url="https://xn--grten-gra.example/post/")])
    assert own.resolve(f"{host}/post/", BASE)[:3] == ("page", 1, ())


@pytest.mark.parametrize("url", [f"/long/{'9' * 5000}/", f"/?p={'9' * 5000}", f"/page/{'9' * 5000}/"])
def test_a_number_of_any_length_is_an_address(url: str) -> None:
    assert DIVIDED.resolve(url, BASE).lead in {"missing", "own"}


def test_old_slug_leads_to_a_post_of_the_same_folder_and_never_to_a_page() -> None:
    own = Addresses("https://example.org", [
        page(1, url="https://example.org/2026/05/new/", slug="new", old_slugs=("old",)),
        page(2, type="page", url="https://example.org/about/", slug="about", old_slugs=("who",)),
    ])  # fmt: skip
    assert own.resolve("/2026/05/old/", BASE)[:3] == ("page", 1, ("old slug",))
    assert [own.resolve(url, BASE).lead for url in ("/2025/05/old/", "/who/")] == ["missing", "missing"]


SHOP = Addresses("https://example.org/blog", [
    page(1, url="https://example.org/blog/product/", type="page"), page(2, url="https://example.org/blog/soil/", slug="soil"),
], folders=["product", "shop/chairs"])  # fmt: skip


@pytest.mark.parametrize(
    ("url", "lead"),
    [
        ("/blog/product/", "page"), ("/blog/product/aeron/", "own"), ("/blog/Product/aeron", "own"), ("/blog/shop/chairs/", "own"),
        ("/blog/shop/chairs/x/y/", "own"), ("/blog/shop/", "missing"), ("/blog/products/aeron/", "missing"),
        ("/blog/aeron/product/", "missing"), ("/product/aeron/", "elsewhere"),
    ],
)  # fmt: skip
def test_products_and_the_like_are_another_part_of_the_site_and_nothing_beside_them(url: str, lead: str) -> None:
    assert SHOP.resolve(url, "https://example.org/blog/soil/").lead == lead


@pytest.mark.parametrize(
    ("links", "folders"),
    [
        (["/shop/chairs/aeron/", "/shop/tables/oak"], ("shop",)), (["/product/aeron/"], ("product",)),
        (["/aeron/", "/oak/"], ("aeron", "oak")), (["/a/x", "/b/y", "/z"], ("a", "b", "z")), (["/?product=aeron"], ()), ([], ()),
        (["https://elsewhere.example/x/", "http://[x/"], ()), (["/"], ()),
    ],
)  # fmt: skip
def test_a_folder_is_what_the_addresses_of_one_kind_share(links: list[str], folders: tuple[str, ...]) -> None:
    home = "https://example.org/blog"
    assert folders_of([f"{home}{link}" if link.startswith("/") else link for link in links], home) == folders


def test_a_site_whose_addresses_have_index_php_redirects_nobody_from_them() -> None:
    own = Addresses("https://example.org", [page(1, url="https://example.org/index.php/2026/01/05/soil/", slug="soil")])
    found = own.resolve("https://example.org/index.php/2026/01/05/soil/", "https://example.org/")
    assert (found.page_id, found.reasons) == (1, ())


OWN_ADDRESSES = (
    "/a/",
    "/b",
    "//c//",
    "/./d/",
    "/%2f%2fe/",
    "/index.php/f/",
    "/?p=7",
    "/a",
    "/H/",
    "/%e6%b0%b4/",
    "/blog/a/",
    "/i/#x",
    "\\j/",
)


@given(
    st.lists(st.sampled_from(OWN_ADDRESSES), unique=True),
    st.sampled_from(["https://", "http://", "https://www.", "https://@"]),
    st.sampled_from(["", "/blog"]),
)
def test_an_own_address_that_is_known_leads_where_resolving_it_leads(
    paths: list[str], begins: str, folder: str
) -> None:
    pages = [page(number, url=f"{begins}example.org{path}") for number, path in enumerate(paths, 1)]
    own = Addresses(f"https://example.org{folder}", (*pages, page(99, url="https://:80/x")))
    for url in (each.url for each in (*pages, page(99, url="https://:80/x"))):
        assert own.resolve(url, BASE) == own._resolved(absolute(url, BASE))
