"""The Dealers tab as one uses it: entry, visits, promises, states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from desktop.core import verbs
from desktop.core.moves import moves_of
from desktop.dealers import actions
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise, Visit
from desktop.ui.book.head import Head
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.book.state_dialog import StateDialog
from desktop.ui.lists.conditions import sentence

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


def section_of(window: Window, qtbot: QtBot, name: str) -> Any:
    page: Any = window.show_feature("dealers")
    section = page.show_section(name)
    qtbot.waitUntil(lambda: section.list.table.rows.ready and not window.tasks.busy)
    return section


def dialog_of(kind: type[Any]) -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def dealer(db: Database, name: str = "庆安县丰收种业有限公司", **values: object) -> Dealer:
    return verbs.save(db, Dealer, {"name": name, "state": "active", **values})


@pytest.mark.parametrize("name", ["dealers", "visits", "promises", "licences", "regions"])
def test_every_section_opens_with_its_form(window: Window, qtbot: QtBot, name: str) -> None:
    section = section_of(window, qtbot, name)
    section.new_record()
    assert section.is_new
    assert len(section.fields.bindings) >= 6


def test_a_dealer_is_entered_with_a_warning_before_a_double(window: Window, database: Database, qtbot: QtBot) -> None:
    dealer(database)
    section = section_of(window, qtbot, "dealers")
    section.new_record()
    section.fields.widget("name").setText("庆安县丰收种业（总店）")
    section.fields.widget("credit_code").setText("91440300708461136X")
    section.pane.hints.ask()
    qtbot.waitUntil(lambda: bool(section.pane.hints.hits))
    assert section.fields.widget("credit_code").property("doubtful")
    section.save()
    qtbot.waitUntil(lambda: section.record is not None)
    assert section.record.code == f"D-{TODAY.year}-A002"


def test_new_visit_writes_one_for_the_dealer_shown(window: Window, database: Database, qtbot: QtBot) -> None:
    made = dealer(database)
    section = section_of(window, qtbot, "dealers")
    section.open_record("dealer", made.id)
    section.new_visit()
    dialog = dialog_of(RecordDialog)
    dialog.form.widget("findings").setPlainText("库存 120 袋")
    dialog.save()
    qtbot.waitUntil(lambda: bool(verbs.owned(database, Visit, "dealer_id", made.id)))
    [visit] = verbs.owned(database, Visit, "dealer_id", made.id)
    assert (visit.state, visit.visited_on, visit.findings) == ("done", TODAY, "库存 120 袋")


def test_a_change_of_state_asks_for_the_reason_and_offers_what_may_follow(window: Window, database: Database,
                                                                          qtbot: QtBot) -> None:
    made = dealer(database)
    section = section_of(window, qtbot, "dealers")
    section.open_record("dealer", made.id)
    section.change_state()
    dialog = dialog_of(StateDialog)
    box = dialog.part("state")
    assert [box.itemData(n) for n in range(box.count())] == ["hold", "ended"]
    dialog.part("reason").setText("unpaid")
    dialog.go()
    qtbot.waitUntil(lambda: verbs.get(database, Dealer, made.id).state == "hold")
    qtbot.waitUntil(lambda: not window.tasks.busy)
    with database.reading() as session:
        assert moves_of(session, made)[-1].reason == "unpaid"


def test_plan_visits_plans_one_for_each_dealer_selected(window: Window, database: Database, qtbot: QtBot) -> None:
    for name in ("甲", "乙"):
        dealer(database, name)
    section = section_of(window, qtbot, "dealers")
    qtbot.waitUntil(lambda: len(section.list.table.rows.ids) == 2)
    section.list.table.selectAll()
    section.plan_visits()
    dialog = dialog_of(StateDialog)
    assert not dialog.part("reason").isVisible()
    dialog.part("on").set_value(TODAY + timedelta(days=3))
    dialog.go()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    visits = section_of(window, qtbot, "visits")
    qtbot.waitUntil(lambda: len(visits.list.table.rows.ids) == 2)


def test_a_planned_visit_becomes_one_made_today(window: Window, database: Database, qtbot: QtBot) -> None:
    [number] = actions.plan_visits(database, [dealer(database).id], TODAY)
    section = section_of(window, qtbot, "visits")
    section.open_record("visit", number)
    button = next(b for b in section.findChildren(QToolButton) if b.text() == "Made today")
    assert not button.isHidden() or "Made today" in [a.text() for a in section.pane.head.more.menu().actions()]
    section.made_today()
    section.save()
    qtbot.waitUntil(lambda: verbs.get(database, Visit, number).state == "done")
    assert verbs.get(database, Visit, number).visited_on == TODAY
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert button.isHidden() and "Made today" not in [a.text() for a in section.pane.head.more.menu().actions()]


def test_the_title_of_a_visit_names_its_dealer(window: Window, database: Database, qtbot: QtBot) -> None:
    for name in ("甲", "乙"):
        verbs.save(database, Visit, {"dealer_id": dealer(database, name).id, "planned_on": TODAY})
    shown = section_of(window, qtbot, "visits")
    for visit in shown.list.table.rows.ids:
        owner = verbs.get(database, Dealer, verbs.get(database, Visit, visit).dealer_id or 0).name
        shown.open_record("visit", visit)
        qtbot.waitUntil(lambda owner=owner: shown.pane.detail.text() == owner)


def test_promises_are_kept_with_one_button_and_one_undo(window: Window, database: Database, qtbot: QtBot) -> None:
    made = dealer(database)
    promise = verbs.save(database, Promise, {"dealer_id": made.id, "what": "示范种子", "due_on": TODAY})
    section = section_of(window, qtbot, "promises")
    section.open_record("promise", promise.id)
    section.kept()
    qtbot.waitUntil(lambda: verbs.get(database, Promise, promise.id).state == "kept")
    database.undo()
    assert verbs.get(database, Promise, promise.id).state == "open"


def test_records_open_where_they_live(window: Window, database: Database, qtbot: QtBot) -> None:
    made = dealer(database)
    promise = verbs.save(database, Promise, {"dealer_id": made.id, "what": "示范种子"})
    window.context.open("promise", promise.id)  # type: ignore[union-attr]
    shown: Any = window.page
    assert shown.section.name == "promises"
    window.context.open("dealer", made.id)  # type: ignore[union-attr]
    assert shown.section.name == "dealers"


def menu_of(section: Any) -> dict[str, Any]:
    """What a list offers behind the numbers of its current row, by title."""
    from PySide6.QtWidgets import QMenu

    from desktop.ui.book.rows_behind import offer_rows

    menu = QMenu(section)
    offer_rows(menu, section)
    return {action.text(): action for inside in menu.findChildren(QMenu) for action in inside.actions()}


def test_a_number_of_the_list_opens_the_rows_it_is_made_of(window: Window, database: Database, qtbot: QtBot) -> None:
    mine, other = dealer(database), dealer(database, "望奎县丰收种业有限公司")
    for owner, state in ((mine, "open"), (mine, "open"), (mine, "kept"), (other, "open")):
        verbs.save(database, Promise, {"dealer_id": owner.id, "what": "样品", "made_on": TODAY, "due_on": TODAY, "state": state,
                                       "settled_on": TODAY if state == "kept" else None})
    section = section_of(window, qtbot, "dealers")
    section.list.table.select(mine.id)
    menu_of(section)["Open promises"].trigger()
    shown: Any = window.page
    promises = shown.section
    qtbot.waitUntil(lambda: promises.list.table.rows.ready and len(promises.list.table.rows.ids) == 2)
    said = [sentence(promises.listing.asked(c), c) for c in promises.list.query.conditions]
    assert said == ["Dealer: 庆安县丰收种业有限公司", "State: Pending"]
    promises.list.filters.clear()
    qtbot.waitUntil(lambda: len(promises.list.table.rows.ids) == 4)
    section = section_of(window, qtbot, "dealers")
    table, place = section.list.table, [c.title for c in section.listing.columns].index("Open promises")
    table.show_columns([section.listing.columns[place].name, "name"])
    row = table.rows.row_of(other.id)
    where = table.visualRect(table.rows.index(row, place)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: window.page.section is promises and len(promises.list.table.rows.ids) == 1)  # type: ignore[union-attr]


def test_beside_a_new_record_stand_no_tools_that_need_a_stored_one(window: Window, database: Database, qtbot: QtBot) -> None:
    made = dealer(database)
    section = section_of(window, qtbot, "dealers")
    section.open_record("dealer", made.id)
    head = section.pane.findChild(Head)

    def offered() -> set[str]:
        """In the line, or in the menu of those that have no room."""
        return {b.text() for b in head.tools if not b.isHidden()} | {a.text() for a in head.more.menu().actions()}

    assert "Change the state…" in offered()
    section.new_record()
    assert "Change the state…" not in offered()


def test_what_belongs_to_a_dealer_does_not_name_it_in_every_row() -> None:
    from desktop.dealers.page import DealersBook

    for child in DealersBook.children:
        named = {c.name for c in child.listing.columns if c.name == "dealer"}
        assert named <= child.repeated() < {c.name for c in child.listing.columns}, child.listing.name
