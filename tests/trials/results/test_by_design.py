"""Every design is analysed as the command line does it, and where the data do not bear it, the reason is said."""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core import verbs
from desktop.trials import commands
from desktop.trials.choices import DESIGN
from desktop.trials.model import Entry, Observation, Plot, Trial
from desktop.trials.results import by_design
from desktop.trials.results.options import Options, from_json
from desktop.trials.results.trait_result import analyse_trial, result_of
from desktop.trials.trial_data import load
from tests.trials.layouts import Layout, build, layouts, write_table

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.trials.results.trait_result import Result


def result(database: Database, trial: int, options: Options | None = None) -> Result:
    data = load(database, trial)
    response = data.response()
    assert response is not None
    found = result_of(data, response, options=options)
    assert found is not None
    return found


def by_command(layout: Layout, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What `agridesk analyse --json` prints of the same plots."""
    parser = argparse.ArgumentParser()
    commands.analyse_arguments(parser)
    path = write_table(layout, folder / "t.csv")
    checks = layout.checks if layout.design == "augmented" else [layout.check] if layout.check else []
    check = [word for name in checks for word in ("--check", name)]
    args = parser.parse_args([str(path), "--design", *layout.command, "--response", "Yield", *check, "--json"])
    assert commands.analyse(args) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("design", layouts())
def test_the_window_says_what_the_command_line_says(database: Database, tmp_path: Path, design: str,
                                                    capsys: pytest.CaptureFixture[str]) -> None:
    layout = layouts()[design]
    trial = build(database, layout)
    found = analyse_trial(database, trial)
    assert json.loads(json.dumps(found.to_json())) == by_command(layout, tmp_path, capsys)
    carried = pickle.loads(pickle.dumps(found))  # as a big one is from the process that computes
    assert carried.to_json() == found.to_json()
    assert [t.letters_at(0.01) for t in carried.tables.values()] == [t.letters_at(0.01) for t in found.tables.values()]
    shown = result(database, trial)
    assert shown.substitute == ""
    assert shown.way == design
    assert len(shown.lines) == len({r.entry for r in layout.rows})


def test_every_design_that_a_trial_may_have_has_its_way() -> None:
    assert set(DESIGN.labels) <= set(by_design.WAYS)
    assert all(name in by_design.WAYS for way in by_design.WAYS.values() for name in way.nearest)


def test_combinations_of_a_factorial_are_the_lines_and_have_letters(database: Database) -> None:
    found = result(database, build(database, layouts()["split-plot"]))
    assert [t.factor for t in found.tables] == ["A", "B", "A:B"]
    assert all(line.letters for line in found.lines)
    assert found.p_of("A") is not None
    assert found.analysis is not None
    assert found.analysis.check == "b1", "all entries with b1, and no others, are checks"


def test_blocks_that_are_not_filled_in_are_said_and_complete_blocks_taken(database: Database) -> None:
    trial = build(database, layouts()["alpha"])
    plot = verbs.owned(database, Plot, "trial_id", trial)[3]
    verbs.save(database, Plot, {"block": ""}, plot.id)
    found = result(database, trial)
    assert found.way == "rcbd"
    assert found.substitute == ("“Block” is not filled in for plot 104. Analysed as “Randomised complete blocks” instead of "
                                "“Alpha-lattice”.")


def test_a_factorial_without_levels_compares_its_entries(database: Database) -> None:
    trial = build(database, layouts()["factorial"])
    for entry in verbs.owned(database, Entry, "trial_id", trial):
        verbs.save(database, Entry, {"level_b": ""}, entry.id)
    found = result(database, trial)
    assert found.way == "rcbd"
    assert "levels of 1 factor, but this design needs 2" in found.substitute


def test_guards_and_fillers_and_excluded_values_take_no_part(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    first, second, *_rest = verbs.owned(database, Plot, "trial_id", trial)
    verbs.save(database, Plot, {"kind": "guard"}, first.id)
    (observation,) = verbs.owned(database, Observation, "plot_id", second.id)
    verbs.save(database, Observation, {"excluded": True, "reason": "鸟害"}, observation.id)
    found = result(database, trial)
    assert found.analysis is not None
    assert (found.analysis.n, found.excluded, found.missing) == (18, (("102", "鸟害"),), ())


def test_several_checks_each_have_their_percentage(database: Database) -> None:
    found = result(database, build(database, layouts()["augmented"]))
    assert [c.name for c in found.checks] == ["K1", "K2", "K3"]
    line = next(line for line in found.lines if line.entry.name == "N05")
    means = {x.entry.name: x.mean for x in found.lines}
    assert line.others[found.checks[2].id] == pytest.approx(100 * (means["N05"] / means["K3"] - 1))


def test_the_check_can_be_another_one(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    other = next(e for e in verbs.owned(database, Entry, "trial_id", trial) if e.name == "V4")
    found = result(database, trial, Options(checks=(other.id,)))
    assert found.check is not None
    assert found.check.name == "V4"
    assert found.analysis is not None
    assert found.analysis.check == "V4"


def test_where_the_trial_mean_is_the_base_no_variety_is_the_check(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    verbs.save(database, Trial, {"check_kind": "mean"}, trial)
    found = result(database, trial)
    assert found.check is None
    assert found.base == pytest.approx(found.mean)


def test_letters_are_those_of_the_test_chosen(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    found = result(database, trial, Options(test="scheffe"))
    table = found.tables[0]
    assert {line.entry.name: line.letters for line in found.lines} == table.letters["scheffe"]
    assert all(line.capitals.isupper() for line in found.lines)


def test_another_occasion_can_be_chosen(database: Database) -> None:
    trial = build(database, layouts()["crd"])
    data = load(database, trial)
    response = data.response()
    assert response is not None
    first = data.plots[0]
    with database.operation("second time") as session:
        verbs.store(session, Observation, {"plot_id": first.id, "trait_id": response.id, "occasion": 2, "value": 1.0})
    data = load(database, trial)
    assert data.number(first, response) == 1.0
    found = result_of(data, response, options=Options(occasion=1))
    assert found is not None
    assert found.analysis is not None
    assert found.analysis.n == 20


def test_options_survive_being_kept_and_odd_ones_take_the_default() -> None:
    chosen = Options(5, 2, "spatial", "tukey", "log", 7, 0.01, (3, 4))
    assert from_json(json.loads(json.dumps(chosen.to_json()))) == chosen
    assert from_json({"alpha": 7.0, "test": 3, "trait_id": "x", "checks": "no", "unknown": 1}) == Options()


def test_strips_on_farms_are_compared_farm_by_farm(database: Database, tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    from dataclasses import replace

    layout = layouts()["on-farm"]
    found = result(database, build(database, layout))
    (farms,) = found.answers
    assert farms.design == "on-farm"
    said = by_command(replace(layout, command=["on-farm", "--treatment", "Variety", "--block", "Farm"]), tmp_path, capsys)
    assert json.loads(json.dumps(farms.to_json())) == said
    line = next(line for line in found.lines if line.entry.name == "N1")
    assert line.farms == f"{said['entries']['N1']['won']}/8"
    assert line.lower == pytest.approx(said["entries"]["N1"]["lower"])


def test_a_transformed_trait_is_shown_on_its_own_scale_without_limits(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    plain, log = result(database, trial), result(database, trial, Options(transformation="log"))
    assert log.transformed
    assert log.lines[0].mean == pytest.approx(plain.lines[0].mean, rel=0.01)
    assert all(line.lower is None for line in log.lines)
    assert any(line.p is not None for line in log.lines)
    assert any("log10(x)" in note for note in log.notes)


def test_a_covariate_adjusts_and_designs_that_take_none_say_so(database: Database) -> None:
    from desktop.catalogue.model import Trait
    from desktop.trials.actions import set_traits

    for design, code in (("rcbd", "T1"), ("split-plot", "T2")):
        trial = build(database, layouts()[design], code=code)
        data = load(database, trial)
        stand = verbs.save(database, Trait, {"code": f"stand{code}", "name_en": "Stand", "unit": "1"})
        set_traits(database, trial, [data.traits[0].id, stand.id])
        with database.operation("stand") as session:
            for i, plot in enumerate(data.plots):
                verbs.store(session, Observation, {"plot_id": plot.id, "trait_id": stand.id, "value": 50.0 + i * 7 % 11})
        found = result(database, trial, Options(covariate_id=stand.id))
        assert found.analysis is not None
        if design == "rcbd":
            assert found.p_of("Stand") is not None
        else:
            assert "takes no covariate" in found.substitute


def test_ranks_are_tested_as_the_command_line_does(database: Database, tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    from dataclasses import replace

    layout = layouts()["rcbd"]
    found = result(database, build(database, layout), Options(model="rank"))
    (ranks,) = found.answers
    assert ranks.design == "friedman"
    command = ["friedman", "--treatment", "Variety", "--block", "Block"]
    said = by_command(replace(layout, command=command, check=None), tmp_path, capsys)
    assert json.loads(json.dumps(ranks.to_json())) == said
    assert {line.entry.name: line.letters for line in found.lines} == said["letters"]["lsd"]
    assert all(line.lower is None for line in found.lines)


def test_ranks_give_letters_to_the_combinations_of_a_factorial_too(database: Database) -> None:
    found = result(database, build(database, layouts()["factorial"]), Options(model="rank"))
    assert found.factorial
    assert all(line.letters for line in found.lines)


def test_interval_checks_are_compared_with_the_check_beside(database: Database, tmp_path: Path,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    from tests.trials.layouts import Row

    names = ["CK", "N1", "N2", "CK", "N3", "N4", "CK"]
    rows = [Row(name, 1, "", 1, i, value=600.0 + 10 * i + 3 * (i % 2)) for i, name in enumerate(names, 1)]
    layout = Layout("interval-check", rows, ["neighbour-check", "--treatment", "Variety", "--row", "Row", "--column", "Column"],
                    checks=("CK",), check="CK")
    found = result(database, build(database, layout))
    (beside,) = found.answers
    assert found.analysis is None
    said = by_command(layout, tmp_path, capsys)
    assert json.loads(json.dumps(beside.to_json())) == said
    line = next(line for line in found.lines if line.entry.name == "N3")
    assert line.percent == pytest.approx(said["neighbour_check"]["N3"]["percent_difference"])
    assert line.rank == 1 + sum(e["percent_difference"] > line.percent for e in said["neighbour_check"].values()) + (
        1 if line.percent < 0 else 0)


def test_a_lost_check_plot_is_not_a_neighbour(database: Database) -> None:
    trial = build(database, layouts()["rcbd"])
    verbs.save(database, Trial, {"check_kind": "neighbour"}, trial)
    before = result(database, trial)
    (first,) = before.answers
    assert all(line.lower is None and line.p is None for line in before.lines)
    check = next(p for p in load(database, trial).plots if p.entry_id == (before.check.id if before.check else 0))
    verbs.save(database, Plot, {"state": "lost", "reason": "涝"}, check.id)
    after = result(database, trial)
    (second,) = after.answers
    assert second.to_json() != first.to_json()


def test_farms_and_whole_plots_get_no_model_of_a_field(database: Database) -> None:
    for design, offered in (("row-column", True), ("on-farm", False), ("split-plot", False)):
        data = load(database, build(database, layouts()[design]))
        for number, plot in enumerate(data.plots):  # wherever the plots stand
            plot.row, plot.column = number // 4 + 1, number % 4 + 1
        assert ("spatial" in by_design.models_of(data)) is offered, design


def test_factors_may_bear_the_name_of_the_block_or_of_each_other(database: Database) -> None:
    trial = build(database, layouts()["split-plot"])
    expected = result(database, trial)
    for names in (("Block", "B"), ("N", "N")):
        verbs.save(database, Trial, dict(zip(("factor_a", "factor_b"), names, strict=True)), trial)
        found = result(database, trial)
        assert found.substitute == ""
        assert [row.ss for row in found.analysis.strata] == [row.ss for row in expected.analysis.strata]  # type: ignore[union-attr]
