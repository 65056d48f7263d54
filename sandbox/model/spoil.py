"""Answers that are wrong on purpose: not of the schema, or of the schema and untrue."""

import copy
import re

from sandbox.model.tokens import Json

INVENTED = "7,413"


def spoil(kind: str, answer: Json | str) -> Json | str:
    """Return the answer with the fault that `kind` names; other kinds leave it as it is."""
    if isinstance(answer, str):
        return answer
    match kind:
        case "malformed":
            return {"rehearsal": "this object is not of the schema"}
        case "invented_number":
            return _invented(answer)
        case "misquote":
            return _misquoted(answer)
        case _:
            return answer


def _invented(draft: Json) -> Json:
    """Put a number that no evidence has into the first cited paragraph, under that paragraph's own citation."""
    spoilt = copy.deepcopy(draft)
    for section in spoilt.get("sections", ()):
        for block in section["blocks"]:
            mark = re.search(r"\[e\d+\.\d+\]", block["text"])
            if mark:
                block["text"] += f" The same source counts {INVENTED} g in every case. {mark.group()}"
                return spoilt
    return spoilt


def _misquoted(review: Json) -> Json:
    spoilt = copy.deepcopy(review)
    for judgement in spoilt.values():
        if isinstance(judgement, dict) and "quotation" in judgement:
            judgement["quotation"] = f"Nobody ever wrote {judgement['quotation'][::-1]}"
            return spoilt
    return spoilt
