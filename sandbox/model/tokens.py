"""The rule by which the rehearsal server counts tokens.

One token per CJK character, plus 1.8 tokens per word between white space, rounded up per block. Nothing else counts:
no overhead per message. The schema of a structured answer counts as its canonical JSON.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\uff66-\uff9d]")

Json = dict[str, Any]


def tokens(text: str) -> int:
    """ceil(1.8 x words) + CJK characters, computed in whole numbers."""
    if text.isascii():
        return -(-9 * len(text.split()) // 5)
    cjk = len(CJK.findall(text))
    words = len(CJK.sub(" ", text).split()) if cjk else len(text.split())
    return cjk + -(-9 * words // 5)


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def block_text(block: Json) -> str:
    """Text of one content block: of a document its title and its data, of a tool its canonical JSON."""
    match block.get("type"):
        case "text":
            return str(block.get("text", ""))
        case "document":
            source = block.get("source", {})
            return f"{block.get('title', '')} {source.get('data', '')}"
        case _:
            return canonical({key: value for key, value in block.items() if key != "cache_control"})


def rendered(request: Json) -> Iterator[Json]:
    """Blocks of a request in the order in which the model reads them: tools, system, messages."""
    yield from request.get("tools") or ()
    yield from as_blocks(request.get("system") or ())
    for message in request.get("messages") or ():
        yield from as_blocks(message.get("content") or ())


def as_blocks(content: object) -> list[Json]:
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return [block for block in content if isinstance(block, dict)] if isinstance(content, list | tuple) else []


def schema_tokens(request: Json) -> int:
    answer_format = (request.get("output_config") or {}).get("format")
    return tokens(canonical(answer_format["schema"])) if answer_format else 0


def input_tokens(request: Json) -> int:
    """All tokens of a request, cached or not: what `count_tokens` answers."""
    return schema_tokens(request) + sum(tokens(block_text(block)) for block in rendered(request))
