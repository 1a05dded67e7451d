"""The dry run of a trial table: rows become trials, entries, plots and observations; nothing is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.model import Season, Trait, Variety
from desktop.core.i18n import _, ngettext
from desktop.core.importing import ERROR, NEW, UNCHANGED, UPDATE, Columns, Plan, Target, Use
from desktop.core.importing.dry_run import DryRun
from desktop.core.importing.links import resolve
from desktop.core.importing.model import DUPLICATE
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing import layout
from desktop.trials.importing.payload import PLAIN_YIELD, Payload, PlotPlan, TraitPlan, TrialPlan
from desktop.trials.model import Trial
from desktop.trials.results.yields import unit_code
from desktop.trials.trial_data import read

TEXTS = ("replicate", "block", "plot", "season", "site", "trial", "variety", "trait", *layout.LEVELS)
NEW_TRAIT_TARGETS = ("new_trait", "new_text_trait")
CHECK_NAME = re.compile(r"(?<![a-z])(?:ck|check|control)(?![a-z])|对照", re.IGNORECASE)
UNIT_IN_HEADING = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]\s*$")
YIELD_HEADING = re.compile(r"yield|yld|产量|亩产", re.IGNORECASE)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
         "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
SHOWN_NAMES = 10
DECIMALS_FROM = 1000  # so many values tell how a new trait is written


class TrialPlanner(DryRun):
    """Plans one file, column by column, then row by row."""

    def __init__(self, targets: list[Target], session: Session, table: Table, columns: Columns) -> None:
        super().__init__(table, columns, NEW)
        self.targets, self.session = {t.name: t for t in targets}, session
        self.payload = Payload(PurePath(table.source).stem or table.source)
        self.places: dict[str, list[Any]] = {}
        self.traits: dict[str, list[Any]] = {}
        self.known_plots: dict[str, dict[str, str]] = {}  # trial code → plot number → entry
        self.stored_traits = {t.code: t for t in session.exec(living(Trait))}

    def plan(self) -> Plan:
        """The whole plan."""
        self._read_columns()
        self.payload.layout = not self.traits and "value" not in self.places and bool(
            "plot" in self.places or {"row", "column"} <= set(self.places))
        self.payload.factors = layout.factor_names(self.columns)
        if "variety" not in self.places and not {"trial", "plot"} <= set(self.places):
            self._all_wrong(_("Choose the column that holds the varieties, or the columns of trial and plot."))
        elif not self.traits and "value" not in self.places and not self.payload.layout:
            self._all_wrong(_("Choose at least one column that holds a trait."))
        else:
            self._resolve()
            for place in range(len(self.table.rows)):
                if self.states[place] != ERROR:
                    self._row(place)
            self._compare()
        self.issues.sort(key=lambda i: i.row)
        return Plan(self.table, self.columns, self.states, self.issues, self.payload, self._facts())

    # -- columns ------------------------------------------------------------------------------------------------------

    def _read_columns(self) -> None:
        for name, text in self.columns.constants.items():
            if name in self.targets:
                self.places[name] = self._converted("", [text] * len(self.table.rows), self.targets[name], Use(name))
        for heading, use in self.columns.uses.items():
            target = self.targets[use.target]
            values = self._converted(heading, self.table.column(heading), target, use)
            if use.target.startswith("trait:") or use.target in NEW_TRAIT_TARGETS:
                self._trait_column(heading, target, values)
            else:
                self.places[use.target] = values

    def _converted(self, heading: str, cells: list[Any], target: Target, use: Use) -> list[Any]:
        if target.name in TEXTS:
            target = replace(target, kind="text")
        if target.name == "is_check":
            cells = layout.flags(cells)
        return self.converted(heading, cells, target, use.options)

    def _all_wrong(self, sentence: str) -> None:
        for place in range(len(self.states)):
            self.wrong(place, "", "", sentence)

    def _trait_column(self, heading: str, target: Target, values: list[Any]) -> None:
        trait = self._trait_plan(heading, target)
        trait.decimals = max((_decimals(v) for v in values[:DECIMALS_FROM]), default=0)
        self.payload.traits[heading] = trait
        self.traits[heading] = values

    def _trait_plan(self, heading: str, target: Target) -> TraitPlan:
        """The trait a heading means: a stored one with the factor to its unit, or a new one."""
        written = self._unit_written(heading)
        stored = self.stored_traits.get(target.name.removeprefix("trait:"))
        if stored is None:
            kind = "text" if target.name == "new_text_trait" else "number"
            bare = UNIT_IN_HEADING.sub("", heading).strip()
            is_yield = kind == "number" and bool(YIELD_HEADING.search(heading))
            return TraitPlan(heading, bare or heading, written, kind, self._twin(bare or heading, written, kind), is_yield)
        factor = _factor(written, stored.unit) if stored.is_yield else 1.0
        return TraitPlan(heading, stored.title(), stored.unit, stored.kind, stored.id, stored.is_yield, factor)

    def _twin(self, name: str, unit: str, kind: str) -> int | None:
        """A stored trait of no crop with the very name, unit and kind: made by an earlier import of such a file."""
        wanted = ("yield" if name.casefold() in PLAIN_YIELD else name.casefold(), unit)
        own = [t for t in self.stored_traits.values() if t.crop_id is None and t.kind == kind]
        return next((t.id for t in own if wanted in ((t.name_zh.casefold(), t.unit), (t.name_en.casefold(), t.unit))), None)

    def _unit_written(self, heading: str) -> str:
        """The unit in brackets behind a heading, else the one chosen for yields."""
        found = UNIT_IN_HEADING.search(heading)
        if found:
            return found[1].strip()
        chosen = self.columns.constants.get("yield_unit", "")
        return chosen if YIELD_HEADING.search(heading) else ""

    # -- names --------------------------------------------------------------------------------------------------------

    def _resolve(self) -> None:
        self.payload.varieties = self._known("variety", "variety")
        self.payload.sites = self._known("site", "site")
        self.payload.seasons = self._seasons()
        crops = self._known("crop", "crop")
        self.payload.crop_id = next((i for i in crops.values() if i), None)
        if self.payload.crop_id is None:
            self.payload.crop_id = self._crop_of_names()
        for text in [t for t, i in crops.items() if i is None]:
            self._all_wrong(_("There is no crop “{value}”: add it first, or leave the crop out.").format(value=text))

    def _crop_of_names(self) -> int | None:
        """The crop of the traits chosen, else of most of the known varieties."""
        by_id = {t.id: t.crop_id for t in self.stored_traits.values()}
        of_traits = [crop for t in self.payload.traits.values() if (crop := by_id.get(t.id or 0))]
        ids = [i for i in self.payload.varieties.values() if i]
        of_varieties = self.session.exec(select(Variety.crop_id).where(col(Variety.id).in_(ids[:500])))
        common = Counter(of_traits or [c for c in of_varieties if c]).most_common(1)
        return common[0][0] if common else None

    def _known(self, name: str, link: str) -> dict[str, int | None]:
        """The names in a column: name → id, None where there is no such record yet; rows with unclear names are wrong."""
        values = self.places.get(name, [])
        texts = list(dict.fromkeys(v for v in values if v))
        found = resolve(self.session, link, texts)
        for place, value in enumerate(values):
            if value in found.wrong:
                self.wrong(place, self.columns.heading(name) or "", value, found.wrong[value])
        return {t: found.ids.get(t) for t in texts if t not in found.wrong}

    def _seasons(self) -> dict[str, int | None]:
        """Seasons by name, else by their year where that names just one."""
        found = self._known("season", "season")
        years: dict[int, list[int]] = defaultdict(list)
        for season in self.session.exec(living(Season)):
            years[season.year or 0].append(season.id)
        for text, number in found.items():
            same = years.get(int(text), []) if text.isdigit() else []
            if number is None and len(same) == 1:
                found[text] = same[0]
        return found

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _cell(self, name: str, place: int) -> Any:
        values = self.places.get(name)
        return values[place] if values else None

    def _row(self, place: int) -> None:
        variety = self._cell("variety", place) or self._variety_of_plot(place)
        if not variety and self.payload.layout:
            self._plot(self._trial(place), "", place, {})
            return
        if not variety:
            self.wrong(place, self.columns.heading("variety") or "", "", _(
                "The variety is blank and the plot is not known: fill in the variety."))
            return
        observed = self._observed(place)
        if observed is None:
            return
        trial = self._trial(place)
        number = self._cell("entry", place)
        trial.entries.setdefault(variety, number)
        a, b, c = (str(self._cell(name, place) or "") for name in layout.LEVELS)
        if a or b or c:
            trial.levels[variety] = (a, b, c)
        if self._cell("is_check", place) or (self._cell("is_check", place) is None and CHECK_NAME.search(variety)):
            trial.checks.add(variety)
        self._plot(trial, variety, place, observed)

    def _variety_of_plot(self, place: int) -> str:
        """What stands on the stored plot that a row without a variety names; "" where there is no such plot."""
        code, number = str(self._cell("trial", place) or ""), str(self._cell("plot", place) or "")
        if code not in self.known_plots:
            trial = self._stored_trial(code)
            data = read(self.session, trial.id) if trial else None
            self.known_plots[code] = {p.number: e.name for p in data.plots if (e := data.entry(p))} if data else {}
        return self.known_plots[code].get(number, "")

    def _stored_trial(self, code: str) -> Trial | None:
        query = living(Trial).where(Trial.code == code)
        return self.session.exec(query.order_by(col(Trial.id).desc())).first()

    def _trial(self, place: int) -> TrialPlan:
        named, site, season = (str(self._cell(n, place) or "") for n in ("trial", "site", "season"))
        key = (named, site, season)
        if key not in self.payload.trials:
            parts = [named or self.payload.series, *([] if named else [site, season])]
            self.payload.trials[key] = TrialPlan(" ".join(p for p in parts if p), site, season)
        return self.payload.trials[key]

    def _observed(self, place: int) -> dict[str, Any] | None:
        """The values of a row by trait; None where the row is wrong."""
        if "value" not in self.places:
            return {heading: self._scaled(heading, values[place]) for heading, values in self.traits.items()
                    if values[place] not in (None, "")}
        name = str(self._cell("trait", place) or "")
        if not name:
            self.wrong(place, self.columns.heading("trait") or "", "", _("The trait is blank: fill it in."))
            return None
        if name not in self.payload.traits:
            self.payload.traits[name] = self._long_trait(name)
        value = self._cell("value", place)
        return {} if value is None else {name: self._scaled(name, value)}

    def _long_trait(self, name: str) -> TraitPlan:
        wanted = plain(name).casefold()
        bare = UNIT_IN_HEADING.sub("", wanted).strip()
        stored = next((t for t in self.stored_traits.values()
                       if {wanted, bare} & {t.code.casefold(), t.name_zh.casefold(), t.name_en.casefold()}), None)
        return self._trait_plan(name, self.targets[f"trait:{stored.code}" if stored else "new_trait"])

    def _scaled(self, heading: str, value: Any) -> Any:
        factor = self.payload.traits[heading].factor
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value.isoformat() if isinstance(value, date) else value
        return value * factor if factor != 1.0 else float(value)

    def _plot(self, trial: TrialPlan, variety: str, place: int, observed: dict[str, Any]) -> None:
        number = str(self._cell("plot", place) or "")
        rep, block = str(self._cell("replicate", place) or ""), str(self._cell("block", place) or "")
        row, column = self._cell("row", place), self._cell("column", place)
        if rep and not block and _as_number(rep) is None:
            block = rep
        key: tuple[Any, ...] = (number,) if number else (variety, rep, block, row, column)
        if "value" not in self.places and not number and key in trial.plots:
            key = (*key, place)  # repeated without a number: a further plot
        plot = trial.plots.get(key)
        if plot is not None and self.payload.layout:
            self.wrong(place, self.columns.heading("plot") or "", number, _(
                "This plot stands in row {row} already: give every plot a number of its own.").format(
                    row=self.table.row_numbers[plot.rows[0]]))
            return
        if plot is None:
            kind = self._cell("kind", place) or ("plot" if variety else "filler")
            plot = trial.plots[key] = PlotPlan(variety, number, _as_number(rep), block, row, column,
                                               walk=self._cell("walk", place), kind=kind)
        elif plot.entry != variety:
            self.wrong(place, self.columns.heading("plot") or "", number, _(
                "Plot {number} stands with {one} and with {other}: correct the plot number.").format(
                    number=number, one=plot.entry, other=variety))
            return
        if plot.rows and set(observed) & set(plot.values):
            self.states[place] = DUPLICATE
            self.remark(place, self.columns.heading("plot") or "", number, _(
                "This plot stands in row {row} already; this row is left out. Repeated values need their own trait.").format(
                    row=self.table.row_numbers[plot.rows[0]]))
            return
        plot.values.update(observed)
        plot.rows.append(place)

    # -- what is stored already ---------------------------------------------------------------------------------------

    def _compare(self) -> None:
        from desktop.trials.importing.matching import match_stored

        for trial in self.payload.trials.values():
            stored = self._stored_trial(trial.code)
            _number_plots(trial)
            if stored is not None:
                trial.id = stored.id
                match_stored(self.session, trial, self.payload, frozenset(self.places))
                self._states_of(trial)

    def _states_of(self, trial: TrialPlan) -> None:
        for plot in trial.plots.values():
            if plot.id is not None:
                state = UPDATE if (plot.values or plot.moved) and self.columns.mode != "new" else UNCHANGED
                for place in plot.rows:
                    self.states[place] = state
                if state == UNCHANGED:
                    plot.values.clear()
                    plot.moved.clear()

    def _facts(self) -> list[str]:
        new = [t for t in self.payload.trials.values() if t.id is None]
        added = {"trial": [t.code for t in new], "variety": _unknown(self.payload.varieties),
                 "site": _unknown(self.payload.sites), "season": _unknown(self.payload.seasons),
                 "trait": [t.name for t in self.payload.traits.values() if t.id is None]}
        sentences = {"trial": _("{n} new trials: {names}"), "variety": _("{n} new varieties: {names}"),
                     "site": _("{n} new sites: {names}"), "season": _("{n} new seasons: {names}"),
                     "trait": _("{n} new traits: {names}")}
        facts = [sentences[k].format(n=len(names), names=_some(names)) for k, names in added.items() if names]
        checks = sorted({c for t in self.payload.trials.values() for c in t.checks})
        facts.append(_("Checks: {names}").format(names=_some(checks)) if checks else
                     _("No check is marked: mark it in the trial's entries to get comparisons with it."))
        facts += [_("{heading}: converted to {unit}").format(heading=t.heading, unit=t.unit)
                  for t in self.payload.traits.values() if t.factor != 1.0]
        return [*facts, *layout.findings(self.payload)]


def _unknown(names: dict[str, int | None]) -> list[str]:
    return [name for name, number in names.items() if number is None]


def _some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - SHOWN_NAMES
    text = _(", ").join(names[:SHOWN_NAMES])
    return text if more <= 0 else ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=text, n=more)


def _factor(written: str, own: str) -> float:
    """What a value in the unit written must be multiplied with to be in the trait's own unit."""
    from desktop.core.units import convert as convert_unit

    source, target = unit_code(written), unit_code(own)
    return float(convert_unit(1, source, target)) if source and target and source != target else 1.0


