"""SEO fields written to one post, and looked for by requests of their own: plugins answer 200 for writes that did nothing."""

from typing import Any

from layers.boundary.wordpress.transport import Transport
from layers.errors import WordPressRefusedError
from layers.nouns import SeoLoss, SeoPlan, SeoRequest
from layers.publishing import seo

ROUTES = {"post": "/wp/v2/posts", "page": "/wp/v2/pages"}
FIELDS = "id,meta,aioseo_meta_data,yoast_head_json"


def write_seo(transport: Transport, post_id: int, kind: str, plan: SeoPlan) -> tuple[SeoLoss, ...]:
    """Write what the one write could not take, then look for every field. Returns those that are lost, each with its reason.

    Repeating it changes nothing. Raises WordPressRefusedError where the post itself cannot be read, WordPressDownError for
    an outage; a plugin's refusal is a loss.
    """
    said = {request.path: _sent(transport, plan, request) for request in seo.requests(plan, post_id)}
    record = transport.get(f"{ROUTES[kind]}/{post_id}", {"_fields": FIELDS}).json
    answers = tuple(_answered(transport, request) for request in seo.reads(plan, post_id))
    return (
        *plan.lost,
        *seo.unwritten(plan, record, answers, {path: refusal for path, refusal in said.items() if refusal}),
    )


def _sent(transport: Transport, plan: SeoPlan, request: SeoRequest) -> str:
    """Send one write; returns why it was refused, or nothing."""
    try:
        return seo.objection(plan, transport.send(request.method, request.path, request.body).json)
    except WordPressRefusedError as refusal:
        return str(refusal.args[2])


def _answered(transport: Transport, request: SeoRequest) -> Any:
    """What a read shows; None where the site does not let it be read, or is too old to have it."""
    try:
        return transport.get(request.path, {name: str(value) for name, value in request.body.items()}).json
    except WordPressRefusedError:
        return None
