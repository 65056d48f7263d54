"""`python -m benchmarks.truth.judging FILE`: what the audit says of the inventory in a file, as JSON. Reads nothing else."""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from layers.maintenance import audit, graph
from layers.nouns import Category, Credentials, Inventory, Site

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Judged:
    """Ids of pages by check, and the counts of each page."""

    found: Mapping[str, frozenset[int]]
    inbound: Mapping[int, int]
    outbound: Mapping[int, int]
    depth: Mapping[int, int]

    def to_json(self) -> str:
        found = {check: sorted(ids) for check, ids in self.found.items()}
        return json.dumps({"found": found, "inbound": self.inbound, "outbound": self.outbound, "depth": self.depth})

    @classmethod
    def from_json(cls, text: str) -> "Judged":
        read = json.loads(text)
        counts = {
            name: {int(key): value for key, value in read[name].items()} for name in ("inbound", "outbound", "depth")
        }
        return cls({check: frozenset(ids) for check, ids in read["found"].items()}, **counts)


def judged(inventory: Inventory, url: str) -> Judged:
    """Audit the inventory of the site at `url`."""
    site = Site(
        name="garden", url=url, title="The Garden", voice="Plain.", remit="Growing vegetables.",
        credentials=Credentials(user_env="U", password_env="P"), categories=(Category(name="Soil", slug="soil"),),
    )  # fmt: skip
    found: defaultdict[str, set[int]] = defaultdict(set)
    for finding in audit(site, inventory, TODAY).findings:
        if finding.object_type in ("post", "page"):
            found[finding.check].add(finding.page_id)
    links = graph(url, inventory).links
    return Judged(
        {check: frozenset(ids) for check, ids in found.items()},
        {page_id: each.inbound for page_id, each in links.items()},
        {page_id: each.outbound for page_id, each in links.items()},
        {page_id: each.depth for page_id, each in links.items() if each.depth is not None},
    )


if __name__ == "__main__":
    _, file, url = sys.argv
    print(judged(Inventory.model_validate_json(Path(file).read_text(encoding="utf-8")), url).to_json())
