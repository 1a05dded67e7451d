"""Randomisation is valid: every entry is as likely on every plot, and every two as likely to be neighbours or block mates."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from desktop.designs import DesignOptions, FieldPlan, Item, plan

SEEDS = 900


def plans(name: str, count: int, **options: int) -> list[FieldPlan]:
    items = [Item(key) for key in range(count)]
    return [plan(name, items, DesignOptions(seed=seed, **options)) for seed in range(SEEDS)]


def even(often: Counter[object], kinds: int) -> bool:
    """Whether all kinds occur, none further than five standard deviations from its share."""
    total = sum(often.values())
    share = total / kinds
    far = 5 * (share * (1 - 1 / kinds)) ** 0.5
    return len(often) == kinds and all(abs(times - share) < far for times in often.values())


@pytest.mark.parametrize(("name", "count", "options"), [
    ("rcbd", 6, {"replicates": 2}), ("crd", 6, {"replicates": 2}), ("latin", 4, {"replicates": 4}),
    ("lattice", 9, {"replicates": 3})])
def test_every_entry_is_as_likely_on_every_plot(name: str, count: int, options: dict[str, int]) -> None:
    made = plans(name, count, **options)
    for place in (0, 1, len(made[0].plots) // 2, len(made[0].plots) - 1):
        assert even(Counter(p.plots[place].entry for p in made), count)


def test_every_two_entries_are_as_likely_neighbours() -> None:
    found: Counter[object] = Counter()
    for made in plans("rcbd", 5, replicates=2):
        found[frozenset((made.plots[1].entry, made.plots[2].entry))] += 1
    assert even(found, 10)


def test_every_two_entries_are_as_likely_in_a_block_of_a_lattice() -> None:
    found: Counter[object] = Counter()
    for made in plans("lattice", 9, replicates=2):
        block = [p.entry or 0 for p in made.plots if (p.replicate, p.block) == (1, "1")]
        found.update(combinations(sorted(block), 2))
    assert even(found, 36)


def test_the_levels_of_whole_plots_and_sub_plots_are_in_random_order() -> None:
    items = [Item(10 * a + b, levels=(str(a), str(b))) for a in range(3) for b in range(4)]
    firsts: Counter[object] = Counter()
    subs: Counter[object] = Counter()
    for seed in range(SEEDS):
        entry = plan("split-plot", items, DesignOptions(seed=seed, replicates=2)).plots[0].entry or 0
        firsts[entry // 10] += 1
        subs[entry % 10] += 1
    assert even(firsts, 3)
    assert even(subs, 4)
