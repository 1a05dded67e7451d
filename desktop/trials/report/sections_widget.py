"""The dialog of a report's sections, and the choice of a template in the dialogs of reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
)

from desktop.core import verbs
from desktop.core.i18n import N_, _
from desktop.trials.choices import LSD, VERDICT_RULE
from desktop.trials.model import ReportTemplate
from desktop.trials.report import sections
from desktop.trials.report.sections import OWN, Chosen
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

KEY = Qt.ItemDataRole.UserRole
T = TypeVar("T")


class TemplateChoice:
    """The box “template” of a report's dialog with its button “edit”; the default template is chosen at first."""

    def __init__(self, context: Context, dialog: FormDialog, report: str) -> None:
        self.context, self.report = context, report
        box = dialog.part("template")
        assert isinstance(box, QComboBox)
        self.box = box
        dialog.on("edit", self._edit)
        self.fill()

    def fill(self, chosen: str | None = None) -> None:
        """Offer the templates there are; `chosen` is selected, else the default one."""
        found = sections.templates(self.context.db, self.report)
        first = next((t.name for t in found if t.is_default), "")
        self.box.clear()
        self.box.addItem(_("All sections"), "")
        for one in found:
            self.box.addItem(one.name, one.name)
        self.box.setCurrentIndex(max(0, self.box.findData(first if chosen is None else chosen)))

    def name(self) -> str:
        """The template chosen; "" for all sections in the report's own order."""
        return str(self.box.currentData() or "")

    def _edit(self) -> None:
        dialog = SectionsDialog(self.context, self.report, self.name(), self.box.window())
        dialog.kept.append(self.fill)
        dialog.open()


