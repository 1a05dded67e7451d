"""The small dialogs of the map: leave plots out with a reason, walk the field from another corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.designs.model import CORNERS
from desktop.trials.choices import PLOT_STATE
from desktop.trials.plan import layout
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

CORNER_WORDS = dict(zip(CORNERS, (N_("front left"), N_("front right"), N_("back left"), N_("back right")), strict=True))
ALONG_WORDS = {"rows": N_("along the rows"), "columns": N_("along the columns")}


def fill(box: QComboBox, words: dict[str, str]) -> None:
    """Offer words by their keys."""
    for key, word in words.items():
        box.addItem(_(word), key)


class LeaveOutDialog(FormDialog):
    """Marks plots (key, number) as lost or excluded."""

    guards = True

    def __init__(self, context: Context, plots: list[tuple[int, str]]) -> None:
        super().__init__("plot_out", N_("Leave plots out"), context.window)
        self.context, self.plots = context, plots
        state, reason, summary = self.part("state"), self.part("reason"), self.part("summary")
        assert isinstance(state, QComboBox)
        assert isinstance(reason, QLineEdit)
        assert isinstance(summary, QLabel)
        self.state, self.reason = state, reason
        fill(state, {key: PLOT_STATE.labels[key] for key in ("lost", "excluded")})
        summary.setText(_("Plots {numbers}").format(numbers=_(", ").join(number for _key, number in plots)))
        self.on("ok", self._leave_out)

    def _leave_out(self) -> None:
        db, keys = self.context.db, [key for key, _number in self.plots]
        state, reason = str(self.state.currentData()), self.reason.text().strip()
        self.context.tasks.run(lambda: layout.set_state(db, keys, state, reason), self._done, self._failed)

    def _done(self, _nothing: None) -> None:
        self.context.message(ngettext("{n} plot left out.",
            "{n} plots left out.", len(self.plots)).format(n=len(self.plots)), undo=True)
        self.accept()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)


class WalkDialog(FormDialog):
    """Numbers the walk of a trial from a corner."""

    guards = False

    def __init__(self, context: Context, trial_id: int) -> None:
        super().__init__("trial_walk", N_("Renumber walk order"), context.window)
        self.context, self.trial_id = context, trial_id
        corner, along, serpentine = self.part("corner"), self.part("along"), self.part("serpentine")
        assert isinstance(corner, QComboBox)
        assert isinstance(along, QComboBox)
        assert isinstance(serpentine, QCheckBox)
        self.corner, self.along, self.serpentine = corner, along, serpentine
        fill(corner, CORNER_WORDS)
        fill(along, ALONG_WORDS)
        self.on("ok", self._renumber)

    def _renumber(self) -> None:
        db, trial_id = self.context.db, self.trial_id
        corner, along = str(self.corner.currentData()), str(self.along.currentData())
        serpentine = self.serpentine.isChecked()
        self.context.tasks.run(lambda: layout.renumber_walk(db, trial_id, corner, along, serpentine), self._done)

    def _done(self, walked: int) -> None:
        self.context.message(ngettext(
            "Walk order renumbered: {n} plot.",
            "Walk order renumbered: {n} plots.", walked).format(n=walked), undo=True)
        self.accept()
