"""Estimates a loss: the rule in force, each input with where it comes from, the sum as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from desktop.core import money
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.service import complaints, losses
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.widgets import NumberEdit

if TYPE_CHECKING:
    from desktop.service.complaint_model import Complaint
    from desktop.ui.context import Context


class LossDialog(FormDialog):
    """Asks for the inputs of a rule and keeps the estimate with the complaint."""

    guards = True

    def __init__(self, context: Context, complaint: Complaint) -> None:
        super().__init__("loss_estimate", N_("Loss estimate"), context.window)
        self.context, self.complaint = context, complaint
        self.rules = complaints.rules_for(context.db, complaint)
        self.values: dict[str, NumberEdit] = {}
        self.sources: dict[str, QLineEdit] = {}
        self._grid = QGridLayout(self.part("inputs"))
        self._grid.setContentsMargins(0, 0, 0, 0)
        for rule in self.rules:
            self._part("rule").addItem(rule.title, rule.code)
        self._part("rule").currentIndexChanged.connect(self._choose)
        self.on("ok", self.save)
        self._choose()

    def _part(self, name: str) -> Any:
        return self.part(name)

    @property
    def rule(self) -> losses.LossRule:
        """The rule that is chosen."""
        place: int = self._part("rule").currentIndex()
        return self.rules[max(0, place)]

    def _choose(self, *_row: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.values, self.sources = {}, {}
        for place, head in enumerate((_("Input"), _("Value"), _("Where it comes from"))):
            self._grid.addWidget(QLabel(head), 0, place)
        for row, wanted in enumerate(self.rule.inputs, 1):
            number, source = NumberEdit(), QLineEdit()
            number.setObjectName(wanted.key)
            number.title = wanted.title
            number.set_unit(wanted.unit)
            number.changed.connect(self._compute)
            paid = None if self.complaint.price is None else float(money.yuan(self.complaint.price))
            known = {"area": self.complaint.area_mu, "seed_price": paid}.get(wanted.key)
            if known is not None:
                number.set_value(known)
                source.setText(_("Complaint {code}").format(code=self.complaint.code))
            for place, widget in enumerate((QLabel(wanted.title), number, source)):
                self._grid.addWidget(widget, row, place)
            self.values[wanted.key], self.sources[wanted.key] = number, source
        self._grid.setColumnStretch(2, 1)
        doubt = "" if self.rule.verified else " " + _("To be verified.")
        self._part("source").setText(self.rule.source + doubt)
        self._compute()

    def _compute(self) -> None:
        try:
            amount = losses.estimate(self.rule, {key: edit.value() for key, edit in self.values.items()})
        except UserError as error:
            self._part("amount").setText(str(error))
        else:
            text = _("Estimate: {amount} yuan. An estimate, not a promise.")
            self._part("amount").setText(text.format(amount=money.text(amount)))

    def save(self) -> None:
        """Keep the estimate."""
        if wrong := next((problem for edit in self.values.values() if (problem := edit.problem())), ""):
            self.say(wrong)
            return
        inputs = [(key, edit.value(), self.sources[key].text().strip()) for key, edit in self.values.items()]
        db, number, code, remark = self.context.db, self.complaint.id, self.rule.code, self._part("remark").text()
        self.submit(self.context.window, lambda: complaints.add_loss(db, number, code, inputs, remark))
