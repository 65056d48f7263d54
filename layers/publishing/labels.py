"""The few words of an article that code writes, in the site's language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """`gone` marks a claim whose source is no longer online; the others say what an update of a post has changed."""

    faq: str
    sources: str
    related: str
    read_on: str
    gone: str
    updated: str
    revised: str
    added: str
    opening: str
    without_gone: str


ENGLISH = Labels(
    "Frequently asked questions", "Sources", "Related reading", "read on", "source no longer online", "Updated on",
    "revised", "new", "the opening", "sources no longer online taken out or replaced",
)  # fmt: skip
LABELS = {
    "en": ENGLISH,
    "de": Labels(
        "Häufige Fragen", "Quellen", "Mehr zum Thema", "gelesen am", "Quelle nicht mehr online", "Aktualisiert am",
        "überarbeitet", "neu", "der Anfang", "nicht mehr erreichbare Quellen entfernt oder ersetzt",
    ),
    "fr": Labels(
        "Questions fréquentes", "Sources", "À lire aussi", "consulté le", "source n’est plus en ligne", "Mis à jour le",
        "révisé", "nouveau", "le début", "sources disparues retirées ou remplacées",
    ),
    "es": Labels(
        "Preguntas frecuentes", "Fuentes", "Más sobre el tema", "consultado el", "fuente ya no disponible", "Actualizado el",
        "revisado", "nuevo", "el comienzo", "fuentes no disponibles retiradas o sustituidas",
    ),
    "it": Labels(
        "Domande frequenti", "Fonti", "Per approfondire", "consultato il", "fonte non più online", "Aggiornato il",
        "rivisto", "nuovo", "l’inizio", "fonti non più online tolte o sostituite",
    ),
    "nl": Labels(
        "Veelgestelde vragen", "Bronnen", "Lees ook", "gelezen op", "bron niet meer online", "Bijgewerkt op",
        "herzien", "nieuw", "het begin", "bronnen die niet meer online zijn verwijderd of vervangen",
    ),
    "pt": Labels(
        "Perguntas frequentes", "Fontes", "Leia também", "consultado em", "fonte já não está online", "Atualizado em",
        "revisto", "novo", "o início", "fontes indisponíveis retiradas ou substituídas",
    ),
    "ja": Labels(
        "よくある質問", "出典", "関連記事", "閲覧日", "出典は現在公開されていません", "更新日",
        "改訂", "追加", "冒頭", "公開が終わった出典の削除または差し替え",
    ),
}  # fmt: skip


def labels_for(language: str) -> Labels:
    """The labels of a language such as `de` or `de-AT`; English for one that has none."""
    return LABELS.get(language.split("-")[0].lower(), ENGLISH)
