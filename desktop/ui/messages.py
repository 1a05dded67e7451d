"""The only place that stops the user with a box: questions, errors, names of files. Tests patch these functions.

Qt's dialogs are imported when one is shown, since the window imports this module before it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.file_names import safe_file_name
from desktop.core.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def show_error(parent: QWidget | None, error: Exception | str) -> None:
    """Show the sentence of a `UserError`."""
    _box(parent, "Warning", str(error), [_("Close")])


def inform(parent: QWidget | None, text: str, details: str = "") -> None:
    """Show a sentence that needs no answer but must not be missed; `details` of any length, scrolled, on demand."""
    _box(parent, "Information", text, [_("Close")], details=details)


def ask(parent: QWidget | None, text: str, yes: str, no: str, safe: bool = False) -> bool:
    """A question with two named answers; closing the box means `no`, and where `safe` Enter does too: yes loses something."""
    return _box(parent, "Question", text, [yes, no], safe) == 0


def choose(parent: QWidget | None, text: str, answers: Sequence[str], safe: bool = False) -> int | None:
    """A question with several named answers: the number of the one chosen, None for Cancel; `safe`: Enter means Cancel."""
    picked = _box(parent, "Question", text, [*answers, _("Cancel")], safe)
    return picked if picked is not None and picked < len(answers) else None


def open_file(parent: QWidget | None, title: str, kinds: str, folder: str = "") -> Path | None:
    """Ask for a file to open. `kinds` as Qt writes them: "Tables (*.xlsx *.csv)".

    Without a folder it is looked for where the last file was opened or saved, at first among the user's documents.
    """
    from PySide6.QtWidgets import QFileDialog

    name, _kind = QFileDialog.getOpenFileName(parent, title, folder or str(_begin(_opened_in)), kinds)
    return _chosen([name])[0] if name else None


def open_files(parent: QWidget | None, title: str, kinds: str, folder: str = "") -> list[Path]:
    """Ask for one or more files to open, as `open_file` does."""
    from PySide6.QtWidgets import QFileDialog

    names, _kind = QFileDialog.getOpenFileNames(parent, title, folder or str(_begin(_opened_in)), kinds)
    return _chosen(names)


def _chosen(names: Sequence[str]) -> list[Path]:
    paths = [Path(name) for name in names]
    _opened_in[:] = [path.parent for path in paths[:1]] or _opened_in
    return paths


def save_file(parent: QWidget | None, title: str, suggested: str, kinds: str) -> Path | None:
    """Ask where to save; the first ending of the chosen kind is added where none was typed.

    A name without a folder is offered where the last file was saved, at first among the user's documents: the working
    folder of a program is its own.
    """
    from PySide6.QtWidgets import QFileDialog

    name, kind = QFileDialog.getSaveFileName(parent, title, _offered(suggested), kinds)
    if not name:
        return None
    path = Path(name)
    _saved_in[:] = [path.parent]
    endings = re.findall(r"\*(\.[\w-]+)", kinds)
    chosen = re.findall(r"\*(\.[\w-]+)", kind) or endings
    return path if path.suffix.lower() in endings or not chosen else path.with_name(path.name + chosen[0])


_saved_in: list[Path] = []
_opened_in: list[Path] = []


def _offered(suggested: str) -> str:
    """A suggested path with a folder, and a name that every system accepts."""
    path = Path(suggested)
    if path.is_absolute() and path.parent.is_dir():
        return str(path.with_name(safe_file_name(path.name)))
    return str(_begin(_saved_in) / safe_file_name(path.name if path.is_absolute() else suggested))


def _begin(used: list[Path]) -> Path:
    """Where a dialog without a folder begins: never in the working folder, which is the program's own on Windows."""
    from PySide6.QtCore import QStandardPaths

    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return next((known for known in [*used, *_saved_in, documents] if known.is_dir()), Path.home())  # a folder that is not
    # there would be taken for the working one


def choose_folder(parent: QWidget | None, title: str, folder: str = "") -> Path | None:
    """Ask for a folder, beginning in `folder` or as `open_file` does."""
    from PySide6.QtWidgets import QFileDialog

    name = QFileDialog.getExistingDirectory(parent, title, folder or str(_begin(_saved_in)))
    return Path(name) if name else None


def _box(parent: QWidget | None, icon: str, text: str, answers: Sequence[str], safe: bool = False,
         details: str = "") -> int | None:
    """Show a box with the named answers; gives the number of the one pressed. The last one is Escape; Enter is the first one,
    or the last one too where `safe`."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon[icon], _("AgriDesk"), text, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setDetailedText(details)
    buttons = []
    for number, answer in enumerate(answers):
        role = QMessageBox.ButtonRole.RejectRole if number == len(answers) - 1 else QMessageBox.ButtonRole.AcceptRole
        buttons.append(box.addButton(answer, role))
    box.setDefaultButton(buttons[-1 if safe else 0])
    box.setEscapeButton(buttons[-1])
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    return next((n for n, button in enumerate(buttons) if button is pressed), None)
