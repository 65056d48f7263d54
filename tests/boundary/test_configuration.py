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
