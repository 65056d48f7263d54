"""Fixed phrases by language. None holds a number or a name, so none needs evidence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """`{k}` is the keyword within a sentence, `{K}` at its start, `{t}` a list of topics."""

    conjunction: str
    stop: str
    gap: str
    openers: tuple[str, ...]
    quoting: tuple[str, ...]
    definition: str
    definition_plain: str
    definition_doing: str
    angle_measured: tuple[str, ...]
    angle_topics: str
    opening: str
    titles: tuple[str, ...]
    reader: str
    new: str
    topic_headings: tuple[str, ...]
    topic_questions: tuple[str, ...]
    conclusion_heading: str
    conclusion_first: str
    conclusion_last: str
    steps_intro: tuple[str, ...]
    list_intro: tuple[str, ...]
    seo_titles: tuple[str, ...]
    description: tuple[str, ...]
    link: str


ENGLISH = Phrases(
    conjunction="and",
    stop=".",
    gap=" ",
    openers=("In practice,", "Beyond that,", "Worth knowing:", "Just as important,", "One more point:", "Then there is this:"),
    quoting=("{p} puts it this way: “{q}”.", "As {p} has it, “{q}”.", "{p} is plain about it: “{q}”.", "The verdict at {p}: “{q}”."),
    definition="{K} is a matter of {t}.",
    definition_plain="{K} is a question with an answer that can be measured.",
    definition_doing="{K} is something to do by measure and not by habit.",
    angle_measured=(
        "{K} is better measured than guessed, because the sources that measured it agree where habit does not",
        "{K} rewards whoever measures first, because the usual advice leaves out the conditions that decide the result",
        "{K} is settled by a few tested figures, and not by the rules of thumb that most advice repeats",
    ),
    angle_topics="{K} comes down to {t}, and most advice leaves out at least one of them",
    opening="Get that one thing right and the rest follows; get it wrong and nothing else makes up for it.",
    titles=("{K}: what holds up when you measure it", "{K}: what matters, what does not, and why", "{K}: a guide built on evidence"),
    reader="Someone who wants a clear answer on {k} and the reasons behind it, without reading six pages to get them.",
    new="It sets what separate sources found about {k} side by side, and covers {t}, which most of the pages that rank leave out.",
    topic_headings=("The role of the {t}", "A word on the {t}", "What to do about the {t}", "Minding the {t}"),
    topic_questions=("What about the {t}?", "What is the role of the {t}?", "How much attention should the {t} get?", "What should you know about the {t}?"),
    conclusion_heading="What this means for {k}",
    conclusion_first="{A}.",
    conclusion_last="So start from what has been tested for {k}, change one thing at a time, and keep only what holds up.",
    steps_intro=("What to do, step by step:", "In order:", "One step at a time:"),
    list_intro=("The practical rules are short:", "What to do about it:", "Rules that help:", "Worth doing:", "In short, what to do:"),
    seo_titles=("{K}: A Practical Guide", "{K}: What Works and Why", "{K} Explained", "A Guide to {K}", "{K}"),
    description=("{K}, explained from tested sources: {t}.", "What matters for {k}, what does not, and how to get it right at home.",
                 "Clear answers, the reasons behind them, and the questions people ask most.", "With sources you can check.", "No guesswork."),
    link="For the details that decide {k}, see our guide to {a}.",
)  # fmt: skip

GERMAN = Phrases(
    conjunction="und",
    stop=".",
    gap=" ",
    openers=("Wichtig ist:", "Dazu kommt:", "Kurz gesagt:", "Genauer gesagt:", "Ebenso gilt:", "Anders gesagt:", "Fest steht:", "Praktisch heißt das:"),
    quoting=("Bei {p} heißt es: “{q}”.", "Nachzulesen bei {p}: “{q}”.", "Belegt bei {p}: “{q}”."),
    definition="{K} ist vor allem eine Frage von {t}.",
    definition_plain="{K} ist eine Frage, die sich messen lässt.",
    definition_doing="{K} ist eine Frage, die sich messen lässt.",
    angle_measured=("{K} ist messbar, und wer misst, muss nicht raten",),
    angle_topics="{K} ist vor allem eine Frage von {t}, und meist fehlt davon etwas",
    opening="Wer das weiß, macht den Rest leicht richtig.",
    titles=("{K}: was zählt und was nicht", "{K}: was sich messen lässt", "{K}: gut erklärt und belegt"),
    reader="Menschen, die zu {k} eine klare Antwort mit Begründung suchen.",
    new="Der Beitrag stellt belegte Angaben zu {k} nebeneinander und behandelt {t}, was den meisten Seiten fehlt.",
    topic_headings=("{t}: was dahintersteckt", "{t}: worauf es ankommt", "{t}: was sich ändert", "{t} genauer betrachtet"),
    topic_questions=("Was gilt für {t}?", "Worauf kommt es bei {t} an?", "Warum ist {t} wichtig?", "Was ändert sich durch {t}?"),
    conclusion_heading="{K}: was daraus folgt",
    conclusion_first="{A}.",
    conclusion_last="Für {k} gilt deshalb: erst messen, dann nur eine Sache auf einmal ändern.",
    steps_intro=("Der Reihe nach:", "So geht es:", "Schritt für Schritt:"),
    list_intro=("Kurz und praktisch:", "Was hilft:", "Was zu tun ist:"),
    seo_titles=("{K}: So gelingt es", "{K} einfach erklärt", "{K} im Überblick", "{K}"),
    description=("{K}: was belegt ist und was nicht.", "Klare Antworten, gut begründet, mit Quellen zum Nachlesen.", "Dazu die häufigsten Fragen und worauf es in der Praxis wirklich ankommt."),
    link="Was für {k} wirklich zählt, steht in unserem Beitrag über {a}.",
)  # fmt: skip

JAPANESE = Phrases(
    conjunction="と",
    stop="。",
    gap="",
    openers=("実際には、", "また、", "さらに、", "具体的には、"),
    quoting=("{p}には“{q}”とあります。", "{p}は“{q}”と述べています。", "これについて{p}では“{q}”とされています。", "{p}には“{q}”という記録もあります。"),
    definition="{K}とは、{t}を考えて決めるものです。",
    definition_plain="{K}とは、測って決めるものです。",
    definition_doing="{K}とは、測って決めるものです。",
    angle_measured=("{K}は勘ではなく、測って決めるべきです",),
    angle_topics="{K}は{t}で決まり、多くの解説はその一部を見落としています",
    opening="ここを押さえれば、あとは難しくありません。",
    titles=("{K}：測ってわかった大切なこと", "{K}：大切なことと、そうでないこと", "{K}：根拠のある手引き"),
    reader="{k}について、理由のわかる答えを探している人。",
    new="{k}について複数の資料を並べて比べ、多くのページが触れていない{t}も扱います。",
    topic_headings=("{t}について", "{t}の役割", "{t}で変わること", "{t}に注目する理由"),
    topic_questions=("{t}はどう影響しますか？", "{t}はなぜ大切ですか？", "{t}では何に気をつけますか？", "{t}について何を知るべきですか？"),
    conclusion_heading="{k}のまとめ",
    conclusion_first="{A}。",
    conclusion_last="{k}では、まず測り、一度に一つだけ変えて、良かったものを残しましょう。",
    steps_intro=("順番は次のとおりです。", "手順をまとめます。"),
    list_intro=("要点は次のとおりです。", "気をつけたい点です。"),
    seo_titles=("{K}：知っておきたい基本と根拠、実践のこつをまとめて解説", "{K}の基本と根拠、実践のこつ", "{K}"),
    description=("{K}について、資料に基づいてわかりやすくまとめました。", "基本の考え方、理由、よくある質問への答えを、確かめられる出典とともに紹介します。", "これから始める方にも、やり方を見直したい方にも役立つ内容です。"),
    link="{k}の大切な点は、{a}の記事で詳しく紹介しています。",
)  # fmt: skip

_BY_CODE = {"en": ENGLISH, "de": GERMAN, "ja": JAPANESE}


def phrases(language: str) -> Phrases:
    """Phrases of a language; English for one that is not known."""
    return _BY_CODE.get(language, ENGLISH)
