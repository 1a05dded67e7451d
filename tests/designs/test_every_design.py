"""Every design, thousands of times: each plan is valid, made again from its seed, and laid out without a fault."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from desktop.designs import DesignOptions, FieldPlan, Item, certify, plan
from desktop.designs.catalogue import DESIGNS
from desktop.designs.chance import Chance
from desktop.designs.model import CORNERS, FILLER, GUARD
from desktop.trials.choices import DESIGN

TIMES = 200  # plans of each design in the normal suite; 5 times as many under the slow mark
CHEAP = {"alpha": 10, "row-column": 20}  # searching designs are tried that many times less often
SQUARES = (4, 9, 16, 25, 36, 49, 64)


def entries(count: int, checks: int = 0) -> list[Item]:
    return [Item(1000 + n, f"V{n}", n <= checks) for n in range(1, count + 1)]


def combinations(chance: Chance, factors: int) -> list[Item]:
    sizes = [2 + chance.below(3) for _factor in range(factors)]
    levels = product(*([f"{'abc'[place]}{n}" for n in range(size)] for place, size in enumerate(sizes)))
    return [Item(number, "·".join(level), levels=level) for number, level in enumerate(levels, start=1)]


def some_items(name: str, chance: Chance) -> list[Item]:
    """Entries that suit the design."""
    factors = {"factorial": 2, "split-plot": 2, "split-split-plot": 3, "strip-plot": 2}.get(name)
    if factors:
        return combinations(chance, factors)
    if name == "latin":
        return entries(3 + chance.below(8))
    if name == "lattice":
        return entries(chance.one_of(SQUARES))
    if name == "row-column":
        return entries(chance.one_of((9, 12, 15, 16, 20, 24, 30, 36, 42, 49)))
    if name == "alpha":
        return entries(4 + chance.below(50), chance.below(3))
    checks = 1 + chance.below(3)
    return entries(checks + 8 + chance.below(60), checks)


def some_options(name: str, items: list[Item], chance: Chance) -> DesignOptions:
    """Options that suit the design, and any field."""
    replicates = 2 + chance.below(3)
    if name == "latin":
        replicates = len(items) * (1 + chance.below(2))
    if name == "lattice" and len(items) in (36, 4):
        replicates = 2 + chance.below(2)
    if name == "row-column":
        replicates += 1
    size = 2 + chance.below(max(1, len(items) // 2 - 1)) if name == "alpha" else None
    if name == "on-farm" and chance.below(2):
        replicates, size = 12 + chance.below(8), sum(i.is_check for i in items) + 6 + chance.below(3)
    return DesignOptions(
        replicates=replicates, seed=chance.below(10**9), block_size=size, interval=1 + chance.below(9),
        random_order=bool(chance.below(2)), share=10 + chance.below(80), within=chance.one_of(("rcbd", "crd")),
        per_row=chance.one_of((None, None, 1 + chance.below(25))), beside=bool(chance.below(2)), gap=chance.below(3),
        guard_rows=chance.below(3), guard_columns=chance.below(3), corner=chance.one_of(CORNERS),
        along=chance.one_of(("rows", "columns")), serpentine=bool(chance.below(2)),
        numbering=chance.one_of(("replicate", "continuous")), first=chance.one_of((1, 101, 1001)),
        prefix=chance.one_of(("", "A", "2026-")), fill=bool(chance.below(2)))


def try_often(name: str, times: int) -> None:
    for number in range(times):
        chance = Chance(number)
        items = some_items(name, chance)
        options = some_options(name, items, chance)
        made = plan(name, items, options)
        certificate = certify(made)
        assert certificate.valid, (number, options, certificate.lines())
        holds(made)
        if number % 10 == 0:
            assert plan(name, items, options) == made


def holds(made: FieldPlan) -> None:
    """What is true of every plan, whatever the certificate says."""
    walked = [p for p in made.plots if p.kind != GUARD]
    assert [p.walk for p in walked] == list(range(1, len(walked) + 1))
    assert len({(p.row, p.column) for p in made.plots}) == len(made.plots) == len({p.number for p in made.plots})
    assert min(p.row for p in made.plots) == min(p.column for p in made.plots) == 1
    assert {p.entry for p in made.standing} == {i.key for i in made.items}
    assert all((p.entry is None) == (p.kind in (GUARD, FILLER)) for p in made.plots)
    assert all(p.number.startswith(made.options.prefix) for p in made.plots)
    if made.options.serpentine and not made.options.gap and made.options.per_row is None:
        _turns_without_crossing(made)


def _turns_without_crossing(made: FieldPlan) -> None:
    across = 0 if made.options.along == "rows" else 1
    walked = [(p.row, p.column) for p in made.plots if p.walk]
    lines = list(dict.fromkeys(place[across] for place in walked))
    assert lines == sorted(lines) or lines == sorted(lines, reverse=True)
    for one, other in pairwise(lines):
        ends = [[p[1 - across] for p in walked if p[across] == line] for line in (one, other)]
        if all(len(end) > 1 for end in ends):
            assert (ends[0][0] < ends[0][-1]) != (ends[1][0] < ends[1][-1])


@pytest.mark.parametrize("name", [d.name for d in DESIGNS])
def test_every_plan_is_valid_and_made_again_from_its_seed(name: str) -> None:
    try_often(name, TIMES // CHEAP.get(name, 1))


@pytest.mark.slow
@pytest.mark.parametrize("name", [d.name for d in DESIGNS])
def test_every_plan_is_valid_thousands_of_times(name: str) -> None:
    try_often(name, 5 * TIMES)


def test_every_design_that_a_trial_may_have_can_be_laid_out() -> None:
    assert {d.name for d in DESIGNS} == set(DESIGN) - {"bib"}, "balanced incomplete blocks come from elsewhere"
