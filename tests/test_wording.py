"""Whatever words the prompts use, the rehearsal model answers the same: it knows a question by its schema and its documents."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import CHECKOUT, Desk, Ended, Stage, desk
from layers.boundary.store import Store
from layers.boundary.templates import Templates
from tests.flows import observing

pytestmark = [pytest.mark.server, pytest.mark.matrix]

ID = "coffee/cold-brew-ratio"
ASKED = ("angle.1", "brief.1", "draft.1", "review.1", "seo.1", "aeo.1", "geo.1")
JINJA = re.compile(r"(\{[{%#].*?[#%}]\})", re.DOTALL)
WORD = re.compile(r"[^\W\d_]+")
PARTS = ("flows", "layers", "sandbox", "sites", "templates")
PROMPTS = sorted((CHECKOUT / "templates" / "prompts").glob("*.j2"))


def reworded(template: str, seed: int) -> str:
    """Replace every word of a prompt by letters at random; what is between Jinja's braces stays."""
    dice = random.Random(seed)
    parts = JINJA.split(template)
    return "".join(
        part if at % 2 else WORD.sub(lambda found: noise(found, dice), part) for at, part in enumerate(parts)
    )


def noise(found: "re.Match[str]", dice: random.Random) -> str:
    return "".join(dice.choices("bdfgklmnprstvz", k=len(found.group())))


@dataclass(frozen=True)
class Tree:
    """A copy of the program whose prompts say nothing."""

    root: Path
    at: Desk
    ended: Ended


@pytest.fixture(scope="module")
def usual(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A finished article, written to the prompts as they are."""
    stage.restore()
    at = desk(stage, tmp_path_factory.mktemp("usual") / "sites")
    ended = observing.here(at, "publish", "coffee", "cold brew ratio", "--dry-run")
    assert ended.returncode == 0, ended.stderr
    return at


@pytest.fixture(scope="module")
def noisy(stage: Stage, usual: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    """The article of `usual`, published by a program whose prompts are noise."""
    root = tmp_path_factory.mktemp("noisy")
    for part in PARTS:
        shutil.copytree(CHECKOUT / part, root / part, ignore=shutil.ignore_patterns("__pycache__", ".env"))
    for number, path in enumerate(sorted((root / "templates" / "prompts").glob("*.j2"))):
        path.write_text(reworded(path.read_text(encoding="utf-8"), number), encoding="utf-8")
    at = desk(stage, root / "desk")
    yield Tree(root, at, run(root, at, "publish", "coffee", "cold brew ratio", "--rehearse"))
    stage.restore()


def run(root: Path, at: Desk, *words: str) -> Ended:
    command = [sys.executable, "-c", "from flows.command import main; main()", *words]
    return subprocess.run(
        command,
        cwd=root,
        env=at.environment() | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def step(at: Desk, key: str) -> str:
    kept = Store(f"sqlite:///{at.store}").step(ID, key)
    assert kept is not None
    return kept.output


@pytest.mark.parametrize("path", PROMPTS, ids=lambda path: path.name)
def test_rewording_leaves_no_word_and_every_place_for_a_value(path: Path, tmp_path: Path) -> None:
    told = path.read_text(encoding="utf-8")
    said = reworded(told, 1)

    kept = {word for part in JINJA.split(said)[::2] for word in WORD.findall(part) if len(word) > 4}
    assert not kept & {word for part in JINJA.split(told)[::2] for word in WORD.findall(part)}
    assert JINJA.split(said)[1::2] == JINJA.split(told)[1::2]


def test_the_program_with_other_prompts_publishes_and_links(noisy: Tree, stage: Stage) -> None:
    assert noisy.ended.returncode == 0, noisy.ended.stderr
    [post] = outside.versions(outside.sites(stage).records, "cold-brew-ratio")
    assert (post.fields["status"], f"{post.url}\n") == ("publish", noisy.ended.stdout)
    assert "linked from" in noisy.ended.stderr


@pytest.mark.parametrize("key", ASKED)
def test_each_question_was_put_in_other_words(usual: Desk, noisy: Tree, key: str) -> None:
    versions = [Store(f"sqlite:///{at.store}").step(ID, key) for at in (usual, noisy.at)]

    assert all(version is not None and version.prompt_version for version in versions)
    assert versions[0].prompt_version != versions[1].prompt_version
    assert (
        Templates(noisy.root / "templates").version(f"prompts/{key.partition('.')[0]}.md.j2")
        == versions[1].prompt_version
    )


@pytest.mark.parametrize("key", [*ASKED, "article"])
def test_each_answer_is_the_same_to_the_letter(usual: Desk, noisy: Tree, key: str) -> None:
    assert json.loads(step(noisy.at, key)) == json.loads(step(usual, key))


@pytest.mark.matrix
def test_the_tests_of_the_sandbox_hold_where_prompts_are_noise(noisy: Tree) -> None:
    for part in ("tests", "benchmarks"):
        shutil.copytree(CHECKOUT / part, noisy.root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", noisy.root)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        "not server and not matrix",
        "-p",
        "no:cacheprovider",
        "tests/sandbox",
    ]

    ended = subprocess.run(
        command,
        cwd=noisy.root,
        env=dict(os.environ) | {"PYTHONPATH": str(noisy.root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert ended.returncode == 0, ended.stdout[-3000:]
    assert "passed" in ended.stdout
