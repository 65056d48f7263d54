"""The answer `LinkSentence`: one sentence for a host page that leads to the target."""

from sandbox.model.answers.language import phrases
from sandbox.model.answers.material import Material
from sandbox.model.answers.subject import subject_of
from sandbox.model.tokens import Json

ANCHOR_CHARACTERS = 80


def write_link(material: Material) -> Json:
    """Name the target by its keyword; where the host's last paragraph says the sentence already, say it otherwise."""
    page, target = material.json("page"), material.json("target")
    subject = subject_of(_keyword(target))
    anchor = subject.name[:ANCHOR_CHARACTERS].strip()
    sentence = phrases(material.language).link.replace("{a}", "\0").format(k=_host_subject(page))
    return {"sentence": sentence.replace("\0", anchor)[:300], "anchor": anchor}


def _keyword(target: Json) -> str:
    keyword = target.get("keyword") or target.get("title", "")
    return str(keyword["phrase"] if isinstance(keyword, dict) else keyword)


def _host_subject(page: Json) -> str:
    """What the host page is about, from its title: the part before a colon, without a site's name."""
    title = str(page.get("title", "")).partition(":")[0].partition(" | ")[0].strip().rstrip("?？.")
    words = title.split()
    if words and words[0].istitle() and len(words) > 1 and words[1].islower():
        words[0] = words[0].lower()
    return " ".join(words)[:90]
