"""Columns that hold a beginning and an end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.importing.spans import ends
from desktop.market.promotions.imports import IMPORTS as OF_PROMOTIONS
from desktop.market.promotions.model import SalesPromotion
from desktop.market.suitability.imports import IMPORTS as OF_SUITABILITY
from desktop.market.suitability.model import VarietyNeed
from desktop.training.imports import TRAININGS
from desktop.training.model import TrainingEvent
from tests.market.conftest import Market
from tests.training.test_tables_of_training import kept, planned

KINDS = {kind.name: kind for kind in (*OF_PROMOTIONS, *OF_SUITABILITY)}


@pytest.mark.parametrize(("cell", "found"), [
    ("2026-11-20至2026-12-05", ("2026-11-20", "2026-12-05")), ("2026-11-20-2026-12-05", ("2026-11-20", "2026-12-05")),
    ("2026年11月20日—12月5日", ("2026年11月20日", "2026年12月5日")), ("2026.11.20～30", ("2026.11.20", "2026.11.30")),
    ("4000-4500", ("4000", "4500")), ("8:30-11:30", ("8:30", "11:30")), ("2026-11-20", ("2026-11-20", None)),
    ("-5", ("-5", None)), (4000, (4000, None)), (None, (None, None)), ("至", ("至", None))])
def test_a_span_is_taken_apart_and_what_is_none_stays(cell: Any, found: tuple[Any, Any]) -> None:
    assert ends(cell) == found


def test_a_promotion_a_training_and_a_density_say_both_ends_in_one_column(
        database: Database, market: Market, tmp_path: Path) -> None:
    plan, _columns = planned(database, tmp_path, KINDS["sales-promotions"], [
        ["活动主题", "活动时间", "区域", "活动内容"], ["秋季订货", "2026年11月20日至12月5日", "庆安县", "满百送二"]])
    assert any("活动时间" in note for note in plan.table.notes)
    assert [(one.starts_on, one.ends_on) for one in kept(database, SalesPromotion)] == [(date(2026, 11, 20), date(2026, 12, 5))]
    planned(database, tmp_path, TRAININGS, [["培训主题", "培训日期", "时间"], ["育苗", "2027-02-10", "8:30-11:30"]])
    assert [(one.starts_at, one.ends_at) for one in kept(database, TrainingEvent)] == [("08:30", "11:30")]
    verbs.save(database, Variety, {"name": "例丰101", "crop_id": market.crop})
    planned(database, tmp_path, KINDS["variety-needs"], [["品种", "所需积温", "适宜密度"], ["例丰101", "2550", "4000～4500"]])
    assert [(one.density_low, one.density_high) for one in kept(database, VarietyNeed)] == [(4000, 4500)]


def test_a_table_with_both_columns_stays_as_it_is(database: Database, market: Market, tmp_path: Path) -> None:
    plan, _columns = planned(database, tmp_path, KINDS["sales-promotions"], [
        ["活动主题", "日期", "活动开始", "活动结束", "区域"], ["春", "2026-01-02至03", "2026-02-01", "2026-02-09", "庆安县"]])
    assert [(one.starts_on, one.ends_on) for one in kept(database, SalesPromotion)] == [(date(2026, 2, 1), date(2026, 2, 9))]
    assert not any("read as two" in note for note in plan.table.notes)
