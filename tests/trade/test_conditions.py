"""Conditions of sale: which one wins, what is a conflict, what free bags and discounts count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trade.conditions import DEALER, FREE, PERCENT, REGION, SURCHARGE, Bought, Conflict, Rule, offers

ITEM = Rule(1, PERCENT, products=frozenset({7}), percent=Fraction(10))
FOR_DEALER = Rule(2, PERCENT, DEALER, frozenset({7}), percent=Fraction(20))
GROUP = Rule(3, PERCENT, products=frozenset({7, 8}), percent=Fraction(15))
CAMPAIGN = Rule(4, PERCENT, priority=8, percent=Fraction(5))


def price(*rules: Rule, product: int = 7, bags: int = 1, usual: int = 1000_00) -> int:
    return offers([Bought(product, bags, usual)], rules)[0].price


def test_the_dealers_own_condition_wins_then_the_product_then_the_set_and_rank_before_all() -> None:
    """Case O59."""
    assert price(ITEM, FOR_DEALER, GROUP) == 800_00
    assert price(ITEM, GROUP) == 900_00
    assert price(GROUP, product=8) == 850_00
    assert price(ITEM, FOR_DEALER, GROUP, CAMPAIGN) == 950_00
    assert price(GROUP, replace(CAMPAIGN, scope=REGION, priority=0)) == 950_00


def test_two_conditions_that_stand_alike_are_a_conflict_unless_they_give_the_same() -> None:
    """Case O59."""
    with pytest.raises(Conflict):
        price(ITEM, replace(ITEM, key=9, percent=Fraction(12)))
    assert price(ITEM, replace(ITEM, key=9)) == 900_00


def test_a_discount_is_taken_after_the_surcharge() -> None:
    """Case O56."""
    assert price(Rule(1, SURCHARGE, percent=Fraction(10)), Rule(2, PERCENT, percent=Fraction(10))) == 990_00


@pytest.mark.parametrize(("bags", "total"), [((5, 10, 10), 470_00), ((5, 3, 10), 360_00)])
def test_bags_of_a_set_count_together(bags: tuple[int, int, int], total: int) -> None:
    """Case O86."""
    rule = Rule(1, PERCENT, products=frozenset({1, 2}), least=10, percent=Fraction(10))
    lines = [Bought(1, bags[0], 20_00), Bought(2, bags[1], 20_00), Bought(3, bags[2], 20_00)]
    assert sum(offer.price * line.bags for offer, line in zip(offers(lines, [rule]), lines, strict=True)) == total


@pytest.mark.parametrize(("paid", "free"), [(2, 0), (3, 1), (6, 2), (8, 2), (75, 25)])
def test_three_paid_bring_one_free(paid: int, free: int) -> None:
    """Case O87."""
    assert offers([Bought(1, paid, 100)], [Rule(1, FREE, buy=3, free=1)])[0].free == free


@pytest.mark.parametrize("bags", [(2, 1), (1, 1, 1), (4, 2), (5,)])
def test_paid_bags_of_one_product_count_together_whatever_lines_they_stand_in(bags: tuple[int, ...]) -> None:
    lines = [Bought(1, n, 100) for n in bags] + [Bought(2, 2, 100)]
    found = offers(lines, [Rule(1, FREE, buy=3, free=1)])
    assert [offer.free for offer in found] == [sum(bags) // 3, *[0] * len(bags)]


def test_free_bags_stand_outside_the_discount() -> None:
    """Case O88."""
    (offer,) = offers([Bought(1, 3, 320_00)], [Rule(1, FREE, buy=3, free=1), Rule(2, PERCENT, percent=Fraction(10))])
    assert 3 * offer.price == 864_00 and offer.free == 1


@given(st.lists(st.builds(Rule, st.integers(), st.sampled_from([PERCENT, SURCHARGE]), st.integers(0, 2),
                          st.frozensets(st.integers(1, 3), max_size=3), st.integers(0, 2), st.integers(0, 20),
                          st.integers(0, 100).map(Fraction)), max_size=5), st.randoms())
def test_the_order_in_which_conditions_were_written_changes_nothing(rules: list[Rule], chance: object) -> None:
    lines = [Bought(product, 6, 100_00) for product in (1, 2, 3)]
    mixed = list(rules)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    def found(some: list[Rule]) -> object:
        try:
            return [(offer.price, offer.free) for offer in offers(lines, some)]
        except Conflict:
            return "conflict"

    assert found(rules) == found(mixed)
