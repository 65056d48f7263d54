"""What is new, gone and still there between two audits goes by check and object, never by wording."""

from datetime import timedelta

import pytest

from layers.maintenance import Audit, change
from layers.nouns import Finding
from tests.layers.maintenance.audits import of_demo


def finding(number: int, check: str = "orphan", **values: object) -> Finding:
    fields: dict[str, object] = {
        "check": check, "severity": "error", "fix_class": "B", "page_id": number, "url": f"https://example.org/{number}/",
        "title": f"Post {number}", "evidence": "No other page links to it.",
    }  # fmt: skip
    return Finding.model_validate(fields | values)


@pytest.fixture(scope="module")
def base() -> Audit:
    return of_demo("coffee", 8801)


def audits(base: Audit, before: list[Finding], after: list[Finding]) -> tuple[Audit, Audit]:
    then = base.model_copy(
        update={"id": "coffee/1", "at": base.at - timedelta(days=90), "findings": tuple(before), "check_ids": ()}
    )
    return base.model_copy(update={"findings": tuple(after), "check_ids": ()}), then


def test_findings_are_new_gone_or_still_there(base: Audit) -> None:
    now, then = audits(base, [finding(1), finding(2)], [finding(2), finding(3)])
    told = change(now, then)
    assert ([f.page_id for f in told.new], [f.page_id for f in told.gone], [f.page_id for f in told.still]) == (
        [3],
        [1],
        [2],
    )
    assert (told.against, told.at) == ("coffee/1", then.at)


def test_another_wording_title_or_severity_is_the_same_finding(base: Audit) -> None:
    changed = finding(1, title="Renamed", evidence="Two fewer.", url="https://example.org/moved/", severity="warning")
    told = change(*audits(base, [finding(1)], [changed]))
    assert (told.new, told.gone, told.still) == ((), (), (changed,))


def test_another_kind_of_object_with_the_same_number_is_another_finding(base: Audit) -> None:
    told = change(*audits(base, [finding(1, "alt-missing")], [finding(1, "alt-missing", object_type="media")]))
    assert (len(told.new), len(told.gone)) == (1, 1)


def test_objects_without_a_number_are_told_apart_by_their_address(base: Audit) -> None:
    one = finding(0, "unknown-address", object_type="site", url="https://example.org/a")
    other = finding(0, "unknown-address", object_type="site", url="https://example.org/b")
    told = change(*audits(base, [one], [one, other]))
    assert (told.new, told.still) == ((other,), (one,))


def test_what_a_new_check_finds_is_not_called_new(base: Audit) -> None:
    now, then = audits(base, [finding(1)], [finding(1), finding(2), finding(2, "thin")])
    told = change(now, then.model_copy(update={"check_ids": ("orphan",)}))
    assert [f.check for f in told.new] == ["orphan"]
    assert [f.check for f in told.first_judged] == ["thin"]


def test_what_a_check_found_that_is_switched_off_now_is_not_called_gone(base: Audit) -> None:
    now, then = audits(base, [finding(1), finding(1, "thin")], [])
    told = change(now.model_copy(update={"check_ids": ("orphan",)}), then)
    assert [f.check for f in told.gone] == ["orphan"]
