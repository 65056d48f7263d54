"""Asks WordPress's own block parser, the one in PHP that shows a post, which blocks it finds in contents; no site need run."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.wordpress.core import Core
from sandbox.wordpress.packages import run
from sandbox.wordpress.site import HERE


@dataclass(frozen=True)
class ParsedBlock:
    """A block as the parser found it; one without a name is what stands outside of every block.

    `attributes` is its JSON, and `markup` the stretches of HTML around and between its inner blocks.
    """

    name: str
    attributes: str
    markup: tuple[str, ...]
    inner: tuple["ParsedBlock", ...]

    def names(self) -> Iterator[str]:
        """The names of the block and of all that it holds."""
        yield self.name
        for block in self.inner:
            yield from block.names()


def parsed(core: Core, contents: Sequence[str]) -> tuple[tuple[ParsedBlock, ...], ...]:
    """The blocks of each content, found in one PHP process; raises SandboxError with PHP's words when it fails."""
    script = str(HERE / "php" / "parser.php")
    told = run(["php", script, str(core.path / "wp-includes")], told=json.dumps(list(contents)), timeout_s=120)
    return tuple(tuple(map(_block, blocks)) for blocks in json.loads(told))


def core_blocks(core: Core) -> frozenset[str]:
    """The names of the blocks that come with this WordPress."""
    return frozenset(f"core/{each.parent.name}" for each in (core.path / "wp-includes" / "blocks").glob("*/block.json"))


def _block(row: dict[str, Any]) -> ParsedBlock:
    return ParsedBlock(
        name=row["blockName"] or "",
        attributes=json.dumps(row["attrs"]),
        markup=tuple(part for part in row["innerContent"] if part is not None),
        inner=tuple(map(_block, row["innerBlocks"])),
    )
