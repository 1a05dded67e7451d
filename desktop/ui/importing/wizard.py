"""The import wizard: file → columns → dry run → result. Not modal; going back loses nothing.

    start_import(context)                          # from the File menu
    start_import(context, "dealers", path)         # a kind and a file that are known

It knows no feature: the kinds come from the features' `imports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.errors import Cancelled, UserError
from desktop.core.feature import found
from desktop.core.i18n import N_, _, ngettext
from desktop.core.importing import ImportKind, Result, apply
from desktop.core.records import table_of
from desktop.ui import loader, messages
from desktop.ui.dialogs.dialog import Dialog
from desktop.ui.importing.about_page import AboutPage
from desktop.ui.importing.columns_page import ColumnsPage
from desktop.ui.importing.file_page import FilePage
from desktop.ui.importing.plan_page import PlanPage
from desktop.ui.importing.result_page import ResultPage
from desktop.ui.importing.state import ImportState, WizardPage
from desktop.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop.ui.context import Context

STEPS = (N_("File"), N_("What it is"), N_("Columns"), N_("Dry run"), N_("Result"))
FILE, ABOUT, COLUMNS, PLAN, RESULT = range(5)
LAST_KIND = "import.kind"
PARTS = 1000
W = TypeVar("W", bound=QWidget)


def kinds_of(context: Context) -> list[tuple[str, ImportKind]]:
    """(feature, kind) of everything that can be imported."""
    return [(feature.name, kind) for feature in context.window.program.features for kind in found(feature.imports)]


def _first_kind(context: Context, kinds: list[tuple[str, ImportKind]], wanted: str) -> ImportKind:
    """The kind asked for, else that of the list in view, else the last one used on the tab in view or its first, else the last
    one used anywhere."""
    last = context.settings.remembered.get(LAST_KIND, "")
    shown = [kind for feature, kind in kinds if feature == context.window.feature_in_view()]
    in_view = _table_in_view(context)
    shown = [kind for kind in shown if kind.table == in_view] or shown
    among = [kind for _feature, kind in kinds] if wanted or not shown else shown
    return next((kind for kind in among if kind.name == (wanted or last)), among[0])


def _table_in_view(context: Context) -> str:
    """The table whose records the section in view lists, "" for a section that lists none."""
    listing = getattr(getattr(context.window.page, "section", None), "listing", None)
    return str(table_of(listing.model).name) if listing is not None else ""


def start_import(context: Context, kind: str = "", path: Path | None = None, *also: Path,
                 fixed: Mapping[str, str] | None = None) -> ImportWizard | None:
    """Open the wizard; None where no feature takes anything in. Several files where the kind takes them together.

    `fixed` are values of targets that every row has where the file has no column for them (the trial in view).
    """
    kinds = kinds_of(context)
    if not kinds:
        messages.inform(context.window, _("There is nothing that can be imported here."))
        return None
    wizard = ImportWizard(context, kinds, kind)
    wizard.state.fixed = dict(fixed or {})
    wizard.show()
    if path is not None:
        wizard.file_page.take(path, *also)
    return wizard


class ImportWizard(Dialog):
    """The window of one import."""

    topic = "import"

    def __init__(self, context: Context, kinds: list[tuple[str, ImportKind]], kind: str = "") -> None:
        super().__init__(context.window)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        first = _first_kind(context, kinds, kind)
        self.context = context
        self.state = ImportState(context, kinds, first)
        self.progress: Progress | None = None
        self.body = loader.load("import_wizard", self)
        column = QVBoxLayout(self)
        column.addWidget(self.body)
        self._find()
        self.file_page, self.about_page = FilePage(self.state, self), AboutPage(self.state, self)
        self.columns_page = ColumnsPage(self.state, self)
        self.plan_page, self.result_page = PlanPage(self.state, self), ResultPage(self.state, self)
        self.pages: list[WizardPage] = [self.file_page, self.about_page, self.columns_page, self.plan_page, self.result_page]
        for page in self.pages:
            self.stack.addWidget(page)
            page.changed.connect(self.update_buttons)
        self._connect()
        self.retranslate()
        room = self.screen().availableGeometry().size()
        self.resize(min(1000, int(room.width() * 0.96)), min(620, int(room.height() * 0.9)))

    def _find(self) -> None:
        self.stack, self.steps = self._part(QStackedWidget, "stack"), self._part(QLabel, "steps")
        self.steps.setTextFormat(Qt.TextFormat.RichText)  # our own words only
        self.bar, self.busy = self._part(QProgressBar, "bar"), self._part(QLabel, "busy")
        self.cancel, self.back = self._part(QPushButton, "cancel"), self._part(QPushButton, "back")
        self.next, self.close_ = self._part(QPushButton, "next"), self._part(QPushButton, "close")
        self.bar.setFixedWidth(200)
        self.bar.setRange(0, PARTS)

    def _part(self, kind: type[W], name: str) -> W:
        found = self.body.findChild(kind, name)
        if found is None:
            raise KeyError(name)
        return found

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.cancel.clicked.connect(self._cancel)
        self.close_.clicked.connect(self.close)
        self.context.tasks.progressed.connect(self._on_progress)
        self.about_page.reread.connect(self.file_page.read_again)
        self.file_page.changed.connect(self._on_read)

    def retranslate(self) -> None:
        """The words that are not in a form."""
        self.setWindowTitle(_("Import"))
        self.update_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "pages"):
            for page in self.pages:
                page.retranslate()
            self.retranslate()

    # -- moving ---------------------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The number of the page that is shown."""
        return self.stack.currentIndex()

    def show_page(self, number: int) -> None:
        """Show a page with what is known now."""
        self.stack.setCurrentIndex(number)
        self.pages[number].enter()
        self.update_buttons()

    def go_on(self) -> None:
        """To the next page; from the dry run, import; from the result, begin with another file."""
        if not self.next.isEnabled():
            return
        if self.page == PLAN:
            self._apply()
        elif self.page == RESULT:
            self._again()
        else:
            self.show_page(self.page + (1 if self._is_shown(self.page + 1) else 2))

    def _is_shown(self, number: int) -> bool:
        """Whether the kind has that page: only some recognise facts of the whole file."""
        return number != ABOUT or bool(self.state.kind.settable)

    def go_back(self) -> None:
        """To the page before; nothing is lost."""
        if self.back.isEnabled():
            self.show_page(self.page - (1 if self._is_shown(self.page - 1) else 2))

    def _again(self) -> None:
        state = self.state
        state.forget()
        state.source = state.result = state.undone = state.earlier = None
        state.chosen = {}
        state.ask()
        self.file_page.file = None
        self.file_page.path.clear()
        self.file_page.rows.show_rows((), ())
        for label in (self.file_page.notes, self.file_page.warning):
            label.clear()
        self.show_page(FILE)

    @Slot()
    def update_buttons(self) -> None:
        """Buttons, their words and the line of steps as they fit the page and what is under way."""
        number, working = self.page, self.progress is not None
        plan = self.state.plan
        words = [_("Next"), _("Next"), _("Next"), _("Import"), _("Import another file")]
        if number == PLAN and plan is not None and plan.good:
            words[PLAN] = ngettext("Import {n} row", "Import {n} rows", plan.good).format(n=plan.good)
        self.next.setText(words[number])
        self.next.setEnabled(not working and (number == RESULT or self.pages[number].ready()))
        self.back.setEnabled(not working and number in (ABOUT, COLUMNS, PLAN))
        self.back.setVisible(number != RESULT)
        self.next.setDefault(number != RESULT)
        self.result_page.open_list.setDefault(number == RESULT)
        if self.next.isEnabled() and self.focusWidget() is self.close_:
            self.next.setFocus()  # it lost the focus while it could not be pressed
        self.cancel.setVisible(working)
        self.bar.setVisible(working)
        self.busy.setText(_("Importing…") if working else "")
        self.steps.setText("&nbsp;&nbsp;›&nbsp;&nbsp;".join(
            f"<b>{_(name)}</b>" if i == number else _(name) for i, name in enumerate(STEPS) if self._is_shown(i)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() == Qt.Key.Key_Left:
            self.go_back()
        elif alt and event.key() == Qt.Key.Key_Right:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def _on_read(self) -> None:
        """A file that was read again in another layout is looked at anew."""
        if self.page == ABOUT and self.state.source is not None and not self.file_page.reading:
            self.about_page.enter()

    # -- importing ------------------------------------------------------------------------------------------------

    def _apply(self) -> None:
        state, db, whole = self.state, self.context.db, self.plan_page.whole.isChecked()
        kind, source, plan = state.kind, state.source, state.plan
        assert source is not None and plan is not None
        self.context.settings.remember(LAST_KIND, kind.name)

        def work(progress: Progress) -> Result:
            return apply(db, kind, source, plan, whole=whole, progress=lambda share: progress.report(
                int(share * PARTS), PARTS))

        self.progress = self.context.tasks.run_long(work, self._applied, self._not_applied, _("Importing…"))
        self.bar.setValue(0)
        self.update_buttons()

    def _applied(self, result: Result) -> None:
        self.progress = None
        self.state.result, self.state.plan, self.state.undone = result, result.plan, None
        self.show_page(RESULT)
        self.context.message(ngettext("{n} row imported.", "{n} rows imported.", result.plan.good)
                             .format(n=result.plan.good), undo=True)

    def _not_applied(self, error: Exception) -> None:
        self.progress = None
        self.update_buttons()
        if isinstance(error, Cancelled):
            self.plan_page.hint.setText(_("Stopped. Nothing was imported."))
        elif isinstance(error, UserError):
            self.plan_page.hint.setText(str(error))
        else:
            self.context.window.on_error(error)

    def _cancel(self) -> None:
        if self.progress is not None:
            self.progress.cancel()

    def _on_progress(self, done: int, total: int) -> None:
        if self.progress is not None and total == PARTS:
            self.bar.setValue(done)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing while it imports stops the import: nothing half is left."""
        self._cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape and the cross close only where nothing is under way, and ask before what was chosen is lost."""
        lost = self.page != RESULT and self.state.is_chosen
        if self.progress is None and (not lost or messages.ask(
                self, _("What was chosen for this file is lost if the import is closed now."), _("Discard it"),
                _("Go on with the import"), safe=True)):
            super().reject()  # closing here would come back: Qt closes a dialog by rejecting it

