"""The system's source list, whichever of its two formats it has, leads to other suites of the same archive."""

from pathlib import Path

import pytest

from sandbox.errors import SandboxError
from sandbox.wordpress.archive import system_source

STANZAS = """# comment
Types: deb deb-src
URIs: http://archive.invalid/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://security.invalid/debian-security
Suites: bookworm-security
Components: main
"""


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def test_a_stanza_keeps_its_address_and_key_and_changes_its_suite(etc: Path) -> None:
    (etc / "sources.list.d" / "debian.sources").write_text(STANZAS)
    source = system_source(etc, "bookworm")
    assert source.suffix == ".sources"
    assert source.at("sid").splitlines() == [
        "Types: deb",
        "URIs: http://archive.invalid/debian",
        "Suites: sid",
        "Components: main",
        "Signed-By: /usr/share/keyrings/archive.gpg",
    ]


def test_a_key_over_several_lines_is_kept_whole(etc: Path) -> None:
    key = "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----"
    (etc / "sources.list.d" / "debian.sources").write_text(
        STANZAS.replace("Signed-By: /usr/share/keyrings/archive.gpg", key)
    )
    assert key.split("\n", 1)[1] in system_source(etc, "bookworm").at("sid")


def test_a_classic_line_keeps_its_options(etc: Path) -> None:
    lines = "# deb http://old.invalid bookworm main\ndeb [signed-by=/k.gpg] http://archive.invalid/debian bookworm main non-free\n"
    (etc / "sources.list").write_text(lines)
    source = system_source(etc, "bookworm")
    assert (source.suffix, source.at("trixie")) == (
        ".list",
        "deb [signed-by=/k.gpg] http://archive.invalid/debian trixie main\n",
    )


@pytest.mark.parametrize("text", [STANZAS.replace("Types: deb deb-src", "Enabled: no\nTypes: deb"), ""])
def test_without_a_usable_entry_the_refusal_says_where_it_looked(etc: Path, text: str) -> None:
    (etc / "sources.list.d" / "debian.sources").write_text(text)
    (etc / "sources.list.d" / "debian.sources.save").write_text(STANZAS)
    with pytest.raises(SandboxError, match="No entry for 'bookworm'"):
        system_source(etc, "bookworm")
