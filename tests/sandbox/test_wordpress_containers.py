"""The compose file: every site on loopback alone, its own database, and no password in the text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import SandboxError
from sandbox.wordpress import SiteSpec, containers
from sandbox.wordpress.containers import Container, compose_file

SPECS = (Container(SiteSpec("coffee", "Slow Cup"), 8810), Container(SiteSpec("bikes", "Spoke and Chain"), 8811))


@pytest.fixture
def services() -> dict[str, Any]:
    return dict(yaml.safe_load(compose_file(SPECS, "masthead-test"))["services"])


def test_every_site_is_a_container_that_waits_for_the_database(services: dict[str, Any]) -> None:
    assert set(services) == {"database", "coffee", "bikes"}
    assert services["coffee"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_ports_are_open_on_loopback_only_and_the_database_s_not_at_all(services: dict[str, Any]) -> None:
    assert services["coffee"]["ports"] == ["127.0.0.1:8810:8810"]
    assert services["bikes"]["ports"] == ["127.0.0.1:8811:8811"]
    assert "ports" not in services["database"]


def test_each_site_has_its_own_database_and_address(services: dict[str, Any]) -> None:
    assert [services[name]["environment"]["WORDPRESS_DB_NAME"] for name in ("coffee", "bikes")] == [
        "wp_coffee",
        "wp_bikes",
    ]
    assert "define( 'WP_HOME', 'http://127.0.0.1:8811' );" in services["bikes"]["environment"]["WORDPRESS_CONFIG_EXTRA"]
    assert "define( 'WP_ENVIRONMENT_TYPE', 'local' );" in services["bikes"]["environment"]["WORDPRESS_CONFIG_EXTRA"]


def test_passwords_come_from_files(services: dict[str, Any]) -> None:
    for service in services.values():
        passwords = {name: value for name, value in service["environment"].items() if "PASSWORD" in name}
        assert set(passwords.values()) == {"/run/secrets/database"}
        assert all(name.endswith("_FILE") for name in passwords)


@given(st.from_regex(r"[a-z][a-z0-9]{0,30}", fullmatch=True), st.integers(1024, 65535))
def test_no_name_breaks_the_file(name: str, port: int) -> None:
    read = yaml.safe_load(compose_file([Container(SiteSpec(name, "x"), port)], "p"))
    assert read["services"][name]["ports"] == [f"127.0.0.1:{port}:{port}"]


@pytest.mark.parametrize("spec", [SiteSpec("net", "Net", multisite=True), SiteSpec("front", "Front", server="nginx")])
def test_a_site_of_unusual_make_is_refused(tmp_path: Path, spec: SiteSpec) -> None:
    with pytest.raises(SandboxError, match="cannot run in a container"):
        containers.up(tmp_path, (), [spec], 8900)
