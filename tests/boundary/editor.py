"""WordPress's own block editor, loaded from an installed core into a browser without a window: would it accept a content?"""

import html
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

PAGE = """<!doctype html><meta charset="utf-8"><body><pre id="out"></pre>{scripts}
<script>
wp.blockLibrary.registerCoreBlocks();
const walk = (blocks) => blocks.flatMap((block) => [[block.name, block.isValid], ...walk(block.innerBlocks)]);
document.getElementById('out').textContent = JSON.stringify(walk(wp.blocks.parse({content})));
</script>"""
UNKNOWN = ("core/freeform", "core/missing")


@dataclass(frozen=True)
class Editor:
    """The editor of one version of WordPress."""

    core: Path
    folder: Path

    def blocks(self, content: str) -> list[tuple[str, bool]]:
        """Name and validity of every block, inner ones included."""
        text = json.dumps(content).replace("</", "<\\/").replace("<!--", "<\\!--")
        page = self.folder / "editor.html"
        page.write_text(PAGE.format(scripts="".join(self._scripts()), content=text))
        shown = html.unescape(re.search(r'id="out">(.*?)</pre>', self._dump(page), re.DOTALL)[1])  # type: ignore[index]
        return [(name, valid) for name, valid in json.loads(shown)]

    def refused(self, content: str) -> list[str]:
        """Blocks that the editor would offer to repair, or does not know."""
        return [name for name, valid in self.blocks(content) if not valid or name in UNKNOWN]

    def _scripts(self) -> list[str]:
        dist = self.core / "wp-includes" / "js" / "dist"
        handles = subprocess.run(
            ["php", str(Path(__file__).with_name("editor.php")), str(self.core)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        found = [dist / f"{handle.removeprefix('wp-')}.min.js" for handle in handles]
        paths = [
            path if path.exists() else dist / "vendor" / f"{handle}.min.js"
            for handle, path in zip(handles, found, strict=True)
        ]
        return [
            f'<script src="{path.as_uri()}"></script><script>window.lodash ??= window._;</script>' for path in paths
        ]

    def _dump(self, page: Path) -> str:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            f"--user-data-dir={self.folder}/profile",
        ]
        done = subprocess.run(
            [*command, "--virtual-time-budget=10000", "--dump-dom", page.as_uri()],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return done.stdout
