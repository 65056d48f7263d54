"""What the checks look for in words of a language: anchors that say nothing, signs of a study, marks of unfinished work."""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Phrases:
    """`poor_anchors` are whole anchors. `studies` and `people` are words of which one stands beside a figure that somebody
    has counted; `naming` are the beginnings of a phrase that names who did. `as_of` stands before the year of a fact.
    """

    poor_anchors: frozenset[str]
    studies: str
    people: str
    naming: str
    as_of: str


def _anchors(phrases: str) -> frozenset[str]:
    return frozenset(each.strip() for each in phrases.split("|"))


ENGLISH = Phrases(
    _anchors(
        "here|click here|click|click me|click this|this|this link|this page|this post|this article|link|more|read more|read on|"
        "see more|learn more|find out more|more info|more information|go here|see here|check this out|continue reading|"
        "continue|details|website|page|article|post|source|download"
    ),
    r"stud(?:y|ies)|surveys?|survey(?:ed)?|researchers?|research|polls?|statistics|respondents",
    r"(?:of|in)\s(?:all\s|the\s)?(?:people|users|readers|customers|consumers|shoppers|companies|businesses|marketers|adults|women|"
    r"men|children|patients|employees|workers|households|americans|europeans|drivers|owners|travellers|travelers)",
    r"according to|reported by|source:|data from|cited by|published (?:by|in)",
    r"as of",
)
PHRASES = {
    "en": ENGLISH,
    "de": Phrases(
        _anchors(
            "hier|hier klicken|klicken sie hier|klick hier|klicke hier|link|dieser link|mehr|mehr lesen|weiterlesen|mehr erfahren|"
            "mehr dazu|mehr infos|mehr informationen|weitere informationen|details|seite|artikel|beitrag|quelle|website"
        ),
        r"studien?|umfragen?|erhebung(?:en)?|forscher(?:innen)?|befragten?|statistik(?:en)?",
        r"(?:der|aller)\s(?:\w+en\s)?(?:menschen|nutzer|leser|kunden|verbraucher|käufer|unternehmen|firmen|erwachsenen|frauen|"
        r"männer|kinder|patienten|haushalte|deutschen|befragten|fahrer)",
        r"laut(?! (?:einer |der |neuer |aktueller )?(?:studien?|umfragen?)\b)|nach angaben|quelle:|daten von",
        r"stand(?::| (?:von|im|vom))?",
    ),
    "fr": Phrases(
        _anchors(
            "ici|cliquez ici|cliquer ici|lien|ce lien|en savoir plus|lire la suite|lire plus|plus|plus d'infos|voir plus|suite|"
            "page|article|source|cet article|cette page"
        ),
        r"études?|sondages?|enquêtes?|chercheurs|statistiques",
        r"des\s(?:personnes|gens|utilisateurs|clients|consommateurs|entreprises|adultes|femmes|hommes|enfants|patients|ménages|français)",
        r"selon (?!une |des |l')|d'après (?!une |des )|source :|source:",
        r"en date de|à la date de",
    ),
    "es": Phrases(
        _anchors(
            "aquí|haz clic aquí|haga clic aquí|clic aquí|pulsa aquí|enlace|este enlace|más|leer más|saber más|más información|"
            "ver más|seguir leyendo|página|artículo|fuente"
        ),
        r"estudios?|encuestas?|investigadores|estadísticas|encuestados",
        r"de (?:las|los)\s(?:personas|usuarios|clientes|consumidores|empresas|adultos|mujeres|hombres|niños|pacientes|hogares|españoles)",
        r"según (?!un |una )|fuente:",
        r"a fecha de|actualizado en",
    ),
    "it": Phrases(
        _anchors(
            "qui|clicca qui|clicca|link|questo link|leggi di più|leggi tutto|scopri di più|continua a leggere|maggiori informazioni|"
            "più|pagina|articolo|fonte"
        ),
        r"stud[io]|sondagg[io]|ricercatori|statistiche|intervistati",
        r"(?:delle|degli|dei)\s(?:persone|utenti|clienti|consumatori|aziende|adulti|donne|uomini|bambini|pazienti|famiglie|italiani)",
        r"secondo (?!uno |un |una )|fonte:",
        r"aggiornato al?|dati del",
    ),
    "nl": Phrases(
        _anchors(
            "hier|klik hier|link|deze link|meer|lees meer|lees verder|meer lezen|meer informatie|meer weten|pagina|artikel|bron"
        ),
        r"onderzoek(?:en)?|studies?|enquêtes?|onderzoekers|respondenten|statistieken",
        r"van de\s(?:mensen|gebruikers|klanten|consumenten|bedrijven|volwassenen|vrouwen|mannen|kinderen|patiënten|huishoudens)",
        r"volgens (?!een )|bron:",
        r"stand per|peildatum",
    ),
    "pt": Phrases(
        _anchors(
            "aqui|clique aqui|clica aqui|link|este link|mais|leia mais|ler mais|saiba mais|saber mais|mais informações|"
            "continue lendo|página|artigo|fonte"
        ),
        r"estudos?|pesquisas?|inquéritos?|pesquisadores|estatísticas|entrevistados",
        r"d[ao]s\s(?:pessoas|usuários|utilizadores|clientes|consumidores|empresas|adultos|mulheres|homens|crianças|pacientes)",
        r"segundo (?!um |uma )|fonte:|de acordo com (?!um |uma )",
        r"atualizado em|dados de",
    ),
    "ja": Phrases(
        _anchors("こちら|ここ|ここをクリック|こちらをクリック|クリック|詳細|詳しくはこちら|詳しくは|続きを読む|もっと見る|リンク|記事|出典"),
        "調査|研究|統計|アンケート",
        "の(?:人|ユーザー|利用者|消費者|企業|女性|男性|子ども|患者|世帯)",
        "によると|によれば|出典",
        "時点",
    ),
}  # fmt: skip

