"""The dialog that splits a month's target over outlets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSpinBox, QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.sales.outlets.acting import split_target
from desktop.ui.context import Context
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.widgets import DateEdit


class TargetDialog(FormDialog):
    """Asks for a month and how many bags, and splits them by what each outlet sold last season."""

    guards = True

    def __init__(self, context: Context, outlet_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__("split_target", N_("Split a target over outlets"), parent)
        self.context, self._ids = context, list(outlet_ids)
        n = len(self._ids)
        self.part("subject").setProperty("text", ngettext(
            "The target of {n} outlet, by the bags it sold last season.",
            "The target of {n} outlets, split by the bags they sold last season.", n).format(n=n))
        self.month, self.bags = self.widget("month", DateEdit), self.widget("bags", QSpinBox)
        self.month.set_value(today().replace(day=1))
        self.on("ok", self.go)

    def go(self) -> None:
        """Split on the worker."""
        month, bags, ids, db = self.month.value(), self.bags.value(), self._ids, self.context.db
        problem = self.month.problem() or ("" if month else _("Choose a month.")) or ("" if bags else _("Say how many bags."))
        if problem or month is None:
            self.say(problem)
            return
        self.submit(self.context.window, lambda: split_target(db, ids, month, bags), lambda n: self.context.message(
            ngettext("{n} outlet has its target", "{n} outlets have their targets", n).format(n=n), undo=True))
