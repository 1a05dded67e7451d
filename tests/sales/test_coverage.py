"""How outlets cover a county: both readings of the rule beside the real ones, distribution, blank townships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.dealers.model import Dealer, Outlet
from desktop.regions.model import Region
from desktop.sales.outlets import acting
from desktop.sales.outlets.coverage_lists import BLANKS, COVERAGE, TOWNSHIPS
from desktop.sales.outlets.coverage_model import CountedShop, CoverageArea, TownshipPlan
from desktop.sales.outlets.coverage_papers import coverage_of_all, coverage_sheet, distribution_of
from desktop.trade.market import distribution
from tests.trade.asking import answer, complaint

DAY = date(2026, 6, 1)


@dataclass(frozen=True)
class County:
    """Keys: a county with two townships, an outlet in the first, the count of the county."""

    region: int
    first: int
    second: int
    outlet: int
    area: int


@pytest.fixture
def county(database: Database) -> County:
    def region(name: str, level: str, parent: int | None) -> int:
        return verbs.save(database, Region, {"name": name, "level": level, "parent_id": parent}).id

    province = region("黑龙江省", "province", None)
    own = region("庆安县", "county", province)
    region("庆安县城外", "county", province)
    first, second = region("例南镇", "township", own), region("例河乡", "township", own)
    dealer = verbs.save(database, Dealer, {"name": "甲农资"}).id
    outlet = verbs.save(database, Outlet, {"dealer_id": dealer, "name": "一店", "region_id": first}).id
    area = verbs.save(database, CoverageArea, {"region_id": own, "counted_on": DAY, "people": 600_000, "urban": 180_000,
                                               "area_mu": 1_700_000, "seed_shops": 170}).id
    return County(own, first, second, outlet, area)


def figures(db: Database, number: int) -> dict[str, Any]:
    with db.reading() as session:
        cells = COVERAGE.rows(session, [number])[number]
    return dict(zip((c.name for c in COVERAGE.columns), cells, strict=True))


def test_both_readings_stand_beside_the_real_outlets(database: Database, county: County) -> None:
    """Case O37."""
    found = figures(database, county.area)
    assert (found["whole_low"], found["whole_high"], found["whole_rural"]) == (12, 15, 20)
    assert (found["split_low"], found["split_high"]) == (4 + 14, 5 + 14)
    assert (found["real"], found["townships"], found["blanks"], found["per_township"]) == (1, 2, 1, 0.5)


def test_without_people_nothing_is_needed_and_nothing_invented(database: Database, county: County) -> None:
    verbs.save(database, CoverageArea, {"people": None, "urban": None}, county.area)
    found = figures(database, county.area)
    assert found["whole_low"] is found["split_low"] is None
    assert "population is not entered" in str(coverage_sheet(database, county.area).blocks)


def test_an_outlet_counts_for_all_above_it_while_it_is_in_business(database: Database, county: County) -> None:
    verbs.save(database, Outlet, {"region_id": county.region}, county.outlet)
    assert (figures(database, county.area)["real"], figures(database, county.area)["blanks"]) == (1, 2)
    verbs.move(database, Outlet, [county.outlet], StateChange("closed", reason="转让"))
    assert figures(database, county.area)["real"] == 0


def test_the_urban_people_are_among_all(database: Database, county: County) -> None:
    with pytest.raises(FieldErrors, match="urban population is a part"):
        verbs.save(database, CoverageArea, {"urban": 600_001}, county.area)


def test_the_sheet_says_what_the_list_says(database: Database, county: County) -> None:
    tables = [block for block in coverage_sheet(database, county.area).blocks if isinstance(block, Table)]
    readings = {row[0]: (row[2], row[3]) for row in tables[0].rows}
    assert readings == {"Whole population, as town": ("12–15", 1), "Whole population, as country": ("20", 1),
                        "Split: town": ("4–5", None), "Split: country": ("14", None), "Split: together": ("18–19", 1)}
    assert [row[2] for row in tables[1].rows] == [0.5, 85.0] and tables[1].rows[1][3] == 10_000
    assert [row[0] for row in tables[2].rows] == ["例河乡"]


def test_the_sheet_of_all_takes_the_newest_count_of_each_county(database: Database, county: County) -> None:
    verbs.save(database, CoverageArea, {"region_id": county.region, "counted_on": date(2025, 1, 1), "people": 1})
    text = str(coverage_of_all(database).blocks)
    assert "12–15" in text and text.count("Qing'an County, ") == 1
    verbs.delete(database, CoverageArea, list(newest(database)))
    assert "No county was counted" in str(coverage_of_all(database).blocks)


def newest(db: Database) -> list[int]:
    with db.reading() as session:
        return [area.id for area in session.exec(living(CoverageArea))]


# -- distribution -----------------------------------------------------------------------------------------------------


def count(db: Database, area: int, *shops: tuple[bool, int | None]) -> None:
    for place, (ours, bags) in enumerate(shops):
        verbs.save(db, CountedShop, {"area_id": area, "name": f"店{place}", "ours": ours, "category_bags": bags})


def test_one_shop_of_four_with_three_quarters_of_the_sales(database: Database, county: County) -> None:
    """Case O38."""
    count(database, county.area, (True, 750), (False, 100), (False, 100), (False, 50))
    found = figures(database, county.area)
    assert (found["numeric"], found["weighted"], found["counted"], found["with_us"]) == (25.0, 75.0, 4, 1)
    assert answer("distribution", {"shops": [{"ours": ours, "sales": sales} for ours, sales in (
        (True, 750), (False, 100), (False, 100), (False, 50))]}) == {
            "shops": 4, "with_us": 1, "numeric_percent": 25, "weighted_percent": 75}


def test_without_sales_nothing_is_weighted(database: Database, county: County) -> None:
    count(database, county.area, (True, None), (False, None))
    assert (figures(database, county.area)["numeric"], figures(database, county.area)["weighted"]) == (50.0, None)
    with database.reading() as session:
        assert distribution_of(session, county.area)[2] == distribution([(True, Fraction(0)), (False, Fraction(0))])
    assert "“shops” must be a list that is not empty" in complaint("distribution", {"shops": []})


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10**6)), min_size=1, max_size=20))
def test_shares_lie_between_none_and_all_and_the_rest_is_the_rest(shops: list[tuple[bool, int]]) -> None:
    with_us = distribution([(ours, Fraction(sales)) for ours, sales in shops])
    without = distribution([(not ours, Fraction(sales)) for ours, sales in shops])
    assert 0 <= with_us.numeric <= 100 and with_us.numeric + without.numeric == 100
    assert with_us.weighted is None or (without.weighted is not None and with_us.weighted + without.weighted == 100)


@pytest.mark.parametrize(("values", "field"), [
    ({"ours": True, "category_bags": 5, "own_bags": 6}, "own_bags"), ({"category_bags": 5, "own_bags": 5}, "ours")])
def test_what_a_counted_shop_says_fits_together(
        database: Database, county: County, values: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldErrors) as told:
        verbs.save(database, CountedShop, {"area_id": county.area, "name": "甲店", **values})
    assert list(told.value.fields) == [field]


# -- blank townships --------------------------------------------------------------------------------------------------


def test_blank_townships_are_listed_once_until_they_are_done(database: Database, county: County) -> None:
    assert acting.plan_blanks(database, county.area) == 1 and acting.plan_blanks(database, county.area) == 0
    with database.reading() as session:
        plan = session.exec(living(TownshipPlan)).one()
    assert plan.region_id == county.second
    with pytest.raises(FieldErrors, match="Name the outlet"):
        verbs.save(database, TownshipPlan, {"state": "won"}, plan.id)
    with pytest.raises(FieldErrors, match="given up"):
        verbs.save(database, TownshipPlan, {"state": "dropped"}, plan.id)
    verbs.save(database, TownshipPlan, {"state": "dropped", "remarks": "人口少"}, plan.id)
    assert acting.plan_blanks(database, county.area) == 1
    with database.reading() as session:
        assert BLANKS.count(session, Query(conditions=BLANKS.preset("open").conditions())) == 1


def test_the_townships_of_a_county_alone_are_listed(database: Database, county: County) -> None:
    with database.reading() as session:
        ids = TOWNSHIPS.ids(session, Query(fixed=(("parent_id", county.region),)))
        assert sorted(ids) == sorted([county.first, county.second])
        assert TOWNSHIPS.count(session, Query()) == 2, "counties are none"
        assert [TOWNSHIPS.rows(session, [n])[n][1:3] for n in (county.first, county.second)] == [(1, 0), (0, 1)]


def test_a_county_without_townships_says_where_they_are_entered(database: Database, county: County) -> None:
    verbs.save(database, Outlet, {"region_id": None}, county.outlet)
    verbs.delete(database, Region, [county.first, county.second])
    with pytest.raises(Refused, match="no townships yet"):
        acting.plan_blanks(database, county.area)
