"""Finds the sowing window of a place from daily mean temperatures that are pasted in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.service.sowing_window import Window, readings, sowing_window
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

DEGREE_DAYS = N_("℃·d")


class SowingWindowDialog(FormDialog):
    """The answer follows what is typed."""

    guards = False

    def __init__(self, context: Context) -> None:
        super().__init__("sowing_window", N_("Sowing window"), context.window)
        for name, value in (("need", 2400), ("margin", 100)):
            self._part(name).set_unit(DEGREE_DAYS)
            self._part(name).set_value(value)
            self._part(name).changed.connect(self.compute)
        self._part("first").set_value(date(today().year, 1, 1))
        self._part("first").changed.connect(self.compute)
        self._part("means").textChanged.connect(self.compute)

    def _part(self, name: str) -> Any:
        return self.part(name)

    def compute(self) -> None:
        """Say the window, or what is missing."""
        self._part("result").setText("")
        if not self._part("means").toPlainText().strip():
            self.say("")
            return
        try:
            first, means = readings(self._part("means").toPlainText(), self._part("first").value())
            found = sowing_window(first, means, self._part("need").value() or 0.0, self._part("margin").value() or 0.0)
        except UserError as error:
            self.say(str(error))
            return
        self.say("")
        self._part("result").setText(sentence(found))


def sentence(found: Window) -> str:
    """A window in words."""
    if found.warm_from is None:
        return _("The five-day means never stay above 10 ℃: too cold to sow.")
    warm = _("Steadily above 10 ℃ from {first} to {last}, {total} ℃·d of active temperature.").format(
        first=found.warm_from, last=found.warm_until, total=round(found.total))
    if found.begins is None:
        return warm + " " + _("That does not suffice for this need.")
    return warm + " " + _("Sow from {first}; the last day that still ripens is {last}.").format(
        first=found.begins, last=found.ends)
