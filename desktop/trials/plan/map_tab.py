"""The map of a trial on a sub-tab: coloured as one likes, edited by hand, with the certificate of what stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.records import Record
from desktop.trials.plan import field_map, layout
from desktop.trials.plan.certificate_widget import CertificateView, Legend
from desktop.trials.plan.field_map_widget import FieldMap, ZoomArea
from desktop.trials.plan.layout import Layout
from desktop.trials.plan.map_dialogs_widget import LeaveOutDialog, WalkDialog
from desktop.trials.trial_data import TrialData, load
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.named import name_tip
from desktop.ui.look.words_box import WordsBox

if TYPE_CHECKING:
    from desktop.ui.context import Context

LAYOUT_TABLES = frozenset({"plot", "entry", "trial", "variety"})
TABLES = LAYOUT_TABLES | {"observation", "trialtrait", "trait"}
WORDS = {"walk": N_("Walk path"), "swap": N_("Swap"), "leave_out": N_("Leave out…"), "put_back": N_("Put back"),
         "renumber": N_("Walk order…"), "print": N_("Field plan…")}
TIPS = {"walk": N_("Draw the order in which the plots are walked"),
        "swap": N_("Exchange what stands on the two plots chosen (S), or drag one plot onto another"),
        "leave_out": N_("Mark the plots chosen as lost or excluded, with the reason"),
        "put_back": N_("Take the plots chosen back into the analysis"),
        "renumber": N_("Number the walk from another corner"),
        "print": N_("Certificate, map and list of the plots, to print or save")}
EDITS = ("swap", "leave_out", "put_back", "renumber", "print")


class MapTab(QWidget):
    """The map of the trial given to `show_record`."""

    whole_height = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.data: TrialData | None = None
        self._trial: int | None = None
        self._stale, self._moved = True, True  # _moved: plots or entries have changed, not only observations
        self._layout: Layout | None = None
        self.choice, self.range = WordsBox(self), QLabel(self)
        self.choice.setMinimumWidth(190)
        self.range.setTextFormat(Qt.TextFormat.PlainText)
        self.range.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.map, self.legend, self.certificate = FieldMap(editable=True), Legend(self), CertificateView()
        self.area = ZoomArea(self.map)
        self.walk = QCheckBox(self)
        self.walk.setMinimumHeight(self.choice.sizeHint().height())
        self.buttons = {name: QPushButton(self) for name in EDITS}
        self._arrange()
        self._connect()
        self._say()

    def _arrange(self) -> None:
        line = FlowLayout(spacing=6)
        line.addWidget(self.choice)
        line.addWidget(self.walk)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addWidget(self._zoom_buttons())
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.area)
        self.splitter.addWidget(self.certificate)
        self.splitter.setStretchFactor(0, 4)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([900, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.splitter, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.legend, 1)
        foot.addWidget(self.range, 1)
        column.addLayout(foot)

    def _zoom_buttons(self) -> QWidget:
        """The three of them, which stay together where the line is broken."""
        group = QWidget(self)
        inner = QHBoxLayout(group)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        for text, tip, step in (("−", _("Smaller"), -1), ("+", _("Larger"), 1), ("⤢", _("Whole map"), 0)):
            inner.addWidget(self._zoom_button(text, tip, step))
        return group

    def _zoom_button(self, text: str, tip: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        name_tip(button, tip)
        button.setAutoRaise(True)
        button.setProperty("step", step)
        button.clicked.connect(self._on_zoom)
        return button

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._colour)
        self.walk.toggled.connect(self.map.show_walk)
        self.map.swap_wanted.connect(self._swap)
        self.map.chosen.connect(self._on_chosen)
        self.map.menu_wanted.connect(self._show_menu)
        for name, slot in self._slots().items():
            self.buttons[name].clicked.connect(slot)
        QShortcut(QKeySequence("S"), self.map, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(self.swap)
        self.context.changed.connect(self._on_changed)
        self.context.theme_changed.connect(self._on_theme)
        self.context.language_changed.connect(self._on_language)

    def _slots(self) -> dict[str, Callable[[], None]]:
        return {"swap": self.swap, "leave_out": self.leave_out, "put_back": self.put_back, "renumber": self.renumber,
                "print": self.print_plan}

    def _say(self) -> None:
        """The words on buttons, in the language in force."""
        self.walk.setText(_(WORDS["walk"]))
        self.walk.setToolTip(_(TIPS["walk"]))
        for name, button in self.buttons.items():
            button.setText(_(WORDS[name]))
            name_tip(button, _(TIPS[name]))

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None) -> None:
        """Show the field of a trial."""
        before, self._trial, self._stale = self._trial, (record.id if record else None), True
        if before != self._trial:
            self._moved = True
            self.map.select([])
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._stale = True
            self._moved = self._moved or bool(tables & LAYOUT_TABLES)
            self._load()

    def _on_language(self) -> None:
        self._say()
        self._stale = True
        self._load()

    def _on_theme(self) -> None:
        self.map.update()
        self._stale = True
        self._load()

    def _load(self) -> None:
        if self._stale and self.isVisible() and self._trial is not None:
            self._stale = False
            db, trial_id, known = self.context.db, self._trial, None if self._moved else self._layout
            self._moved = False
            self.context.tasks.read(lambda: (load(db, trial_id).in_language(language()),
                                             known or layout.layout_of(db, trial_id)), self._show)

    def _show(self, found: tuple[TrialData, Layout]) -> None:
        data, stands = found
        if data.trial.id != self._trial:
            return
        self.data, self._layout = data, stands
        wanted = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for key, title in field_map.shadings(data):
            self.choice.addItem(title, key)
        response = data.response()
        known = [self.choice.itemData(i) for i in range(self.choice.count())]
        usual = response.id if response and response.id in known else field_map.REPLICATE
        self.choice.setCurrentIndex(known.index(wanted if wanted in known else usual))
        self.choice.blockSignals(False)
        self.certificate.show_certificate(stands.certificate if data.plots else None)
        self._colour()

    def _colour(self) -> None:
        if self.data is None:
            return
        shown = field_map.picture(self.data, self.choice.currentData() or field_map.COMPLETENESS)
        self.legend.show_labels(shown.legend)
        self.range.setText(shown.sentence if shown.squares else _("No plot has a row and a column yet.") if self.data.plots else
                           _("Add entries, then lay out the plots (Lay out plots… above), or import a table."))
        self.range.setToolTip(self.range.text())
        self.map.show_squares(shown.squares)

    def _on_zoom(self) -> None:
        self.area.zoom(int(self.sender().property("step")))

    # -- editing ------------------------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        states = {s.struck for s in chosen}
        self.buttons["swap"].setEnabled(len(chosen) == 2)
        self.buttons["leave_out"].setEnabled(bool(chosen) and all(s.kind == "plot" for s in chosen))
        self.buttons["put_back"].setEnabled(True in states)
        for name in ("renumber", "print"):
            self.buttons[name].setEnabled(bool(self.map.squares))

    def _chosen(self) -> list[field_map.Square]:
        return [s for s in self.map.squares if s.key in self.map.selection]

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, slot in self._slots().items():
            action = menu.addAction(_(WORDS[name]), slot)
            action.setEnabled(self.buttons[name].isEnabled())
        menu.popup(place)

    def swap(self) -> None:
        """Exchange what stands on the two plots chosen."""
        if len(self.map.selection) == 2:
            self._swap(*self.map.selection)

    def _swap(self, one: int, other: int) -> None:
        db = self.context.db
        numbers = [s.number for key in (one, other) for s in self.map.squares if s.key == key]
        text = _("Plots {one} and {other} swapped.").format(one=numbers[0], other=numbers[1])
        self._do(lambda: layout.swap(db, one, other), text)

    def leave_out(self) -> None:
        """Ask for the reason and leave the plots chosen out."""
        if self.buttons["leave_out"].isEnabled():
            LeaveOutDialog(self.context, [(s.key, s.number) for s in self._chosen()]).open()

    def put_back(self) -> None:
        """Take the plots chosen back."""
        db, keys = self.context.db, [s.key for s in self._chosen() if s.struck]
        if keys:
            self._do(lambda: layout.set_state(db, keys, "ok", ""), ngettext(
                "{n} plot put back.",
                "{n} plots put back.", len(keys)).format(n=len(keys)))

    def renumber(self) -> None:
        """Ask for corner and direction and number the walk anew."""
        if self._trial is not None and self.map.squares:
            WalkDialog(self.context, self._trial).open()

    def print_plan(self) -> None:
        """Preview the plan as it stands."""
        from desktop.trials.plan.plan_files import stored_plan
        from desktop.ui.preview.preview import Preview

        if self._trial is not None and self.map.squares:
            db, trial_id = self.context.db, self._trial
            Preview(self.context, _("Field plan"), lambda: stored_plan(db, trial_id)).show()

    def _do(self, work: Callable[[], None], text: str) -> None:
        self.context.tasks.run(work, lambda _nothing: self.context.message(text, undo=True))
