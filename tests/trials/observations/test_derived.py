"""Derived values follow what they stand on, in the same action, and never write over what somebody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.catalogue.model import Crop, Trait
from desktop.catalogue.seed import load_catalogue, seeded_id
from desktop.core import history, verbs
from desktop.core.errors import FieldErrors
from desktop.trials import actions
from desktop.trials.model import Entry, Observation, Plot, Trial
from desktop.trials.observations.observation_grid import store_values
from desktop.trials.trial_data import load

if TYPE_CHECKING:
    from desktop.core.database import Database


def trait_id(code: str) -> int:
    return seeded_id("trait", f"maize.{code}")


@pytest.fixture
def maize(database: Database) -> int:
    """A maize trial of two entries, two replicates, with weights, moisture and yield."""
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
    trial = verbs.save(database, Trial, {"code": "M1", "title": "玉米", "crop_id": seeded_id("crop", "maize"), "plot_area": 20,
                                         "harvest_area": 12})
    actions.set_traits(database, trial.id, [trait_id(c) for c in ("plot_weight", "grain_moisture", "yield_mu",
                                                                 "percent_of_check")])
    entries = [verbs.save(database, Entry, {"trial_id": trial.id, "name": n, "is_check": n == "CK"}).id for n in ("CK", "A")]
    for number, entry in zip(("101", "102", "201", "202"), entries * 2, strict=True):
        verbs.save(database, Plot, {"trial_id": trial.id, "entry_id": entry, "number": number, "replicate": int(number[0])})
    return trial.id


def enter(db: Database, trial: int, number: str, values: dict[str, object]) -> None:
    plot = next(p for p in verbs.owned(db, Plot, "trial_id", trial) if p.number == number)
    with db.operation("typed") as session:
        store_values(session, [((plot.id, trait_id(code), 1), value, False) for code, value in values.items()])


def value(db: Database, trial: int, number: str, code: str) -> float | None:
    data = load(db, trial)
    plot = next(p for p in data.plots if p.number == number)
    found = data.value(plot, data.trait(trait_id(code)))
    return round(found, 1) if isinstance(found, float) else None


def test_yield_at_standard_moisture_follows_weight_and_moisture(database: Database, maize: int) -> None:
    enter(database, maize, "102", {"plot_weight": 12.0})
    assert value(database, maize, "102", "yield_mu") is None
    enter(database, maize, "102", {"grain_moisture": 24.0})
    assert value(database, maize, "102", "yield_mu") == round(12 / 12 * 666.7 * 76 / 86, 1)
    enter(database, maize, "102", {"plot_weight": None})
    assert value(database, maize, "102", "yield_mu") is None


def test_another_harvested_area_changes_every_yield_and_undo_brings_them_back(database: Database, maize: int) -> None:
    enter(database, maize, "102", {"plot_weight": 12.0, "grain_moisture": 14.0})
    verbs.save(database, Trial, {"harvest_area": 10}, maize)
    assert value(database, maize, "102", "yield_mu") == 800.0
    database.undo()
    assert value(database, maize, "102", "yield_mu") == 666.7
    database.redo()
    assert value(database, maize, "102", "yield_mu") == 800.0


def test_a_weight_and_its_yield_are_taken_back_together(database: Database, maize: int) -> None:
    enter(database, maize, "102", {"plot_weight": 12.0, "grain_moisture": 14.0})
    enter(database, maize, "102", {"plot_weight": 6.0})
    assert value(database, maize, "102", "yield_mu") == 333.4
    database.undo()
    assert value(database, maize, "102", "yield_mu") == 666.7
    database.undo()
    assert value(database, maize, "102", "yield_mu") is None


def test_the_percentage_of_the_check_follows_the_check(database: Database, maize: int) -> None:
    for number, weight in (("101", 10.0), ("201", 14.0), ("102", 12.0)):
        enter(database, maize, number, {"plot_weight": weight, "grain_moisture": 14.0})
    assert value(database, maize, "102", "percent_of_check") == 100
    enter(database, maize, "101", {"plot_weight": 6.0})
    assert value(database, maize, "102", "percent_of_check") == 120
    check = next(e for e in verbs.owned(database, Entry, "trial_id", maize) if e.is_check)
    verbs.save(database, Entry, {"is_check": False}, check.id)
    assert value(database, maize, "102", "percent_of_check") is None
    verbs.save(database, Trial, {"check_kind": "mean"}, maize)
    assert value(database, maize, "102", "percent_of_check") == round(12 / ((6 + 14 + 12) / 3) * 100, 1)


def test_a_value_typed_by_hand_stays(database: Database, maize: int) -> None:
    enter(database, maize, "102", {"yield_mu": 500.0})
    enter(database, maize, "102", {"plot_weight": 12.0, "grain_moisture": 14.0})
    assert value(database, maize, "102", "yield_mu") == 500
    enter(database, maize, "102", {"yield_mu": None})
    assert value(database, maize, "102", "yield_mu") == 666.7


def test_a_derived_value_says_by_which_formula(database: Database, maize: int) -> None:
    enter(database, maize, "102", {"plot_weight": 12.0, "grain_moisture": 14.0})
    with database.reading() as session:
        found = session.exec(select(Observation).where(Observation.trait_id == trait_id("yield_mu"))).one()
    assert found.source.startswith("= plot_weight / first(measured_area, harvest_area)")


def test_an_excluded_weight_makes_no_yield(database: Database, maize: int) -> None:
    enter(database, maize, "102", {"plot_weight": 12.0, "grain_moisture": 14.0})
    plot = next(p for p in verbs.owned(database, Plot, "trial_id", maize) if p.number == "102")
    weight = next(o for o in verbs.owned(database, Observation, "plot_id", plot.id) if o.trait_id == trait_id("plot_weight"))
    verbs.save(database, Observation, {"excluded": True, "reason": "scale broken"}, weight.id)
    assert value(database, maize, "102", "yield_mu") is None


def test_a_new_formula_is_used_at_once_and_a_wrong_one_refused(database: Database, maize: int) -> None:

    enter(database, maize, "102", {"plot_weight": 12.0, "grain_moisture": 14.0})
    verbs.save(database, Trait, {"formula": "plot_weight * 2"}, trait_id("yield_mu"))
    assert value(database, maize, "102", "yield_mu") == 24
    for wrong in ("plot_wieght", "percent_of_check", "plot_weight +"):
        with pytest.raises(FieldErrors):
            verbs.save(database, Trait, {"formula": wrong}, trait_id("yield_mu"))
    assert verbs.get(database, Trait, trait_id("yield_mu")).formula == "plot_weight * 2"


def test_growth_days_begin_as_the_crop_has_it(database: Database, maize: int) -> None:
    actions.set_traits(database, maize, [trait_id(c) for c in ("sowing", "emergence", "maturity", "growth_days")])
    enter(database, maize, "101", {"sowing": "2026-05-01", "emergence": "2026-05-11", "maturity": "2026-09-08"})
    assert value(database, maize, "101", "growth_days") == 120
    verbs.save(database, Crop, {"growth_start": "day_after_sowing"}, seeded_id("crop", "maize"))
    assert value(database, maize, "101", "growth_days") == 129


def test_the_shipped_formulas_name_what_is_there(database: Database, maize: int) -> None:
    from desktop.catalogue.actions import dictionary
    from desktop.catalogue.formula_check import problem

    with database.reading() as session:
        for crop in session.exec(select(Crop)):
            known = dictionary(session, crop.id)
            for trait in known:
                assert not trait.formula or problem(trait.formula, trait, known) == "", trait.code


SHIPPED = {  # crop: {trait: value} → {derived trait: worked by hand}
    "wheat": ({"effective_spikes": 40.0, "grains_per_spike": 35.0, "thousand_grain_weight": 42.0, "max_tillers": 80.0},
              {"theoretical_yield": 40 * 35 * 42 / 100 * 0.85, "spike_rate": 50.0}),
    "rice_indica": ({"effective_panicles": 18.0, "spikelets": 160.0, "filled_grains": 128.0, "thousand_grain_weight": 25.0,
                     "plot_weight": 10.0, "grain_moisture": 20.0, "impurity": 2.0, "empty_grains": 1.0},
                    {"seed_set": 80.0, "theoretical_yield": 18 * 160 * 80 * 25 / 10000 * 0.85,
                     "yield_mu": 666.7 / 12 * 10 * 0.98 * 0.99 * 80 / 86.5}),
    "maize": ({"harvest_ears": 90.0, "kernel_rows": 16.0, "kernels_per_row": 36.0, "hundred_kernel_weight": 34.0,
               "ear_weight": 260.0, "shelling_rate": 85.0, "grain_moisture": 28.0, "root_lodging": 3.0, "stalk_lodging": 1.5,
               "plant_height": 280.0, "ear_height": 112.0, "plot_weight": 15.0},
              {"theoretical_yield": 90 / 12 * 666.7 * 576 * 34 / 100000 * 0.85, "lodging_sum": 4.5, "ear_height_ratio": 0.4,
               "yield_ears": 90 / 12 * 666.7 * 0.26 * 0.85 * 72 / 86, "yield_ha": 15 / 12 * 666.7 * 72 / 86 * 15,
               "yield_counted": 15 / ((6.0 + 0.6) * (2.4 + 0.6)) * 666.7 * 72 / 86, "thousand_kernel_weight": 340.0}),
    "cotton": ({"harvest_plants": 60.0, "bolls_per_plant": 15.0, "boll_weight": 5.5, "plot_weight": 5.0, "lint_percent": 40.0},
               {"theoretical_yield": 60 / 12 * 666.7 * 15 * 5.5 / 1000 * 0.9, "lint_weight": 5 / 12 * 666.7 * 0.4}),
    "soybean": ({"seeds_per_plant": 90.0, "pods_per_plant": 36.0}, {"seeds_per_pod": 2.5}),
    "rapeseed": ({"plot_weight": 3.0, "oil": 45.0}, {"oil_yield": 3 / 12 * 666.7 * 0.45}),
}


@pytest.mark.parametrize("crop", SHIPPED)
def test_the_shipped_formulas_come_to_what_is_worked_by_hand(database: Database, crop: str) -> None:
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
    given, expected = SHIPPED[crop]
    trial = verbs.save(database, Trial, {"code": crop, "title": crop, "crop_id": seeded_id("crop", crop), "harvest_area": 12,
                                         "row_length": 6, "row_spacing": 60, "rows_per_plot": 5}).id
    plot = verbs.save(database, Plot, {"trial_id": trial, "number": "1"})
    with database.operation("typed") as session:
        store_values(session, [((plot.id, seeded_id("trait", f"{crop}.{c}"), 1), v, False) for c, v in given.items()])
    actions.set_traits(database, trial, [seeded_id("trait", f"{crop}.{c}") for c in (*given, *expected)])
    data = load(database, trial)
    for code, value in expected.items():
        assert data.number(data.plots[0], data.trait(seeded_id("trait", f"{crop}.{code}"))) == pytest.approx(value), code


def test_the_neighbouring_check_is_the_nearest_one(database: Database, maize: int) -> None:
    for number, weight in (("101", 10.0), ("201", 16.0), ("102", 12.0), ("202", 12.0)):
        enter(database, maize, number, {"plot_weight": weight, "grain_moisture": 14.0})
    verbs.save(database, Trial, {"check_kind": "neighbour"}, maize)
    assert (value(database, maize, "102", "percent_of_check"), value(database, maize, "202", "percent_of_check")) == (120, 75)
    for place, number in enumerate(("102", "201", "202", "101"), 1):  # on the map the other check stands beside 102
        plot = next(p for p in verbs.owned(database, Plot, "trial_id", maize) if p.number == number)
        verbs.save(database, Plot, {"row": 1, "column": place}, plot.id)
    assert value(database, maize, "102", "percent_of_check") == 75


def test_a_score_that_was_observed_keeps_its_scale(database: Database, maize: int) -> None:

    blight = trait_id("northern_leaf_blight")
    verbs.save(database, Trait, {"scale": "disease_0_5"}, blight)
    verbs.save(database, Trait, {"scale": "disease_1_9"}, blight)
    actions.set_traits(database, maize, [blight])
    enter(database, maize, "101", {"northern_leaf_blight": 3.0})
    for change in ({"scale": "disease_9_1"}, {"direction": "higher"}):
        with pytest.raises(FieldErrors, match="new trait for another scale"):
            verbs.save(database, Trait, change, blight)
    verbs.save(database, Trait, {"stage": "milk stage"}, blight)
    assert verbs.get(database, Trait, blight).scale == "disease_1_9"
