"""The other traits of a trial by the parts of the record: growth, plants, resistance, grain, quality; with LSD, CV and p."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED, TRAIT_PART
from desktop.catalogue.model import Trait
from desktop.core.documents.model import DATE, NUMBER, SMALL, TEXT, Block, Cell, Column, Formed, Paragraph, Table
from desktop.core.i18n import _
from desktop.trials.results import summing
from desktop.trials.results.trait_result import Result
from desktop.trials.trial_data import TrialData

GROWTH = "phenology"
Values = dict[int, float | str]


def trait_tables(data: TrialData, results: Sequence[Result]) -> list[Table]:
    """A table for each part of the record in its order, traits of no part last; none where nothing else was observed."""
    response = data.response()
    found = {t.id: summing.of_entries(data, t) for t in data.traits if t is not response}
    shown = [t for t in data.traits if found.get(t.id)]
    precise = {r.trait.id: r for r in results}
    made = []
    for part in [*TRAIT_PART, *({t.part for t in shown} - set(TRAIT_PART))]:
        own = [t for t in shown if t.part == part]
        if own:
            title = TRAIT_PART.label(part) if part in TRAIT_PART.labels else _("Other traits")
            made.append(_table(data, title, own, found, precise))
    return made


OFFICIAL = ("phenology", "resistance", "quality")  # what an official summary reports besides yield, or says that it cannot


def not_recorded(seen: Sequence[Trait]) -> list[Block]:
    """One sentence that names the parts of an official report of which nothing was observed; nothing where all were."""
    lacking = [TRAIT_PART.label(part) for part in OFFICIAL if not any(t.part == part for t in seen)]
    return [Paragraph(_("Not recorded: {facts}.").format(facts=_(", ").join(lacking)), SMALL)] if lacking else []


def _table(data: TrialData, title: str, shown: Sequence[Trait], found: dict[int, Values],
           precise: dict[int, Result]) -> Table:
    columns = [Column(_("No."), NUMBER, 0, weight=0), Column(_("Treatment") if data.factors else _("Variety"), weight=1.5)]
    columns += [Column(t.title(), NUMBER if t.kind in MEASURED else DATE if t.kind == "date" else TEXT, t.digits(),
                       unit=summing.unit(t)) for t in shown]
    rows: list[list[Cell]] = [[entry.number, entry.name, *(summing.cell(t, found[t.id].get(entry.id)) for t in shown)]
                              for entry in data.entries]
    foot: list[list[Cell]] = [["", *line] for line in precision_rows([(t, _precision(precise.get(t.id))) for t in shown])]
    if any(t.part == GROWTH for t in shown):
        _add_growth(data, shown, found, columns, rows, foot)
    return Table(columns, [*rows, *foot], caption=title, sheet=title, key_columns=2, total_rows=len(foot),
                 marked_rows=[i for i, e in enumerate(data.entries) if e.is_check], notes=[summing.note(shown)])


@dataclass(frozen=True)
class Precision:
    """How precisely the means of a trait are known: LSD at 5 %, CV in percent, p of F; None where it is not tested."""

    lsd: float | None = None
    cv: float | None = None
    p: float | None = None


def precision_rows(shown: Sequence[tuple[Trait, Precision | None]]) -> list[list[Cell]]:
    """LSD, CV and p of F under the column of each trait, with its title before; a line that no trait fills is left out."""
    def line(title: str, cells: Sequence[Cell]) -> list[list[Cell]]:
        return [[title, *cells]] if any(cells) else []

    return [
        *line(_("LSD 5 %"), [_figure(one.lsd, t.digits() + 1) if one else "" for t, one in shown]),
        *line(_("CV %"), [_figure(one.cv, 1) if one else "" for _t, one in shown]),
        *line(_("p of F"), [wording.p_cell(one.p) if one else "" for _t, one in shown])]


def _figure(value: float | None, decimals: int) -> Cell:
    """A figure with decimals of its own, under those of its column."""
    return Formed(value, Column("", NUMBER, decimals)) if value else ""


def _precision(result: Result | None) -> Precision | None:
    if result is None or result.analysis is None or not result.analysis.error_ms:
        return None
    return Precision(result.lsd(), result.analysis.cv_percent, result.entries_p)


def _add_growth(data: TrialData, shown: Sequence[Trait], found: dict[int, Values], columns: list[Column],
                rows: list[list[Cell]], foot: list[list[Cell]]) -> None:
    """The growth period, where it was not recorded itself, and how many days later than the check."""
    recorded = next((t for t in shown if _tail(t) == "growth_days"), None)
    days = found[recorded.id] if recorded else growth_days(data, shown, found)
    if not days:
        return
    checks = [days[e.id] for e in data.checks if isinstance(days.get(e.id), float)]
    base = checks[0] if checks else None
    title = _("Growth period") if recorded or counts_as_crop(data, shown) else _("Sowing to maturity")
    added = [] if recorded else [Column(title, NUMBER, 0, unit=_("days"))]
    added += [Column(_("± days of the check"), NUMBER, 0, signed=True)] if isinstance(base, float) else []
    columns += added
    for entry, row in zip(data.entries, rows, strict=True):
        value = days.get(entry.id)
        row.extend([] if recorded else [value])
        if isinstance(base, float):
            row.append("CK" if entry.is_check else value - base if isinstance(value, float) else None)
    for line in foot:
        line.extend([""] * len(added))


def growth_days(data: TrialData, shown: Sequence[Trait], found: dict[int, Values]) -> Values:
    """Days from the start of the growth period, as the crop counts it, to maturity, by entry; else those from sowing."""
    by_code = {_tail(t): found[t.id] for t in shown}
    start = _start(data)
    begun: Values = by_code.get("emergence", {}) if start == "emergence" else {}
    if not begun:
        begun = dict.fromkeys(data.by_entry, data.trial.sown_on.isoformat()) if data.trial.sown_on else {}
    less = 1 if start == "day_after_sowing" else 0
    return {entry: float((date.fromisoformat(str(end)) - date.fromisoformat(str(begun[entry]))).days - less)
            for entry, end in by_code.get("maturity", {}).items() if entry in begun}


def _start(data: TrialData) -> str:
    """The stage from which the crop's growth period is counted."""
    return data.crop.growth_start if data.crop else "emergence"


def counts_as_crop(data: TrialData, shown: Sequence[Trait]) -> bool:
    """Whether the days are counted from the stage that the crop counts from."""
    start = _start(data)
    return start in ("sowing", "day_after_sowing") or (start == "emergence" and any(_tail(t) == "emergence" for t in shown))


def _tail(trait: Trait) -> str:
    """The code of a trait without its crop."""
    return trait.code.rsplit(".", 1)[-1]
