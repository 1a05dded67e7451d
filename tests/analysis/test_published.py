"""Published trials give the figures of their books (read from the shared material beside a checkout)."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.analysis.factors import factor
from desktop.analysis.from_table import labels, numbers
from desktop.analysis.linear.least_squares import LinearModel
from desktop.analysis.result import Analysis
from desktop.core.tables import Table, read_table
from tests.analysis.plots import analyse_crd, analyse_rcbd


def trial(name: str) -> Table:
    """A published trial."""
    from tests.shared import shared_path

    return read_table(shared_path("data", "agridat", f"{name}.txt"))


def in_blocks(table: Table, response: str, treatment: str, block: str) -> Analysis:
    """The analysis in blocks of a table's columns."""
    rows = range(len(table.rows))
    values = numbers(table, response, rows)
    return analyse_rcbd(labels(table, treatment, rows), labels(table, block, rows), values, treatment=treatment)


def test_clewers_wheat_in_blocks_and_without() -> None:
    table = trial("clewer.wheat")
    analysis = in_blocks(table, "yield", "gen", "block")
    assert [row.ss for row in analysis.anova] == pytest.approx([9.78, 6.63, 2.40])
    assert analysis.anova[0].p == pytest.approx(0.0076505, abs=5e-8)
    assert analysis.anova[1].p == pytest.approx(0.0367303, abs=5e-8)
    rows = range(len(table.rows))
    without = analyse_crd(labels(table, "gen", rows), numbers(table, "yield", rows))
    assert (without.error_ms, without.anova[0].p) == pytest.approx((1.5225, 0.29869), abs=5e-6)
    assert list(without.table.means.values()) == pytest.approx([6.5, 7.6, 6.6, 8.3])


def test_gomez_thirty_five_rices_after_the_correction_of_one_plot() -> None:
    table = trial("gomez.heteroskedastic")
    column = {name: table.header.index(name) for name in table.header}
    table.rows = [
        (*row[: column["yield"]], 7.58) if (row[column["gen"]], row[column["rep"]]) == ("G17", "R2") else row
        for row in table.rows
    ]
    analysis = in_blocks(table, "yield", "gen", "rep")
    assert [row.ss for row in analysis.anova] == pytest.approx([3.306, 40.020, 20.014], abs=5e-4)
    assert [row.df for row in analysis.anova] == [2, 34, 68]
    assert analysis.row("gen").f == pytest.approx(3.9992, abs=5e-5)


def test_cochrans_potato_scab_with_unequal_replication() -> None:
    table = trial("cochran.crd")
    rows = range(len(table.rows))
    analysis = analyse_crd(labels(table, "trt", rows), numbers(table, "inf", rows), treatment="trt", check="O")
    assert [row.ss for row in analysis.anova] == pytest.approx([972.344, 1122.875], abs=5e-4)
    assert (analysis.row("trt").f, analysis.row("trt").p) == pytest.approx((3.60809, 0.010262), abs=5e-6)
    assert (analysis.table.means["O"], analysis.table.means["F12"]) == (22.625, 5.75)
    assert [analysis.table.counts[level] for level in ("O", "F12")] == [8, 4]


def test_yates_estimates_of_nine_lost_plots() -> None:
    table = trial("yates.missing")
    rows = range(len(table.rows))
    y = numbers(table, "y", rows)
    names = ("trt", "block")
    columns = {name: labels(table, name, rows) for name in names}
    kept = [i for i in rows if y[i] is not None]
    factors = {name: factor(name, [str(columns[name][i]) for i in kept]) for name in names}
    model = LinearModel(np.array([y[i] for i in kept], dtype=float), factors, [("block",), ("trt",)])
    cells = model.adjusted_means(names)
    found = dict(zip(cells.combinations, cells.means, strict=True))
    estimates = [found[str(columns["trt"][i]), str(columns["block"][i])] for i in rows if y[i] is None]
    published = [2.8839, 2.5762, 3.7326, 3.3325, 3.7572, 3.3143, 3.6063, 3.8862, 3.2180]
    assert estimates == pytest.approx(published, abs=5.1e-5)
