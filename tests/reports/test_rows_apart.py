"""The rows behind a tile whose list stands below a record say whose they are, in a window that says how many."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.core.fields import today
from desktop.core.verbs import store
from desktop.reports.team.model import TeamMember
from desktop.reports.team.work_model import TeamTask
from desktop.ui.book.rows_behind import RowsDialog
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_an_overdue_task_names_the_colleague_it_was_given_to(window: Window, database: Database, qtbot: QtBot) -> None:
    with database.operation("test") as session:
        member = store(session, TeamMember, {"name": "甲业务员", "hired_on": today() - timedelta(days=90)})
        store(session, TeamTask, {"member_id": member.id, "what": "核对库存", "given_on": today() - timedelta(days=9),
                                  "due_on": today() - timedelta(days=2)})
    page = window.show_feature("today")
    settle(qtbot, window.context)
    [tile] = [one for one in page.section.board.tiles if one.preset == "late" and one.listing == "team_tasks"]
    page.section._open_tile(tile)
    settle(qtbot, window.context)
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, RowsDialog) and w.isVisible()]
    assert dialog.windowTitle().startswith("1 ")
    columns = [column.name for column in dialog.table.shown_columns()]
    assert columns[1] == "member"
    model = dialog.table.model()
    assert "甲业务员" in [model.index(0, place).data() for place in range(model.columnCount())]
    dialog.reject()
