"""Figures that only look like those of the evidence, and ordinary sentences that look like faults."""

import pytest

from layers import facts, prose
from layers.intelligence.coverage import told
from layers.nouns import Term
from layers.publishing.taxonomy import _tag
from tests.layers.drafts import document, draft
from tests.layers.publishing.samples import site


def reasons(source: str, sentence: str, language: str = "en") -> list[str]:
    return [each.reason for each in facts.unsupported(draft(sentence), (document(1, source),), (), language)]


@pytest.mark.parametrize(
    ("source", "sentence", "language"),
    [
        ("The firm earned $3.5bn from tea.", "The firm earned $3.9bn from tea [e1.1].", "en"),
        ("The firm earned £350k from tea.", "The firm earned £359k from tea [e1.1].", "en"),
        ("The loan of tea firms rose to €3.5bn.", "The loan of tea firms rose to €3.5tn [e1.1].", "en"),
        ("The pump runs 10x faster than before.", "The pump runs 19x faster than before [e1.1].", "en"),
        ("The firm earned $25k from tea.", "The firm earned $2 from tea [e1.1].", "en"),
        ("The room measures 20 m².", "The room measures 20 m³ [e1.1].", "en"),
        ("Die Anlage liefert 250 kWh.", "Die Anlage liefert 250 MWh [e1.1].", "de"),
        ("Die Firma setzte 3,5 Mio. Euro um.", "Die Firma setzte 3,5 Mrd. Euro um [e1.1].", "de"),
        ("会社の売上は3億円です。", "会社の売上は3兆円です[e1.1]。", "ja"),
        ("Tea steeps in hot water.", "Tea steeps for thirteen hours.", "en"),
        ("Tea steeps in hot water.", "Tea loses eighty percent of its caffeine.", "en"),
        ("Tee zieht lange.", "Tee zieht fünfunddreißig Minuten.", "de"),
        ("Keep the tea at 5 °C.", "Keep the tea at minus 5 °C [e1.1].", "en"),
        ("Den Tee bei 5 °C lagern.", "Den Tee bei minus 5 °C lagern [e1.1].", "de"),
        ("Add 1-1/2 cups of tea.", "Add 1/2 cup of tea [e1.1].", "en"),
        ("The firm sold 40M teas.", "The firm sold 40 teas [e1.1].", "en"),
        ("The firm sold 40M teas.", "The firm sold 40K teas [e1.1].", "en"),
        ("The tea holds 50 µg of it.", "The tea holds 50 IU of it [e1.1].", "en"),
        ("The tea room opens at 7 am.", "The tea room opens at 7 pm [e1.1].", "en"),
        ("The tea tax rose 25 basis points.", "The tea tax rose 25 percentage points [e1.1].", "en"),
        ("Der Tee zieht 5 Sek. lang.", "Der Tee zieht 5 Min. lang [e1.1].", "de"),
        ("Le thé infuse 12 jours.", "Le thé infuse 12 heures [e1.1].", "fr"),
        ("お茶の会に5人が来た。", "お茶の会に5千人が来た[e1.1]。", "ja"),
        ("お茶を3分の1飲む。", "お茶を3分飲む[e1.1]。", "ja"),
        ("Tea is good.", "Two million people drink tea.", "en"),
        ("Tea is good.", "Tea steeps half an hour.", "en"),
        ("Tea is good.", "Two thirds of all people drink tea.", "en"),
        ("Tee ist gut.", "Der Tee zieht anderthalb Stunden.", "de"),
        ("お茶はよい。", "お茶を十二時間おく。", "ja"),
        ("Of the people, 200 drink tea.", "Two hundred and fifty people drink tea [e1.1].", "en"),
        ("Of the people, 50 drink tea.", "Two hundred and fifty people drink tea [e1.1].", "en"),
        ("The firm sold 3,000 teas.", "The firm sold three thousand two hundred teas [e1.1].", "en"),
        ("Tea is good.", "A thousand people drink tea.", "en"),
        ("Tea is good.", "Twice as many people drink tea as coffee.", "en"),
        ("Tea is good.", "Tea has twice the caffeine of coffee.", "en"),
        ("Tea costs 2x as much as water.", "Tea costs three times as much as water [e1.1].", "en"),
        ("Tea is good.", "Sales of tea doubled in a decade.", "en"),
        ("Tea is good.", "Tea grew tenfold.", "en"),
        ("Tea is good.", "Half of all people drink tea.", "en"),
        ("Tea is good.", "Tea costs half as much as coffee.", "en"),
        ("Tea is good.", "A third of the people drink tea.", "en"),
        ("One in four people drinks tea.", "One in five people drinks tea [e1.1].", "en"),
        ("Nine out of ten people drink tea.", "Eight out of ten people drink tea [e1.1].", "en"),
        ("Tea is good.", "A dozen teas were tasted.", "en"),
        ("Tea is good.", "Seventeen teas were tasted.", "en"),
        ("Tea is good.", "Three studies praise tea.", "en"),
        ("Tea is good.", "Four small studies praise tea.", "en"),
        ("Tea came in the 18th century.", "Tea came in the nineteenth century [e1.1].", "en"),
        ("Tea is good.", "Tea is the second most popular drink.", "en"),
        ("Tee ist gut.", "Zweihundertfünfzig Menschen trinken Tee.", "de"),
        ("Tee ist gut.", "Dreitausendzweihundert Tassen wurden gezählt.", "de"),
        ("Tee ist gut.", "Doppelt so viele Menschen trinken Tee.", "de"),
        ("Tee ist gut.", "Der Absatz hat sich verdreifacht.", "de"),
        ("Tee ist gut.", "Die Hälfte aller Menschen trinkt Tee.", "de"),
        ("Tee ist gut.", "Jeder fünfte Deutsche trinkt Tee.", "de"),
        ("Zwei von drei Menschen trinken Tee.", "Eine von drei Personen trinkt Tee [e1.1].", "de"),
        ("Tee kam im 18. Jahrhundert.", "Tee kam im neunzehnten Jahrhundert [e1.1].", "de"),
        ("The tea trade has a plan A.", "The tea trade has a plan B [e1.1].", "en"),
        ("Tea is served by team A.", "Tea is served by team B [e1.1].", "en"),
        ("The tea holds vitamin C.", "The tea holds vitamin D [e1.1].", "en"),
        ("The tea holds vitamins A and C.", "The tea holds vitamin D [e1.1].", "en"),
        ("The tea holds vitamin B12.", "The tea holds vitamin B6 [e1.1].", "en"),
        ("The tea helps with hepatitis B.", "The tea helps with hepatitis C [e1.1].", "en"),
        ("Tea was rare in World War II.", "Tea was rare in World War I [e1.1].", "en"),
        ("Tea was rare in World War I.", "Tea was rare in World War II [e1.1].", "en"),
        ("They met Malcolm X for tea.", "They met Malcolm Y for tea [e1.1].", "en"),
        ("Der Tee enthält Vitamin C.", "Der Tee enthält Vitamin D [e1.1].", "de"),
        ("Die Prüferin misst den Tee.", "Die Prüferin sagt: »Grüner Tee heilt jede Krankheit sofort« [e1.1].", "de"),
    ],
)
def test_a_figure_or_a_quotation_that_the_evidence_has_not_is_seen(source: str, sentence: str, language: str) -> None:
    assert reasons(source, sentence, language)


