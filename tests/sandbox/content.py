"""A content folder of two posts and a page, for the tests."""

from pathlib import Path

SITE = """
title: Leaf & Pot
tagline: Tea, "slowly"
timezone: Asia/Tokyo
language: en
accent: '#356b3c'
author: {login: mika, name: Mika O'Hara, bio: Writes about tea.}
categories:
  - {slug: green, name: Green tea, description: Leaves that stay green.}
  - {slug: black, name: Black tea, description: Leaves that do not.}
tags: [Water, Tea & Co]
pages:
  - {slug: about, title: About}
menu: [about, green]
"""
FIRST = """---
title: Water for green tea
slug: water-for-green-tea
date: '2025-03-01'
modified: '2025-04-02'
category: green
tags: [Water, Tea & Co]
excerpt: Cooler than you think.
---
Water at **80 °C**, says [the other post](black-tea).

## Why

- one
- two
"""
SECOND = """---
title: Black tea
slug: black-tea
date: '2025-03-02'
category: black
tags: []
---
It is 5 < 6 and a backslash \\n stays.
"""


def write_content(folder: Path) -> Path:
    """Write the folder; returns it."""
    (folder / "posts").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "site.yaml").write_text(SITE)
    (folder / "pages" / "about.md").write_text("Who we are. See [black tea](black-tea).\n")
    (folder / "posts" / "01-water.md").write_text(FIRST)
    (folder / "posts" / "02-black.md").write_text(SECOND)
    return folder