PLACEHOLDERS = (
    "lorem ipsum", "dolor sit amet", "your text here", "placeholder text", "sample text here", "hier steht ihr text",
    "ihr text hier", "votre texte ici", "tu texto aquí",
)  # fmt: skip
PLACEHOLDER_SIGNS = ("ipsum", "dolor sit", "text")  # each of them holds one of these
# Written for the author, not for readers: a bracket that asks to be filled in, or a mark in capitals
UNFINISHED = re.compile(
    r"\[(?i:insert|add|todo|tbd|tk|placeholder|your|link to|einfügen|hier(?= ))\b[^\[\]]{0,80}\]|\{\{[^{}]{0,80}\}\}|"
    r"(?<![\w-])(?:FIXME|TBD|TKTK)(?![\w-])(?=[\s:.,;!)]|$)|"
    # TODO is "all" in Spanish and Portuguese, XXX the thirtieth: they count before a colon, or alone in their line
    r"(?<![\w-])(?:TODO|XXX)(?=:)|^[ \t]*(?:TODO|XXX)[.!]?[ \t]*$",
    re.MULTILINE,
)
# Without one of them there is nothing to look for; FIXME and XXX need an X, and to look for one letter costs next to nothing
UNFINISHED_SIGNS = ("[", "{", "X", "TODO", "TBD", "TKTK")
SAMPLES = frozenset({"hello-world", "sample-page", "hallo-welt", "beispiel-seite", "bonjour-tout-le-monde", "page-d-exemple", "hola-mundo", "pagina-ejemplo"})  # fmt: skip


def of_language(language: str) -> Phrases:
    """The phrases of a language such as `de` or `de-AT`; English for one that has none."""
    return PHRASES.get(language.split("-")[0].lower(), ENGLISH)


@lru_cache(maxsize=32)
def poor_anchors(language: str) -> frozenset[str]:
    """Anchors that say nothing, in the site's language and in English, which many templates speak."""
    return of_language(language).poor_anchors | ENGLISH.poor_anchors


@lru_cache(maxsize=32)
def counted_by_somebody(language: str) -> re.Pattern[str]:
    """A sentence with a share is a statistic where a study or a part of all people stands in it."""
    phrases = of_language(language)
    words = phrases.studies if language.startswith("ja") else rf"\b(?:{phrases.studies})\b"
    return re.compile(f"{words}|{phrases.people}", re.IGNORECASE)


@lru_cache(maxsize=32)
def names_its_source(language: str) -> re.Pattern[str]:
    """`according to Gartner`, `(Smith, 2020)`, `[3]`."""
    naming = of_language(language).naming
    after = "" if language.startswith("ja") else r"\s*(?-i:(?:the |The |der |die |dem |den )?[A-ZÄÖÜÉÀ0-9\"“„«])"
    return re.compile(rf"(?:{naming}){after}|\([^()]{{2,60}}\b(?:19|20)\d\d\)|\[\d{{1,3}}\]", re.IGNORECASE)


@lru_cache(maxsize=32)
def as_of_year(language: str) -> re.Pattern[str]:
    """`as of March 2023`: a fact and the year that it was true in."""
    as_of = of_language(language).as_of
    if language.startswith("ja"):
        return re.compile(rf"(?P<year>20\d\d)年(?:\d{{1,2}}月)?{as_of}")
    return re.compile(rf"\b(?:{as_of})\s(?:\w+\.?\s|\d{{1,2}}[./]){{0,2}}(?P<year>20\d\d)\b", re.IGNORECASE)
