"""The dry run of a trial table: rows become trials, entries, plots and observations; nothing is written."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from sqlmodel import Session, col

from desktop.core.i18n import _, ngettext
from desktop.core.importing import ERROR, NEW, UNCHANGED, UPDATE, Columns, Plan, Target, Use
from desktop.core.importing.dry_run import DryRun
from desktop.core.importing.model import DUPLICATE
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing import layout
from desktop.trials.importing.about import facts_of, lines_of, some
from desktop.trials.importing.arranging import PLOTS, SAMPLES, layout_named
from desktop.trials.importing.asking import asked
from desktop.trials.importing.beside import once
from desktop.trials.importing.check_marks import CHECK_NAME, said_checks, unmarked
from desktop.trials.importing.columns import season_in
from desktop.trials.importing.crops import crops_of
from desktop.trials.importing.factors import says_split
from desktop.trials.importing.names import as_number, known_names, known_seasons
from desktop.trials.importing.payload import Payload, PlotPlan, TrialPlan
from desktop.trials.importing.plots import average, is_sampled, lacking, number_plots
from desktop.trials.importing.targets import LEVELS, NEW_DATE, NEW_NUMBER, NEW_TEXT, NOTE
from desktop.trials.importing.trait_columns import TraitColumns, scaled
from desktop.trials.importing.units_written import split_unit
from desktop.trials.model import Trial
from desktop.trials.trial_data import read

TEXTS = frozenset({"replicate", "block", "farm", "plot", "plot_id", "sample", "season", "site", "trial", "title", "series",
                   "design", "variety", "treatment", "trait", *LEVELS})
NEW_TRAIT_TARGETS = (NEW_NUMBER, NEW_TEXT, NEW_DATE)
TRIAL_FACTS = ("title", "series", "sown_on", "harvested_on", "plot_area", "plot_width", "plot_length")
SEVERAL = re.compile(r"\s*[;；,，、]\s*")


class TrialPlanner(DryRun):
    """Plans one file, column by column, then row by row."""

    def __init__(self, targets: list[Target], session: Session, table: Table, columns: Columns) -> None:
        super().__init__(table, columns, NEW)
        self.targets, self.session = {t.name: t for t in targets}, session
        self.payload = Payload(PurePath(table.source).stem or table.source)
        self.places: dict[str, list[Any]] = {}
        self.notes: dict[str, list[Any]] = {}
        self.marked: set[str] = set()  # names that bear the mark of a check behind them somewhere
        self.traits: dict[str, list[Any]] = {}
        self.known_plots: dict[str, dict[str, str]] = {}  # trial code → plot number → entry
        self.crops = crops_of(session, table, columns.uses, columns.constants.get("crop", ""))
        self.crop = self.crops[0] if len(self.crops) == 1 else None
        self.finder = TraitColumns(session, columns, self.targets, self.crop)
        self.said: list[str] = []
        self.blank: list[int] = []  # rows that name no entry

    def plan(self) -> Plan:
        """The whole plan."""
        self._read_columns()
        self._of_the_file()
        if wrong := lacking(set(self.places) | set(self.columns.constants), traits=bool(self.traits)):
            self.all_wrong(wrong)
        else:
            self._resolve()
            for place in range(len(self.table.rows)):
                if self.states[place] != ERROR:
                    self._row(place)
            self._finish()
        self.issues.sort(key=lambda i: i.row)
        recognised = lines_of(self.payload, self.crops, self.layout)
        open_ = asked(self.payload, self.crops, self.table, self.columns.uses, self.columns.constants)
        taken = any(state != ERROR for state in self.states)
        facts = [*self.said, *(facts_of(self.payload, self.table, self.columns) if taken else [])]
        return Plan(self.table, self.columns, self.states, self.issues, self.payload, facts, recognised=recognised,
                    asked=open_)

    # -- columns ------------------------------------------------------------------------------------------------------

    def _read_columns(self) -> None:
        for name, text in self.columns.constants.items():
            if name in self.targets and name not in ("crop", "design"):
                self.places[name] = self._converted("", [text] * len(self.table.rows), self.targets[name], Use(name))
        for heading, use in self.columns.uses.items():
            target = self.targets[use.target]
            observed = use.target.startswith("trait:") or use.target in NEW_TRAIT_TARGETS
            if use.target in (NEW_NUMBER, NOTE):
                target = replace(target, unit=split_unit(heading)[1], kind=target.kind if use.target != NOTE else "text")
            target = self.finder.column(heading, target)
            values = self._converted(heading, self.table.column(heading), target, use)
            if observed:
                self.payload.traits[heading] = self.finder.of_column(heading, target, values)
                self.traits[heading] = values
            elif use.target == NOTE:
                self.notes[heading] = values
            else:
                self.places[use.target] = values
        for name in ("row", "column"):
            self._from_one(name)
        for name in {"variety", "treatment"} & self.places.keys():
            self.places[name], marked = unmarked(self.places[name])
            self.marked |= marked

    def _converted(self, heading: str, cells: list[Any], target: Target, use: Use) -> list[Any]:
        if target.name in TEXTS:
            target = replace(target, kind="text")
        if target.name == "is_check":
            names = next((self.table.column(h) for h, u in self.columns.uses.items() if u.target == "variety"), None)
            cells = layout.flags(cells, names)
        return self.converted(heading, cells, target, use.options)

    def _from_one(self, name: str) -> None:
        """Rows and columns that are counted from 0 are counted from 1 here."""
        values = [v for v in self.places.get(name, ()) if v is not None]
        if not values or min(values) > 0:
            return
        heading = self.columns.heading(name) or ""
        if min(values) < 0:
            self.all_wrong(_("Column “{column}” counts below 0, which is no place in a field: correct it in the file.").format(
                column=heading))
            return
        self.places[name] = [None if v is None else v + 1 for v in self.places[name]]
        self.said.append(_("{heading}: counted from 0 in the file, from 1 here.").format(heading=heading))

    def _of_the_file(self) -> None:
        """What holds for the whole file: crop, layout, what is compared, design, season, factors."""
        payload, constants = self.payload, self.columns.constants
        payload.layout = not self.traits and "value" not in self.places and bool(
            self.places.keys() & {"plot", "plot_id"} or {"row", "column"} <= self.places.keys())
        payload.crop_id = self.crop.id if self.crop else None
        treated = self.places.keys() & {"treatment", *LEVELS}
        payload.one_variety = bool(treated) and len(set(self.places.get("variety", ()))) == 1
        payload.factors = layout.factor_names(self.columns, one_variety=payload.one_variety)
        payload.split = says_split([self.columns.heading(level) or "" for level in LEVELS])
        payload.farms = "farm" in self.places
        if payload.farms and "block" not in self.places:
            self.places["block"] = self.places["farm"]
        payload.compared = constants.get("compared") or ("treatments" if treated else "varieties")
        payload.design = self._design(constants.get("design", ""))
        if "season" not in self.places and (year := season_in(self.table)):
            self.places["season"] = [year] * len(self.table.rows)
        chosen = constants.get("layout", "")
        self.layout = layout_named(chosen) if chosen else str(self.table.extra.get("layout", PLOTS))
        if self.layout == PLOTS and "layout" not in constants and is_sampled(self.places, layout=payload.layout):
            self.layout = SAMPLES
        self.said += once(self.traits, payload.traits, self.table, self.layout)

    def _design(self, text: str) -> str:
        found = layout.design_word(text)
        if text and not found:
            self.all_wrong(_("“{value}” is not a design that is known here: name it as analyse --design does.").format(
                value=text))
        return found

    def all_wrong(self, sentence: str) -> None:
        """Keep all rows out for one reason, said once."""
        if not any(i.text == sentence for i in self.issues):
            self.wrong_everywhere(range(len(self.states)), sentence)

    # -- names --------------------------------------------------------------------------------------------------------

    def _resolve(self) -> None:
        heading = self.columns.heading
        names = "variety" if "variety" in self.places else "treatment"
        if self.payload.compared == "varieties" or self.payload.one_variety or (
                names == "variety" and self.places.keys() & set(LEVELS)):
            wanted = self._varieties(names)
            self.payload.varieties = known_names(self.session, self, wanted, heading(names) or "", "variety")
        self.payload.sites = known_names(self.session, self, self.places.get("site", []), heading("site") or "", "site")
        self.payload.seasons = known_seasons(self.session, self, self.places.get("season", []), heading("season") or "")
        unclear = self.columns.constants.get("crop", "")
        for text in {unclear, *self.places.get("crop", ())} - {"", None, "unknown"} if not self.crops else ():
            self.all_wrong(_("There is no crop “{value}”: add it first, or leave the crop out.").format(value=text))

    def _varieties(self, name: str) -> list[str]:
        """The names of varieties; the names of combinations of factors are none."""
        return ["" if v == self._joined(place, with_variety=False) else v for place, v in enumerate(self.places.get(name, []))]

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _cell(self, name: str, place: int) -> Any:
        values = self.places.get(name)
        return values[place] if values else None

    def _levels(self, place: int) -> tuple[str, ...]:
        """The levels of the factors of a row; varieties take the place that is left free among them."""
        found = [str(self._cell(name, place) or "") for name in LEVELS]
        if not any(found) and (treatment := self._cell("treatment", place)):
            return (str(treatment), "", "")
        variety = str(self._cell("variety", place) or "")
        if any(found) and variety and not self.payload.one_variety and variety != " × ".join(level for level in found if level):
            free = next((i for i, name in enumerate(LEVELS) if name not in self.places), None)
            if free is not None:
                found[free] = variety
        return tuple(found)

    def _joined(self, place: int, *, with_variety: bool = True) -> str:
        levels = self._levels(place) if with_variety else tuple(str(self._cell(name, place) or "") for name in LEVELS)
        return " × ".join(level for level in levels if level)

    def _entry(self, place: int) -> str:
        """What stands on the plot of a row: a variety, a treatment, or a combination of factors."""
        named = str(self._cell("treatment", place) or "") or str(self._cell("variety", place) or "")
        joined = self._joined(place)
        if "treatment" in self.places or (named and named == self._joined(place, with_variety=False)):
            return named
        return joined or named

    def _row(self, place: int) -> None:
        entry = self._entry(place) or self._entry_of_plot(place)
        if not entry and self.payload.layout:
            self._plot(self._trial(place), "", place, {})
            return
        if not entry:
            self.blank.append(place)
            return
        observed = self._observed(place)
        if observed is None:
            return
        trial = self._trial(place)
        trial.entries.setdefault(entry, self._cell("entry", place))
        levels = self._levels(place)
        if any(levels):
            trial.levels[entry] = levels
        self._note_variety(trial, entry, place)
        marked = self._cell("is_check", place)
        if marked or (marked is None and (entry in self.marked or CHECK_NAME.search(entry))):
            trial.checks.add(entry)
        self._plot(trial, entry, place, observed)

    def _note_variety(self, trial: TrialPlan, entry: str, place: int) -> None:
        named = str(self._cell("variety", place) or self._cell("treatment", place) or "")
        if named in self.payload.varieties:
            trial.variety_of[entry] = named
        for fact in TRIAL_FACTS:
            value = self._cell(fact, place)
            if value in (None, "") or trial.facts.setdefault(fact, value) == value:
                continue
            self.remark(place, self.columns.heading(fact) or "", str(value), _(
                "Trial {code} has {first} already, which stands for all of it.").format(code=trial.code,
                                                                                      first=trial.facts[fact]))
        named = str(self._cell("design", place) or "")
        if named and "design" not in trial.facts:
            trial.facts["design"] = layout.design_word(named)
            if not trial.facts["design"]:
                self.remark(place, self.columns.heading("design") or "", named, _(
                    "This is not a design that is known here: the one recognised from the plots is taken."))

    def _entry_of_plot(self, place: int) -> str:
        """What stands on the stored plot that a row without a variety names; "" where there is no such plot."""
        code, number = str(self._cell("trial", place) or ""), self._number(place)
        if code not in self.known_plots:
            trial = self._stored_trial(code)
            data = read(self.session, trial.id) if trial else None
            self.known_plots[code] = {p.number: e.name for p in data.plots if (e := data.entry(p))} if data else {}
        return self.known_plots[code].get(number, "")

    def _number(self, place: int) -> str:
        return str(self._cell("plot", place) or self._cell("plot_id", place) or "")

    def _stored_trial(self, code: str) -> Trial | None:
        query = living(Trial).where(Trial.code == code)
        return self.session.exec(query.order_by(col(Trial.id).desc())).first()

    def _trial(self, place: int) -> TrialPlan:
        named = str(self._cell("trial", place) or self._cell("title", place) or "")
        site, season = (str(self._cell(n, place) or "") for n in ("site", "season"))
        key = (named, site, season)
        if key not in self.payload.trials:
            own = {"site": site, "season": season if self.columns.heading("season") else ""}
            parts = [named or self.payload.series, *([] if named else own.values())]
            self.payload.trials[key] = TrialPlan(" ".join(p for p in parts if p), site, season)
        return self.payload.trials[key]

    def _observed(self, place: int) -> dict[str, Any] | None:
        """The values of a row by trait; None where the row is wrong."""
        if "value" not in self.places:
            return {heading: scaled(values[place], Fraction(1))
                    for heading, values in self.traits.items() if values[place] not in (None, "")}
        name = str(self._cell("trait", place) or "")
        if not name:
            self.wrong(place, self.columns.heading("trait") or "", "", _("The trait is blank: fill it in."))
            return None
        if name not in self.payload.traits:
            self.payload.traits[name] = self.finder.named(name)
        value = self._cell("value", place)
        trait = self.payload.traits[name]
        if trait.factor is None:
            self.wrong(place, self.columns.heading("trait") or "", name, _(
                "{unit} does not convert to {own}, the unit of the trait: name a trait in {unit}, or correct the cell.").format(
                    unit=trait.written, own=trait.unit))
            return None
        return {} if value is None else {name: scaled(value, trait.factor)}

    # -- plots --------------------------------------------------------------------------------------------------------

    def _plot(self, trial: TrialPlan, entry: str, place: int, observed: dict[str, Any]) -> None:
        number = self._number(place)
        rep, block = str(self._cell("replicate", place) or ""), str(self._cell("block", place) or "")
        row, column = self._cell("row", place), self._cell("column", place)
        if rep and not block and as_number(rep) is None:
            block = rep
        key: tuple[Any, ...] = (number,) if number else (entry, rep, block, row, column)
        sampled = self.layout == SAMPLES
        if "value" not in self.places and not number and not sampled and key in trial.plots:
            key = (*key, place)  # repeated without a number: a further plot
        plot = trial.plots.get(key)
        if plot is None:
            kind = self._cell("kind", place) or ("plot" if entry else "filler")
            plot = trial.plots[key] = PlotPlan(
                entry, number, bool(number), str(self._cell("plot_id", place) or ""), as_number(rep), block, row, column,
                walk=self._cell("walk", place), kind=kind)
        elif (twice := self._twice(plot, entry, number, observed, sampled=sampled)) is not None:
            self._refuse_twice(place, number, *twice)
            return
        if sampled:
            for trait, value in observed.items():
                plot.samples.setdefault(trait, []).append(value)
        plot.values.update(observed)
        plot.rows.append(place)
        notes = [f"{heading}: {values[place]}" for heading, values in self.notes.items() if values[place]]
        plot.notes += notes
        if notes and not plot.values and entry:
            trial.remarks.setdefault(entry, []).extend(notes)

    def _twice(self, plot: PlotPlan, entry: str, number: str, observed: dict[str, Any], *, sampled: bool
               ) -> tuple[str, str] | None:
        """Why a row cannot be of a plot that stood before: (state, sentence)."""
        first = self.table.row_numbers[plot.rows[0]] if plot.rows else 0
        if self.payload.layout and plot.rows:
            return ERROR, _("This plot stands in row {row} already: give every plot a number of its own.").format(row=first)
        if plot.entry != entry:
            return ERROR, _("Plot {number} stands with {one} and with {other}: correct the plot number.").format(
                number=number, one=plot.entry, other=entry)
        if plot.rows and not sampled and set(observed) & set(plot.values):
            return DUPLICATE, _("This plot stands in row {row} already; this row is left out. Repeated values need their own "
                                "trait.").format(row=first)
        return None

    def _refuse_twice(self, place: int, number: str, state: str, sentence: str) -> None:
        heading = self.columns.heading("plot") or self.columns.heading("plot_id") or ""
        if state == ERROR:
            self.wrong(place, heading, number, sentence)
            return
        self.states[place] = DUPLICATE
        self.remark(place, heading, number, sentence)

    # -- what is stored already ---------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Means of samples, checks, numbers of plots; a plan with wrong rows is not filed in part."""
        from desktop.trials.importing.matching import match_stored

        named = "treatment" if "treatment" in self.places else "variety"
        rows = some([str(self.table.row_numbers[place]) for place in self.blank])
        self.wrong_everywhere(self.blank, ngettext(
            "{column} is blank in row {rows} and the plot is not known: fill it in.",
            "{column} is blank in rows {rows} and the plots are not known: fill it in.", len(self.blank)).format(
                column=self.columns.heading(named) or _(self.targets[named].title), rows=rows))
        new = self.payload.layout or any(self._stored_trial(t.code) is None for t in self.payload.trials.values())
        if new and any(s == ERROR for s in self.states):
            self.all_wrong(_("A plan is taken as a whole: correct the wrong rows, then import the file again."))
        for trial in self.payload.trials.values():
            for plot in trial.plots.values():
                average(plot)
            self._checks(trial)
            number_plots(trial)
            stored = self._stored_trial(trial.code)
            if stored is not None:
                trial.id = stored.id
                match_stored(self.session, trial, self.payload, frozenset(self.places))
                self._states_of(trial)

    def _checks(self, trial: TrialPlan) -> None:
        """The checks chosen for the whole file, else those marked, else the entries that an augmented design repeats."""
        chosen = [name for name in SEVERAL.split(self.columns.constants.get("check", "").strip()) if name]
        known = {plain(name).casefold(): name for name in trial.entries}
        if missing := [name for name in chosen if plain(name).casefold() not in known]:
            self.all_wrong(_("There is no entry “{value}” that could be the check; there are: {names}.").format(
                value=missing[0], names=_(", ").join(list(trial.entries)[:10])))
            return
        if chosen:
            trial.checks = {known[plain(name).casefold()] for name in chosen}
        elif not trial.checks:
            said = {plain(name).casefold() for name in said_checks(self.table)}
            trial.checks = {known[name] for name in said if name in known} or set(self.payload.design_of(trial).checks)

    def _states_of(self, trial: TrialPlan) -> None:
        for plot in trial.plots.values():
            if plot.id is not None:
                state = UPDATE if (plot.values or plot.moved) and self.columns.mode != "new" else UNCHANGED
                for place in plot.rows:
                    self.states[place] = state if self.states[place] != ERROR else ERROR
                if state == UNCHANGED:
                    plot.values.clear()
                    plot.moved.clear()
