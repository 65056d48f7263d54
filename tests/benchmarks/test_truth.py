"""The audit's link checks find what a visitor of the site sees, all of it and nothing else."""

import ast
import shutil
from pathlib import Path

import pytest

from benchmarks.truth import comparison, mutations
from benchmarks.truth.__main__ import Outcome, outcome
from benchmarks.truth.kinds import HOME, KINDS
from benchmarks.truth.mutations import MUTATIONS, Mutation, judged_by
from benchmarks.truth.plan import plan
from tests.sites import Sites

FOLDER = Path(comparison.__file__).parent


@pytest.mark.parametrize("module", ["reference", "visitor"])
def test_visitor_imports_nothing_of_the_program_and_knows_no_plan(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    own = {
        name for name in froms | names if name.split(".")[0] in {"layers", "flows", "sandbox", "tests", "benchmarks"}
    }
    assert own <= {"benchmarks.truth.visitor"}


def test_plan_has_thirty_kinds_of_inbound_link_and_each_is_another() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert sum(kind.counts for kind in KINDS) >= 30
    assert {kind.name for kind in plan(300).kinds.values()} == {kind.name for kind in KINDS}


@pytest.mark.parametrize("posts", [300, 1000])
def test_plan_is_as_large_as_asked_and_has_no_slug_twice(posts: int) -> None:
    rows = plan(posts).rows
    assert len(rows) == len({row.slug for row in rows}) == len({row.id for row in rows}) == posts


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_mutation_is_one_change_of_the_source_as_it_is(mutation: Mutation, tmp_path: Path) -> None:
    (tmp_path / mutation.file).parent.mkdir(parents=True)
    before = (mutations.CHECKOUT / mutation.file).read_text(encoding="utf-8")
    shutil.copy(mutations.CHECKOUT / mutation.file, tmp_path / mutation.file)
    mutation.apply(tmp_path)
    after = (tmp_path / mutation.file).read_text(encoding="utf-8")
    ast.parse(after)
    assert after != before


def test_mutation_whose_text_is_gone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text("new = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"'gone': some\.py has 0 times 'old'"):
        Mutation("gone", "some.py", "old", "new").apply(tmp_path)


def in_agreement(found: Outcome) -> None:
    for line in found.lines:
        assert line.agrees, f"{line.name}: only seen {line.seen - line.found}, only found {line.found - line.seen}"
        assert line.seen


@pytest.mark.server
def test_audit_finds_what_a_visitor_sees(wordpress: Sites) -> None:
    in_agreement(outcome(wordpress.root, wordpress.state.site("larder"), 60, ahead=True))


@pytest.mark.server
@pytest.mark.matrix
def test_audit_finds_what_a_visitor_sees_page_by_page_and_each_mutation_shows(wordpress: Sites, tmp_path: Path) -> None:
    found = outcome(wordpress.root, wordpress.state.site("larder"), 300)
    in_agreement(found)
    file = tmp_path / "inventory.json"
    file.write_text(found.inventory.model_dump_json(), encoding="utf-8")
    for mutation in MUTATIONS:
        assert comparison.disagreeing(found.plan, found.truth, judged_by(mutation, file, HOME)), mutation.name
