"""A link set into a host: in words that it has already, or in one sentence that the model proposes for it."""

import re
from collections.abc import Iterator

from layers import inline, materials, prose
from layers.errors import NoPlaceError
from layers.languages import language_of
from layers.nouns import Article, Inventory, Link, LinkSentence, Page, Post, Question, Site, Value
from layers.publishing.anchors import PhraseIndex, Spotted, anchor_at, fold, phrases_of_keyword
from layers.publishing.insert import Place, anchors_of, insert, insert_sentence, is_bounded, occurrences, same_address
from layers.publishing.paragraphs import BREAK, Paragraph, paragraphs, plainly

LAYER = "publishing"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CLAUSE_END = re.compile(r"[:;.?!(\[|]|\s[-–—]\s")
_TAG = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"[<>\[\]*{}_`#]|https?:", re.IGNORECASE)


class Placed(Value):
    """A link and the host's whole content with it."""

    link: Link
    content: str


class Aim(Value):
    """What a sentence leads to. `known` is all that the sentence may rest on: what is said of the page, and what it says."""

    title: str
    url: str
    keyword: str
    description: str
    known: str

    @classmethod
    def of_article(cls, article: Article, url: str) -> "Aim":
        known = (
            article.draft.title, article.keyword, article.description, *article.variations,
            inline.plain(article.draft.definition),
        )  # fmt: skip
        return cls(
            title=article.draft.title,
            url=url,
            keyword=article.keyword,
            description=article.description,
            known=" ".join(known),
        )

    @classmethod
    def of_page(cls, page: Page) -> "Aim":
        """A page that is live. Its keyword is what its title says before a colon or the like, where that is more than a word."""
        clause = _CLAUSE_END.split(page.title, maxsplit=1)[0].strip()
        keyword = clause if len(prose.content_words(clause)) > 1 else page.title
        opening = next((row.text.replace(BREAK, "").strip() for row in paragraphs(page.content)), "")
        known = " ".join([page.title, page.excerpt, page.text])
        return cls(title=page.title, url=page.url, keyword=keyword, description=page.excerpt or opening, known=known)


def place_link(
    page: Post, article: Article, url: str, *, taken: tuple[str, ...] = (), skip_first_paragraph: bool = False
) -> Placed | None:
    """Link words that stand in the page and describe the article; None when there are none.

    `taken` are words with which other pages link there already (see `anchors_to`): each link has its own.
    """
    rows = paragraphs(page.content)[1 if skip_first_paragraph else 0 :]
    found = anchor_at(rows, phrases_of_keyword(article.keyword, article.variations), page.title, taken)
    if found is None:
        return None
    content = insert(page.content, found.words, url, _place(page.content, found, skip_first_paragraph))
    sentence = _sentence((found.row,), found.words)
    return Placed(link=Link(source=page.url, target=url, anchor=found.words, sentence=sentence), content=content)


def _place(content: str, found: Spotted, skip_first_paragraph: bool) -> Place:
    """Which of the occurrences of the words is the one that was found: an earlier one may be a part of another name."""
    place = Place(skip_first_paragraph=skip_first_paragraph)
    here = (found.row.start, found.start)
    numbers = (
        number for number, each in enumerate(occurrences(content, found.words, place), 1)
        if (each.paragraph.start, each.start) == here
    )  # fmt: skip
    return Place(occurrence=next(numbers, 1), skip_first_paragraph=skip_first_paragraph)


def said(page: Page, article: Article) -> frozenset[str]:
    """The words for the article that the page's plain text has, wherever they stand: a quick look, as `folded` gives them."""
    phrases = tuple(phrase.text for phrase in phrases_of_keyword(article.keyword, article.variations))
    return frozenset(folded(phrases[match.phrase]) for match in PhraseIndex(phrases).find(plainly(page.text)))


def folded(anchor: str) -> str:
    """Words as they are compared with those of other links."""
    return fold(plainly(anchor))


def place_sentence(
    page: Post, answer: LinkSentence, article: Article, url: str, *, taken: tuple[str, ...] = ()
) -> Placed | None:
    """Add the proposed sentence with its link; None when it does not hold, or the page has no place for it."""
    return place_sentence_to(page, answer, Aim.of_article(article, url), taken=taken)


