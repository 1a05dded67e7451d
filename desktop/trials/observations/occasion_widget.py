"""Asks for the day of an occasion: a further one of a trait, or one that is there already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.catalogue.choices import MEASURED
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trials.observations import occasions
from desktop.trials.trial_data import TrialData
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context


class OccasionDialog(FormDialog):
    """Offers every measured trait with a further occasion, and every occasion known."""

    guards = True

    def __init__(self, context: Context, data: TrialData, trait_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__("occasion", N_("Occasion of observation"), parent)
        self.context, self.data = context, data
        box, day = self._part("which"), self._part("on")
        self._part("subject").setText(_("A trait that is observed several times gets a column for each occasion; the day is "
                                        "needed for curves over time."))
        planned = occasions.days_of(context.db, data.trial.id)
        self.days: dict[tuple[int, int], date | None] = {}
        for trait in (t for t in data.traits if t.kind in MEASURED and not t.formula):
            known = planned.get(trait.id, {})
            following = occasions.next_occasion(context.db, data.trial.id, trait.id)
            box.addItem(_("{trait}: a further occasion ({n})").format(trait=trait.title(), n=following), (trait.id, following))
            if trait.id == trait_id:
                box.setCurrentIndex(box.count() - 1)
            for number in range(1, following):
                when = known.get(number) or data.days.get(trait.id, {}).get(number)
                self.days[trait.id, number] = when
                box.addItem(_("{trait}: occasion {n} ({day})").format(
                    trait=trait.title(), n=number, day=when.isoformat() if when else _("no day yet")), (trait.id, number))
        box.currentIndexChanged.connect(self._on_which)
        day.set_value(date.today())
        self.on("ok", self.go)
        day.setFocus()

    def _part(self, name: str) -> Any:
        return self.part(name)

    def _on_which(self) -> None:
        known = self.days.get(tuple(self._part("which").currentData() or ()))
        if known:
            self._part("on").set_value(known)

    def go(self) -> None:
        """Store the day on the worker."""
        chosen, problem = self._part("which").currentData(), self._part("on").problem()
        day = self._part("on").value()
        if problem or chosen is None or day is None:
            self.say(problem or _("Fill in the day."))
            return
        db, trial_id, (trait_id, number) = self.context.db, self.data.trial.id, chosen
        self.context.tasks.run(lambda: occasions.set_day(db, trial_id, trait_id, number, day), self._on_done, self._on_failed)

    def _on_done(self, _result: object) -> None:
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)