def _decimals(value: Any) -> int:
    """The digits after the point with which a number was written, at most four."""
    if not isinstance(value, float):
        return 0
    return min(4, len(repr(value).partition(".")[2])) if value != int(value) else 0


def _as_number(text: str) -> int | None:
    """A replicate as a number: 1, R1, rep 2, Ⅲ, 三; None where it is no number."""
    bare = plain(text).casefold()
    digits = re.fullmatch(r"[^\d]*(\d+)", bare)
    number = int(digits[1]) if digits else ROMAN.get(re.sub(r"^(重复|rep|区组)\s*", "", bare))
    return number or None


def _number_plots(trial: TrialPlan) -> None:
    """Numbers for plots that have none: replicate and entry (105), where unique; else their order."""
    order = {name: place for place, name in enumerate(trial.entries, start=1)}
    wide = 3 if len(order) >= 100 else 2
    taken = {p.number for p in trial.plots.values() if p.number}
    for place, plot in enumerate(trial.plots.values(), start=1):
        if plot.number:
            continue
        block = plot.replicate or _as_number(plot.block)
        number = f"{block}{trial.entries[plot.entry] or order[plot.entry]:0{wide}d}" if block else str(place)
        while number in taken:
            number = f"{number}b" if not number.endswith("b") else f"{number}{place}"
        plot.number = number
        taken.add(number)