@pytest.mark.parametrize(
    ("source", "sentence", "language"),
    [
        ("The firm earned $25k from tea.", "The firm earned $25,000 from tea [e1.1].", "en"),
        ("Tea sells for $3m.", "Tea sells for $3 million [e1.1].", "en"),
        ("Tea steeps for 25 minutes.", "Tea steeps for twenty-five minutes [e1.1].", "en"),
        ("In 2024, the U.S. Department of Energy measured 5 %.", "In 2024, the U.S. Department of Energy measured 5 % [e1.1].", "en"),
        ("Im Jahr 2024 setzte die Firma 3,5 Mio. Euro um.", "Die Firma setzte 2024 rund 3,5 Mio. Euro um [e1.1].", "de"),
        ("Add 1-1/2 cups of tea.", "Add 1½ cups of tea [e1.1].", "en"),
        ("The firm sold 40M teas.", "The firm sold 40 million teas [e1.1].", "en"),
        ("The tea room opens at 7 p.m. on weekdays.", "The tea room opens at 7 pm [e1.1].", "en"),
        ("The tea steeps for 2.5 hours.", "The tea steeps two and a half hours [e1.1].", "en"),
        ("お茶は12時間おく。", "お茶は十二時間おく[e1.1]。", "ja"),
        ("Of the people, 250 drink tea.", "Two hundred and fifty people drink tea [e1.1].", "en"),
        ("The firm sold 3,200 teas.", "The firm sold three thousand two hundred teas [e1.1].", "en"),
        ("Between 200 and 300 teas were tasted.", "Between two hundred and three hundred teas were tasted [e1.1].", "en"),
        ("Tea costs 2x as much as water.", "Tea costs twice as much as water [e1.1].", "en"),
        ("Tea sales doubled.", "Tea sales grew twofold [e1.1].", "en"),
        ("Tea is drunk 3 times a day.", "Tea is drunk three times a day [e1.1].", "en"),
        ("Of all people, 9 out of 10 drink tea.", "Nine out of ten people drink tea [e1.1].", "en"),
        ("1 in 5 people drinks tea.", "One in every five people drinks tea [e1.1].", "en"),
        ("In a trial, 12 teas were tasted.", "A dozen teas were tasted [e1.1].", "en"),
        ("In three clinical studies tea did well.", "Tea did well in 3 studies [e1.1].", "en"),
        ("Tea came in the 19th century.", "Tea came in the nineteenth century [e1.1].", "en"),
        ("Es tranken 250 Menschen Tee.", "Zweihundertfünfzig Menschen tranken Tee [e1.1].", "de"),
        ("Tee kam im 19. Jahrhundert.", "Tee kam im neunzehnten Jahrhundert [e1.1].", "de"),
        ("The tea trade has a plan B.", "The tea trade has a plan B [e1.1].", "en"),
        ("The tea holds vitamins A and C.", "The tea holds vitamin C [e1.1].", "en"),
        ("Tea was rare in World War I.", "Tea was rare in World War I [e1.1].", "en"),
    ],
)  # fmt: skip
def test_what_the_evidence_says_in_another_form_is_supported(source: str, sentence: str, language: str) -> None:
    assert reasons(source, sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("In March I went there, and the part I like best is the type I prefer.", "en"),
        ("Tea is loved across U.S. states, and it is from A to B for most.", "en"),
        ("A third cup is one too many, half the fun is a quarter of it.", "en"),
        ("Give it a hundred tries, and one in a million works.", "en"),
        ("There are two ways, three things to know and ten reasons for each of the four.", "en"),
        ("Think twice: the pot doubles as a cup, and a double wall is all in one.", "en"),
        ("Half the fun is the second step, the first test and the third guest.", "en"),
        ("One person pours, and one study is no proof.", "en"),
        ("It is sometimes manifold, once in a while, and many times over.", "en"),
        ("Eine von zwei Sorten genügt, zwei von drei Wegen sind richtig.", "de"),
        ("Einmal ist keinmal, manchmal ist mehr, und zwei von ihnen bleiben.", "de"),
        ("お茶は十分においしく、一度だけ、一人で飲む。", "ja"),
        ("Die andere Hälfte ist die bessere, und der Wert X sagt wenig.", "de"),
    ],
)
def test_an_ordinary_sentence_states_no_figure_and_no_name(sentence: str, language: str) -> None:
    assert reasons("Tea is good.", sentence, language) == []


