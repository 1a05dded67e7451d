"""The calculators: a list on the left, inputs and results on the right, the formula under them, ready to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.calculating import Calculator, Quantity
from desktop.core.errors import UserError
from desktop.core.feature import found
from desktop.core.i18n import N_, _
from desktop.core.units import format_number
from desktop.ui.fields.widgets import NumberEdit
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.ui.context import Context

MEMORY = "service.calculators"


class CalculatorsSection(Section):
    """What is typed is kept and the results follow every key."""

    name = "calculators"
    title = N_("Calculators")
    icon = "grid"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = QListWidget(self)
        self.list.setMaximumWidth(260)
        self.panel = QWidget(self)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.panel)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._box = QVBoxLayout(self.panel)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 8, 8)
        line.addWidget(self.list)
        line.addWidget(scroll, 1)
        self.inputs: dict[str, NumberEdit] = {}
        self.results: dict[str, QLabel] = {}
        self.problem = QLabel(self)
        declared = found(place for feature in context.window.program.features for place in feature.calculators)
        self.calculators: list[Calculator] = [known for known in declared if isinstance(known, Calculator)]
        self.chosen = self.calculators[0]
        self.list.currentRowChanged.connect(self._choose)
        context.language_changed.connect(self._fill)
        self._fill()

    def can(self, command: str) -> bool:
        """Printing gives inputs, results and formula on one page."""
        return command in ("refresh", "print_")

    def _fill(self) -> None:
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([_(c.title) for c in self.calculators])
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._choose(row)

    def _choose(self, row: int) -> None:
        self.chosen = self.calculators[max(0, row)]
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._build(self.chosen)
        self._compute()

    def _build(self, calculator: Calculator) -> None:
        title = QLabel(_(calculator.title), self.panel)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        title.setFont(font)
        self._box.addWidget(title)
        self._box.addWidget(self._inputs(calculator))
        self._box.addWidget(self._outputs(calculator))
        self.problem = QLabel(self.panel)
        self.problem.setObjectName("problems")
        self._box.addWidget(self.problem)
        for text in (_(calculator.formula), _(calculator.source) if calculator.source else ""):
            label = QLabel(text, self.panel)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._box.addWidget(label)
        button = QPushButton(_("Print…"), self.panel)
        button.setObjectName("print_calculation")
        button.clicked.connect(self.print_)
        window = QPushButton(_("Sowing window from temperatures…"), self.panel)
        window.setObjectName("sowing_window")
        window.clicked.connect(self.sowing_window)
        for made in (button, window):
            self._box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addStretch(1)

    def _inputs(self, calculator: Calculator) -> QWidget:
        box = QGroupBox(_("Given"), self.panel)
        form = QFormLayout(box)
        kept = self.context.settings.remembered.get(MEMORY, {}).get(calculator.name, {})
        self.inputs = {}
        for quantity in calculator.inputs:
            edit = NumberEdit(box)
            edit.setObjectName(quantity.key)
            edit.title = quantity.title
            edit.set_unit(quantity.unit)
            edit.setMaximumWidth(220)
            edit.set_value(kept.get(quantity.key, quantity.default))
            edit.changed.connect(self._compute)
            form.addRow(_(quantity.title), edit)
            self.inputs[quantity.key] = edit
        return box

    def _outputs(self, calculator: Calculator) -> QWidget:
        box = QGroupBox(_("Result"), self.panel)
        form = QFormLayout(box)
        self.results = {}
        for quantity in calculator.outputs:
            label = QLabel(box)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            form.addRow(_(quantity.title), label)
            self.results[quantity.key] = label
        return box

    def _compute(self) -> None:
        values = {key: edit.value() for key, edit in self.inputs.items()}
        try:
            results = self.chosen.run(values)
        except UserError as error:
            results, sentence = {}, str(error)
        else:
            sentence = ""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        for quantity in self.chosen.outputs:
            self.results[quantity.key].setText(shown(quantity, results.get(quantity.key)))
        if results:
            remembered = dict(self.context.settings.remembered.get(MEMORY, {}))
            self.context.settings.remember(MEMORY, {**remembered, self.chosen.name: values})

    def sowing_window(self) -> None:
        """Ask for the temperatures of a place."""
        from desktop.service.sowing_window_widget import SowingWindowDialog

        SowingWindowDialog(self.context).open()

    def print_(self) -> None:
        """Preview the calculation."""
        from desktop.service.calculation_report import calculation
        from desktop.ui.preview.preview import Preview

        chosen, values = self.chosen, {key: edit.value() for key, edit in self.inputs.items()}

        def make() -> Document:
            return calculation(self.context.db, chosen, values)

        Preview(self.context, _(chosen.title), make).show()


def shown(quantity: Quantity, value: object) -> str:
    """A result with its unit; a dash where there is none."""
    if value is None:
        return "–"
    text = format_number(value, quantity.decimals, thousands=True)  # type: ignore[arg-type]
    return f"{text} {_(quantity.unit)}".strip() if quantity.unit else text
