"""The few words of an article that code writes, in the site's language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    faq: str
    sources: str
    related: str
    read_on: str


ENGLISH = Labels("Frequently asked questions", "Sources", "Related reading", "read on")
LABELS = {
    "en": ENGLISH,
    "de": Labels("Häufige Fragen", "Quellen", "Mehr zum Thema", "gelesen am"),
    "fr": Labels("Questions fréquentes", "Sources", "À lire aussi", "consulté le"),
    "es": Labels("Preguntas frecuentes", "Fuentes", "Más sobre el tema", "consultado el"),
    "it": Labels("Domande frequenti", "Fonti", "Per approfondire", "consultato il"),
    "nl": Labels("Veelgestelde vragen", "Bronnen", "Lees ook", "gelezen op"),
    "pt": Labels("Perguntas frequentes", "Fontes", "Leia também", "consultado em"),
    "ja": Labels("よくある質問", "出典", "関連記事", "閲覧日"),
}


def labels_for(language: str) -> Labels:
    """The labels of a language such as `de` or `de-AT`; English for one that has none."""
    return LABELS.get(language.split("-")[0].lower(), ENGLISH)
