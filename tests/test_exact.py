"""Exact arithmetic: half up as on paper, no binary fraction, parts that add up to their whole."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.exact import half_up, money, percent_of, plain, product, quotient, split, total

MONEY = st.decimals("-9999999999999.99", "9999999999999.99", places=2)
WEIGHTS = st.lists(st.decimals("0", "1000000", places=3), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("2.675", 2, "2.68"), ("1.005", 2, "1.01"), ("0.005", 2, "0.01"), ("0.0049999", 2, "0.00"),
        ("2.665", 2, "2.67"), ("-2.675", 2, "-2.68"), ("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"),
        ("89.995", 2, "90.00"), ("89.9949", 2, "89.99"), ("7", 2, "7.00"), ("-0.001", 2, "0.00"),
        ("999999999999999.995", 2, "1000000000000000.00"),
    ],
)  # fmt: skip
def test_a_tie_goes_away_from_zero_and_places_are_kept(value: str, digits: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), digits)) == rounded


def test_no_binary_fraction_creeps_in() -> None:
    assert product(Decimal("0.285"), Decimal(100)) == Decimal("28.5")
    assert total([Decimal("0.1")] * 10) == Decimal(1)
    assert percent_of(Decimal("8000"), Decimal("35")) == Decimal("2800")
    assert half_up(product(Decimal("1.005"), Decimal(1000)), 0) == Decimal("1005")


def test_products_of_long_figures_lose_no_digit() -> None:
    nines = Decimal("999999999999.999")
    assert product(nines, nines) == Decimal("999999999999998000000000.000001")


def test_a_third_is_rounded_only_where_it_is_declared() -> None:
    third = quotient(Decimal(1), Decimal(3))
    assert half_up(product(third, Decimal(300)), 2) == Decimal("100.00")
    assert half_up(product(quotient(Decimal(2), Decimal(3)), Decimal(100))) == Decimal("66.67")


def test_a_split_by_2_3_1_is_the_largest_remainder() -> None:
    # 100 / 6: 33.333, 50.000, 16.666; one fen is left, and 16.666 has the largest remainder
    assert split(Decimal(100), [Decimal(2), Decimal(3), Decimal(1)]) == (
        Decimal("33.33"),
        Decimal("50.00"),
        Decimal("16.67"),
    )


def test_ties_go_to_the_earlier_part() -> None:
    assert split(Decimal("0.01"), [Decimal(1), Decimal(1)]) == (Decimal("0.01"), Decimal("0.00"))
    assert split(Decimal("1.00"), [Decimal(1), Decimal(1), Decimal(1)]) == (
        Decimal("0.34"),
        Decimal("0.33"),
        Decimal("0.33"),
    )
    assert split(Decimal("0.02"), [Decimal(1), Decimal(1), Decimal(1)]) == (
        Decimal("0.01"),
        Decimal("0.01"),
        Decimal("0.00"),
    )
    assert split(Decimal("-0.01"), [Decimal(1), Decimal(1)]) == (Decimal("-0.01"), Decimal("0.00"))


def test_a_part_without_weight_gets_nothing() -> None:
    assert split(Decimal("10.00"), [Decimal(0), Decimal(3), Decimal(0)]) == (
        Decimal("0.00"),
        Decimal("10.00"),
        Decimal("0.00"),
    )


@pytest.mark.parametrize("weights", [[], ["0"], ["1", "-1", "5"]])
def test_a_split_without_weight_is_refused(weights: list[str]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(Decimal(1), [Decimal(weight) for weight in weights])


@given(MONEY, WEIGHTS)
def test_parts_add_up_and_stay_within_a_fen_of_their_share(whole: Decimal, weights: list[Decimal]) -> None:
    parts = split(whole, weights)
    assert total(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - quotient(product(whole, weight), total(weights))) < Decimal("0.01")


def test_parts_of_5000_random_wholes_add_up() -> None:
    chance = random.Random(20261008)
    for _ in range(5_000):
        digits = chance.choice([0, 1, 2, 4])
        whole = Decimal(chance.randrange(-(10**12), 10**12)).scaleb(-digits)
        weights = [Decimal(chance.randrange(0, 10**6)) for _ in range(chance.randrange(1, 25))]
        weights[chance.randrange(len(weights))] += 1
        assert total(split(whole, weights, digits)) == whole


@given(st.lists(st.integers(0, 9), min_size=2, max_size=8).filter(any), st.integers(0, 10_000))
def test_equal_weights_never_favour_the_later_part(weights: list[int], fen: int) -> None:
    parts = split(Decimal(fen).scaleb(-2), [Decimal(weight) for weight in weights])
    for i, earlier in enumerate(weights):
        for j in range(i + 1, len(weights)):
            assert earlier != weights[j] or parts[i] >= parts[j]


@pytest.mark.parametrize(
    ("value", "text"),
    [("5.00", "5"), ("2.50", "2.5"), ("100", "100"), ("1E+3", "1000"), ("0.00", "0"), ("-0.10", "-0.1")],
)
def test_the_shortest_way_to_write_a_number(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_money_is_grouped() -> None:
    assert money(Decimal("7608")) == "7,608.00"
    assert money(Decimal("1545014"), 0) == "1,545,014"
    assert money(Decimal("-1234.005")) == "-1,234.01"
