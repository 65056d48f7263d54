"""The judge of the kill table finds each thing that a kill could have broken."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.killing.outside import TOKENS, Billed, Record, Sites
from benchmarks.killing.verdict import Bill, Scene, problems

URL = "http://127.0.0.1:9/cold-brew/"
TEXT = "<p>Cold water takes its time.</p>"
LINKED = f'<p>Cold <a href="{URL}">water</a> takes its time.</p>'
COUNTS = dict.fromkeys(TOKENS, 10)


def record(id_: int, slug: str, content: str = TEXT, status: str = "publish") -> Record:
    return Record(
        "coffee", id_, URL if slug == "cold-brew" else f"http://127.0.0.1:9/{slug}/", fields(slug, content, status)
    )


def fields(slug: str, content: str, status: str) -> Mapping[str, Any]:
    return {"slug": slug, "content": content, "status": status, "title": slug.title(), "modified": f"{len(content)}"}


def sites(*records: Record) -> Sites:
    return Sites({(each.site, each.id): each for each in records}, ("coffee tags filter Filter",))


def line(request_id: str, state: str = "settled", step: str = "draft", at_most: str = "0") -> dict[str, Any]:
    return {
        "request_id": request_id, "state": state, "step": step, "round": 1, "attempt": 1, "usage": COUNTS, "at_most_usd": at_most,
    }  # fmt: skip


def bill(*lines: dict[str, Any]) -> Bill:
    return Bill.read(json.dumps({"calls": lines}))


def billed(request_id: str) -> Billed:
    return Billed(request_id, "claude-sonnet-5-5", "Draft", COUNTS)


GOOD = Scene(
    slug="cold-brew",
    before=sites(record(1, "water"), record(2, "milk")),
    after=sites(record(1, "water", LINKED), record(2, "milk"), record(3, "cold-brew")),
    bill=bill(line("req_1")),
    billed=(billed("req_1"),),
    delivered=frozenset({"req_1"}),
    lost_at_most=0,
    status="published",
    clean_calls=frozenset({"draft.1.1"}),
    price={"req_1": Decimal("0.01"), "req_2": Decimal("0.01")},
)
LOST = replace(GOOD, billed=(billed("req_1"), billed("req_2")))


def after(*records: Record) -> Scene:
    return replace(GOOD, after=sites(*records))


BROKEN = {
    "no post": (after(record(1, "water", LINKED), record(2, "milk")), "0 posts"),
    "a second post": (after(*GOOD.after.records.values(), record(4, "cold-brew-2")), "2 posts: cold-brew, cold-brew-2"),
    "a second post in the trash": (
        after(*GOOD.after.records.values(), record(4, "cold-brew__trashed", status="trash")),
        "2 posts",
    ),
    "a draft": (
        after(record(1, "water", LINKED), record(2, "milk"), record(3, "cold-brew", status="draft")),
        "the post is 'draft'",
    ),
    "no link": (after(record(1, "water"), record(2, "milk"), record(3, "cold-brew")), "no post links to it"),
    "a doubled link": (
        after(
            record(1, "water", LINKED.replace("time", f'<a href="{URL}">time</a>')),
            record(2, "milk"),
            record(3, "cold-brew"),
        ),
        "links doubled: [2]",
    ),
    "a byte of a host": (
        after(record(1, "water", LINKED + " "), record(2, "milk"), record(3, "cold-brew")),
        "water was changed",
    ),
    "a byte of another post": (
        after(record(1, "water", LINKED), record(2, "milk", TEXT + " "), record(3, "cold-brew")),
        "milk was changed",
    ),
    "a post that is gone": (after(record(1, "water", LINKED), record(3, "cold-brew")), "milk is gone"),
    "a post too many": (after(*GOOD.after.records.values(), record(4, "other")), "a new record 4"),
    "an image twice": (
        replace(GOOD, after=replace(GOOD.after, images=("coffee a", "coffee b"))),
        "2 images for one article",
    ),
    "a term twice": (replace(GOOD, after=replace(GOOD.after, terms=GOOD.after.terms * 2)), "stands 2 times"),
    "a run that is not finished": (replace(GOOD, status="working"), "the store says 'working'"),
    "a call charged twice": (replace(GOOD, bill=bill(line("req_1"), line("req_1"))), "req_1 is charged 2 times"),
    "a call paid twice": (replace(LOST, bill=bill(line("req_1"), line("req_2"))), "draft.1.1 was paid 2 times"),
    "a charge from nowhere": (
        replace(GOOD, bill=bill(line("req_1"), line("req_9", step="seo"))),
        "req_9 is charged and was never billed",
    ),
    "an answer that is not charged": (replace(GOOD, bill=bill()), "1 answers were delivered and are not charged"),
    "another count": (
        replace(GOOD, billed=(replace(billed("req_1"), tokens=COUNTS | {"output_tokens": 11}),)),
        "charged, ",
    ),
    "a lost call that is not shown": (LOST, "1 calls were billed unseen, 0 are unconfirmed"),
    "a lost call held too low": (
        replace(LOST, bill=bill(line("req_1"), line("", "unconfirmed", at_most="0.001"))),
        "is held at",
    ),
    "two unconfirmed calls": (
        replace(
            GOOD, bill=bill(line("req_1"), line("", "unconfirmed", at_most="1"), line("", "unconfirmed", at_most="1"))
        ),
        "2 calls are unconfirmed after one kill",
    ),
}


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert list(problems(GOOD)) == []


def test_a_lost_call_that_is_held_high_enough_is_right() -> None:
    assert list(problems(replace(LOST, bill=bill(line("req_1"), line("", "unconfirmed", at_most="0.5"))))) == []


def test_a_sentence_that_was_added_with_the_link_is_right() -> None:
    added = TEXT.replace("time.", f'time. See <a href="{URL}">how</a>.')

    assert list(problems(after(record(1, "water", added), record(2, "milk"), record(3, "cold-brew")))) == []


@pytest.mark.parametrize("name", BROKEN)
def test_the_judge_finds(name: str) -> None:
    scene, told = BROKEN[name]

    assert any(told in problem for problem in problems(scene)), list(problems(scene))
