"""The tree of regions: read branch by branch, in step with the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.core import verbs
from desktop.regions.model import Region
from desktop.regions.seed import load_regions

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window


def regions(window: Window, qtbot: QtBot) -> Any:
    page: Any = window.show_feature("dealers")
    section = page.show_section("regions")
    qtbot.waitUntil(lambda: section.list.table.rows.ready and not window.tasks.busy)
    return section


def test_the_tree_begins_with_the_provinces_and_reads_what_is_opened(window: Window, database: Database, qtbot: QtBot) -> None:
    with database.operation("Regions") as session:
        load_regions(session)
    section = regions(window, qtbot)
    section.load()
    assert section.tree.topLevelItemCount() == 34
    first = section.tree.topLevelItem(0)
    assert first.childCount() == 0
    first.setExpanded(True)
    assert first.child(0).text(0) == "东城区"


def test_a_node_that_is_chosen_is_shown_and_a_record_that_is_opened_is_revealed(window: Window, database: Database,
                                                                               qtbot: QtBot) -> None:
    with database.operation("Regions") as session:
        load_regions(session)
    section = regions(window, qtbot)
    section.load()
    section.tree.setCurrentItem(section.tree.topLevelItem(1))
    assert section.record.name == "天津市"
    section.open_record("region", 231224)
    assert section.tree.currentItem().text(0) == "庆安县"
    assert section.tree.currentItem().parent().text(0) == "绥化市"


def test_a_new_township_appears_below_its_county_while_the_tree_stays_open(window: Window, database: Database,
                                                                           qtbot: QtBot) -> None:
    with database.operation("Regions") as session:
        load_regions(session)
    section = regions(window, qtbot)
    section.load()
    section.open_record("region", 231224)
    verbs.save(database, Region, {"name": "久胜镇", "level": "township", "parent_id": 231224})

    def appeared() -> bool:
        item = section.tree.currentItem()
        return item is not None and item.childIndicatorPolicy() == item.ChildIndicatorPolicy.ShowIndicator

    qtbot.waitUntil(appeared)
    section.tree.currentItem().setExpanded(True)
    assert section.tree.currentItem().child(0).text(0) == "久胜镇"


def test_a_new_place_lies_in_the_node_that_is_chosen(window: Window, database: Database, qtbot: QtBot) -> None:
    with database.operation("Regions") as session:
        load_regions(session)
    section = regions(window, qtbot)
    section.load()
    section.open_record("region", 231224)
    section.new_record()
    section.fields.widget("name").setText("久胜镇")
    section.save()
    qtbot.waitUntil(lambda: section.record is not None)
    assert (section.record.full_name, section.record.level) == ("黑龙江省 绥化市 庆安县 久胜镇", "township")
    qtbot.waitUntil(lambda: not window.tasks.busy)