def test_a_pass_that_changes_a_figure_behind_a_sign_or_in_words_is_seen() -> None:
    assert facts.changed(draft("The firm earned $25k from tea [e1.1]."), draft("The firm earned $29k from tea [e1.1]."))
    assert facts.changed(draft("Tea steeps long [e1.1]."), draft("Tea steeps eighty minutes [e1.1]."))


def test_a_german_closing_mark_ends_a_sentence() -> None:
    assert len(prose.sentences("Sie sagt: „Tee wirkt nach einer Minute.“ Danach zieht er 5 Minuten.")) == 2
    assert prose.sentences("They left the U.S. The tea stayed.") == ("They left the U.S.", "The tea stayed.")


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("iphone 16 battery life", "iPhone 15 battery life"), ("vitamin d serum benefits", "Vitamin C serum benefits"),
        ("type 2 diabetes", "Type 1 diabetes"), ("coffee without milk", "Coffee with milk"), ("c++ guide", "C guide"),
    ],
)  # fmt: skip
def test_what_tells_one_subject_from_another_is_told(phrase: str, title: str) -> None:
    assert not told(phrase) <= told(title)


def test_a_year_and_a_count_tell_no_subject_from_another() -> None:
    assert told("best grinders 2026") == told("10 best grinders") == frozenset()


def test_a_tag_goes_by_its_name_before_its_slug() -> None:
    live = (Term(id=1, slug="c", name="C"), Term(id=2, slug="c-2", name="C++"), Term(id=3, slug="csharp", name="C#"))
    found = [_tag(site(), name, live) for name in ("C", "C++", "C#")]
    assert [each.name for each in found if each] == ["C", "C++", "C#"]
