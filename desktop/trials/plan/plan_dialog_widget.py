"""The dialog that lays out a trial: design and options, the field as it would be, and what the plan may be relied on for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabWidget,
)

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.designs import Certificate, DesignOptions, FieldPlan, Item, certify, plan
from desktop.designs.catalogue import DESIGNS, design
from desktop.designs.chance import LARGEST_SEED
from desktop.designs.needs import usual_replicates
from desktop.trials.choices import DESIGN
from desktop.trials.model import Trial
from desktop.trials.plan import field_map, layout
from desktop.trials.plan.certificate_widget import CertificateView, Legend
from desktop.trials.plan.field_map_widget import FieldMap, ZoomArea
from desktop.trials.plan.map_dialogs_widget import ALONG_WORDS, CORNER_WORDS, fill
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

WAIT_MS = 200  # after the last change, before the plan is made again
OPTIONAL = ("replicates", "block_size", "interval", "random_order", "share", "within", "farms")
COUNTS = {"augmented": N_("Blocks"), "p-rep": N_("Blocks"), "on-farm": N_("Number of farms")}
SIZES = {"row-column": N_("Plots in a row of a replicate"), "on-farm": N_("Strips on a farm")}
WITHIN = {"rcbd": N_("randomised blocks"), "crd": N_("completely random order")}
NUMBERING = {"replicate": N_("by replicate: 101, 201 …"), "continuous": N_("running through")}
STANDING = {
    "": "",
    "bare": N_("This trial has plots already. Nothing was observed on them: they may be replaced."),
    "observed": N_("This trial has plots with observations: it can be looked at here, but not be laid out anew."),
}


@dataclass(frozen=True)
class Draft:
    """A plan that is shown before it is made."""

    plan: FieldPlan
    certificate: Certificate


class PlanDialog(FormDialog):
    """Lays out a trial without plots; every change shows the field at once."""

    guards = True

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("trial_plan", N_("Lay out the plots"), context.window)
        self.context, self.trial = context, trial
        self.items: list[Item] | None = None
        self.draft: Draft | None = None
        self.standing = ""  # what plots the trial has already
        self._asked = 0
        self.map, self.legend, self.findings = FieldMap(), Legend(), CertificateView()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self._arrange()
        self._fill(layout.options_of(trial))
        self._on_design()
        self._connect()
        self.resize(1240, 620)
        context.tasks.read(lambda: (layout.items_of(context.db, trial.id), layout.standing(context.db, trial.id)),
                          self._got_items)

    # -- the form -----------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        for name, widgets in (("preview", (ZoomArea(self.map), self.legend)), ("findings", (self.findings,))):
            found = self.body.findChild(QLayout, name)
            assert found is not None
            for widget in widgets:
                found.addWidget(widget)
        self.findings.setMinimumWidth(170)
        self.map.setMinimumHeight(160)
        self._let_pages_scroll()
        self.widget("summary", QLabel).setText(self.trial.title)
        fill(self.widget("design", QComboBox), {d.name: DESIGN.labels[d.name] for d in DESIGNS})
        fill(self.widget("within", QComboBox), WITHIN)
        fill(self.widget("corner", QComboBox), CORNER_WORDS)
        fill(self.widget("along", QComboBox), ALONG_WORDS)
        fill(self.widget("numbering", QComboBox), NUMBERING)
        fill(self.widget("shade", QComboBox), {key: field_map.TITLES[key] for key in field_map.LAYOUT})

    def _let_pages_scroll(self) -> None:
        """On a small screen the options scroll, so that the buttons stay in sight."""
        pages = self.widget("pages", QTabWidget)
        for place in range(pages.count()):
            page, title = pages.widget(place), pages.tabText(place)
            assert page is not None
            area = QScrollArea(pages)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidgetResizable(True)
            pages.removeTab(place)
            pages.insertTab(place, area, title)
            area.setWidget(page)
            area.setMinimumWidth(page.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        pages.setCurrentIndex(0)

    def _fill(self, options: DesignOptions) -> None:
        """Show the trial's design and the options it was set up with; a seed is drawn where it has none."""
        self._choose("design", self.trial.design)
        seed = self.trial.seed or 1 + secrets.randbelow(LARGEST_SEED)
        for name in ("replicates", "interval", "share", "gap", "guard_rows", "guard_columns", "first"):
            self.widget(name, QSpinBox).setValue(getattr(options, name))
        self.widget("seed", QSpinBox).setValue(seed)
        self.widget("block_size", QSpinBox).setValue(options.block_size or 0)
        self.widget("per_row", QSpinBox).setValue(options.per_row or 0)
        for name in ("random_order", "beside", "fill", "serpentine"):
            self.widget(name, QCheckBox).setChecked(getattr(options, name))
        for name in ("within", "corner", "along", "numbering"):
            self._choose(name, getattr(options, name))
        self.widget("farms", QLineEdit).setText(_(", ").join(options.farms))
        self.widget("prefix", QLineEdit).setText(options.prefix)

    def _choose(self, name: str, key: str) -> None:
        box = self.widget(name, QComboBox)
        box.setCurrentIndex(max(0, box.findData(key)))

    def _connect(self) -> None:
        for box in self.body.findChildren(QComboBox):
            if box.objectName() not in ("shade", "design"):
                box.currentIndexChanged.connect(self._later)
        for spin in self.body.findChildren(QSpinBox):
            spin.valueChanged.connect(self._later)
        for tick in self.body.findChildren(QCheckBox):
            if tick.objectName() != "walk":
                tick.toggled.connect(self._later)
        for edit in (self.widget("farms", QLineEdit), self.widget("prefix", QLineEdit)):
            edit.textChanged.connect(self._later)
        self.widget("design", QComboBox).currentIndexChanged.connect(self._on_other_design)
        self.widget("shade", QComboBox).currentIndexChanged.connect(self._colour)
        self.widget("walk", QCheckBox).toggled.connect(self.map.show_walk)
        self.on("new_seed", self._new_seed)
        self.on("ok", self._make)

    def _on_other_design(self) -> None:
        self._on_design()
        self.widget("replicates", QSpinBox).setValue(usual_replicates(self._design(), self.items or []))
        self.widget("block_size", QSpinBox).setValue(0)
        self._later()

    def _on_design(self) -> None:
        """Show the options that the design heeds, by the names they have in it."""
        name = self._design()
        heeded = design(name).heeds
        page = self.part("page_design").layout()
        assert isinstance(page, QFormLayout)
        for option in OPTIONAL:
            page.setRowVisible(self.part(option), option in heeded)
        self.widget("label_replicates", QLabel).setText(_(COUNTS.get(name, N_("Replicates"))))
        self.widget("label_block_size", QLabel).setText(_(SIZES.get(name, N_("Plots in a block"))))

    def _design(self) -> str:
        return str(self.widget("design", QComboBox).currentData())

    def _new_seed(self) -> None:
        self.widget("seed", QSpinBox).setValue(1 + secrets.randbelow(LARGEST_SEED))

    def options(self) -> DesignOptions:
        """What is chosen now."""
        values: dict[str, Any] = {name: self.widget(name, QSpinBox).value() for name in (
            "replicates", "seed", "interval", "share", "gap", "guard_rows", "guard_columns", "first")}
        values |= {name: self.widget(name, QSpinBox).value() or None for name in ("block_size", "per_row")}
        values |= {name: self.widget(name, QCheckBox).isChecked() for name in ("random_order", "beside", "fill", "serpentine")}
        values |= {name: str(self.widget(name, QComboBox).currentData()) for name in ("within", "corner", "along", "numbering")}
        names = self.widget("farms", QLineEdit).text().replace("，", ",").replace("、", ",").split(",")
        farms = tuple(name.strip() for name in names if name.strip())
        if self._design() == "on-farm" and farms:
            values |= {"farms": farms, "replicates": len(farms)}
        return DesignOptions(**values, prefix=self.widget("prefix", QLineEdit).text().strip())

    # -- the preview --------------------------------------------------------------------------------------------------

    def _got_items(self, found: tuple[list[Item], str]) -> None:
        items, self.standing = found
        if self.standing == "bare":
            self.widget("ok", QPushButton).setText(_("Replace the plots"))
        self.items = items
        checks = sum(item.is_check for item in items)
        self.widget("summary", QLabel).setText(ngettext(
            "{title}: {n} entry, {checks} of them {checks:a check|checks}",
            "{title}: {n} entries, {checks} of them {checks:a check|checks}", len(items)).format(
            title=self.trial.title, n=len(items), checks=checks))
        for place, name in enumerate((self.trial.factor_a, self.trial.factor_b, self.trial.factor_c)):
            if any(len(item.levels) > place for item in items):
                self.widget("shade", QComboBox).addItem(name or "ABC"[place], f"{field_map.LEVEL}{place}")
        if not self.trial.seed and self.trial.replicates == DesignOptions().replicates:
            self.widget("replicates", QSpinBox).setValue(usual_replicates(self._design(), items))
        self._ask()

    def _later(self) -> None:
        self._set_ready(False)
        self._timer.start()

    def _ask(self) -> None:
        if self.items is None:
            return
        self._asked += 1
        asked, name, items, options = self._asked, self._design(), self.items, self.options()

        def work(_progress: Progress) -> tuple[int, Draft | str]:
            try:
                made = plan(name, items, options)
            except UserError as error:
                return asked, str(error)
            return asked, Draft(made, certify(made))

        self.context.tasks.compute(work, self._show, title=_("Making the plan"), only_newest=True)

    def _show(self, answer: tuple[int, Draft | str]) -> None:
        asked, found = answer
        if asked != self._asked:
            return  # something was changed since
        self.draft = None if isinstance(found, str) else found
        self.say(found if isinstance(found, str) else _(STANDING[self.standing]) if self.standing else "")
        self.findings.show_certificate(self.draft.certificate if self.draft else None)
        self._set_ready(bool(self.draft and self.draft.certificate.valid and self.standing != "observed"))
        self._colour()

    def _set_ready(self, ready: bool) -> None:
        self.widget("ok", QPushButton).setEnabled(ready)

    def _colour(self) -> None:
        if self.draft is None:
            self.legend.show_labels([])
            self.map.show_squares([])
            return
        shown = field_map.plan_picture(self.draft.plan, str(self.widget("shade", QComboBox).currentData()))
        self.legend.show_labels(shown.legend)
        self.map.show_squares(shown.squares)

    # -- making it ----------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        db, trial_id, name, options = self.context.db, self.trial.id, self._design(), self.options()
        self.setEnabled(False)
        anew = self.standing == "bare"
        self.context.tasks.run(lambda: layout.lay_out(db, trial_id, name, options, anew=anew), self._done, self._failed,
                               _("Laying out the plots"))

    def _done(self, certificate: Certificate) -> None:
        count = certificate.check("size")
        seed = certificate.check("seed")
        self.context.message(" ".join(c.sentence() for c in (count, seed) if c), undo=True)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)
