"""A pass's prompt has a part that is the same for every site, and a closing line that uses the question's values alone."""

from pathlib import Path

import pytest

from layers import checks
from layers.boundary.templates import Templates
from layers.optimization import ask_for_aeo, ask_for_geo, ask_for_seo
from tests.layers.optimization.drafts import BRIEF, article, site

TEMPLATES = Templates(Path(__file__).parents[3] / "templates")
ASK = {"seo": ask_for_seo, "aeo": ask_for_aeo, "geo": ask_for_geo}


@pytest.mark.parametrize("step", ["seo", "aeo", "geo"])
def test_prompt_renders_with_the_values_of_its_question(step: str) -> None:
    question = ASK[step](site(), BRIEF, article())
    closing = TEMPLATES.render_block(f"prompts/{step}.md.j2", "instruction", **question.values)
    assert "cold brew ratio" in closing
    assert question.step == step


@pytest.mark.parametrize("step", ["seo", "aeo", "geo"])
def test_system_part_uses_no_value_and_names_only_checks_of_its_pass(step: str) -> None:
    system = TEMPLATES.render_block(f"prompts/{step}.md.j2", "system")
    named = {id_ for id_ in checks.IDS if f"`{id_}`" in system}
    assert named <= {check.id for check in checks.CATALOGUE if check.gate == step}
    assert named
    assert "facts are frozen" in system


@pytest.mark.parametrize("step", ["seo", "aeo", "geo"])
def test_every_field_of_the_answer_is_explained(step: str) -> None:
    question = ASK[step](site(), BRIEF, article())
    system = TEMPLATES.render_block(f"prompts/{step}.md.j2", "system")
    fields = set(question.answer.model_fields)
    assert fields == {name for name in fields if f"`{name}`" in system}


@pytest.mark.parametrize(
    ("language", "lengths"),
    [("en", ("55", "110 to 140")), ("de-AT", ("55", "110 to 140")), ("ja", ("28", "50 to 62")), ("zh-TW", ("28", "50 to 62"))],
)  # fmt: skip
def test_a_language_of_wide_characters_is_asked_for_as_many_as_fit_the_line(
    language: str, lengths: tuple[str, str]
) -> None:
    values = ask_for_seo(site().model_copy(update={"language": language}), BRIEF, article()).values
    assert (values["title_characters"], values["description_characters"]) == lengths


@pytest.mark.parametrize(("language", "length"), [("en", "at most 55"), ("ja", "at most 28"), ("ko-KR", "at most 28")])
def test_short_texts_of_published_posts_fit_the_line_of_their_language(language: str, length: str) -> None:
    assert length in TEMPLATES.render_block("prompts/fix.md.j2", "instruction", language=language)
