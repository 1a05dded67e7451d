"""Money on the screen: typed and read in yuan, kept in fen, in every place where a person types or reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from desktop.core import verbs
from desktop.core.documents.model import Table
from desktop.core.fields import today
from desktop.core.listing import Condition, Query
from desktop.core.records import table_of
from desktop.training.lists import EVENTS
from desktop.training.model import TrainingEvent
from desktop.ui.fields.binding import editor_for
from desktop.ui.fields.form import Form
from desktop.ui.fields.words import word
from desktop.ui.lists.conditions import ConditionEditor, sentence
from desktop.ui.lists.export import write_list
from desktop.ui.lists.print_list import list_document

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.context import Context

COST = table_of(TrainingEvent).c.cost


def retype(widget: Any, text: str) -> None:
    """Write `text` over what stands in a line."""
    widget.selectAll()
    QTest.keyClicks(widget, text)


def test_a_form_takes_yuan_and_gives_fen(context: Context) -> None:
    form = Form(context, TrainingEvent, context.window)
    form.set_values({"cost": 1200_50})
    assert form.widget("cost").text() == "1,200.50"
    retype(form.widget("cost"), "80.005")
    assert form.values()["cost"] == 80_01
    retype(form.widget("cost"), "1,5")
    assert "not a number" in form.problems()["cost"]
    form.deleteLater()


def test_bulk_edit_and_history_speak_yuan(context: Context) -> None:
    binding = editor_for(context, COST, context.window)
    binding.set_value(99_99)
    assert binding.widget.property("text") == "99.99"
    assert binding.value() == 99_99
    assert word(COST, 1200_50, {}) == "¥1,200.50"
    binding.widget.deleteLater()


def test_a_filter_is_written_in_yuan(context: Context, qtbot: QtBot) -> None:
    editor = ConditionEditor(EVENTS.columns, context.window)
    editor.start(condition=Condition("cost", "between", (50_00, 60_00)))
    with qtbot.waitSignal(editor.ready) as given:
        retype(editor.values[0].focusProxy(), "50.50")
        editor.give()
    assert given.args == [Condition("cost", "between", (50_50, 60_00))]
    assert sentence(EVENTS.column("cost"), given.args[0]) == "Cost: 50.50 – 60.00"
    editor.deleteLater()


def test_what_is_exported_and_printed_is_yuan(database: Database, tmp_path: Path) -> None:
    for cost in (50_00, 60_25):
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": today(), "cost": cost})
    column = EVENTS.column("cost")
    with database.reading() as session:
        ids = EVENTS.ids(session, Query(order=(("cost", False),)))
    path, _n = write_list(database, EVENTS, [column], ids, tmp_path / "costs.xlsx", lambda _done, _all: None)
    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python() == [["Cost (yuan)"], [50.0], [60.25]]
    table = next(b for b in list_document(database, EVENTS, [column], ids).blocks if isinstance(b, Table))
    assert [row[0] for row in table.rows] == [50.0, 60.25, 110.25]


def test_money_is_written_in_one_way_on_cards_in_sentences_in_cells_and_in_forms(context: Context) -> None:
    from desktop.core import i18n, money
    from desktop.core.grid import GridColumn
    from desktop.ui.grid.cells import show as in_cell

    assert (money.said(123_450), money.said(-2_000), money.said(None)) == ("¥1,234.50", "−¥20.00", "")
    assert in_cell(GridColumn("amount", "Amount", "money"), 672_000) == "6,720.00"
    assert (money.at_a_glance(987_049), money.at_a_glance(21_798_000)) == ("¥9,870", "¥217,980")
    with i18n.using("zh_CN"):
        assert (money.at_a_glance(987_049), money.at_a_glance(-21_798_000)) == ("¥9,870", "−¥21.80万")
    cost = editor_for(context, COST, context.window)
    cost.set_value(123_450)
    assert cost.widget.property("text") == "1,234.50" and cost.value() == 123_450
    cost.widget.deleteLater()
