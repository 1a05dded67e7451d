"""Tests of seed lots: promise against result and limit, net content as weighed, germination in time."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.listing import Query
from desktop.labels import actions
from desktop.labels.lot_lists import TESTS
from desktop.labels.lot_model import LotTest
from desktop.labels.lot_reports import lot_quality, verdict
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.weighing import falls_below, judged, tolerance, weighed, weights_of

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(("grams", "allowed"), [
    (50, "4.5"), (100, "4.5"), (200, "9"), (300, "9"), (500, "15"), (1000, "15"), (2500, "38"), (10000, "150"), (15000, "150"),
    (50000, "500"),
])
def test_the_tolerance_is_that_of_the_table_on_both_sides_of_each_bound(grams: float, allowed: str) -> None:
    assert tolerance(grams) == Fraction(allowed)


def test_nothing_is_known_beyond_the_table() -> None:
    assert tolerance(50_001) is None
    assert weighed([Fraction(1)], None) is None
    assert weighed([], 2500.0) is None


@pytest.mark.parametrize(("kernels", "allowed"), [(50, 0), (51, 1), (100, 1), (101, 2), (4500, 45), (4501, 46), (6000, 60)])
def test_of_counted_packs_one_in_a_hundred_kernels_may_be_short_and_a_part_rounds_up(kernels: int, allowed: int) -> None:
    assert tolerance(kernels, counted=True) == allowed


def test_counted_packs_are_judged_by_mean_and_single_packs_like_weighed_ones() -> None:
    found = weighed(weights_of("4500 4490 4454 4460 4501 4500 4505 4510 4500 4500") or [], 4500, counted=True)
    assert found is not None and (found.short, found.far, found.tolerance) == (1, 0, 45)
    answer = judged(found, 40)
    assert answer.enough and answer.mean and not answer.single, "of 10 packs from a batch of 11 to 50 none may be short"


def test_the_mean_and_the_single_packs_are_told_apart() -> None:
    found = weighed(weights_of("2540 2500 2461 2462 2423") or [], 2500.0)
    assert found is not None
    assert (found.number, found.mean, found.mean_reached, found.short, found.far) == (5, Fraction(12386, 5), False, 2, 1)
    whole = weighed([Fraction(2500)] * 3, 2500.0)
    assert whole is not None and whole.mean_reached and whole.short == 0


@pytest.mark.parametrize("text", ["2498 g", "-1", "0", "1e3", "abc", "2498,,x"])
def test_weights_are_plain_numbers(text: str) -> None:
    assert weights_of(text) is None


@given(st.lists(st.integers(1, 99_999), max_size=20), st.sampled_from((" ", ", ", "，", "\n", "；")))
def test_weights_are_read_however_they_are_parted(weights: list[int], between: str) -> None:
    assert weights_of(between.join(map(str, weights))) == weights


def test_germination_is_drawn_out_to_the_day_it_falls_below() -> None:
    points = [(DAY, 96.0), (DAY + timedelta(days=50), 95.0), (DAY + timedelta(days=100), 94.0)]
    assert falls_below(points, 93.0) == DAY + timedelta(days=151), "on day 150 it is 93 still"
    assert falls_below(points[:1], 93.0) is None
    assert falls_below([(DAY, 90.0), (DAY + timedelta(days=9), 95.0)], 93.0) is None
    assert falls_below([(DAY, 96.0), (DAY, 94.0)], 93.0) is None, "one day of testing says nothing"


@pytest.mark.parametrize(("result", "promised", "limit", "words"), [
    (93.0, 93.0, 93.0, "as promised"), (92.9, 93.0, 85.0, "Worse than the label"), (84.9, None, 85.0,
                                                                                    "Worse than the standard"),
    (95.0, 84.0, 85.0, "promises less than the standard"), (None, 93.0, None, "not tested"), (95.0, None, None, "no promise"),
])
def test_limit_promise_and_result_are_three_things(result: float | None, promised: float | None, limit: float | None,
                                                   words: str) -> None:
    assert words in verdict("germination", result, promised, limit)


def test_moisture_is_worse_where_it_is_higher() -> None:
    assert verdict("moisture", 13.1, 13.0, 13.0) == "Worse than the label"
    assert verdict("moisture", 12.9, 13.0, 13.0) == "as promised"


@pytest.fixture
def version(database: Database) -> LabelVersion:
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签", "net_g": 2500.0})
    made = actions.new_version(database, item.id)
    return verbs.save(database, LabelVersion, {"purity": 97.0, "germination": 93.0, "moisture": 13.0}, made.id)


def test_a_lot_worse_than_its_label_is_found(database: Database, version: LabelVersion) -> None:
    good = verbs.save(database, LotTest, {"lot": "A", "tested_on": DAY, "version_id": version.id, "germination": 93.0})
    bad = [verbs.save(database, LotTest, {"lot": "B", "tested_on": DAY, "version_id": version.id, **result}).id
           for result in ({"germination": 92.9}, {"moisture": 13.1}, {"purity": 96.9, "moisture": 12.0})]
    with database.reading() as session:
        found = TESTS.ids(session, Query(conditions=TESTS.preset("below").conditions()))
    assert set(found) == set(bad) and good.item_name == "例丰101 标签"
    with pytest.raises(FieldErrors, match="numbers above 0"):
        verbs.save(database, LotTest, {"weights": "zwei"}, good.id)


def test_the_paper_of_a_lot_says_when_it_falls_below_and_what_weighing_found(database: Database, version: LabelVersion) -> None:
    for days, value in ((0, 96.0), (100, 94.0)):
        last = verbs.save(database, LotTest, {"lot": "A", "tested_on": DAY + timedelta(days=days), "version_id": version.id,
                                              "germination": value, "weights": "2500 2499"})
    said = str(lot_quality(database, last.id).blocks)
    assert "2026-07-30" in said
    assert "The mean is below what is stated." in said
    assert "how many packs the batch has" in said
    verbs.save(database, LotTest, {"batch_packs": 2}, last.id)
    assert "No more packs are short than may be. The batch passes." in str(lot_quality(database, last.id).blocks)
