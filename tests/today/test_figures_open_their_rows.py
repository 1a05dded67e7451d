"""What a tile or a key figure of Today opens is what it counts: as many rows, and the same sum, on whatever data."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlmodel import Session

from desktop import features
from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.dated.gathering import told_by
from desktop.core.fields import today
from desktop.core.listing import Listing, Query, plain_list
from desktop.core.reminders import KeyFigure, Reminder, ahead
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.model import CountLine
from desktop.sales.targets.model import SalesTarget
from desktop.service.case_model import FarmerCase
from desktop.ui.shell.window import Window

SEEDS = (1, 7, 2026)


def listings() -> dict[tuple[str, str], Listing]:
    """Every list that a section shows, by its tab and name."""
    from desktop.core.feature import load
    from desktop.ui.lists.section import ListSection

    found = {}
    for feature in features.TABS:
        for section in load(feature.page).sections:
            if issubclass(section, ListSection):
                found[feature.name, section.listing.name] = section.listing
    return found


def muddle(db: Database, seed: int) -> None:
    """Dealers with orders, goods, money, counts, targets and cases of all sorts: late and not, too much, too little."""
    chance = random.Random(seed)
    now = today()

    def day(low: int, high: int) -> Any:
        return now + timedelta(days=chance.randint(low, high))

    with db.operation("muddle") as session:
        variety = store(session, Variety, {"name": "Example 101", "crop": "maize"}).id
        products = [store(session, Product, {"name": f"P{n}", "variety_id": variety, "bag_kg": 2.5}).id for n in range(3)]
        for n in range(9):
            dealer = store(session, Dealer, {"name": f"Dealer {n}"}).id
            _trade(session, chance, dealer, products, day)
        for n in range(8):
            in_bags = chance.random() < 0.5
            whole = {"bags": chance.randint(1, 900)} if in_bags else {"money": chance.randint(1, 900_000)}
            store(session, SalesTarget, {
                "name": f"T{n}", "measure": "bags" if in_bags else chance.choice(("amount", "collected")),
                "state": chance.choice(("draft", "issued")), "starts_on": day(-500, 20), "region_id": None, **whole})
        for n in range(6):
            store(session, FarmerCase, {"farmer": f"C{n}", "state": "open", "reported_on": day(-90, 0)})


def _trade(session: Session, chance: random.Random, dealer: int, products: list[int], day: Any) -> None:
    order = store(session, SalesOrder, {"dealer_id": dealer, "ordered_on": day(-300, 0), "required_on": day(-20, 20),
                                        "state": chance.choice(("draft", "confirmed"))})
    store(session, OrderLine, {"order_id": order.id, "product_id": products[0], "bags": chance.randint(1, 90), "price": 5400})
    for _times in range(chance.randint(0, 4)):
        sent = store(session, Shipment, {"dealer_id": dealer, "moved_on": day(-400, 0), "due_on": day(-200, 60)})
        store(session, ShipmentLine, {"shipment_id": sent.id, "product_id": chance.choice(products), "price": 5400,
                                      "bags": chance.randint(1, 200)})
    for _times in range(chance.randint(0, 3)):
        store(session, Payment, {"dealer_id": dealer, "amount": chance.randint(1, 2_000_000), "method": "transfer",
                                 "received_on": day(-500, 0)})
    for product in chance.sample(products, chance.randint(0, 2)):
        store(session, CountLine, {"dealer_id": dealer, "product_id": product, "counted_on": day(-60, 0),
                                   "bags": chance.randint(0, 900)})


def told(db: Database) -> Iterator[Any]:
    """All that the features tell Today now."""
    with db.reading() as session:
        for feature in features.FEATURES:
            if feature.reminders:
                for source in told_by(feature)(session):
                    yield from source(session, ahead(today(), 30))


def opened(one: Any, lists: dict[tuple[str, str], Listing]) -> tuple[Listing, tuple[Any, ...]]:
    """The list that a tile or figure opens, and what its rows fit."""
    if one.rows is not None:
        shown = next((li for li in lists.values() if li.model is one.rows.model), None) or plain_list(one.rows.model)
        return shown, one.rows.conditions
    behind = one.behind if isinstance(one, Reminder) else None
    listing = lists.get((one.feature, one.listing)) or (behind.listing if behind else None)
    assert listing is not None, f"{one} opens no list that there is"
    return listing, listing.preset(one.preset).conditions()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_tile_and_figure_opens_as_many_rows_as_it_counts_and_their_sum(database: Database, seed: int) -> None:
    muddle(database, seed)
    lists, figures, tiles = listings(), set(), 0
    for one in list(told(database)):
        if not isinstance(one, Reminder | KeyFigure):
            continue
        listing, conditions = opened(one, lists)
        with database.reading() as session:
            rows = listing.lines(session, Query(conditions=conditions), (one.columns if isinstance(one, KeyFigure) else ()) or (
                listing.columns[0].name,))
        if isinstance(one, Reminder):
            tiles += 1
            assert len(rows) == one.count, one
            continue
        figures.add(one.key)
        sums = [sum(cells[place] or 0 for _key, cells in rows) for place in range(len(one.columns))]
        expected = len(rows) if not sums else sums[0] if not one.of else 100 * sums[0] / sums[1]
        assert one.amount == pytest.approx(expected), one
    assert tiles > 20 and figures >= {"overdue", "collected", "cover", "cases"}, (tiles, figures)


def test_the_overdue_figure_shows_the_column_it_is_the_sum_of_and_the_filter_goes_when_one_comes_by_the_tab(
        window: Window, database: Database, qtbot: QtBot) -> None:
    muddle(database, 1)
    window.show()
    window.resize(1366, 768)

    def rest() -> None:
        for _round in range(4):
            qtbot.waitUntil(lambda: not window.tasks.busy)
            QApplication.processEvents()

    rest()
    today_page: Any = window.page
    qtbot.waitUntil(lambda: bool(today_page.section.board and today_page.section.board.figures.get("overdue")))
    figure = today_page.section.board.figures["overdue"]
    today_page.section._open_figure(figure)
    qtbot.waitUntil(lambda: window.feature_in_view() == "sales")
    rest()
    accounts: Any = window.page.section  # type: ignore[union-attr]
    pane = accounts.list
    assert "pressing" in [c.name for c in pane.table.shown_columns()][:3]
    assert pane.table.rows.totals["pressing"] == figure.amount
    assert pane.query.conditions and pane.filters._chips.isVisible()
    window.show_page("today")
    qtbot.mouseClick(window.tabs, Qt.MouseButton.LeftButton, pos=window.tabs.tabRect(
        [f.name for f in window.program.features].index("sales")).center())
    rest()
    assert window.page.section is accounts and not pane.query.conditions  # type: ignore[union-attr]
    pane.filters.show_preset("moved")
    window.show_page("today")
    window.by_hand.go([f.name for f in window.program.features].index("sales"))
    rest()
    assert pane.query.conditions, "what the user chose himself stays"
