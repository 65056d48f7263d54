"""Rules of the address normaliser taken out one at a time: each must make the audit and the visitor disagree.

A mutation is a change of the source. It is made in a copy of the program, and that copy judges the same inventory.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.truth.judging import Judged

CHECKOUT = Path(__file__).resolve().parents[2]
SPELLING = "layers/maintenance/spelling.py"
ADDRESSES = "layers/maintenance/addresses.py"


@dataclass(frozen=True)
class Mutation:
    """`old` stands once in `file` and is replaced by `new`."""

    name: str
    file: str
    old: str
    new: str

    def apply(self, tree: Path) -> None:
        """Change the copy; raises ValueError where the text is not there once: the list is then out of date."""
        path = tree / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"mutation {self.name!r}: {self.file} has {text.count(self.old)} times {self.old!r}.")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


MUTATIONS = (
    Mutation("http is another site than https", SPELLING,
             "None if split.port == DEFAULT_PORTS.get(split.scheme) else split.port", "split.port or DEFAULT_PORTS.get(split.scheme)"),
    Mutation("www is another host", SPELLING, '.removeprefix("www.")', ""),
    Mutation("default port counts", SPELLING, "None if split.port == DEFAULT_PORTS.get(split.scheme) else split.port", "split.port"),
    Mutation("capitals of a path count", SPELLING, "unquote(path)).lower()", "unquote(path))"),
    Mutation("escapes stay escaped", SPELLING, 'normalize("NFC", unquote(path)).lower()', 'normalize("NFC", path)'),
    Mutation("dots in a path stay", SPELLING, 'elif part != ".":', "else:"),
    Mutation("two dots do not go up", SPELLING, "                parts.pop()", "                pass"),
    Mutation("fragment belongs to the path", SPELLING, '.partition("#")[0]', '.replace("#", "")'),
    Mutation("relative to the root of the site", SPELLING, "return urljoin(base, url)", 'return urljoin(urljoin(base, "/"), url)'),
    Mutation("backslashes stay", SPELLING, 'path.replace("\\\\", "/")', "path"),
    Mutation("host is compared as it is written", SPELLING, 'host = host.encode("idna").decode()', "pass"),
    Mutation("final slash counts", SPELLING, "_resolved(_composed(path)) if part]", "_resolved(_composed(path))]"),
    Mutation("query belongs to the address", ADDRESSES, "if not split.query:\n            return None", "if split.query:\n            return MISSING"),
    Mutation("?p= says nothing", ADDRESSES, '_NUMBERED = ("p", "page_id")', "_NUMBERED = ()"),
    Mutation("old slugs are not known", ADDRESSES, "for slug in page.old_slugs}", "for slug in page.old_slugs[:0]}"),
    Mutation("slugs are not guessed", ADDRESSES, "if not begins or", "if begins or"),
    Mutation("hidden posts are not known", ADDRESSES, "self._hidden = tuple(hidden)", "self._hidden = ()"),
)  # fmt: skip


def judged_by(mutation: Mutation | None, inventory: Path, url: str) -> Judged:
    """What a copy of the program, changed or not, says of the inventory in a file."""
    with tempfile.TemporaryDirectory(prefix="masthead-truth-") as scratch:
        tree = Path(scratch)
        for part in ("layers", "benchmarks"):
            shutil.copytree(CHECKOUT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        if mutation:
            mutation.apply(tree)
        command = [sys.executable, "-m", "benchmarks.truth.judging", str(inventory), url]
        ended = subprocess.run(
            command, cwd=tree, env={"PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False
        )
    if ended.returncode:
        raise RuntimeError(
            f"the copy with {mutation.name if mutation else 'no mutation'!r} failed: {ended.stderr[-600:]}"
        )
    return Judged.from_json(ended.stdout)
