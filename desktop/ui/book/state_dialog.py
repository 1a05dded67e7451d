"""A change of state: into which, on which day, by whom, why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.moves import StateChange
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context


class StateDialog(FormDialog):
    """Asks for a `StateChange`; `apply` runs on the worker. What it refuses is shown in the dialog, which stays open."""

    guards = True

    def __init__(self, context: Context, subject: str, states: Sequence[tuple[str, str]],
                 apply: Callable[[StateChange], object], parent: QWidget | None = None, *, with_person: bool = True) -> None:
        super().__init__("state_change", N_("Change the state"), parent)
        self.context, self._apply, self._busy = context, apply, False
        subject_label, box, day = self._part("subject"), self._part("state"), self._part("on")
        subject_label.setText(subject)
        for value, title in states:
            box.addItem(title, value)
        day.set_value(date.today())
        for name in ("label_by", "by"):
            self.part(name).setVisible(with_person)
        self.on("ok", self.go)
        box.setFocus()

    def ask_what(self) -> None:
        """What is chosen are things that are done, such as “Hand in”, not names of states."""
        self._part("label_state").setText(_("What is to happen"))

    def rename(self, button: str, choice: str, *, with_reason: bool = True) -> None:
        """Let the dialog ask for another kind of word than a state: the button, what is chosen, a reason or none."""
        self.setWindowTitle(_(button))
        self._part("ok").setText(_(button))
        self._part("label_state").setText(_(choice))
        for name in ("label_reason", "reason"):
            self.part(name).setVisible(with_reason)

    def _part(self, name: str) -> Any:
        return self.part(name)

    def wish(self) -> StateChange:
        """What stands in the dialog now."""
        return StateChange(str(self._part("state").currentData()), self._part("on").value(),
                           self._part("by").text().strip(), self._part("reason").text().strip())

    def go(self) -> None:
        """Do it on the worker."""
        problem = self._part("on").problem()
        if problem or self._busy:
            self.say(problem)
            return
        self._busy = True
        wish, apply = self.wish(), self._apply
        self.context.tasks.run(lambda: apply(wish), self._on_done, self._on_failed)

    def _on_done(self, _result: object) -> None:
        self._busy = False
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)
