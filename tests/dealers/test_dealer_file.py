"""The dealer file: what stands in it, how long it is, and the ways that lead to it."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.cli import main
from desktop.core import documents, verbs
from desktop.core.documents.model import Heading, KeyValues, Paragraph, Table, flat
from desktop.core.i18n import using
from desktop.dealers.file_report import dealer_file
from desktop.dealers.model import Dealer, Licence
from desktop.dealers.visit_model import Promise, Visit
from desktop.people.model import Membership

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


@pytest.fixture
def dealer(database: Database) -> Dealer:
    """A dealer with much of everything."""
    made = verbs.save(database, Dealer, {"name": "庆安县丰收种业", "code": "D-2026-901", "state": "active"})
    for number in range(12):
        verbs.save(database, Membership, {"dealer_id": made.id, "name": f"王{number}", "mobile": f"1380000{number:04}"})
        verbs.save(database, Licence, {"dealer_id": made.id, "kind": "business", "number": f"N{number}",
                                       "expires_on": TODAY + timedelta(days=number)})
        verbs.save(database, Promise, {"dealer_id": made.id, "what": f"示范种子{number}袋", "due_on": TODAY,
                                       "side": "us" if number < 3 else "dealer"})
        verbs.save(database, Visit, {"dealer_id": made.id, "visited_on": TODAY - timedelta(days=number), "result": "好" * 40})
    return made


def texts(document: Any) -> str:
    """Every word of a document."""
    said: list[str] = []
    for block in flat(document.blocks):
        if isinstance(block, Heading | Paragraph):
            said.append(str(block.text))
        elif isinstance(block, Table):
            said += [str(cell) for row in block.rows for cell in row]
        elif isinstance(block, KeyValues):
            said += [str(value) for _name, value in block.pairs]
    return "\n".join(said)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_file_holds_people_papers_visits_and_promises_on_two_pages(database: Database, dealer: Dealer,
                                                                       language: str) -> None:
    from pypdf import PdfReader

    with using(language):
        document = dealer_file(database, dealer.id)
        said = texts(document)
        stream = io.BytesIO()
        documents.writer(".pdf")(document, stream)
    for word in ("庆安县丰收种业", "D-2026-901", "王0", "13800000000", "N0", "示范种子0袋", TODAY.isoformat()):
        assert word in said
    for table in (b for b in document.blocks if isinstance(b, Table) and not b.boxed):
        empty = [c.title for i, c in enumerate(table.columns) if not any(row[i] not in ("", None) for row in table.rows)]
        assert not empty, "a column in which nothing stands takes the room of the others"
    assert said.count("□ ") == 3, "what we still owe is to be taken along"
    assert len(PdfReader(stream).pages) <= 2


def test_the_command_line_writes_it(database: Database, dealer: Dealer, tmp_path: Path) -> None:
    path = database.path
    database.close()
    out = tmp_path / "file.pdf"
    assert main(["report", "dealer", "--code", dealer.code, "--out", str(out), "--database", str(path)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_ctrl_p_prints_the_file_of_the_dealer_shown(window: Window, database: Database, dealer: Dealer, qtbot: QtBot) -> None:
    from desktop.ui.preview.preview import Preview

    page: Any = window.show_feature("dealers")
    qtbot.waitUntil(lambda: page.section.record is not None)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (menu,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "papers_menu"]
    assert [action.text() for action in menu.actions()][1:] == ["Account statement"], "papers about a dealer of other features"
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    shown = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    qtbot.waitUntil(lambda: shown.made is not None)
    assert "庆安县丰收种业" in shown.windowTitle()
    shown.close()
