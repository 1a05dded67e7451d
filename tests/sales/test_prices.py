"""Prices hold where and when they should; margins name their base; a fee sheet comes to what `calculate fees` gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import documents, money
from desktop.core.database import Database
from desktop.core.documents.model import Callout, Document, Table
from desktop.core.errors import UserError
from desktop.core.listing import Query
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.prices.fee_figures import area_of, fee_figures
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from desktop.sales.prices.finding import price_for, price_line
from desktop.sales.prices.lists import PRICES
from desktop.sales.prices.model import PriceLine
from desktop.sales.prices.reports import fee_sheet, price_chain
from desktop.trade.kinds.prices import KINDS
from desktop.trade.prices import fees
from tests.sales.conftest import Trade

DAY = date(2026, 1, 1)
A = {"name": "A", "store_price": 500, "retail_price": 650, "subsidy_percent": 20.0, "promotion_percent": 20.0,
     "year_rebate_percent": 15.0, "year_rebate_if_target": True, "held_percent": 0.0}
OTHER = {"store_price": 600, "retail_price": 760, "promotion_percent": 15.0, "year_rebate_percent": 5.0, "held_percent": 10.0}
EQUAL = (50_000_00,) * 4
UNEQUAL = (200_000_00, 100_000_00, 50_000_00, 50_000_00)


def plan(db: Database, sales: Sequence[int], *, met: bool = True) -> int:
    """Four counties, an invoice price of 5.00, 30 % rebate."""
    with db.operation("test") as session:
        made = store(session, FeePlan, {"name": "四县", "invoice_price": 500, "rebate_percent": 30.0})
        for name, sold in zip("ABCD", sales, strict=True):
            store(session, FeeArea, {**(A if name == "A" else OTHER), "name": name, "plan_id": made.id, "sales": sold,
                                     "target_met": met})
        return made.id


def calculated(areas: Sequence[FeeArea]) -> dict[str, Any]:
    """The same sheet by `agridesk calculate fees`."""
    percents = ("subsidy_percent", "promotion_percent", "year_rebate_percent", "held_percent")
    return next(kind for kind in KINDS if kind.name == "fees").answer({"invoice_price": "5.00", "rebate_percent": 30, "areas": [
        {"name": a.name, **{n: money.text(getattr(a, n), thousands=False) for n in ("store_price", "retail_price", "sales")},
         **{n: getattr(a, n) for n in percents}, "year_rebate_if_target": a.year_rebate_if_target, "target_met": a.target_met}
        for a in areas]})


@pytest.mark.parametrize(("sales", "met", "held", "given_out", "left"), [
    (EQUAL, True, 15_000_00, 12_500_00, 2_500_00), (EQUAL, False, 15_000_00, 5_000_00, 10_000_00),
    (UNEQUAL, True, 20_000_00, 50_000_00, -30_000_00), ((80_000_00, *UNEQUAL[1:]), True, 20_000_00, 20_000_00, 0)])
def test_the_manager_keeps_what_the_areas_leave(database: Database, sales: Sequence[int], met: bool, held: int,
                                                given_out: int, left: int) -> None:
    """Cases O42 and O43."""
    number = plan(database, sales, met=met)
    with database.reading() as session:
        found = fee_figures(session, number)
    assert (found.held, found.given, found.left) == (held, given_out, left)
    assert bool(found.warnings) == (left < 0)
    if met:
        assert found.break_even is not None and round(float(found.break_even), 2) == 28.57 and found.points == 5


def test_the_paper_says_the_deficit_in_words_and_both_bases(database: Database, tmp_path: Path) -> None:
    """Case O41."""
    paper = fee_sheet(database, plan(database, UNEQUAL))
    assert any("30000.00" in block.text for block in paper.blocks if isinstance(block, Callout))
    margins = next(block for block in paper.blocks if isinstance(block, Table))
    shop = {row[0]: row[1:] for row in margins.rows}["Shop's margin on purchase (%)"]
    assert [round(cell.value, 2) for cell in shop] == [30.0, 26.67, 26.67, 26.67]
    for ending in ("pdf", "docx", "xlsx"):
        assert documents.save(paper, tmp_path / f"fees.{ending}").stat().st_size > 1000


def test_a_sheet_without_areas_says_what_to_do(database: Database) -> None:
    with database.operation("test") as session:
        number = store(session, FeePlan, {"name": "空", "invoice_price": 500, "rebate_percent": 30.0}).id
    with pytest.raises(UserError, match="no areas yet"):
        fee_sheet(database, number)


PERCENT = st.integers(0, 400).map(lambda n: n / 4)


@given(st.lists(st.tuples(st.integers(1, 2000), st.integers(1, 2000), st.integers(0, 10**9), PERCENT, PERCENT, PERCENT, PERCENT,
                          st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_records_and_command_come_to_the_same(areas: list[tuple[Any, ...]]) -> None:
    names = ("store_price", "retail_price", "sales", "subsidy_percent", "promotion_percent", "year_rebate_percent",
             "held_percent", "year_rebate_if_target", "target_met")
    rows = [FeeArea(name=str(n), **dict(zip(names, values, strict=True))) for n, values in enumerate(areas)]
    said = calculated(rows)["areas"]
    for row, answer in zip(rows, said, strict=True):
        found = fees(area_of(row), Fraction(30))
        for name in ("pool", "subsidy", "promotion", "year_rebate", "held", "from_manager", "unused"):
            assert money.text(getattr(found, name), thousands=False) == answer[name]


def test_the_nearest_region_and_the_newest_day_say_the_price(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        province = store(session, Region, {"name": "某省", "level": "province"}).id
        county = store(session, Region, {"name": "某县", "level": "county", "parent_id": province}).id
        other = store(session, Region, {"name": "他县", "level": "county", "parent_id": province}).id
        for region, day, price in ((None, DAY, 5000), (province, DAY, 5100), (county, DAY, 5200),
                                   (county, date(2026, 3, 1), 5300)):
            store(session, PriceLine, {"product_id": trade.product, "region_id": region, "valid_from": day, "invoice": price})

        def price(region: int | None, day: date) -> int | None:
            line = price_line(session, trade.product, region, day)
            return line.invoice if line else None

        assert [price(county, date(2026, 2, 1)), price(county, date(2026, 3, 1)), price(other, date(2026, 3, 1)),
                price(None, date(2026, 3, 1)), price(county, date(2025, 12, 31))] == [5200, 5300, 5100, 5000, None]
        with pytest.raises(UserError, match="already"):
            store(session, PriceLine, {"product_id": trade.product, "region_id": county, "valid_from": DAY, "invoice": 1})


def test_a_price_of_one_dealer_wins_and_margins_are_what_is_left_after_freight(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        county = store(session, Region, {"name": "某省", "level": "province"}).id
        store(session, Dealer, {"region_id": county}, trade.dealer)
        for place, fen in (({"region_id": county}, 5200), ({"dealer_id": trade.dealer}, 5000), ({}, 5400)):
            store(session, PriceLine, {"product_id": trade.product, "valid_from": DAY, "invoice": fen, **place})
        assert [price_for(session, trade.product, key, DAY) for key in (trade.dealer, trade.other)] == [5000, 5400]
        with pytest.raises(UserError, match="leave one empty"):
            store(session, PriceLine, {"product_id": trade.product, "valid_from": DAY, "invoice": 1, "region_id": county,
                                       "dealer_id": trade.dealer})
        line = store(session, PriceLine, {"product_id": trade.product, "valid_from": date(2027, 1, 1), "invoice": 500,
                                          "freight": 20, "store": 600, "freight_shop": 10, "retail": 760})
    assert (line.landed, line.dealer_margin, line.shop_cost, line.shop_margin) == (520, 80, 610, 150)


def test_margins_in_the_list_are_those_of_the_record(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        line = store(session, PriceLine, {"product_id": trade.product, "valid_from": DAY, "invoice": 500, "store": 600,
                                          "retail": 760})
    names = ("landed", "dealer_margin", "dealer_on_purchase", "dealer_on_sale", "shop_margin", "shop_on_purchase",
             "shop_on_sale")
    with database.reading() as session:
        ((_key, cells),) = PRICES.lines(session, Query(), names)
    assert [getattr(line, name) for name in names] == pytest.approx([float(cell) for cell in cells])
    assert [round(float(cell), 2) for cell in cells] == [500, 100, 20.0, 16.67, 160, 26.67, 21.05]
    paper: Document = price_chain(database, trade.product)
    assert any(isinstance(block, Table) and len(block.rows) == 1 for block in paper.blocks)
