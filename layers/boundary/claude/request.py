"""Builds the body of a request. Pure: the same question gives the same bytes, which is what the prompt cache goes by."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from layers.boundary.claude.models import traits
from layers.boundary.templates import Templates
from layers.nouns.question import Material, Question
from layers.nouns.site import StepModel
from layers.nouns.value import Value

A = TypeVar("A", bound=Value)
Body = Mapping[str, Any]
HOUSE = "prompts/house.md.j2"
HOUR = {"type": "ephemeral", "ttl": "1h"}
MINUTES = {"type": "ephemeral", "ttl": "5m"}
CACHED_MATERIALS = 3  # the API takes four cache points, and the house rules are one
HIDDEN_PROMPT_TOKENS = 2_000  # what the API may add of its own, for instance to explain the output format
FORM = "Answer with one JSON object and nothing else: no explanation, no code fence. It must match this JSON Schema:\n"
AGAIN = "Your last answer to this could not be used ({0}). Answer again, in full and in the form that is asked for."


def template_of(step: str) -> str:
    return f"prompts/{step}.md.j2"


def format_body(templates: Templates, question: Question[A], model: StepModel, complaint: str) -> Body:
    """Return a request whose answer the API itself keeps to the schema. `complaint` says what was wrong with the last answer."""
    from anthropic import transform_schema

    known = traits(model.model)
    config: dict[str, Any] = {"format": {"type": "json_schema", "schema": transform_schema(question.answer)}}
    body: dict[str, Any] = {
        "model": model.model,
        "max_tokens": model.max_tokens,
        "system": [_text(templates.render(HOUSE)) | {"cache_control": HOUR}, _text(_system(templates, question.step))],
        "messages": [
            {"role": "user", "content": [*_documents(question), _text(_closing(templates, question, complaint))]}
        ],
        "output_config": config | ({"effort": model.effort} if known.effort else {}),
    }
    return body | ({"thinking": dict(known.thinking)} if known.thinking else {})


def prompt_body(templates: Templates, question: Question[A], model: StepModel, complaint: str) -> Body:
    """Return a request of plain text alone, with the schema in the prompt, for a server that knows no output format."""
    schema = FORM + json.dumps(question.answer.model_json_schema(), ensure_ascii=False, sort_keys=True)
    materials = [_text(f"Document `{material.title}`:\n\n{material.text}") for material in question.materials]
    closing = _text(f"{_closing(templates, question, complaint)}\n\n{schema}")
    return {
        "model": model.model,
        "max_tokens": model.max_tokens,
        "system": [_text(templates.render(HOUSE)), _text(_system(templates, question.step))],
        "messages": [{"role": "user", "content": [*materials, closing]}],
    }


def size(body: Body) -> int:
    """Return the most tokens that a prompt can have: no token is shorter than a byte."""
    return len(json.dumps(body, ensure_ascii=False).encode()) + HIDDEN_PROMPT_TOKENS


def _system(templates: Templates, step: str) -> str:
    """Render without values: a prompt that used a site's would be a mistake, and would never be read from the cache."""
    return templates.render_block(template_of(step), "system").strip()


def _closing(templates: Templates, question: Question[A], complaint: str) -> str:
    instruction = templates.render_block(template_of(question.step), "instruction", **question.values).strip()
    return f"{instruction}\n\n{AGAIN.format(complaint)}" if complaint else instruction


def _documents(question: Question[A]) -> list[dict[str, Any]]:
    cached = [material.title for material in question.materials if material.cached][-CACHED_MATERIALS:]
    return [_document(material, cached=material.title in cached) for material in question.materials]


def _document(material: Material, *, cached: bool) -> dict[str, Any]:
    source = {"type": "text", "media_type": "text/plain", "data": material.text}
    block: dict[str, Any] = {"type": "document", "title": material.title, "source": source}
    return block | ({"cache_control": MINUTES} if cached else {})


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}
