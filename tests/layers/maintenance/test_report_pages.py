"""A report in a browser: axe finds nothing serious, and nothing stands out of a phone's screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.maintenance import Audit, Report
from layers.nouns import Finding, Verdict
from tests.boundary.browser import Browser, axe_core, chromium
from tests.layers.maintenance.audits import html, of_demo, with_history

pytestmark = pytest.mark.server

WIDTHS = (1280, 390)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_core(tmp_path_factory.mktemp("axe"))


def crowded() -> Report:
    """Everything that a report can hold: long words, a finding on the site, every verdict."""
    base = of_demo("coffee", 8801)
    extra = Finding(
        check="orphan", severity="error", fix_class="C", page_id=0, url="", title="", evidence=LONG, object_type="site"
    )
    rulings = tuple(_verdict(base, n) for n in range(len(RULINGS)))
    found = base.model_copy(update={"title": LONG, "findings": (extra, *base.findings), "verdicts": rulings})
    return with_history(found, client=LONG)


RULINGS = ("update", "merge", "redirect", "remove", "keep", "nothing")


def _verdict(audit: Audit, number: int) -> Verdict:
    first = audit.verdicts[number]
    into = {"into_id": 9, "into_url": f"https://example.org/{LONG}/", "into_title": LONG}
    changed = {"ruling": RULINGS[number], "title": LONG, "missing": "Nobody knows."}
    return first.model_copy(update=changed | (into if RULINGS[number] in {"merge", "redirect"} else {}))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("reports")
    made = {
        "site": html(crowded()),
        "network": html(with_history(of_demo("bikes", 8802)), crowded()),
    }
    return {name: _kept(folder / f"{name}.html", text) for name, text in made.items()}


def _kept(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    return file.as_uri()


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [("site", 1280, "light"), ("site", 390, "light"), ("network", 1280, "dark"), ("network", 390, "light")],
)
def test_axe_finds_nothing_serious(
    browser: Browser, axe: str, pages: dict[str, str], name: str, width: int, scheme: str
) -> None:
    with browser.tab(width) as tab:
        tab.media(scheme=scheme)
        tab.show(pages[name])
        assert tab.violations(axe) == []


@pytest.mark.matrix
def test_axe_would_say_so(browser: Browser, axe: str, tmp_path: Path) -> None:
    bad = _kept(tmp_path / "bad.html", html(crowded()).replace("--soft: #566070", "--soft: #d0d0d0"))
    with browser.tab(1280) as tab:
        tab.media()
        tab.show(bad)
        assert [rule for _, rule, _ in tab.violations(axe)] == ["color-contrast"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["site", "network"])
def test_nothing_stands_out_of_the_page(browser: Browser, pages: dict[str, str], name: str, width: int) -> None:
    with browser.tab(width) as tab:
        tab.show(pages[name])
        assert tab.value("document.documentElement.scrollWidth") <= width
        assert tab.overflowing() == []


def test_on_paper_what_is_folded_up_is_shown(browser: Browser, pages: dict[str, str]) -> None:
    with browser.tab(800) as tab:
        tab.show(pages["site"])
        folded = "[...document.querySelectorAll('details:not([open]) .inside')].map((e) => e.checkVisibility())"
        assert set(tab.value(folded)) == {False}
        tab.media("print")
        assert set(tab.value(folded)) == {True}
