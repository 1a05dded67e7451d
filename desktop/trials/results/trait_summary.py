"""Many traits of many trials at a glance: one line of figures for each, analysed by the trials' designs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED
from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.settings import office
from desktop.core.tables.model import Cell, Sheet
from desktop.core.units import MU_OFFICIAL
from desktop.trials.results import by_design
from desktop.trials.results.options import Options
from desktop.trials.results.trait_result import Result, result_of
from desktop.trials.trial_data import TrialData, load

Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Glance:
    """One trait of one trial. `error` is the sentence why nothing is tested, or what was analysed instead."""

    trial_id: int
    trial: str
    trait_id: int
    trait: str
    way: str = ""
    count: int = 0
    mean: float | None = None
    cv: float | None = None
    p: float | None = None
    lsd: float | None = None
    best: str = ""
    percent: float | None = None
    check: str = ""
    error: str = ""
    decimals: int = 1

    def cells(self) -> list[Cell]:
        """Its figures as cells, unrounded."""
        return [self.trial, self.trait, self.way, self.count, self.mean, self.cv, self.p, self.lsd, self.best, self.percent,
                self.check, self.error]

    def texts(self) -> list[str]:
        """Its figures as they are shown."""
        return [self.trial, self.trait, self.way, str(self.count), wording.number(self.mean, self.decimals),
                wording.number(self.cv, 1), wording.p_value(self.p), wording.number(self.lsd, self.decimals + 1), self.best,
                "" if self.percent is None else wording.percent(wording.signed(self.percent, 1)), self.check, self.error]


def heads() -> list[str]:
    """The heads of the columns."""
    return [_("Trial"), _("Trait"), _("Analysed as"), _("Plots"), _("Mean"), _("CV %"), _("F test p"), _("LSD 5 %"), _("Best"),
            _("± % of the base"), _("Compared with"), _("Remark")]


RIGHT = frozenset({3, 4, 5, 6, 7, 9})  # columns of numbers


def traits_of(db: Database, trial_ids: Sequence[int]) -> list[tuple[int, str]]:
    """The measured traits that at least one of the trials has values of, in the trials' order."""
    found: dict[int, str] = {}
    for trial_id in trial_ids:
        data = load(db, trial_id)
        for trait in data.traits:
            if trait.kind in MEASURED and data.occasions(trait.id):
                found.setdefault(trait.id, trait.heading())
    return list(found.items())


def analyse_many(db: Database, trial_ids: Sequence[int], traits: Collection[int], report: Report) -> list[Glance]:
    """The figures of the traits named, trial by trial; `report(done, total)` is told after each."""
    mu = float(office(db, "mu_area") or MU_OFFICIAL)
    wanted = []
    for trial_id in trial_ids:
        data = load(db, trial_id)
        wanted += [(data, t) for t in data.traits if t.id in traits and t.kind in MEASURED and data.occasions(t.id)]
    found = []
    for done, (data, trait) in enumerate(wanted):
        report(done, len(wanted))
        result = result_of(data, trait, mu, Options(trait_id=trait.id))
        if result is not None:
            found.append(glance(data, result))
    report(len(wanted), len(wanted))
    return found


def glance(data: TrialData, result: Result) -> Glance:
    """One result in one line."""
    best = next((line for line in result.lines if line is not result.check_line), None)
    analysis = result.analysis
    return Glance(
        data.trial.id, data.trial.code, result.trait.id, result.trait.heading(),
        by_design.title(result.way) if analysis else "",
        sum(line.count for line in result.lines), result.mean, analysis.cv_percent if analysis else None,
        result.entries_p, result.lsd(), best.entry.name if best else "", best.percent if best else None,
        result.check.name if result.check else _("trial mean"), result.reason or result.substitute,
        result.trait.digits())


def sheet(lines: Sequence[Glance]) -> Sheet:
    """All lines as a sheet for a spreadsheet."""
    return Sheet(_("Traits at a glance"), heads(), [line.cells() for line in lines])