class SectionsDialog(FormDialog):
    """Switches, orders and retitles the sections of a report and gives them one's own text, kept as a template.

    Functions in `kept` are called with the template's name when it was kept, with None when it was deleted.
    """

    guards = True

    def __init__(self, context: Context, report: str, name: str = "", parent: Any = None) -> None:
        super().__init__("report_sections", N_("Sections of the report"), parent or context.window)
        self.context, self.report = context, report
        self.kept: list[Any] = []
        self._template: ReportTemplate | None = None
        self._known: dict[str, Chosen] = {}
        self.templates = self._typed("templates", QComboBox)
        self.list = self._typed("sections", QListWidget)
        self.heading, self.name = self._typed("heading", QLineEdit), self._typed("name", QLineEdit)
        self.text, self.place = self._typed("text", QPlainTextEdit), self._typed("place", QComboBox)
        self.default, self.remove = self._typed("is_default", QCheckBox), self._typed("remove", QPushButton)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.rule = self._typed("rule", QComboBox)
        for key, title in sections.PLACES.items():
            self.place.addItem(_(title), key)
        for key in VERDICT_RULE.labels:
            self.rule.addItem(VERDICT_RULE.label(key), key)
        self._connect()
        self._offer(name)

    def _typed(self, name: str, kind: type[T]) -> T:
        found = self.part(name)
        assert isinstance(found, kind)
        return found

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_current)
        self.templates.activated.connect(lambda _place: self._show(str(self.templates.currentData() or "")))
        for button, slot in (("up", lambda: self._move(-1)), ("down", lambda: self._move(1)), ("add", self._add),
                             ("ok", self._save), ("remove", self._remove)):
            self.on(button, slot)
        self.heading.textEdited.connect(self._take)
        self.text.textChanged.connect(self._take)
        self.place.activated.connect(self._take)

    def _offer(self, name: str) -> None:
        self.templates.clear()
        self.templates.addItem(_("New template"), "")
        for one in sections.templates(self.context.db, self.report):
            self.templates.addItem(one.name, one.name)
        self.templates.setCurrentIndex(max(0, self.templates.findData(name)))
        self._show(name)

    def _show(self, name: str) -> None:
        """Show a template, or the report's own sections for a new one."""
        from desktop.trials.report.templated import sections_of

        found = sections.templates(self.context.db, self.report)
        self._template = next((t for t in found if t.name == name), None)
        self.name.setText(name)
        self.default.setChecked(bool(self._template and self._template.is_default))
        self.rule.setCurrentIndex(max(0, self.rule.findData(self._template.rule if self._template else LSD)))
        self.remove.setEnabled(self._template is not None)
        chosen = sections.from_json(self._template.sections) if self._template else []
        known = sections_of(self.report)
        self._titles = {s.key: _(s.title) for s in known}
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in sections.arranged(known, chosen):
                self._put(one)
        self.list.setCurrentRow(0)
        self._on_current()

    def _put(self, one: Chosen) -> QListWidgetItem:
        item = QListWidgetItem(self._title(one), self.list)
        item.setData(KEY, one.key)  # a plain word: what is dragged is written into a stream
        self._known[one.key] = one
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if one.shown else Qt.CheckState.Unchecked)
        return item

    def _title(self, one: Chosen) -> str:
        own = _("Own text") if one.key.startswith(OWN) else self._titles.get(one.key, one.key)
        title = f"{one.title} ({own})" if one.title and one.title != own else own
        return f"{title} ✎" if one.text else title

    def _current(self) -> QListWidgetItem | None:
        return self.list.currentItem()

    def _on_current(self, *_items: Any) -> None:
        item = self._current()
        one = self._known[item.data(KEY)] if item else None
        for widget in (self.heading, self.text, self.place):
            widget.setEnabled(one is not None)
        if one is None:
            return
        with QSignalBlocker(self.heading), QSignalBlocker(self.text), QSignalBlocker(self.place):
            self.heading.setText(one.title)
            self.heading.setPlaceholderText(self._titles.get(one.key, _("Own text")))
            self.text.setPlainText(one.text)
            self.place.setCurrentIndex(self.place.findData(one.place))
        self.place.setVisible(not one.key.startswith(OWN))

    def _take(self, *_anything: Any) -> None:
        """Take what is typed into the section chosen."""
        item = self._current()
        if item is not None:
            one = replace(self._known[item.data(KEY)], title=self.heading.text().strip(), text=self.text.toPlainText().strip(),
                          place=str(self.place.currentData()))
            self._known[one.key] = one
            item.setText(self._title(one))

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            with QSignalBlocker(self.list):
                item = self.list.takeItem(row)
                self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

    def _add(self) -> None:
        """A section of one's own after the one chosen."""
        taken = {c.key for c in self._chosen()}
        number = next(n for n in range(1, len(taken) + 2) if f"{OWN}{n}" not in taken)
        row = self.list.currentRow() + 1
        with QSignalBlocker(self.list):
            self._put(Chosen(f"{OWN}{number}", title=_("Own text")))
            self.list.insertItem(row, self.list.takeItem(self.list.count() - 1))
        self.list.setCurrentRow(row)
        self._on_current()
        self.heading.setFocus()
        self.heading.selectAll()

    def _chosen(self) -> list[Chosen]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [replace(self._known[i.data(KEY)], shown=i.checkState() == Qt.CheckState.Checked) for i in items]

    def _save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.say(_("Give the template a name."))
            self.name.setFocus()
            return
        chosen = self._chosen()
        if not any(c.shown for c in chosen):
            self.say(_("Leave at least one section in the report."))
            return
        known = {t.name: t.id for t in sections.templates(self.context.db, self.report)}
        mine = known.get(name)  # a new name makes a new template, the name of one replaces it
        db, report, default = self.context.db, self.report, self.default.isChecked()
        rule = str(self.rule.currentData())
        self.context.tasks.run(lambda: sections.save_template(db, report, name, chosen, default=default, template_id=mine,
                                                              rule=rule), self._saved)

    def _saved(self, template: ReportTemplate) -> None:
        for tell in self.kept:
            tell(template.name)
        self.accept()

    def _remove(self) -> None:
        if self._template is not None:
            db, number = self.context.db, self._template.id
            self.context.tasks.run(lambda: verbs.delete(db, ReportTemplate, [number]), self._removed)

    def _removed(self, _count: int) -> None:
        self.context.message(_("The template lies in the recycle bin."), undo=True)
        for tell in self.kept:
            tell(None)
        self._offer("")
