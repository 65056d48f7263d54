"""A mistake in a YAML file names the file, the line and the key."""

from pathlib import Path

import pytest

from layers.boundary.configuration import environment, login, read_network
from layers.errors import ConfigurationError, CredentialsMissingError, NoSuchSiteError
from layers.nouns import Credentials

SITE = """\
name: tea
url: http://127.0.0.1:8803
credentials: {user_env: TEA_USER, password_env: TEA_APP_PASSWORD}
voice: plain
remit: tea
categories:
  - {name: Leaves, slug: leaves}
"""


def folder(tmp_path: Path, site: str = SITE, network: str = "month_usd: 10\n") -> Path:
    (tmp_path / "network.yaml").write_text(network)
    (tmp_path / "tea.yaml").write_text(site)
    return tmp_path


def test_a_site_has_the_networks_defaults_where_it_says_nothing(tmp_path):
    network = read_network(folder(tmp_path, network="defaults:\n  caps: {article_usd: 0.25}\n"))

    assert str(network.site("tea").caps.article_usd) == "0.25"
    assert str(network.site("tea").caps.month_usd) == "50.00"


def test_a_site_overrides_one_key_of_a_default_mapping_and_keeps_the_rest(tmp_path):
    defaults = "defaults:\n  words: {min: 700, max: 900}\n"

    site = read_network(folder(tmp_path, SITE + "words: {max: 950}\n", defaults)).site("tea")

    assert (site.words.min, site.words.max) == (700, 950)


@pytest.mark.parametrize(
    ("site", "line", "key"),
    [
        (SITE + "colour: red\n", 8, "colour"),
        (SITE.replace("voice: plain\n", ""), 1, "voice"),
        (SITE + "links:\n  out_min: 2\n  in_mni: 3\n", 10, "links.in_mni"),
        (SITE.replace("{name: Leaves, slug: leaves}", "{name: Leaves}"), 7, "categories.0.slug"),
        (SITE.replace("name: tea", "name: coffee"), 1, "name"),
        (SITE + "url: http://127.0.0.1:1\n", 8, "url"),
        (SITE + "caps: {article_usd: -1}\n", 8, "caps.article_usd"),
        (SITE + "models:\n  draught: {effort: low}\n", 9, "models.draught"),
        (SITE + "checks: {orphans: false}\n", 8, "checks.orphans"),
        (SITE + "timezone: Europe/Lodnon\n", 8, "timezone"),
        (SITE + "schedules: {article: every day}\n", 8, "schedules.article"),
        (SITE + "words: {min: 1400, max: 600}\n", 8, "words"),
        (SITE + "post: {canonical: /first/}\n", 8, "post.canonical"),
        (SITE + "post: {canonical: 'ftp://first.example/'}\n", 8, "post.canonical"),
        (SITE + "links:\n  in_min: 4\n", 8, "links"),
        (SITE + "schedules:\n  audit: 61 25 * * *\n", 9, "schedules.audit"),
        (SITE + "research: {allow: ['127.0.0.1']}\n", 8, "research.allow.0"),
        (SITE + "research: {allow: ['localhost:80']}\n", 8, "research.allow.0"),
        (SITE + "research: {allow: ['127.0.0.1:99999']}\n", 8, "research.allow.0"),
        (SITE + "caps: {month_usd: 5, article_usd: 1:30}\n", 8, "caps.article_usd"),
        (SITE + "caps: {article_usd: 1e400}\n", 8, "caps.article_usd"),
        (SITE + "tags:\n  - a\n  - 2026-02-30\n", 10, "tags.1"),
        (SITE + "client: !foo bar\n", 8, "client"),
        (SITE + "client: !!bool perhaps\n", 8, "client"),
        (SITE + "client: !!timestamp soon\n", 8, "client"),
        (SITE + "<<: foo\n", 8, "<<"),
        (SITE + "? [a, b]\n: c\n", 8, "YAML"),
        (SITE + "hubs: &a [*a]\n", 8, "hubs"),
        (SITE + "links: &a {b: *a}\n", 8, "links"),
        (SITE + f"hubs: {'[' * 3000}\n", 1, "YAML"),
        ("name: [tea\n", 2, "YAML"),
        ("- tea\n", 1, "tea.yaml"),
    ],
)
def test_a_mistake_names_file_line_and_key(tmp_path, site, line, key):
    with pytest.raises(ConfigurationError) as caught:
        read_network(folder(tmp_path, site))

    assert caught.value.args[:3] == (str(tmp_path / "tea.yaml"), line, key)


