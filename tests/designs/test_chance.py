"""The generator gives the published numbers, and a plan of today is the plan of ten years hence."""

from __future__ import annotations

from collections import Counter

from desktop.designs import DesignOptions, Item, plan
from desktop.designs.chance import Chance


def test_it_gives_the_numbers_that_splitmix64_is_known_by() -> None:
    chance = Chance(1234567)
    assert [chance.number() for _draw in range(5)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]


def test_every_order_is_equally_likely() -> None:
    chance = Chance(2026)
    often = Counter(tuple(chance.shuffled("abc")) for _draw in range(6000))
    assert len(often) == 6
    assert all(900 < times < 1100 for times in often.values())


def test_every_number_below_a_limit_is_equally_likely() -> None:
    chance = Chance(5)
    often = Counter(chance.below(7) for _draw in range(7000))
    assert sorted(often) == list(range(7))
    assert all(880 < times < 1120 for times in often.values())


def test_a_plan_stays_what_it_was_in_every_version() -> None:
    items = [Item(key) for key in range(1, 9)]
    orders = {name: [p.entry for p in plan(name, items, DesignOptions(seed=42, replicates=2, block_size=4)).plots]
              for name in ("rcbd", "crd", "alpha")}
    assert orders == ORDERS


ORDERS = {
    "rcbd": [4, 2, 7, 3, 5, 1, 8, 6, 1, 2, 4, 8, 6, 3, 7, 5],
    "crd": [7, 7, 3, 2, 8, 4, 4, 5, 6, 8, 5, 6, 2, 1, 1, 3],
    "alpha": [1, 2, 7, 3, 5, 6, 4, 8, 8, 3, 4, 2, 1, 5, 7, 6],
}
