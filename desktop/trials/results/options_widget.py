"""The line of choices above an analysis: trait, occasion, model, test, level, checks, scale, covariate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QWidget

from desktop.analysis import wording
from desktop.analysis.notes import TEST_TITLES
from desktop.core.i18n import _, ngettext
from desktop.trials.results import by_design
from desktop.trials.results.options import Options
from desktop.trials.results.shown import Offered, Shown
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.menus import hang
from desktop.ui.look.words_box import WordsBox

LEVELS = (0.1, 0.05, 0.01)
WIDEST, NARROW = 240, 190


class OptionsLine(QWidget):
    """The choices; `chosen` is emitted with the options when one of them changes."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = Options()
        self.traits, self.occasions, self.models, self.tests, self.levels = (WordsBox(self) for _n in range(5))
        self.scales, self.covariates = WordsBox(self), WordsBox(self)
        self.checks, self.more = QPushButton(self), QPushButton(self)
        self.more.setCheckable(True)
        self.menu = QMenu(self.checks)
        hang(self.checks, self.menu)
        self.traits.setMinimumWidth(180)
        self.line = FlowLayout(self, 6)
        self.further = (self.tests, self.levels, self.scales, self.covariates)
        for widget in (self.traits, self.occasions, self.models, self.checks, self.more, *self.further):
            if isinstance(widget, QComboBox):
                widget.setMaximumWidth(WIDEST)
                widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
                widget.activated.connect(self._changed)
            self.line.addWidget(widget)
        self.models.setMaximumWidth(NARROW)
        self.more.toggled.connect(self._show_further)
        self._show_further(False)

    def _show_further(self, shown: bool) -> None:
        """Show or hide what is seldom changed: test, level, scale, covariate."""
        for widget in self.further:
            widget.setVisible(shown and widget.count() > 1)
        self.updateGeometry()

    def show_choices(self, shown: Shown) -> None:
        """Offer what this trial has, with what is in force chosen."""
        self.options = shown.options
        choices = shown.choices
        _fill(self.traits, choices.traits, shown.trait_id)
        _fill(self.occasions, choices.occasions, shown.options.occasion)
        _fill(self.models, list(choices.models.items()), shown.options.model)
        self.models.setVisible(len(choices.models) > 1)
        tests = [(t, _("Letters: {test}").format(test=wording.test_name(t))) for t in TEST_TITLES]
        _fill(self.tests, tests, shown.options.test)
        _fill(self.levels, [(a, _("Level {percent} %").format(percent=f"{100 * a:g}")) for a in LEVELS], shown.options.alpha)
        scales = [(t, _(title)) for t, title in by_design.TRANSFORMATIONS.items()]
        _fill(self.scales, scales, shown.options.transformation)
        covariates = [(None, _("No covariate")), *((key, _("Covariate: {trait}").format(trait=name))
                                                  for key, name in choices.traits if key != shown.trait_id)]
        _fill(self.covariates, covariates, shown.options.covariate_id)
        self.more.setText(_("Options"))
        plain = replace(Options(), trait_id=shown.trait_id, occasion=shown.options.occasion, model=shown.options.model,
                        checks=shown.options.checks)
        if shown.options != plain:
            self.more.setChecked(True)  # what differs from the usual is never hidden
        self._show_further(self.more.isChecked())
        self.occasions.setVisible(len(choices.occasions) > 2)
        self._fill_checks(choices)
        self.updateGeometry()

    def _fill_checks(self, choices: Offered) -> None:
        chosen = self.options.checks or choices.marked
        names = [name for key, name in choices.checks if key in chosen]
        shown = names[0] if len(names) == 1 else ngettext("{n} check",
            "{n} checks", len(names)).format(n=len(names)) if names else _("trial mean")
        self.checks.setText(_("Compared with: {base}").format(base=shown))
        self.menu.clear()
        for key, name in choices.checks:
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(key in chosen)
            action.setData(key)
            action.triggered.connect(self._check_chosen)

    def _check_chosen(self) -> None:
        chosen = tuple(int(a.data()) for a in self.menu.actions() if a.isChecked())
        self._tell(replace(self.options, checks=chosen))

    def _changed(self, *_place: int) -> None:
        trait = self.traits.currentData()
        other = trait != self.options.trait_id
        self._tell(replace(self.options, trait_id=trait, occasion=None if other else self.occasions.currentData(),
                           model=str(self.models.currentData()), test=str(self.tests.currentData()),
                           alpha=float(self.levels.currentData()), transformation=str(self.scales.currentData()),
                           covariate_id=None if other else self.covariates.currentData()))

    def _tell(self, options: Options) -> None:
        if options != self.options:
            self.options = options
            self.chosen.emit(options)


def _fill(box: QComboBox, choices: list[Any], current: Any) -> None:
    """Offer (value, title) pairs without telling anybody."""
    with QSignalBlocker(box):
        box.clear()
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, next((i for i, (value, _title) in enumerate(choices) if value == current), 0)))
