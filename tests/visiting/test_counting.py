"""The sheet of a visit keyed back: what was counted is the dealer's stock of that day, and stays in line with the sheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core import verbs
from desktop.core.child_rows import ChildRows
from desktop.core.grid import GridChange
from desktop.dealers.lists import VISIT_LINES
from desktop.dealers.visit_model import Visit
from desktop.dealers.visit_sheet_model import VisitLine
from desktop.sales.stock.model import CountLine, StockCount, StockItem
from desktop.visiting import reasons
from tests.visiting.test_week import WEEK, dealer, goods, told, verbs_all

if TYPE_CHECKING:
    from desktop.core.database import Database

TODAY = date.today()


def visit(db: Database, **values: Any) -> tuple[Visit, int]:
    made = dealer(db, visited=None)
    product = goods(db, made.id)
    return verbs.save(db, Visit, {"dealer_id": made.id, "planned_on": TODAY, **values}), product


def keyed(db: Database, made: Visit, product: int, **values: Any) -> VisitLine:
    return verbs.save(db, VisitLine, {"visit_id": made.id, "product_id": product, **values})


def counted(db: Database) -> dict[str, int | None]:
    return {line.lot: line.bags for line in verbs_all(db, CountLine)}


def test_what_was_counted_at_a_visit_that_was_made_is_a_count_of_that_day(database: Database) -> None:
    made, product = visit(database)
    keyed(database, made, product, counted=37, lot="批1")
    assert not verbs_all(database, StockCount), "the visit is still to be made"
    verbs.save(database, Visit, {"state": "done", "visited_on": TODAY, "signed_by": "王老板"}, made.id)
    [count] = verbs_all(database, StockCount)
    assert (count.dealer_id, count.counted_on, count.visit_id, count.signed_by) == (made.dealer_id, TODAY, made.id, "王老板")
    assert counted(database) == {"批1": 37}
    database.undo()
    assert not verbs_all(database, StockCount) and not verbs_all(database, CountLine)


def test_the_count_follows_what_is_changed_on_the_sheet(database: Database) -> None:
    made, product = visit(database, state="done", visited_on=TODAY - timedelta(days=1))
    line = keyed(database, made, product, counted=37)
    keyed(database, made, product, counted=5, lot="批2")
    keyed(database, made, product, wanted=100, lot="批3")
    assert counted(database) == {"": 37, "批2": 5}, "what was not counted is no count of nothing"
    verbs.save(database, VisitLine, {"lot": "批1", "counted": 0}, line.id)
    assert counted(database) == {"批1": 0, "批2": 5}
    verbs.save(database, VisitLine, {"lot": "批2"}, line.id)
    verbs.save(database, VisitLine, {"counted": 4}, line.id)
    assert counted(database) == {"批2": 9}, "two lines of one lot are added"
    verbs.save(database, Visit, {"visited_on": TODAY}, made.id)
    assert [count.counted_on for count in verbs_all(database, StockCount)] == [TODAY]


def test_a_count_of_the_same_day_takes_the_sheet_in_and_keeps_its_other_products(database: Database) -> None:
    made, product = visit(database, state="done", visited_on=TODAY)
    count = verbs.save(database, StockCount, {"dealer_id": made.dealer_id, "counted_on": TODAY})
    [other] = [item for item in verbs_all(database, StockItem) if item.product_id == product]
    assert other.dealer_id == made.dealer_id
    from desktop.sales.products.model import Product

    second = next(p.id for p in verbs_all(database, Product) if p.id != product)
    verbs.save(database, CountLine, {"count_id": count.id, "product_id": second, "bags": 8, "lot": "别的"})
    keyed(database, made, product, counted=3, lot="批1")
    assert counted(database) == {"别的": 8, "批1": 3} and len(verbs_all(database, StockCount)) == 1


def test_the_sheet_is_typed_in_the_grid_of_the_visit(database: Database) -> None:
    made, product = visit(database, state="done", visited_on=TODAY)
    line = keyed(database, made, product)
    rows = ChildRows(database, VISIT_LINES, {"visit_id": made.id})
    assert [c.name for c in rows.load().columns] == [
        "product_id", "counted", "lot", "tested_on", "dealer_price", "farmer_price", "wanted", "remark"]
    saved = rows.save([GridChange(line.id, "counted", None, 12), GridChange(line.id, "farmer_price", None, 6800)])
    assert not saved.wrong and counted(database) == {"": 12}


@pytest.mark.parametrize(("order", "surplus", "words"), [
    (40, 0, "stock too low: order 40 bags"), (0, 9, "stock too high: clear 9 bags"), (0, 0, "")])
def test_stock_to_be_ordered_or_cleared_is_a_reason(database: Database, monkeypatch: pytest.MonkeyPatch, order: int,
                                                    surplus: int, words: str) -> None:
    from types import SimpleNamespace

    made = dealer(database)
    advice = [(SimpleNamespace(dealer_id=made.id), SimpleNamespace(order=order, surplus=surplus))]
    monkeypatch.setattr(reasons, "advised", lambda _session, _day: advice)
    assert told(database, made.id) == ({"cover": 25} if words else {})
    with database.reading() as session:
        assert [found.words for found in reasons.found(session, WEEK).get(made.id, ())] == ([words] if words else [])
