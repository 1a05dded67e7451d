"""Efficiency factors agree with theory and with published designs, and ours are as good as those."""

from __future__ import annotations

from itertools import combinations

import pytest

from desktop.designs import DesignOptions, Item, certify, plan
from desktop.designs.efficiency import block_efficiency
from tests.shared import shared_path


def efficiency(name: str, count: int, **options: int) -> tuple[float, float, int]:
    """Factor, bound and most concurrences of a plan of ours."""
    certificate = certify(plan(name, [Item(key) for key in range(count)], DesignOptions(**options)))
    found, meetings = certificate.check("efficiency"), certificate.check("concurrence")
    assert found is not None
    assert meetings is not None
    return found.figures["factor"], found.figures["bound"], meetings.figures["most"]


def test_all_pairs_as_blocks_have_the_efficiency_of_a_balanced_design() -> None:
    """A balanced design has v·λ / (r·k): six entries in all pairs, 6·1 / (5·2)."""
    blocks = list(combinations(range(6), 2))
    entries = [entry for block in blocks for entry in block]
    labels = [number for number, block in enumerate(blocks) for _entry in block]
    found = block_efficiency(entries, labels, [1] * len(entries))
    assert found.factor == pytest.approx(0.6)
    assert (found.least, found.most, found.connected) == (1, 1, True)


@pytest.mark.parametrize("k", [3, 4, 5, 7, 8, 9])
def test_a_balanced_lattice_reaches_the_bound(k: int) -> None:
    """k / (k + 1): Yates 1936."""
    factor, bound, most = efficiency("lattice", k * k, replicates=k + 1)
    assert factor == pytest.approx(k / (k + 1))
    assert factor == pytest.approx(bound)
    assert most == 1


@pytest.mark.parametrize(("k", "replicates"), [(4, 2), (6, 2), (6, 3), (10, 3), (12, 2)])
def test_simple_and_triple_lattices_reach_the_bound(k: int, replicates: int) -> None:
    factor, bound, most = efficiency("lattice", k * k, replicates=replicates)
    expected = (k + 1) * (replicates - 1) / ((k + 1) * (replicates - 1) + replicates)
    assert factor == pytest.approx(expected) == pytest.approx(bound)
    assert most == 1


def test_our_alpha_design_is_as_good_as_the_published_one() -> None:
    """J. A. John, E. R. Williams 1995, p. 146: 24 entries in three replicates of six blocks of four."""
    lines = shared_path("data", "agridat", "john.alpha.txt").read_text(encoding="utf-8").replace('"', "").split("\n")
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:] if line]
    names = sorted({r["gen"] for r in rows})
    published = block_efficiency([names.index(r["gen"]) for r in rows], [(r["rep"], r["block"]) for r in rows],
                                 [r["rep"] for r in rows])
    factor, bound, most = efficiency("alpha", 24, replicates=3, block_size=4)
    assert published.factor is not None
    assert factor >= published.factor - 1e-9
    assert (most, published.most) == (1, 1)
    assert bound == pytest.approx(46 / 61)


@pytest.mark.parametrize(("count", "size", "replicates", "share"), [
    (24, 4, 3, .963), (30, 6, 3, .992), (50, 7, 3, .987), (13, 4, 3, .96), (20, 5, 4, .990), (100, 10, 2, 1 - 1e-9),
    (48, 6, 3, .985), (120, 8, 3, .985)])
def test_alpha_designs_come_near_the_bound(count: int, size: int, replicates: int, share: float) -> None:
    for seed in (1, 2):
        factor, bound, _most = efficiency("alpha", count, replicates=replicates, block_size=size, seed=seed)
        assert share * bound <= factor <= bound + 1e-12


@pytest.mark.parametrize(("count", "columns", "replicates", "share"), [(24, 6, 3, .90), (20, 5, 2, .92), (60, 6, 2, .94)])
def test_row_column_designs_come_near_the_bound(count: int, columns: int, replicates: int, share: float) -> None:
    factor, bound, _most = efficiency("row-column", count, replicates=replicates, block_size=columns)
    assert share * bound <= factor <= bound + 1e-12


def test_a_design_in_two_parts_is_not_connected() -> None:
    found = block_efficiency([0, 1, 2, 3, 0, 1, 2, 3], [1, 1, 2, 2, 3, 3, 4, 4], [1, 1, 1, 1, 2, 2, 2, 2])
    assert not found.connected
