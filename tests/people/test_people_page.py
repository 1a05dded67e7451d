"""People in the window: a contact in one form at its dealer, everybody in the section of people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person
from desktop.service.case_model import FarmerCase
from desktop.ui.book.record_dialog import RecordDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers

DAY = date(2026, 5, 1)


def section_of(window: Window, qtbot: QtBot, name: str) -> Any:
    page: Any = window.show_feature("dealers")
    section = page.show_section(name)
    qtbot.waitUntil(lambda: section.list.table.rows.ready and not window.tasks.busy, timeout=60_000)
    return section


def dialog() -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordDialog) and w.isVisible())


def contacts_of(section: Any) -> Any:
    pane = section.pane
    pane.show_child(section.children[0], 0)
    return next(p for p in pane.findChildren(object) if getattr(p, "child", None) is section.children[0])


def test_a_contact_is_typed_changed_and_deleted_in_one_form(window: Window, database: Database, qtbot: QtBot) -> None:
    dealer = verbs.save(database, Dealer, {"name": "甲"})
    section = section_of(window, qtbot, "dealers")
    section.open_record("dealer", dealer.id)
    contacts = contacts_of(section)
    contacts.add()
    form = dialog().form
    assert form.values()["position"] == "owner" and "dealer_id" not in form.values()
    form.widget("name").setText("王秀兰")
    form.widget("mobile").setText("13804510001")
    dialog().save()
    qtbot.waitUntil(lambda: bool(verbs.owned(database, Membership, "dealer_id", dealer.id)), timeout=60_000)
    [made] = verbs.owned(database, Membership, "dealer_id", dealer.id)
    assert (made.name, made.mobile, made.role, made.position) == ("王秀兰", "13804510001", "contact", "owner")
    qtbot.waitUntil(lambda: contacts.table.current_id() == made.id, timeout=60_000)
    contacts.edit()
    assert dialog().form.values()["mobile"] == "13804510001"
    dialog().form.widget("mobile").setText("13904510002")
    dialog().save()
    qtbot.waitUntil(lambda: verbs.get(database, Person, made.person_id or 0).mobile == "13904510002", timeout=60_000)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=60_000)
    contacts.delete()
    qtbot.waitUntil(lambda: verbs.get(database, Person, made.person_id or 0).is_deleted, timeout=60_000)


def test_everybody_stands_in_the_section_of_people_with_what_they_took_part_in(window: Window, database: Database,
                                                                              qtbot: QtBot) -> None:
    dealer = verbs.save(database, Dealer, {"name": "甲"})
    made = verbs.save(database, Membership, {"dealer_id": dealer.id, "name": "王秀兰", "mobile": "13804510001"})
    case = verbs.save(database, FarmerCase, {"reported_on": DAY, "farmer": "王秀兰", "phone": "13804510001", "symptom": "缺苗"})
    verbs.save(database, FarmerCase, {"reported_on": DAY, "farmer": "李"})
    section = section_of(window, qtbot, "people")
    qtbot.waitUntil(lambda: len(section.list.table.rows.ids) == 3, timeout=60_000)
    section.list.filters.show_preset("contact")  # the manager is one of our own
    qtbot.waitUntil(lambda: list(section.list.table.rows.ids) == [made.person_id], timeout=60_000)
    section.open_record("person", made.person_id)
    tab = show_tab(section, "Took part in")
    qtbot.waitUntil(lambda: tab.rows.rowCount() == 1, timeout=60_000)
    cells = [tab.rows.data(tab.rows.index(0, column)) for column in range(2)]
    assert cells == ["Case", case.label()]
    opened: list[tuple[str, int]] = []
    window.context.open = lambda table, number: opened.append((table, number))  # type: ignore[union-attr, method-assign]
    place = tab.view.visualRect(tab.rows.index(0, 1)).center()
    qtbot.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    qtbot.mouseDClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert opened == [("farmercase", case.id)]
    verbs.delete(database, FarmerCase, [case.id])
    qtbot.waitUntil(lambda: tab.empty.isVisible() and not tab.view.isVisible(), timeout=60_000)
    assert tab.empty.text().startswith("This person is named on no training")


def show_tab(section: Any, title: str) -> Any:
    tabs = section.pane.tabs
    number = next(i for i in range(tabs.count()) if tabs.tabText(i).startswith(title))
    tabs.setCurrentIndex(number)
    return tabs.currentWidget()


def test_a_person_is_removed_for_good_after_the_name_is_typed_and_what_speaks_of_them_is_found(
    window: Window, database: Database, qtbot: QtBot, answers: Answers
) -> None:
    from desktop.ui.dialogs.purge import PurgeDialog

    dealer = verbs.save(database, Dealer, {"name": "甲", "remarks": "王秀兰的铺子"})
    contact = verbs.save(database, Membership, {"name": "王秀兰", "mobile": "13804510001", "dealer_id": dealer.id})
    answers.next = True
    section = section_of(window, qtbot, "people")
    section.open_record("person", contact.person_id)
    qtbot.waitUntil(lambda: section.record is not None and section.record.id == contact.person_id)
    section.purge()
    qtbot.waitUntil(lambda: any(isinstance(w, PurgeDialog) for w in QApplication.topLevelWidgets()))
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PurgeDialog))
    said = asked.part("explain").text()
    assert "王秀兰" in said and "Removed: 2 records" in said and "backups on sticks" in said
    asked.typed.setText("王秀")
    assert not asked.part("remove").isEnabled()
    asked.typed.setText("王秀兰")
    qtbot.mouseClick(asked.part("remove"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.text.text() == "王秀兰 was removed for good." and not window.tasks.busy)
    with database.reading() as session:
        assert session.get(Person, contact.person_id) is None and session.get(Membership, contact.id) is None
    assert "甲" in answers.shown[0] and "still speak of them" in answers.shown[0]
    qtbot.waitUntil(lambda: window.search.hits.isVisible() and not window.tasks.busy)
    assert window.search.text() == "王秀兰" and window.search.hits.count() == 1
