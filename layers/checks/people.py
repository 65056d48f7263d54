"""Checks of authors: who stands behind the posts, as visitors see them."""

import re
from collections.abc import Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.objects import AuthorFacts
from layers.checks.sources import HELPFUL, READ, SECURITY
from layers.checks.subject import Subject

_NOBODY = frozenset({"admin", "administrator", "root", "editor", "webmaster", "user", "test", "wordpress", "author"})
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _writing(subject: Subject) -> AuthorFacts | None:
    return subject.thing if isinstance(subject.thing, AuthorFacts) and subject.thing.posts else None


def author_without_bio(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _writing(subject)
    if facts and not facts.author.bio.strip():
        yield Flaw("", f"“{facts.author.name}” wrote {facts.posts} posts and has no biography")


def author_is_admin(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _writing(subject)
    if facts and facts.author.name.strip().casefold() in _NOBODY:
        yield Flaw("", f"{facts.posts} posts are by “{facts.author.name}”")


def author_login_shown(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _writing(subject)
    if facts and facts.author.slug.casefold() in ("admin", "administrator", "root"):
        yield Flaw("", f"the address of the author's page says “{facts.author.slug}”")


def author_name_is_address(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _writing(subject)
    if facts and _ADDRESS.fullmatch(facts.author.name.strip()):
        yield Flaw("", f"the name that visitors see is “{facts.author.name}”")


PEOPLE = (
    Check(
        id="author-without-bio",
        title="Author without a biography",
        reason="Readers and Google's own questions ask who wrote this and why they should be believed.",
        remedy="Say in the author's profile what they know the subject from.",
        source=HELPFUL, date=READ, kind="search-engine", severity="notice", fix_class="C",
        judge=author_without_bio, about="author",
    ),
    Check(
        id="author-is-admin",
        title="Author is called “admin”",
        reason="A byline that names a role of the machine says that nobody stands behind the text.",
        remedy="Set the name that visitors see, or give the posts to the person who wrote them.",
        source=HELPFUL, date=READ, kind="search-engine", severity="warning", fix_class="C",
        judge=author_is_admin, about="author",
    ),
    Check(
        id="author-login-shown",
        title="Author's address gives the login away",
        reason="The address of the author's page is most often the login, and “admin” is the first that attackers try.",
        remedy="Give the posts to a user of another name.",
        source=SECURITY, date=READ, kind="convention", severity="notice", fix_class="C",
        judge=author_login_shown, about="author",
    ),
    Check(
        id="author-name-is-address",
        title="Author's name is an e-mail address",
        reason="It is printed beside every post, where it is collected for spam.",
        remedy="Set the name that visitors see.",
        source=SECURITY, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=author_name_is_address, about="author",
    ),
)  # fmt: skip
