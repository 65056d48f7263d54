"""A page in another language is known as one; where nobody can be sure, nothing is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.languages import is_other_language, language_of

TEXTS = {
    "en": "The water should be just off the boil when it meets the coffee, and the kettle is best filled with what you need for one cup and not more.",
    "de": "Das Wasser sollte kurz nach dem Kochen auf den Kaffee treffen, und die Kanne wird am besten nur mit dem gefüllt, was man für eine Tasse braucht.",
    "fr": "L'eau doit venir juste avant l'ébullition sur le café, et la bouilloire est remplie avec ce que vous prenez pour une tasse et pas plus.",
    "es": "El agua debe estar a punto de hervir cuando se encuentra con el café, y la tetera se llena con lo que se necesita para una taza y no más.",
    "nl": "Het water moet net van de kook zijn als het bij de koffie komt, en de ketel is het best gevuld met wat je voor een kop nodig hebt.",
    "ja": "お湯は沸騰した直後にコーヒーに注ぐのが良いです。やかんには一杯分の水だけを入れます。",
    "zh": "水烧开以后再倒在咖啡上，水壶里只要装一杯的水就够了。",
    "ru": "Вода должна быть только что вскипевшей, когда она встречается с кофе.",
    "he": "המים צריכים להיות רותחים כשהם פוגשים את הקפה.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in_its_own_language_and_in_no_other(language: str) -> None:
    assert language_of(TEXTS[language]) == language
    assert [each for each in TEXTS if is_other_language(TEXTS[language], each)] == [
        each for each in TEXTS if each != language
    ]


def test_what_is_too_short_or_a_list_of_names_is_in_no_language() -> None:
    assert language_of("The kettle") == ""
    assert language_of("Chemex Hario Kalita Melitta " * 20) == ""
    assert not is_other_language("Chemex Hario Kalita Melitta " * 20, "de")


def test_a_language_that_is_not_known_refuses_nobody() -> None:
    assert not is_other_language(TEXTS["en"], "fi")
    assert not is_other_language(TEXTS["ru"], "uk")
    assert is_other_language(TEXTS["de"], "en_GB")


@given(st.text(max_size=80))
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert language_of(text) in {"", "ko", "ar", "el", "hi", "th", "it", "pt", "sv", "da", "pl", *TEXTS}
