"""What search engines are told about a page, and what is meant for somebody else."""

import pytest

from layers.directives import directives


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        ("noindex, follow", {"noindex", "follow"}), ("NoIndex", {"noindex"}), ("GPTBot: noindex", set()),
        ("googlebot: index, otherbot: noindex, nofollow", {"index"}), ("googlebot: noindex", {"noindex"}),
        ("max-snippet:-1, max-image-preview:large", {"max-snippet:-1", "max-image-preview:large"}),
        ("noindex, GPTBot: nofollow", {"noindex"}), ("bingbot: max-snippet: 0", {"max-snippet:0"}),
        ("unavailable_after: 25 Jun 2027 15:00:00 PST", {"unavailable_after:25jun202715:00:00pst"}), ("", set()), (",,", set()),
    ],
)  # fmt: skip
def test_directives_for_another_robot_are_not_for_search_engines(told: str, heard: set[str]) -> None:
    assert directives(told) == heard
