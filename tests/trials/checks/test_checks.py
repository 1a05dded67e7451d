"""Checks before statistics: what is suspect is found with its reason, and what is done about it stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Trait
from desktop.catalogue.seed import load_catalogue, seeded_id
from desktop.core import history, verbs
from desktop.core.errors import UserError
from desktop.core.tables import read_table
from desktop.trials import actions
from desktop.trials.checks import decisions
from desktop.trials.checks.finding import Finding
from desktop.trials.model import Entry, Observation, Plot, Trial
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import load
from tests.shared import shared_path
from tests.trials.conftest import plot_numbered

if TYPE_CHECKING:
    from desktop.core.database import Database


def found(db: Database, trial: int, *kinds: str) -> list[Finding]:
    return [f for f in decisions.check(db, trial)[1] if not kinds or f.kind in kinds]


def number(db: Database, finding: Finding) -> list[str]:
    return [verbs.get(db, Plot, p).number for p in (finding.plot, finding.other) if p]


@pytest.fixture
def groundnut(database: Database) -> int:
    """Ryder's groundnut trial, in which plots A and B of block 3 were exchanged, as a user would have it."""
    table = read_table(shared_path("data", "agridat", "ryder.groundnut.txt"))
    place = {name: i for i, name in enumerate(table.header)}
    trial = verbs.save(database, Trial, {"code": "R", "title": "groundnut"})
    traits = [verbs.save(database, Trait, {"code": c, "name_en": c, "decimals": 1}).id for c in ("wet", "dry")]
    actions.set_traits(database, trial.id, traits)
    entries: dict[str, int] = {}
    for n, row in enumerate(table.rows):
        cell = {name: str(row[i]) for name, i in place.items()}
        name = cell["gen"]
        if name not in entries:
            entries[name] = verbs.save(database, Entry, {"trial_id": trial.id, "name": name}).id
        plot = verbs.save(database, Plot, {"trial_id": trial.id, "entry_id": entries[name], "number": f"{n + 1:03}",
                                           "replicate": int(cell["block"][1:]), "row": int(cell["row"]),
                                           "column": int(cell["col"])})
        with database.operation("observed") as session:
            seen = zip(traits, (cell["wet"], cell["dry"]), strict=True)
            store_values(session, [((plot.id, t, 1), float(v), False) for t, v in seen])
    return trial.id


def test_ryders_exchanged_plots_are_found_in_both_traits_and_put_right(database: Database, groundnut: int) -> None:
    [pair] = found(database, groundnut, "swapped")
    data = load(database, groundnut)
    plots = [next(p for p in data.plots if p.id == key) for key in (pair.plot, pair.other)]
    assert {(data.by_entry[p.entry_id or 0].name, p.replicate) for p in plots} == {("A", 3), ("B", 3)}
    assert "wet, dry" in pair.text
    before = result_of(data, data.traits[1])
    assert before and before.analysis
    assert decisions.swap(database, pair.plot or 0, pair.other or 0) == 4
    after = result_of(load(database, groundnut), data.traits[1])
    assert after and after.analysis and (after.analysis.error_ms or 0) < 0.6 * (before.analysis.error_ms or 0)
    assert not found(database, groundnut, "swapped")
    database.undo()
    assert found(database, groundnut, "swapped") == [pair]


def test_an_exchange_that_was_looked_at_and_stands_is_not_shown_again(database: Database, groundnut: int) -> None:
    [pair] = found(database, groundnut, "swapped")
    decisions.accept(database, pair, "bags were checked")
    assert not found(database, groundnut, "swapped")


def set_value(db: Database, trial: int, plot: str, value: float) -> None:
    trait = load(db, trial).traits[0].id
    with db.operation("typed") as session:
        store_values(session, [((plot_numbered(db, trial, plot).id, trait, 1), value, False)])


def test_a_value_out_of_range_and_far_from_the_model_is_found_and_accepted(database: Database, trial: int) -> None:
    set_value(database, trial, "202", 80.0)
    kinds = {f.kind for f in found(database, trial)}
    assert {"range", "residual"} <= kinds
    one = found(database, trial, "range")[0]
    assert number(database, one) == ["202"] and "1 to 12" in one.text
    decisions.accept(database, one, "weighed twice")
    assert not found(database, trial, "range", "residual")
    plot = plot_numbered(database, trial, "202")
    assert [o.note for o in verbs.owned(database, Observation, "plot_id", plot.id)] == ["weighed twice"]
    set_value(database, trial, "202", 81.0)
    assert found(database, trial, "range")


def test_a_crop_that_is_still_growing_is_no_value_out_of_range(database: Database, trial: int) -> None:
    data = load(database, trial)
    trait, plots = data.traits[0].id, [p.id for p in data.plots]
    with database.operation("grown") as session:
        store_values(session, [((plots[0], trait, 1), 0.4, False)])
    assert "1 to 12" in found(database, trial, "range")[0].text, "the only measurement is judged by the whole range"
    with database.operation("grown") as session:
        store_values(session, [((p, trait, 2), 5.0, False) for p in plots])
    assert not found(database, trial, "range"), "before the last measurement it may be smaller"
    with database.operation("grown") as session:
        store_values(session, [((plots[0], trait, 1), 13.0, False), ((plots[1], trait, 2), 0.5, False)])
    assert {(f.plot, f.occasion) for f in found(database, trial, "range")} == {(plots[0], 1), (plots[1], 2)}


