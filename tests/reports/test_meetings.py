"""Minutes say who was there and what was resolved; what is open stands in the next minutes until it is done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.errors import FieldErrors
from desktop.core.fields import today
from desktop.core.listing import Query
from desktop.core.verbs import save, store
from desktop.dealers.model import Dealer
from desktop.reports.meetings import lists
from desktop.reports.meetings.model import Meeting, MeetingAction, MeetingPerson
from desktop.reports.meetings.notice import notice, signed_blocks
from desktop.reports.meetings.papers import minutes, sign_in
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.products.model import Product
from tests.reports.conftest import said_by
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window

DAY = date(2026, 4, 13)


def meeting(database: Database, day: date = DAY, **more: object) -> Meeting:
    return save(database, Meeting, {"title": "周例会", "held_on": day, "state": "held", **more})


def test_what_is_open_is_carried_over_from_meeting_to_meeting_until_it_is_done(database: Database) -> None:
    first, second = meeting(database), meeting(database, DAY + timedelta(days=7))
    other = meeting(database, DAY + timedelta(days=7), kind="dealers", title="经销商会")
    made = save(database, MeetingAction, {"meeting_id": first.id, "what": "清退过期种子", "person": "王某", "due_on": DAY})
    assert "清退过期种子" in said_by(minutes(database, first.id))
    assert "Open from earlier meetings" not in said_by(minutes(database, first.id))
    assert "清退过期种子" in said_by(minutes(database, second.id))
    assert "清退过期种子" not in said_by(minutes(database, other.id))
    with database.reading() as session:
        late = lists.ACTIONS.preset("late").conditions()
        assert lists.ACTIONS.count(session, Query(conditions=late)) == (today() > DAY)
    with pytest.raises(FieldErrors, match="which day"):
        save(database, MeetingAction, {"state": "done"}, made.id)
    save(database, MeetingAction, {"state": "done", "done_on": DAY}, made.id)
    assert "清退过期种子" not in said_by(minutes(database, second.id))


def test_minutes_name_who_was_there_and_who_was_not(database: Database) -> None:
    made = meeting(database)
    with database.operation("test") as session:
        for name, presence, bags in (("甲某", "present", 200), ("乙某", "late", 100), ("丙某", "leave", None)):
            store(session, MeetingPerson, {"meeting_id": made.id, "name": name, "presence": presence, "bags_signed": bags})
    said = said_by(minutes(database, made.id))
    assert "乙某, 甲某" in said and "丙某" in said
    with database.reading() as session:
        [(_key, cells)] = lists.MEETINGS.lines(session, Query(), ["invited", "came", "open"])
    assert cells == (3, 2, 0)
    rows = next(block for block in sign_in(database, made.id).blocks if hasattr(block, "rows")).rows
    assert len(rows) == 3 + 5


def test_the_notice_says_what_when_where_and_who_is_invited(database: Database) -> None:
    made = meeting(database, kind="dealers", title="订货会", starts_at="08:30", place="县城", agenda="一、政策",
                   notice="请带公章")
    save(database, MeetingPerson, {"meeting_id": made.id, "name": "甲某"})
    said = said_by(notice(database, made.id))
    assert all(text in said for text in ("订货会", "2026-04-13 08:30", "县城", "一、政策", "请带公章", "甲某"))


def test_minutes_put_the_orders_of_the_day_beside_what_was_signed_for(database: Database) -> None:
    made = meeting(database, kind="dealers")
    with database.operation("test") as session:
        variety = store(session, Variety, {"name": "丰玉158"})
        product = store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5, "list_price": 5400})
        came, away, other = (store(session, Dealer, {"name": name, "state": "active"}).id
                             for name in ("甲农资", "乙农资", "丙农资"))
        for name, dealer, presence, bags in (("甲某", came, "present", 200), ("乙某", away, "absent", None)):
            store(session, MeetingPerson, {"meeting_id": made.id, "name": name, "dealer_id": dealer, "presence": presence,
                                           "bags_signed": bags})
        for dealer, day in ((came, DAY), (came, DAY - timedelta(days=1)), (away, DAY), (other, DAY)):
            order = store(session, SalesOrder, {"dealer_id": dealer, "ordered_on": day, "state": "confirmed"})
            store(session, OrderLine, {"order_id": order.id, "product_id": product.id, "bags": 150, "price": 5400})
        [_heading, table] = signed_blocks(session, made)
    assert isinstance(table, Table)
    assert table.rows == [["甲农资", 200, 1, 150, 810000], ["Total", 200, 1, 150, 810000]]
    assert "甲农资" in said_by(minutes(database, made.id))


def test_what_was_resolved_about_a_dealer_stands_below_the_dealer(window: Window, qtbot: QtBot, database: Database) -> None:
    dealer = save(database, Dealer, {"name": "甲农资"})
    made = meeting(database)
    for what, of in (("送货", dealer.id), ("别的", None)):
        save(database, MeetingAction, {"meeting_id": made.id, "what": what, "person": "王", "dealer_id": of})
    context: Any = window.context
    context.open("dealer", dealer.id)
    settle(qtbot, context)
    section: Any = window.page.section  # type: ignore[union-attr]
    tab = section.room.pane.tabs.open_tab("Resolutions")
    settle(qtbot, context)
    assert len(tab.table.rows.ids) == 1


def test_a_meeting_ahead_was_not_held(database: Database) -> None:
    with pytest.raises(FieldErrors, match="not come yet"):
        meeting(database, today() + timedelta(days=1))
