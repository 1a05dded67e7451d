"""How fast goods turn, on the stock sheet: in the season so far, and over twelve months."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.sales.stock.papers import stock_sheet
from tests.sales.conftest import Trade
from tests.sales.test_stock import AS_OF, count, send


def test_the_sheet_says_how_long_goods_lie_in_the_season_and_in_twelve_months(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        for day, bags in ((date(2025, 4, 1), 100), (date(2025, 9, 25), 10), (date(2026, 4, 1), 80)):
            count(session, trade, day, bags)
        send(session, trade, date(2025, 12, 1), 300)
    [table] = [block for block in stock_sheet(database, trade.dealer, AS_OF).blocks
               if isinstance(block, Table) and "Turns a year" in [column.title for column in block.columns]]
    row = dict(zip([column.title for column in table.columns], table.rows[0], strict=True))
    # since 25 September 10 + 300 − 80 in 188 days, since 1 April of the year before 100 + 300 − 80 in 365
    assert row["Days it lies"] == pytest.approx(45 / 230 * 188)
    assert row["Days it lies, 12 months"] == pytest.approx(90 / 320 * 365)
