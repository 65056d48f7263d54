"""The doctor says, by reading alone, what the SEO plugin of a site takes and why the rest is lost."""

from datetime import UTC, datetime

from layers.nouns import Category, Credentials, Examination, Login, Site
from layers.publishing import seo
from layers.publishing.doctor import diagnose
from layers.publishing.line import Line

URL = "https://larder.example"
SITE = Site(
    name="larder", url=URL, credentials=Credentials(user_env="U", password_env="P"), voice="plain", remit="what keeps",
    categories=(Category(name="Salt", slug="salt"),),
)  # fmt: skip
YOAST_27_7 = ("_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_focuskw")


def lines(*namespaces: str, keys: tuple[str, ...] = ()) -> list[Line]:
    seen = Examination(
        site="larder", url=URL, at=datetime(2026, 11, 20, tzinfo=UTC), reach="answers", rest="pretty", home=URL, version="6.9",
        login=Login(user="anna", access="accepted"), namespaces=("wp/v2", *namespaces), meta_keys=keys,
    )  # fmt: skip
    return [line for line in diagnose(seen, SITE).lines if line.subject.startswith("SEO plugin")]


def test_a_plugin_that_takes_every_field_is_well():
    [line] = lines("rankmath/v1")

    assert (line.state, line.mend) == ("ok", "")
    assert line.seen == f"Rank Math; takes {', '.join(seo.NAMES.values())}"


def test_what_a_plugin_does_not_take_is_named_with_the_reason_and_the_companion_mends_it():
    [bare] = lines("yoast/v1", keys=YOAST_27_7)
    [mended] = lines("yoast/v1", keys=seo.ADAPTERS["yoast"].keys)

    assert bare.state == "warning"
    assert bare.seen == "Yoast SEO; takes title, description, focus keyword, social title, social description"
    assert bare.mend.startswith("canonical address, noindex, social image: ")
    assert "`masthead doctor --companion`" in bare.mend
    assert mended.state == "ok"


def test_without_a_plugin_the_companions_keys_are_what_can_be_written():
    [alone] = lines(keys=("masthead_seo_title", "masthead_seo_description"))
    [nothing] = lines()

    assert alone.seen == "none that Masthead knows; takes title, description"
    assert nothing.seen == "none that Masthead knows; takes nothing over REST"


def test_two_plugins_at_once_are_a_fault():
    assert [line.state for line in lines("rankmath/v1", "aioseo/v1")] == ["ok", "ok", "fault"]