def test_a_mistake_in_an_inherited_value_names_the_networks_file(tmp_path):
    with pytest.raises(ConfigurationError) as caught:
        read_network(folder(tmp_path, network="defaults:\n  words: {min: 5}\n"))

    assert caught.value.args[:3] == (str(tmp_path / "network.yaml"), 2, "words.min")


@pytest.mark.parametrize("defaults", ["text", "5", "[a]", "[[client, x]]", "false"])
def test_defaults_that_are_no_mapping_are_refused(tmp_path, defaults):
    with pytest.raises(ConfigurationError, match="must hold `key: value` lines") as caught:
        read_network(folder(tmp_path, network=f"month_usd: 10\ndefaults: {defaults}\n"))

    assert caught.value.args[:3] == (str(tmp_path / "network.yaml"), 2, "defaults")


def test_defaults_that_hold_nothing_are_taken(tmp_path):
    assert read_network(folder(tmp_path, network="defaults:\n")).site("tea").name == "tea"


def test_sites_in_the_networks_file_are_refused_for_each_has_its_own(tmp_path):
    with pytest.raises(ConfigurationError, match="a file of its own") as caught:
        read_network(folder(tmp_path, network="month_usd: 10\nsites: {}\n"))

    assert caught.value.args[:3] == (str(tmp_path / "network.yaml"), 2, "sites")


@pytest.mark.parametrize("name", ["tea.yaml", ".env"])
def test_a_file_that_is_no_utf_8_is_named_with_the_line(tmp_path, name):
    folder(tmp_path)
    (tmp_path / name).touch(mode=0o600)
    (tmp_path / name).write_bytes(b"A=b\nTEA_USER=Ren\xe9\n")

    with pytest.raises(ConfigurationError, match="save it as UTF-8") as caught:
        environment(tmp_path) if name == ".env" else read_network(tmp_path)

    assert caught.value.args[:2] == (str(tmp_path / name), 2)


def test_an_unknown_site_is_told_with_the_sites_there_are(tmp_path):
    with pytest.raises(NoSuchSiteError, match=r"no site 'coffee'. Sites here: tea"):
        read_network(folder(tmp_path)).site("coffee")


def test_an_env_file_that_others_can_read_is_refused(tmp_path):
    (tmp_path / ".env").write_text("TEA_USER=a\n")
    (tmp_path / ".env").chmod(0o644)

    with pytest.raises(ConfigurationError, match="chmod 600"):
        environment(tmp_path)


def test_a_login_comes_from_the_env_file_and_is_not_shown(tmp_path):
    (tmp_path / ".env").write_text("TEA_USER=ann\nTEA_APP_PASSWORD='abcd efgh'\n")
    (tmp_path / ".env").chmod(0o600)

    found = login("tea", Credentials(user_env="TEA_USER", password_env="TEA_APP_PASSWORD"), environment(tmp_path))

    assert (found.user, found.password) == ("ann", "abcd efgh")
    assert "abcd" not in repr(found)


def test_a_missing_variable_is_named(tmp_path):
    with pytest.raises(CredentialsMissingError, match="TEA_USER is not set"):
        login("tea", Credentials(user_env="TEA_USER", password_env="TEA_APP_PASSWORD"), {})