def test_what_all_plots_did_between_two_occasions_is_growth_and_what_one_did_is_a_jump(database: Database, trial: int) -> None:
    data = load(database, trial)
    trait, plots = data.traits[0].id, [p.id for p in data.plots]
    with database.operation("grown") as session:
        store_values(session, [((p, trait, n), value, False) for p in plots for n, value in ((1, 2.0), (2, 6.0))])
    assert len(plots) >= 5 and not found(database, trial, "jump")
    with database.operation("slip") as session:
        store_values(session, [((plots[3], trait, 2), 11.9, False)])
    assert [(f.plot, f.occasion) for f in found(database, trial, "jump")] == [(plots[3], 2)]
    with database.operation("few") as session:
        store_values(session, [((p, trait, 2), None, False) for p in plots[4:]])
    assert {f.plot for f in found(database, trial, "jump")} == set(plots[:4]), "of four plots nobody can say"


def test_a_value_left_out_needs_a_reason_and_takes_no_part(database: Database, trial: int) -> None:
    set_value(database, trial, "202", 80.0)
    one, before = found(database, trial, "range")[0], load(database, trial).fingerprint()
    with pytest.raises(UserError, match="why the value"):
        decisions.exclude_value(database, one, " ")
    decisions.exclude_value(database, one, "scale broken")
    data = load(database, trial)
    assert data.fingerprint() != before
    result = result_of(data, data.traits[0])
    assert result and max(v for line in result.lines for v in line.values) < 12
    [out] = found(database, trial, "out")
    assert "scale broken" in out.text
    decisions.include(database, out)
    assert load(database, trial).fingerprint() == before


def test_a_plot_left_out_needs_a_reason_and_can_come_back(database: Database, trial: int) -> None:
    plot = plot_numbered(database, trial, "202")
    with pytest.raises(UserError):
        decisions.exclude_plot(database, plot.id, "")
    decisions.exclude_plot(database, plot.id, "flooded")
    [out] = found(database, trial, "out")
    assert "flooded" in out.text
    decisions.include(database, out)
    assert plot_numbered(database, trial, "202").state == "ok"


def test_numbers_and_places_that_stand_twice_are_found(database: Database, trial: int) -> None:
    plot = plot_numbered(database, trial, "202")
    verbs.save(database, Plot, {"number": "201", "column": 1}, plot.id)
    texts = " ".join(f.text for f in found(database, trial, "duplicate"))
    assert "number 201 stands twice" in texts and "row 2, column 1" in texts


@pytest.fixture
def maize(database: Database) -> int:
    """A maize trial of two plots with stages, heights and lodging."""
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
    trial = verbs.save(database, Trial, {"code": "M", "title": "玉米", "crop_id": seeded_id("crop", "maize"),
                                         "sown_on": "2026-05-01", "harvested_on": "2026-10-01"})
    codes = ("emergence", "tasseling", "silking", "maturity", "plant_height", "ear_height", "root_lodging", "stalk_lodging")
    actions.set_traits(database, trial.id, [seeded_id("trait", f"maize.{c}") for c in codes])
    entry = verbs.save(database, Entry, {"trial_id": trial.id, "name": "A"}).id
    for plot in ("101", "102"):
        verbs.save(database, Plot, {"trial_id": trial.id, "entry_id": entry, "number": plot})
    return trial.id


@pytest.mark.parametrize(("values", "kind", "words"), [
    ({"emergence": "2026-05-12", "silking": "2026-07-20", "maturity": "2026-07-02"}, "order", "comes before"),
    ({"emergence": "2026-04-12"}, "order", "Sowing 2026-05-01"),
    ({"maturity": "2026-10-20"}, "order", "Harvest 2026-10-01"),
    ({"plant_height": 210.0, "ear_height": 215.0}, "never", "Ear height 215 cm"),
    ({"root_lodging": 70.0, "stalk_lodging": 40.0}, "never", "exceed 100"),
    ({"plant_height": 2.6}, "never", "metres"),
    ({"tasseling": "2026-07-20", "silking": "2026-07-19", "plant_height": 260.0, "ear_height": 100.0}, "", "")])
def test_stages_and_pairs_that_cannot_be_are_found(
        database: Database, maize: int, values: dict[str, object], kind: str, words: str) -> None:
    plot = plot_numbered(database, maize, "101")
    with database.operation("typed") as session:
        store_values(session, [((plot.id, seeded_id("trait", f"maize.{c}"), 1), v, False) for c, v in values.items()])
    seen = found(database, maize, "order", "never")
    assert [f.kind for f in seen] == ([kind] if kind else [])
    assert all(words in f.text and f.plot == plot.id for f in seen)


def test_heights_read_to_the_nearest_ten_are_noticed(database: Database, maize: int) -> None:
    entry = load(database, maize).entries[0].id
    trait = seeded_id("trait", "maize.plant_height")
    with database.operation("typed") as session:
        plots = verbs.insert_many(session, Plot, [{"trial_id": maize, "entry_id": entry, "number": f"{n}"}
                                                  for n in range(300, 370)])
        store_values(session, [((p, trait, 1), 200.0 + 10 * (n % 9), False) for n, p in enumerate(plots)])
    [one] = found(database, maize, "digits")
    assert "100 %" in one.text or one.trait == trait
