"""The eleven answers, by the title of the schema that asks for them."""

from collections.abc import Callable

from sandbox.model.answers.draft import write_draft
from sandbox.model.answers.fix import write_fixes
from sandbox.model.answers.link import write_link
from sandbox.model.answers.material import Material, read_material
from sandbox.model.answers.notes import write_angle, write_notes
from sandbox.model.answers.passes import write_aeo, write_geo, write_seo
from sandbox.model.answers.refresh import write_refresh
from sandbox.model.answers.review import write_review
from sandbox.model.answers.revise import write_patches
from sandbox.model.errors import invalid
from sandbox.model.tokens import Json

PLAIN = "This is the rehearsal model. It answers questions that bring a JSON schema and documents; it is no writer."

ANSWERS: dict[str, Callable[[Material], Json]] = {
    "Angle": write_angle,
    "BriefNotes": write_notes,
    "Draft": write_draft,
    "Review": write_review,
    "Patches": write_patches,
    "SeoAnswer": write_seo,
    "AeoAnswer": write_aeo,
    "GeoAnswer": write_geo,
    "LinkSentence": write_link,
    "FixWords": write_fixes,
    "Refreshed": write_refresh,
}


def answer(title: str, request: Json) -> Json | str:
    """Compute the answer to a question known by its schema's title; plain words where no schema was sent."""
    if not (request.get("output_config") or {}).get("format"):
        return PLAIN
    if title not in ANSWERS:
        raise invalid(
            f"The rehearsal model answers schemas titled {', '.join(ANSWERS)}; this one is titled {title or 'nothing'!r}."
        )
    return ANSWERS[title](read_material(request))
