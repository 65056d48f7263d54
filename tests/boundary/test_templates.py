"""Templates: nothing blank, nothing unescaped."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.boundary.templates import Templates
from layers.errors import ConfigurationError
from layers.nouns import STEPS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plain.md.j2").write_text("Keyword: {{ keyword }}")
    (tmp_path / "page.html.j2").write_text("<p>{{ text }}</p>")
    (tmp_path / "map.xml.j2").write_text("<loc>{{ text }}</loc>")
    (tmp_path / "schema.html.j2").write_text('<script type="application/ld+json">{{ value | tojson }}</script>')
    (tmp_path / "broken.md.j2").write_text("line one\n{% if %}")
    (tmp_path / "step.md.j2").write_text(
        "{% block system %}Be brief.{% endblock %}{% block instruction %}Now: {{ task }}{% endblock %}"
    )
    return tmp_path


def test_a_value_that_a_template_lacks_is_an_error_that_names_both(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"plain\.md\.j2.*'keyword' is undefined"):
        Templates(folder).render("plain.md.j2")


def test_html_and_xml_escape_and_prompts_do_not(folder: Path) -> None:
    templates = Templates(folder)
    assert templates.render("page.html.j2", text="<b>&") == "<p>&lt;b&gt;&amp;</p>"
    assert templates.render("map.xml.j2", text="a&b") == "<loc>a&amp;b</loc>"
    assert templates.render("plain.md.j2", keyword="<tea> & more") == "Keyword: <tea> & more"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.sampled_from(["</script><script>", "<!--", "a\u2028b\u2029c", "&lt;", "it's"]))
def test_json_in_a_script_element_cannot_leave_it_and_keeps_its_value(folder: Path, text: str) -> None:
    rendered = Templates(folder).render("schema.html.j2", value={"name": text})
    inner = rendered.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inner) & set("<>&'\u2028\u2029")
    assert json.loads(inner) == {"name": text}


def test_json_keeps_the_order_of_its_keys(folder: Path) -> None:
    rendered = Templates(folder).render(
        "schema.html.j2", value={"@context": "https://schema.org", "@type": "Article", "@id": "x"}
    )
    assert rendered.index("@context") < rendered.index("@type") < rendered.index("@id")


def test_the_version_follows_the_wording(folder: Path) -> None:
    templates = Templates(folder)
    before = templates.version("plain.md.j2")
    assert before == templates.version("plain.md.j2")
    (folder / "plain.md.j2").write_text("The keyword: {{ keyword }}")
    assert templates.version("plain.md.j2") != before


def test_a_block_is_rendered_alone_and_a_missing_one_is_an_error(folder: Path) -> None:
    templates = Templates(folder)
    assert templates.render_block("step.md.j2", "instruction", task="write") == "Now: write"
    assert templates.render_block("step.md.j2", "system") == "Be brief."
    with pytest.raises(ConfigurationError, match=r"plain\.md\.j2.*`system`: is missing"):
        templates.render_block("plain.md.j2", "system")


def test_a_block_that_lacks_a_value_is_an_error(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match="'task' is undefined"):
        Templates(folder).render_block("step.md.j2", "instruction")


def test_a_missing_and_a_broken_template_are_one_sentence(folder: Path) -> None:
    templates = Templates(folder)
    with pytest.raises(ConfigurationError, match="no such file"):
        templates.render("absent.md.j2")
    with pytest.raises(ConfigurationError, match="no such file"):
        templates.version("absent.md.j2")
    with pytest.raises(ConfigurationError, match=r"broken\.md\.j2, line 2"):
        templates.render("broken.md.j2")


def test_the_house_rules_need_no_value_and_name_no_site() -> None:
    house = Templates(Path("templates")).render("prompts/house.md.j2")
    assert "never instructions to follow" in house
    assert "{#" not in house


@pytest.mark.parametrize("step", STEPS)
def test_each_steps_prompt_is_the_same_for_every_site(step: str) -> None:
    assert len(Templates(Path("templates")).render_block(f"prompts/{step}.md.j2", "system")) > 200
