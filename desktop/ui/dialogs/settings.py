"""The settings, built from the one list in `core/settings.py`; every change holds at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core import logo
from desktop.core.i18n import N_, _
from desktop.core.settings import SETTINGS, Setting, office, set_office
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.look import appearance, icons
from desktop.ui.look.words_box import WordsBox

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

GROUPS = (
    (N_("Window"), ("language", "theme", "font_size", "reminder_days", "lock_minutes", "laptop")),
    (N_("Backup copies"), ("backup_minutes", "second_place", "second_days")),
    (N_("Debts"), ("undated_debts", "focus_days", "focus_amount", "late_percent", "dunning_fee")),
    (N_("Company and manager"), ("company", "manager", "phone", "region", "logo", "company_licence", "company_address")),
    (N_("Year and units"), ("business_year_start", "mu_area", "farm_area", "farm_yield", "mu_per_shang")),
)
"""The settings under their headings; one that stands in none would not be shown (a test asks)."""
HIDDEN = ("database",)
HINT_WIDTH = 350
LOOKS = ("language", "theme", "font_size")
RANGES = {"font_size": (7, 24), "backup_minutes": (0, 1440), "reminder_days": (1, 365),
          "second_days": (0, 365)}


def scrolled(place: QWidget) -> tuple[QScrollArea, QWidget]:
    """An area that fills `place`, and its widget, which is scrolled where the screen is too low for it."""
    area, inner = QScrollArea(place), QWidget()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    filling = QVBoxLayout(place)
    filling.setContentsMargins(0, 0, 0, 0)
    filling.addWidget(area)
    return area, inner


class SettingsDialog(FormDialog):
    """Settings of this computer, and those that belong to the open database."""

    guards = False

    def __init__(self, window: MainWindow) -> None:
        super().__init__("settings", N_("Settings"), window)
        self._window = window
        self._fields: dict[str, QWidget] = {}
        self._asking = False
        area, inner = scrolled(self.part("fields"))
        column = QHBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._side(_("This computer"), office=False), 0, Qt.AlignmentFlag.AlignTop)
        if window.context:
            column.addWidget(self._side(_("This database"), office=True), 0, Qt.AlignmentFlag.AlignTop)
        # Qt shows a window on two thirds of the screen unless it needs more: its groups stand side by side, not sideways away
        area.setMinimumWidth(inner.sizeHint().width() + area.verticalScrollBar().sizeHint().width())
        self.on("ok", self.accept)

    def _side(self, title: str, *, office: bool) -> QWidget:
        """The groups of this computer, or of the open database, below each other."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        for heading, names in GROUPS:
            if chosen := [SETTINGS[name] for name in names if SETTINGS[name].office == office]:
                column.addWidget(self._group(f"{title} · {_(heading)}", chosen))
        return side

    def _group(self, title: str, settings: list[Setting]) -> QGroupBox:
        group = QGroupBox(title)
        form = QFormLayout(group)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for setting in settings:
            if setting.name not in HIDDEN:
                form.addRow(_(setting.title), self._field(setting))
                if setting.description:
                    form.addRow(_hint(_(setting.description)))
        return group

    def _value(self, setting: Setting) -> Any:
        if setting.office and self._window.context:
            return office(self._window.context.db, setting.name)
        return self._window.settings.get(setting.name)

    def _field(self, setting: Setting) -> QWidget:
        made = _editor(setting, self._value(setting))
        if setting.folder and isinstance(made, QLineEdit):
            choose = made.addAction(icons.icon("open"), QLineEdit.ActionPosition.TrailingPosition)
            choose.setToolTip(_("Choose a folder"))
            choose.triggered.connect(lambda: self._choose_folder(setting, made))
        if setting.picture and isinstance(made, QLineEdit):
            made.setReadOnly(True)
            for name, text, slot in (("open", _("Choose a picture"), self._choose_logo),
                                     ("delete", _("Without a logo"), self._drop_logo)):
                action = made.addAction(icons.icon(name), QLineEdit.ActionPosition.TrailingPosition)
                action.setToolTip(text)
                action.triggered.connect(partial(slot, made))
        made.setObjectName(setting.name)
        self._fields[setting.name] = made
        match made:
            case QComboBox():
                made.currentIndexChanged.connect(self._changed)
            case QSpinBox() | QDoubleSpinBox() | QLineEdit():
                made.editingFinished.connect(self._changed)
        return made

    def _choose_logo(self, line: QLineEdit, _checked: bool = False) -> None:
        """Keep a picture as the logo; one that cannot be one is refused with its reason."""
        paths = messages.open_files(self, _("Company logo"), _("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg"))
        if paths and self._window.context:
            db = self._window.context.db
            self._window.tasks.run(lambda: logo.keep(db, paths[0]), line.setText)

    def _drop_logo(self, line: QLineEdit, _checked: bool = False) -> None:
        line.clear()
        self._take(line)

    def _choose_folder(self, setting: Setting, line: QLineEdit) -> None:
        if folder := messages.choose_folder(self, _(setting.title), line.text()):
            line.setText(str(folder))
            self._take(line)

    @Slot()
    def _changed(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        self._take(editor)

    def _take(self, editor: QWidget) -> None:
        setting, value = SETTINGS[editor.objectName()], _read(editor)
        if value == self._value(setting) or self._asking:
            return
        if setting.office:
            self._set_office(setting, value)
        elif setting.name in LOOKS:
            self._change_look(setting, value)
        else:
            self._window.settings.set(setting.name, value)
            if setting.name in ("backup_minutes", "second_days") and self._window.backups:
                self._window.backups.start()
            if setting.name == "lock_minutes" and self._window.locking:
                self._window.locking.start()

    def _change_look(self, setting: Setting, value: Any) -> None:
        """Change how the window looks, once what is typed in it is settled; until then the field shows what holds."""
        self._asking = True  # a question takes the focus from a number that is typed, which would be taken once more
        try:
            appearance.change(self._window, setting.name, value, partial(self._look_changed, setting))
        finally:
            self._asking = False
        if self.alive:
            self._show_kept(setting)

    def _look_changed(self, setting: Setting) -> None:
        if self.alive:
            self._show_kept(setting)
            if setting.name in ("language", "theme"):
                self._appear_anew()

    def done(self, result: int) -> None:
        """Take what still stands in a field, then close."""
        for name, editor in self._fields.items():
            if name not in LOOKS:
                self._take(editor)
        super().done(result)

    def _set_office(self, setting: Setting, value: Any) -> None:
        if self._window.context:
            db = self._window.context.db
            self._window.tasks.run(lambda: set_office(db, setting.name, value), failed=partial(self._refused, setting))

    def _refused(self, setting: Setting, error: Exception) -> None:
        self._window.on_error(error)
        if self.alive:
            self._show_kept(setting)

    def _show_kept(self, setting: Setting) -> None:
        """Show what holds, where another value was refused."""
        editor = self._fields[setting.name]
        with QSignalBlocker(editor):
            _write(editor, self._value(setting))

    def _appear_anew(self) -> None:
        """Give way to the same dialog in the new language, or with the icons of the new theme."""
        SettingsDialog(self._window).show()
        self.close()


def _editor(setting: Setting, value: Any) -> QWidget:
    """The widget that edits a setting, by its choices or the type of its default."""
    if setting.choices:
        box = WordsBox()
        for choice in setting.choices:
            box.addItem(setting.word(choice), choice)
        box.setCurrentIndex(max(box.findData(value), 0))
        return box
    if isinstance(setting.default, int):
        number = QSpinBox()
        number.setRange(*RANGES.get(setting.name, (0, 10_000)))
        number.setValue(value)
        return number
    if isinstance(setting.default, float):
        measure = QDoubleSpinBox()
        measure.setRange(0, 100_000)
        measure.setDecimals(2)
        measure.setValue(value)
        return measure
    return QLineEdit(str(value))


def _read(editor: QWidget) -> Any:
    match editor:
        case QComboBox():
            return editor.currentData()
        case QSpinBox() | QDoubleSpinBox():
            return editor.value()
        case QLineEdit():
            return editor.text().strip()
    raise TypeError(type(editor))


def _write(editor: QWidget, value: Any) -> None:
    match editor:
        case QComboBox():
            editor.setCurrentIndex(max(editor.findData(value), 0))
        case QSpinBox() | QDoubleSpinBox():
            editor.setValue(value)
        case QLineEdit():
            editor.setText(str(value))


def _hint(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("hint", True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(HINT_WIDTH)
    label.setMinimumHeight(label.heightForWidth(HINT_WIDTH))  # a form layout forgets the second line
    return label
