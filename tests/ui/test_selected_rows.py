"""What the rows selected in a list come to: sums where they say something, nothing of years and of mixed units."""

from __future__ import annotations

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.i18n import using
from desktop.core.listing import Column, column
from desktop.market.figures.lists import FIGURES
from desktop.market.figures.model import MarketFigure
from desktop.regions.model import Region
from desktop.reports.kpi.model import KpiLine
from desktop.sales.orders.model import OrderLine
from desktop.sales.outlets.coverage_model import CountedShop
from desktop.training.model import TrainingSession
from desktop.training.plan_model import TrainingPlan
from desktop.trials.model import Site
from desktop.ui.lists.selected import adds_up, figures, summed


@pytest.fixture
def measured(database: Database) -> list[int]:
    """Two figures in mu and one in kg/mu."""
    region = verbs.save(database, Region, {"name": "黑龙江省", "level": "province"}).id
    return [verbs.save(database, MarketFigure, {"indicator": name, "region_id": region, "year": year, "value": value,
                                                "unit": unit, "source": "年鉴"}).id
            for name, year, value, unit in (("播种面积", 2023, 100.0, "亩"), ("播种面积", 2024, 300.0, "亩"),
                                            ("单产", 2024, 600.0, "公斤/亩"))]


def said(db: Database, ids: list[int], *names: str) -> str:
    with using("zh_CN"):
        return figures(db, FIGURES, [FIGURES.column(name) for name in names], ids)


def test_figures_of_one_unit_have_a_mean_and_those_of_several_nothing(database: Database, measured: list[int]) -> None:
    assert "200" in said(database, measured[:2], "called", "year", "value") and "Σ" not in said(database, measured, "value")
    assert "2,023" not in said(database, measured[:2], "year", "value") and "4047" not in said(database, measured[:2], "year")
    assert said(database, measured, "value", "low", "high") == "", "areas and yields have no mean in common"
    assert said(database, measured, "year") == ""


@pytest.mark.parametrize("named", [
    column(TrainingPlan, "month"), column(TrainingSession, "number"), column(KpiLine, "position"), column(Site, "latitude"),
    column(MarketFigure, "year")], ids=lambda column: column.name)
def test_a_number_that_names_a_row_is_neither_added_up_nor_averaged(named: Column) -> None:
    assert summed([named]) == []


def test_what_counts_is_added_up_and_what_is_measured_is_averaged() -> None:
    assert adds_up(column(OrderLine, "amount", total="sum")) and adds_up(column(CountedShop, "own_bags"))
    assert not adds_up(column(OrderLine, "price")) and not adds_up(column(Site, "altitude"))
    assert not adds_up(column(CountedShop, "own_bags", total="mean"))
