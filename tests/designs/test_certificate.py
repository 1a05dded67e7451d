"""The certificate finds what an edit, an import or a fault has spoilt, and says so in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core import i18n
from desktop.designs import DesignOptions, FieldPlan, Item, certify, plan
from desktop.designs.catalogue import DESIGNS
from desktop.designs.model import FAIL, GUARD
from tests.designs.test_every_design import some_items, some_options


def made(name: str = "rcbd", **options: int) -> FieldPlan:
    return plan(name, [Item(key, f"V{key}", key == 1) for key in range(1, 17)], DesignOptions(**{"seed": 3, **options}))


def failed(spoilt: FieldPlan) -> set[str]:
    return {check.name for check in certify(spoilt).checks if check.state == FAIL}


def put(whole: FieldPlan, place: int, **changes: object) -> FieldPlan:
    """The plan with one plot changed."""
    plots = list(whole.plots)
    plots[place] = replace(plots[place], **changes)  # type: ignore[arg-type]
    return replace(whole, plots=plots)


def swapped(whole: FieldPlan, one: int, other: int) -> FieldPlan:
    first, second = whole.plots[one].entry, whole.plots[other].entry
    return put(put(whole, one, entry=second), other, entry=first)


def test_an_exchange_within_a_block_is_harmless_and_between_blocks_is_not() -> None:
    whole = made()
    assert failed(swapped(whole, 0, 1)) == set()
    other = next(n for n, p in enumerate(whole.plots) if p.replicate == 2 and p.entry != whole.plots[0].entry)
    assert failed(swapped(whole, 0, other)) == {"replicates"}


def test_double_places_and_numbers_are_found() -> None:
    whole = made()
    assert failed(put(whole, 0, row=whole.plots[1].row, column=whole.plots[1].column)) == {"places"}
    assert failed(put(whole, 0, number=whole.plots[1].number)) == {"numbers"}


def test_a_missing_entry_and_a_foreign_one_are_found() -> None:
    whole = made("none")
    assert "entries" in failed(replace(whole, plots=whole.plots[1:]))
    assert "entries" in failed(replace(whole, items=whole.items[1:]))


def test_a_gap_in_the_guard_is_found() -> None:
    whole = made(guard_rows=1, guard_columns=1)
    gone = next(p for p in whole.plots if p.kind == GUARD and p.column == 4)
    assert failed(replace(whole, plots=[p for p in whole.plots if p != gone])) == {"guards"}


def test_a_left_out_number_is_noted() -> None:
    whole = made()
    check = certify(replace(whole, plots=[p for p in whole.plots if p.number != "105"])).check("numbers")
    assert check is not None
    assert check.figures["n"] == 1


def test_an_exchange_between_whole_plots_or_strips_is_found() -> None:
    items = [Item(n, levels=(a, b)) for n, (a, b) in enumerate(((a, b) for a in "abc" for b in "xyz"), start=1)]
    for name, check in (("split-plot", "whole_plots"), ("strip-plot", "strips")):
        whole = plan(name, items, DesignOptions(seed=1))
        assert check in failed(swapped(whole, 0, 4))


def test_an_entry_twice_in_a_square_s_column_is_found() -> None:
    whole = plan("latin", [Item(n) for n in range(5)], DesignOptions(replicates=5))
    assert "columns" in failed(swapped(whole, 0, 1))


def test_a_check_that_left_its_block_is_found() -> None:
    whole = plan("augmented", [Item(n, is_check=n < 3) for n in range(27)], DesignOptions(replicates=4))
    check = next(n for n, p in enumerate(whole.plots) if p.block == "1" and p.entry == 0)
    other = next(n for n, p in enumerate(whole.plots) if p.block == "2" and (p.entry or 0) > 3)
    assert "check_blocks" in failed(swapped(whole, check, other))


def test_entries_that_meet_too_often_lower_the_efficiency() -> None:
    whole = made("lattice")
    before, after = certify(whole), certify(swapped(whole, 0, 5))
    assert before.check("efficiency").figures["factor"] > after.check("efficiency").figures["factor"]  # type: ignore[union-attr]


def test_neighbours_of_one_entry_are_counted() -> None:
    whole = made()
    row = [n for n, p in enumerate(whole.plots) if p.row == 1]
    spoilt = put(whole, row[1], entry=whole.plots[row[0]].entry)
    check = certify(spoilt).check("neighbours")
    assert check is not None
    assert check.figures["n"] >= 1


def test_entries_without_a_check_between_for_too_long_are_found() -> None:
    whole = plan("interval-check", [Item(n, is_check=n == 0) for n in range(13)], DesignOptions(replicates=1, interval=4))
    assert failed(whole) == set()
    check = next(n for n, p in enumerate(whole.plots) if p.entry == 0 and n)
    assert "interval" in failed(replace(whole, plots=[p for n, p in enumerate(whole.plots) if n != check]))


def test_seed_and_generator_are_named_unless_it_was_edited() -> None:
    whole = made(seed=42)
    assert "Seed 42 (SplitMix64" in " ".join(certify(whole).lines())
    assert "edited or made elsewhere" in " ".join(certify(replace(whole, randomised_here=False)).lines())


def test_failures_come_first() -> None:
    certificate = certify(put(made(), 0, number="102"))
    assert not certificate.valid
    assert certificate.lines()[0].startswith("1 plot number occurs twice")


@pytest.mark.parametrize("name", [d.name for d in DESIGNS])
def test_every_sentence_is_said_in_both_languages(name: str) -> None:
    from desktop.designs.chance import Chance

    items = some_items(name, Chance(4))
    certificate = certify(plan(name, items, some_options(name, items, Chance(8))))
    with i18n.using("en"):
        english = certificate.lines()
    with i18n.using("zh_CN"):
        chinese = certificate.lines()
    assert all(any("\u4e00" <= c <= "\u9fff" for c in line) for line in chinese)
    assert not any("\u4e00" <= c <= "\u9fff" or "{" in c for line in english for c in line)
