"""Whatever stands in a table, an analysis gives figures that JSON can hold, or one sentence; never a traceback or NaN."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import cli
from desktop.analysis.catalogue import ANALYSES, ListedAnalysis
from desktop.analysis.columns import PlotColumns
from desktop.analysis.scales.transformed import Scale, analyse_on
from desktop.analysis.text import report
from desktop.core.errors import UserError

SINGLE = [d for d in ANALYSES if d.name not in ("met", "on-farm", "spatial")]
CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=CALM)
ERROR = {"mse": "2.5", "df": "7", "replicates": "3"}

labels = st.one_of(st.none(), st.sampled_from(["A", "B", "C", "1", "01", "10", "a:b", "品种 1", " x"]))
amounts = st.one_of(
    st.none(), st.integers(-3, 3).map(float), st.floats(1.0, 9.0).map(lambda v: round(v, 3)), st.sampled_from([0.0, 1e6, 1e-9])
)
shapes = st.sampled_from(["level", "additive", "free", "constant"])


def judge(design: ListedAnalysis, columns: PlotColumns, check: str | None, alpha: float, scale: Scale) -> None:
    """The analysis, its JSON and its text; or a sentence."""
    try:
        found = analyse_on(scale, design, columns, check, alpha)
    except UserError as error:
        assert str(error).endswith((".", "?", "。", "？"))
        assert "\n" not in str(error)
        return
    json.dumps(found.to_json(), allow_nan=False)
    assert report(found)


def columns_of(
    design: ListedAnalysis, rows: list[dict[str, str | None]], values: list[float | None], check: str | None
) -> PlotColumns:
    """The columns that the design needs, from rows that name everything."""
    treatments = {"t": [row["t"] for row in rows]} if design.treatments else {}
    roles = {role: (role, [row[role] for row in rows]) for role in (*design.roles, *design.optional) if role in rows[0]}
    options = ERROR if design.name == "means" else {}
    return PlotColumns("y", values, treatments, roles, (check,) if check else (), options=options)


@pytest.mark.parametrize("design", SINGLE, ids=lambda d: d.name)
@QUICK
@given(data=st.data())
def test_any_rows_are_analysed_or_refused(design: ListedAnalysis, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 14))
    optional = sorted(data.draw(st.sets(st.sampled_from(design.optional)))) if design.optional else []
    names = ["t", *design.roles, *optional]
    rows = [{name: data.draw(labels) for name in names} for _row in range(count)]
    values = data.draw(st.lists(amounts, min_size=count, max_size=count))
    check = data.draw(st.sampled_from([None, "A", "Z"]))
    judge(design, columns_of(design, rows, values, check), check, data.draw(st.sampled_from([0.05, 0.3, 1e-6])), Scale())


@pytest.mark.parametrize("design", SINGLE, ids=lambda d: d.name)
@QUICK
@given(data=st.data())
def test_any_laid_out_trial_with_lost_plots_is_analysed_or_refused(design: ListedAnalysis, data: st.DataObject) -> None:
    rows = _layout(design, data.draw(st.integers(2, 4)), data.draw(st.integers(2, 3)))
    shape, lost = data.draw(shapes), data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=4))
    noise = data.draw(st.lists(st.integers(0, 9), min_size=len(rows), max_size=len(rows)))
    values = [None if i in lost else _value(shape, i, n) for i, n in enumerate(noise)]
    check = data.draw(st.sampled_from([None, "T0"]))
    name = data.draw(st.sampled_from(["", "none", "log", "sqrt", "arcsine"])) if "transform" in design.options else ""
    judge(design, columns_of(design, rows, values, check), check, 0.05, Scale(name))


def _layout(design: ListedAnalysis, size: int, blocks: int) -> list[dict[str, str | None]]:
    """The plots of a trial of `size` treatments in `blocks` blocks, with every column that a design may ask for."""
    rows: list[dict[str, str | None]] = []
    for b, i, k in product(range(blocks), range(size), range(2)):
        entry = f"N{b}{i}" if design.name in ("augmented", "p-rep") and k and i > 1 else f"T{(i + k * b) % size}"
        rows.append({
            "t": entry, "block": f"{b}" if design.name != "alpha" else f"{i // 2}{k}", "replicate": f"R{b}",
            "row": f"{b}", "column": f"{i}{k}", "whole": f"w{i}", "horizontal": f"w{i}", "sub": f"s{k}", "vertical": f"s{k}",
            "sub-sub": f"u{(b + i) % 2}", "plot": str(len(rows)),
        })
    return rows


def _value(shape: str, i: int, noise: int) -> float:
    """The value of plot `i`."""
    return {"level": 50.0 + noise, "additive": float(i), "free": float(noise), "constant": 7.0}[shape]


ODD = ["A", "B", "1", "2", "3.5", "-0", "1e400", "NA", "", "7,5", '"x', "品种", "=1+1", "nan", "1/2", ";", "\t"]
CELLS = st.sampled_from(ODD)


@settings(QUICK, max_examples=40)
@given(cells=st.lists(st.lists(CELLS, min_size=3, max_size=4), min_size=1, max_size=9), mark=st.sampled_from([",", ";", "\t"]),
       encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), chosen=st.sampled_from(["rcbd", "augmented", "friedman"]))
def test_any_file_is_analysed_or_refused_in_one_sentence(
    cells: list[list[str]], mark: str, encoding: str, chosen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    text = "\n".join([mark.join(["t", "b", "y"]), *(mark.join(row) for row in cells)]) + "\n"
    path.write_text(text, encoding=encoding)
    options = ["--design", chosen, "--response", "y", "--treatment", "t", "--block", "b", "--json", "--lang", "en"]
    status = cli.main(["analyse", str(path), *options])
    printed = capsys.readouterr()
    if status:
        assert (status, printed.out, printed.err.count("\n")) == (1, "", 1)
    else:
        assert "NaN" not in printed.out
        json.loads(printed.out)
