"""The dry run of a trial table: rows become trials, entries, plots and observations; nothing is written."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from sqlmodel import col

from desktop.core.i18n import _, ngettext
from desktop.core.importing import ERROR, UNCHANGED, UPDATE, Plan
from desktop.core.importing.model import DUPLICATE
from desktop.core.records import living
from desktop.core.tables.words import plain
from desktop.trials.importing import layout
from desktop.trials.importing.about import facts_of, lines_of, some
from desktop.trials.importing.arranging import SAMPLES
from desktop.trials.importing.asking import asked
from desktop.trials.importing.check_marks import CHECK_NAME, said_checks
from desktop.trials.importing.names import as_number, known_names, known_seasons, short_code
from desktop.trials.importing.payload import PlotPlan, TrialPlan
from desktop.trials.importing.plots import average, lacking, number_plots
from desktop.trials.importing.targets import LEVELS
from desktop.trials.importing.trait_columns import scaled
from desktop.trials.importing.trial_table import TRIAL_FACTS, TrialTable
from desktop.trials.model import Trial
from desktop.trials.trial_data import read

MOST_TWINS = 100  # trials of one code at several sites
SEVERAL = re.compile(r"\s*[;；,，、]\s*")


class TrialPlanner(TrialTable):
    """Plans one file, row by row."""

    def plan(self) -> Plan:
        """The whole plan. What the file is, is read from all its rows: a cell that is wrong, or whose question is still open,
        does not change the design."""
        self._read(whole=False)
        self.issues.sort(key=lambda i: i.row)
        seen = self
        if ERROR in self.states:
            seen = TrialPlanner(list(self.targets.values()), self.session, self.table, self.columns)
            seen._read(whole=True)
        recognised = lines_of(seen.payload, self.crops, seen.layout)
        open_ = asked(seen.payload, self.crops, self.table, self.columns.uses, self.columns.constants)
        taken = any(state != ERROR for state in self.states)
        facts = [*self.said, *(facts_of(self.payload, self.table, self.columns) if taken else [])]
        return Plan(self.table, self.columns, self.states, self.issues, self.payload, facts, recognised=recognised,
                    asked=open_)

    def _read(self, *, whole: bool) -> None:
        """Columns, then rows; of the wrong rows what can be read of them where the file is looked at as a `whole`."""
        self.read_columns()
        self.read_the_file()
        if wrong := lacking(set(self.places) | set(self.columns.constants), traits=bool(self.traits)):
            self.issues.clear()  # cells of columns that nobody has chosen yet
            self.all_wrong(wrong)
            return
        self._resolve()
        for place in range(len(self.table.rows)):
            if whole or self.states[place] != ERROR:
                self._row(place)
        self._finish()

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
            own = [] if named else [site, season if self.columns.heading("season") else ""]
            code, title = (" ".join(p for p in (text, *(o for o in own if o not in self.alone or o not in text)) if p)
                           for text in (named or self.payload.series, self.payload.title))
            self.payload.trials[key] = TrialPlan(self._free_code(code, title, site, season), title, site, season)
        return self.payload.trials[key]

    def _free_code(self, code: str, title: str, site: str, season: str) -> str:
        """`code`, short where it is a title, or with a number behind it where another trial has it: one at another site or in
        another season. A trial that an earlier import called by its whole title keeps that."""
        ids = {"site_id": self.payload.sites.get(site), "season_id": self.payload.seasons.get(season)}
        said = {name: number for name, number in ids.items() if {"site_id": site, "season_id": season}[name]}
        short = short_code(code)
        titled = short != code and self._stored_trial(code) is None
        code = short if titled else code
        for count in range(1, MOST_TWINS):
            tried = code if count == 1 else f"{code} ({count})"
            stored = self._stored_trial(tried)
            same = stored is None or not titled or stored.title == title  # two titles may be short in one way
            if stored is None or (same and all(getattr(stored, name) in (None, number) for name, number in said.items())):
                return tried
        return code

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
        if plot.rows and not sampled and (both := set(observed) & set(plot.values)):
            other = [(observed[trait], plot.values[trait]) for trait in both if observed[trait] != plot.values[trait]]
            if other:
                return DUPLICATE, _("This plot stands in row {row} with another value ({other} there, {value} here): this row "
                                    "is left out. Repeated values need their own trait; else correct one of the two.").format(
                                        row=first, other=other[0][1], value=other[0][0])
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
            trial.title = self.payload.title if len(self.payload.trials) == 1 else trial.title
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
