"""The mandatory items of a label version on one sub-tab: marks for many at once, the rule and its basis beside them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.labels import actions
from desktop.labels.choices import CHECK_STATES, FOUND, SEVERITY
from desktop.labels.rules import caution
from desktop.ui.look import theme
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.pills import colours

if TYPE_CHECKING:
    from desktop.ui.context import Context

MARKS = (("present", "1"), ("missing", "2"), ("not_applicable", "3"), ("open", "0"))
HEADS = (N_("Item of the label"), N_("State"), N_("The program finds"), N_("Severity"), N_("Note"), N_("Signed"))
FOUND_AT, SEVERITY_AT, NOTE_AT = 2, 3, 4


class Lines(QTreeWidget):
    """The items; digits mark those that are selected, and go on to the next one after a single one."""

    def __init__(self, tab: ChecklistTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.setObjectName("checklist")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setColumnCount(len(HEADS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = next((state for state, key in MARKS if event.text() == key), None)
        if state:
            alone = len(self.selectedItems()) <= 1
            self._tab.mark(state)
            current = self.currentItem()
            if alone and current and (following := self.itemBelow(current)):
                self.setCurrentItem(following)
        elif event.key() == Qt.Key.Key_F2 and (item := self.currentItem()):
            self.editItem(item, NOTE_AT)
        else:
            super().keyPressEvent(event)


class ChecklistTab(QWidget):
    """Shows the checklist of the version given to `show_record`."""

    whole_height = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.version_id: int | None = None
        self._lines: dict[str, actions.CheckLine] = {}
        self._filling = self._undecided = False
        self.summary = QLabel(self)
        self.summary.setObjectName("figures")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)  # beside the buttons on a small screen
        self.list = Lines(self)
        self.text = QTextBrowser(self)
        self.text.setObjectName("rule_text")
        self._buttons = {state: self._button(state) for state, _key in MARKS}
        self.take = QPushButton(self)
        self.take.setObjectName("take")
        self.take.clicked.connect(self._on_take)
        self._build()
        self.list.currentItemChanged.connect(self._show_rule)
        self.list.itemChanged.connect(self._on_note)
        self.list.itemDoubleClicked.connect(self._on_double)
        context.changed.connect(self._on_changed)
        context.theme_changed.connect(self.reload)
        self.retranslate()

    def _button(self, state: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("state", state)
        button.clicked.connect(self._on_button)
        return button

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(6, 4, 6, 2)
        buttons = FlowLayout(spacing=6)  # on a small screen they stand in two lines
        for button in (*self._buttons.values(), self.take):
            buttons.addWidget(button)
        line.addLayout(buttons, 3)
        line.addWidget(self.summary, 1)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate((190, 92, 96, 84, 80)):
            self.list.setColumnWidth(place, width)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self.text)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([620, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(splitter, 1)

    def retranslate(self) -> None:
        """The words in the language in force."""
        for state, key in MARKS:
            self._buttons[state].setToolTip(_("Key {key}").format(key=key))
        self.take.setText(_("Take over what is sure"))
        self.take.setToolTip(_("Marks the open items of which the program is sure; the rest is looked at by eye."))
        self._summarise()
        self.list.setHeaderLabels([_(head) for head in HEADS])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.reload()

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None) -> None:
        """Show the checklist of a version."""
        self.version_id = record.id if record else None
        self._undecided = getattr(record, "state", "") in ("draft", "review")
        self.reload()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"labelcheck", "labelversion", "labelitem", "variety", "varietyregion", "announcedtrait"}:
            self.reload()

    def reload(self) -> None:
        """Read the items again."""
        number, db = self.version_id, self.context.db
        if number is None:
            self.list.clear()
            return
        self.context.tasks.read(lambda: (number, actions.read_checklist(db, number)), self._take)

    def _take(self, result: tuple[int, list[actions.CheckLine]]) -> None:
        number, lines = result
        if number != self.version_id:
            return
        same = list(self._lines) == [line.rule.code for line in lines]
        self._lines = {line.rule.code: line for line in lines}
        self._filling = True
        if not same or self.list.topLevelItemCount() != len(lines):
            self.list.clear()
            for line in lines:
                item = QTreeWidgetItem()
                item.setData(0, Qt.ItemDataRole.UserRole, line.rule.code)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addTopLevelItem(item)
        for number, line in enumerate(lines):
            if row := self.list.topLevelItem(number):
                self._fill(row, line)
        self._filling = False
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first:
            self.list.setCurrentItem(first)
        self._show_rule()
        self._summarise()

    def _fill(self, item: QTreeWidgetItem, line: actions.CheckLine) -> None:
        rule = line.rule
        for place, text in enumerate((f"{rule.code}  {rule.title}", CHECK_STATES.label(line.state),
                                      FOUND.label(line.found.state), SEVERITY.label(rule.severity), line.note, line.signed)):
            item.setText(place, text)
        for place, colour in ((1, CHECK_STATES.colour(line.state)), (FOUND_AT, FOUND.colour(line.found.state))):
            ground, ink = colours(colour, self.palette())
            item.setBackground(place, ground)
            item.setForeground(place, ink)
        item.setToolTip(FOUND_AT, line.found.text)
        item.setForeground(SEVERITY_AT, theme.color({"E": "late", "W": "soon"}.get(rule.severity, "muted")))

    def _summarise(self) -> None:
        lines = self._lines.values()
        counts = {state: sum(line.state == state for line in lines) for state, _key in MARKS}
        for state, count in counts.items():
            self._buttons[state].setText(f"{CHECK_STATES.label(state)} {count}" if lines else CHECK_STATES.label(state))
        blocking = sum(line.blocks() for line in lines)
        parts = [_("{n} of {all} checked").format(n=len(lines) - counts["open"], all=len(lines)),
                 _("{n} missing").format(n=counts["missing"]),
                 _("{n} found wrong").format(n=sum(line.found.state == "wrong" for line in lines))]
        if self._undecided:
            parts.append(_("{n} stand in the way of approval").format(n=blocking) if blocking
                         else _("nothing stands in the way of approval"))
        self.summary.setText(" · ".join(parts))

    def _show_rule(self, *_items: object) -> None:
        item = self.list.currentItem()
        line = self._lines.get(str(item.data(0, Qt.ItemDataRole.UserRole))) if item else None
        if line is None:
            self.text.clear()
            return
        rule, muted = line.rule, theme.color("muted").name()
        html = [f"<h3>{escape(str(rule.title))}</h3>", f"<p>{escape(str(rule.text))}</p>"]
        colour = theme.color({"wrong": "late", "doubt": "soon"}.get(line.found.state, "muted")).name()
        html.append(f"<p style='color:{colour}'><b>{escape(FOUND.label(line.found.state))}</b> {escape(line.found.text)}</p>")
        if not rule.verified or str(rule.doubtful):
            html.append(f"<p style='color:{theme.color('soon').name()}'><b>{escape(_('To be verified'))}</b> "
                        f"{escape(str(rule.doubtful))}</p>")
        html.append(f"<p style='color:{muted}'>{escape(_('Basis: {source}').format(source=rule.basis))}</p>")
        html.append(f"<p style='color:{muted}; font-size:small'>{escape(caution())}</p>")
        self.text.setHtml("".join(html))

    # -- marks ----------------------------------------------------------------------------------------------------

    def _on_button(self) -> None:
        self.mark(str(self.sender().property("state")))

    def mark(self, state: str, note: str | None = None) -> None:
        """Mark the selected items."""
        current = self.list.currentItem()
        chosen = self.list.selectedItems() or ([current] if current else [])
        codes = [str(item.data(0, Qt.ItemDataRole.UserRole)) for item in chosen]
        number, db = self.version_id, self.context.db
        if codes and number is not None:
            self.context.tasks.run(lambda: actions.set_check(db, number, codes, state, note))

    def _on_take(self) -> None:
        number, db = self.version_id, self.context.db
        if number is not None:
            self.context.tasks.run(lambda: actions.take_findings(db, number))

    def _on_double(self, item: QTreeWidgetItem, column: int) -> None:
        if column == NOTE_AT:
            self.list.editItem(item, NOTE_AT)
        else:
            line = self._lines[str(item.data(0, Qt.ItemDataRole.UserRole))]
            self.mark("open" if line.state == "present" else "present")

    def _on_note(self, item: QTreeWidgetItem, column: int) -> None:
        line = self._lines.get(str(item.data(0, Qt.ItemDataRole.UserRole)))
        if self._filling or line is None or column != NOTE_AT or item.text(NOTE_AT) == line.note:
            return
        number, db, note = self.version_id, self.context.db, item.text(NOTE_AT)
        if number is not None:
            self.context.tasks.run(lambda: actions.set_check(db, number, [line.rule.code], line.state, note))
