"""Money, against sums made by hand from the published prices."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.boundary.prices import Prices, prompt_tokens
from layers.errors import ConfigurationError, UnknownModelError
from layers.nouns import Usage

TABLE = Path("sites/prices.yaml")
PRICES = Prices.read(TABLE)
NOV = datetime(2026, 11, 20, 12, tzinfo=UTC)
ALL_CLASSES = Usage(
    input_tokens=1_000,
    output_tokens=2_000,
    cache_read_tokens=3_000,
    cache_write_5m_tokens=4_000,
    cache_write_1h_tokens=5_000,
)


@pytest.mark.parametrize(
    ("model", "usd"),
    [
        # 1k in + 2k out + 3k read + 4k five-minute writes + 5k one-hour writes
        ("claude-fable-5-2", "0.208600"),  # .008 + .080 + .0006 + .040 + .080
        ("claude-fable-5-1", "0.260750"),  # .010 + .100 + .00075 + .050 + .100
        ("claude-opus-5-5", "0.104600"),  # .004 + .040 + .0006 + .020 + .040
        ("claude-opus-5", "0.131500"),  # .005 + .050 + .0015 + .025 + .050
        ("claude-opus-4-8", "0.131500"),
        ("claude-opus-4-7", "0.131500"),
        ("claude-opus-4-6", "0.131500"),
        ("claude-opus-4-5", "0.131500"),
        ("claude-opus-4-5-20251101", "0.131500"),
        ("claude-sonnet-5-5", "0.052300"),  # .002 + .020 + .0003 + .010 + .020
        ("claude-sonnet-5", "0.052600"),  # .002 + .020 + .0006 + .010 + .020
        ("claude-sonnet-4-6", "0.078900"),  # .003 + .030 + .0009 + .015 + .030
        ("claude-sonnet-4-5", "0.078900"),
        ("claude-sonnet-4-5-20250929", "0.078900"),
        ("claude-haiku-5-5", "0.002630"),  # .0001 + .001 + .00003 + .0005 + .001
        ("claude-haiku-4-5", "0.026300"),  # .001 + .010 + .0003 + .005 + .010
        ("claude-haiku-4-5-20251001", "0.026300"),
    ],
)
def test_a_call_costs_what_the_published_prices_say(model: str, usd: str) -> None:
    assert PRICES.cost(ALL_CLASSES, model, NOV) == Decimal(usd)


def test_a_price_changes_on_its_day() -> None:
    read = Usage(cache_read_tokens=1_000_000)
    assert PRICES.cost(read, "claude-sonnet-5-5", datetime(2026, 10, 6, 23, 59, tzinfo=UTC)) == Decimal("0.20")
    assert PRICES.cost(read, "claude-sonnet-5-5", datetime(2026, 10, 7, tzinfo=UTC)) == Decimal("0.10")


def test_a_long_prompt_is_dearer_as_a_whole_and_cached_tokens_count_to_its_length() -> None:
    at_limit = Usage(input_tokens=40_000, cache_read_tokens=60_000, output_tokens=1_000)
    beyond = Usage(input_tokens=40_001, cache_read_tokens=60_000, output_tokens=1_000)
    assert PRICES.cost(at_limit, "claude-haiku-5-5", NOV) == Decimal("0.0051")  # .004 + .0006 + .0005
    assert PRICES.cost(beyond, "claude-haiku-5-5", NOV) == Decimal("0.0255005")  # .0200005 + .003 + .0025


def test_a_batch_costs_half_but_its_searches_do_not() -> None:
    usage = Usage(input_tokens=1_000_000, output_tokens=100_000, searches=3, batch=True)
    assert PRICES.cost(usage, "claude-sonnet-5-5", NOV) == Decimal("1.53")  # (2 + 1) / 2 + .03


def test_a_thousand_searches_cost_ten_dollars_and_a_session_hour_eight_cents() -> None:
    assert PRICES.cost(Usage(searches=1_000), "claude-haiku-5-5", NOV) == 10
    assert PRICES.cost(Usage(session_seconds=450), "claude-haiku-5-5", NOV) == Decimal("0.01")


def test_a_model_without_a_price_is_an_error_and_never_free() -> None:
    with pytest.raises(UnknownModelError, match="no price for the model 'claude-haiku-9'"):
        PRICES.cost(Usage(input_tokens=1), "claude-haiku-9", NOV)


def test_a_model_has_no_price_before_its_first_day() -> None:
    with pytest.raises(UnknownModelError):
        PRICES.cost(Usage(input_tokens=1), "claude-fable-5-2", datetime(2026, 11, 8, tzinfo=UTC))


MODELS = sorted({model for price in PRICES.prices for model in price.models})


@given(st.sampled_from(MODELS), st.lists(st.integers(0, 60_000), min_size=4, max_size=4), st.integers(0, 20_000))
def test_no_split_of_a_prompt_costs_more_than_its_worst_case(model: str, split: list[int], output: int) -> None:
    fresh, read, five_minutes, hour = split
    usage = Usage(
        input_tokens=fresh,
        cache_read_tokens=read,
        cache_write_5m_tokens=five_minutes,
        cache_write_1h_tokens=hour,
        output_tokens=output,
    )
    worst = PRICES.worst(model, NOV, prompt_tokens(usage), output)
    assert PRICES.cost(usage, model, NOV) <= PRICES.cost(worst, model, NOV)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("search_usd: [", "cannot be read"),
        ("search_usd: 0.01", "session_hour_usd"),
        (TABLE.read_text().replace('input: "8"', 'input: "-8"'), "line 13.*greater than or equal to 0"),
        (
            TABLE.read_text().replace("from: 2026-10-07", "from: 2026-13-07", 1),
            r"prices\.\d+\.from.*'2026-13-07' is no date",
        ),
        (TABLE.read_text().replace("output:", "outputs:", 1), r"line 11.*prices\.0\.output.*missing"),
    ],
)
def test_a_table_that_is_wrong_names_the_file_and_the_key(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "prices.yaml"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=says) as caught:
        Prices.read(file)
    assert str(file) in str(caught.value)


def test_a_second_price_of_a_model_from_the_same_day_is_refused_with_both_lines(tmp_path: Path) -> None:
    row = '  - {models: [%s], from: %s, input: "1", output: "1", cache_read: "1", cache_write_5m: "1", cache_write_1h: "1"}\n'
    head = "search_usd: 0\nsession_hour_usd: 0\nbatch_factor: 1\nprices:\n"
    file = tmp_path / "prices.yaml"
    file.write_text(head + row % ("a, b", "2026-01-01") + row % ("a", "2026-01-02"))
    assert len(Prices.read(file).prices) == 2

    file.write_text(head + row % ("a, b", "2026-01-01") + row % ("b, c", "2026-01-01"))
    with pytest.raises(
        ConfigurationError, match=r"line 6, `prices\.1`: is a second price of b .* the first is on line 5"
    ):
        Prices.read(file)


def test_a_missing_table_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        Prices.read(tmp_path / "prices.yaml")
