"""The graph and the proposals as a person or a program reads them."""

import json
from collections.abc import Iterator, Sequence

from flows.link_plans import LinkPlan
from flows.link_setting import SetLink
from flows.newsroom import Newsroom
from layers import maintenance
from layers.maintenance import Linkage


def terminal(room: Newsroom, linkage: Linkage, plan: LinkPlan) -> str:
    return room.templates.render("reports/links.txt.j2", linkage=linkage, plan=plan)


def picture(room: Newsroom, linkage: Linkage) -> str:
    """Return the picture of the graph as one HTML file."""
    return room.templates.render("reports/links.html.j2", linkage=linkage, picture=maintenance.picture(linkage))


def as_json_text(linkage: Linkage, plan: LinkPlan) -> str:
    """Return one object: the graph with its nodes and edges, and the plan."""
    both = {"graph": linkage.model_dump(mode="json"), "plan": plan.model_dump(mode="json")}
    return json.dumps(both, ensure_ascii=False, indent=2)


def outcomes_json(done: Sequence[SetLink]) -> str:
    return json.dumps([each.model_dump(mode="json") for each in done], ensure_ascii=False, indent=2)


def outcome_lines(done: Sequence[SetLink]) -> Iterator[str]:
    for each in done:
        if each.link is not None:
            yield f"{each.number}. {each.host}: “{each.link.anchor}” now links to {each.link.target}"
        else:
            yield f"{each.number}. set aside: {each.reason}"
    if not done:
        yield "nothing is proposed"
