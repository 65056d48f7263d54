"""A plan's file is read again as it was written, whatever stands in it, and names the line of a mistake."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.boundary.plans import file_of, is_as_made, read_plan, write_plan
from layers.errors import MistakeError, PlanError
from tests.layers.maintenance.fixing.samples import fix, plan

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@given(before=TEXTS, after=TEXTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_text_comes_back_as_it_was(tmp_path: Path, before: str, after: str) -> None:
    made = plan(fix(before=before, after=after), fix(number=2, title=after), notes=(before,))

    path = write_plan(tmp_path, made)

    assert read_plan(path)[0] == made
    assert is_as_made(path, made)


EDITS = {
    "plain words": ('after: "', "after: plain words # and why\n    reason: "), "two lines": ('"none"', '"none, and\n      more"'),
    "a block": ('risk: "none"', "risk: |-\n      none\n\n        - none"), "single quotes": ('"none"', "'it''s none'"),
    "an escape that JSON has not": ('"none"', '"\\x41 \\e"'), "a comment": ("  - number: 2", "# mine\n\n  - number: 2"),
    "an anchor": ('"none"', '&a "none"'), "no fixes": ("left: []", "left: []\nfixes: []"), "another list": ("left: []", 'left:\n- {check: "a", url: "b", why: "c"}'),
    "a number with a nought before it": ("object_id: 7", "object_id: 07"), "flow": ("left: []", 'left: [{check: "a", url: "b", why: "c"}]'),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_person_has_put_into_a_file_is_read_as_yaml_reads_it(tmp_path: Path, edit: str) -> None:
    path = write_plan(tmp_path, plan(fix(), fix(number=2), fix(number=3)))
    text, (old, new) = path.read_text(encoding="utf-8"), EDITS[edit]
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    wanted = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert read_plan(path)[1].data == wanted


def test_a_mistake_names_file_line_and_fix(tmp_path: Path) -> None:
    path = write_plan(tmp_path, plan(fix(), fix(number=2)))
    lines = path.read_text(encoding="utf-8").splitlines()
    at = max(number for number, line in enumerate(lines) if line.strip().startswith("object_id"))
    lines[at] = "    object_id: none"
    path.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(PlanError) as caught:
        read_plan(path)

    assert f"{path}, line {at + 1}, fix 2, `object_id`" in str(caught.value)
    assert "Nothing was applied." in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "fixes: [", "id: 1\n", "\x00", "? [a, b]\n: 1\n", "id: &a [*a]\n", "id: 2026-02-30\n"]
)
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(PlanError):
        read_plan(path)


def test_a_folder_that_cannot_be_written_leaves_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(MistakeError, match="could not be written"):
        write_plan(tmp_path / "file" / "fixes", plan(fix()))


def test_a_full_disk_leaves_no_half_a_plan(tmp_path: Path) -> None:
    made = plan(fix())
    scratch = file_of(tmp_path, made.id).with_suffix(".part")
    scratch.symlink_to("/dev/full")

    with pytest.raises(MistakeError, match="No space left"):
        write_plan(tmp_path, made)

    assert list(tmp_path.iterdir()) == []