def place_sentence_to(page: Post, answer: LinkSentence, aim: Aim, *, taken: tuple[str, ...] = ()) -> Placed | None:
    """As `place_sentence`, for a target of any kind."""
    if sentence_problems(answer, aim, page, taken=taken):
        return None
    try:
        content = insert_sentence(page.content, answer.sentence, answer.anchor, aim.url)
    except NoPlaceError:
        return None
    link = Link(source=page.url, target=aim.url, anchor=answer.anchor, sentence=answer.sentence, added=True)
    return Placed(link=link, content=content)


def anchors_to(inventory: Inventory, url: str) -> tuple[str, ...]:
    """The words with which the site's pages link to an address, each once."""
    found = (link.anchor for page in inventory.pages for link in page.links if same_address(link.url, url))
    return tuple(dict.fromkeys(anchor for anchor in found if anchor))


def existing_link(page: Post, url: str) -> Link:
    """The link to the address that the page has. Raises NoPlaceError when it has none."""
    anchor = next(anchors_of(page.content, url), None)
    if anchor is None:
        raise NoPlaceError(url, "the page has no link to this address.")
    return Link(
        source=page.url, target=url, anchor=anchor, sentence=_sentence(paragraphs(page.content), anchor) or anchor
    )


def ask_for_link_sentence(site: Site, page: Post, article: Article, url: str) -> Question[LinkSentence]:
    """Ask for one sentence that leads a reader of the page to the article."""
    return ask_for_sentence_to(site, page, Aim.of_article(article, url))


def ask_for_sentence_to(site: Site, page: Post, aim: Aim) -> Question[LinkSentence]:
    """Ask for one sentence that leads a reader of the page to the aim."""
    texts = [row.text.replace(BREAK, "").strip() for row in paragraphs(page.content)]
    target = {"title": aim.title, "url": aim.url, "keyword": aim.keyword, "description": aim.description}
    return Question(
        layer=LAYER, step="link", answer=LinkSentence,
        materials=(
            materials.of_site(site),
            materials.material("page", {"title": page.title, "url": page.url, "paragraphs": texts}),
            materials.material("target", target),
        ),
        values={"language": site.language},
    )  # fmt: skip


def link_sentence_problems(
    answer: LinkSentence, article: Article, page: Post, *, taken: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Why a proposed sentence may not be added; empty when it may."""
    return sentence_problems(answer, Aim.of_article(article, ""), page, taken=taken)


def sentence_problems(answer: LinkSentence, aim: Aim, page: Post, *, taken: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Why a sentence that leads to the aim may not be added to the page; empty when it may."""
    used = {folded(anchor) for anchor in taken}
    doubled = ("other pages link to it with these words",) if folded(answer.anchor) in used else ()
    return (*_problems(answer, aim, page), *doubled)


def _problems(answer: LinkSentence, aim: Aim, page: Post) -> Iterator[str]:
    sentence, known = answer.sentence, aim.known
    if sentence.count(answer.anchor) != 1:
        yield "the anchor is not in the sentence exactly once"
    if _MARKS.search(sentence):
        yield "the sentence holds markup or an address"
    if len(prose.sentences(sentence)) != 1 or not re.search(r"[.!?。！？][\"”’)]?$", sentence.strip()):
        yield "it is not one whole sentence"
    if not prose.content_words(answer.anchor) & prose.content_words(f"{aim.keyword} {aim.title}"):
        yield "the anchor does not name the article's subject"
    if any(number not in _NUMBER.findall(known) for number in _NUMBER.findall(sentence)):
        yield "it states a number that the article does not have"
    if any(name.casefold() not in f"{known} {page.title} {page.content}".casefold() for name in _names(sentence, page)):
        yield "it names something that neither text has"
    if plainly(sentence) in plainly(page.content):
        yield "the page has this sentence already"


def _names(sentence: str, page: Post) -> list[str]:
    """Capitalised words that do not begin the sentence; of German, whose nouns are all so, what a noun does not have."""
    capitalised = [word for word in prose.words(sentence)[1:] if word[:1].isupper()]
    if language_of(f"{sentence} {_TAG.sub(' ', page.content)}") != "de":
        return capitalised
    return [word for word in capitalised if not word[1:].islower()]


def _sentence(rows: tuple[Paragraph, ...], anchor: str) -> str:
    """The sentence in which the anchor stands, as a reader sees it; empty when it is in no paragraph."""
    for row in rows:
        for sentence in prose.sentences(row.text.replace(BREAK, "")):
            if _stands(plainly(anchor), sentence):
                return sentence
    return ""


def _stands(words: str, sentence: str) -> bool:
    at = sentence.find(words)
    while at >= 0 and not is_bounded(sentence, at, at + len(words)):
        at = sentence.find(words, at + 1)
    return at >= 0
