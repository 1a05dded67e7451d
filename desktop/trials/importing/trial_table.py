"""What a table of trials says as a whole: its columns as values, its crop, season, layout, design and factors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.importing import NEW, Columns, Target, Use
from desktop.core.importing.dry_run import DryRun
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing import layout
from desktop.trials.importing.arranging import PLOTS, SAMPLES, is_place, layout_named
from desktop.trials.importing.beside import once
from desktop.trials.importing.check_marks import unmarked
from desktop.trials.importing.columns import years_of
from desktop.trials.importing.crops import crops_of
from desktop.trials.importing.factors import says_split
from desktop.trials.importing.headline import season_in, site_called, site_in
from desktop.trials.importing.payload import Payload
from desktop.trials.importing.plots import is_sampled
from desktop.trials.importing.said_facts import NAMES, Fact, facts, named, said_lines, title_of, unused
from desktop.trials.importing.targets import LEVELS, NEW_DATE, NEW_NUMBER, NEW_TEXT, NOTE, design_in
from desktop.trials.importing.trait_columns import TraitColumns
from desktop.trials.importing.units_written import split_unit

TEXTS = frozenset({"replicate", "block", "farm", "plot", "plot_id", "sample", "season", "site", "trial", "title", "series",
                   "design", "variety", "treatment", "trait", *LEVELS})
NUMBERED = frozenset({"plot", "replicate", "block", "sample"})
NEW_TRAIT_TARGETS = (NEW_NUMBER, NEW_TEXT, NEW_DATE)
TRIAL_FACTS = (*NAMES, "plot_width", "plot_length")
BESIDE = NAMES.keys() - {"title", "series"}  # facts that are read as they may be written beside a table


class TrialTable(DryRun):
    """One file, column by column; rows are the planner's (`plan.py`)."""

    def __init__(self, targets: list[Target], session: Session, table: Table, columns: Columns) -> None:
        super().__init__(table, columns, NEW)
        self.targets, self.session = {t.name: t for t in targets}, session
        self.beside = named(table)
        title = columns.constants.get("title") or self.beside.get("title") or title_of(table)
        series = columns.constants.get("series") or self.beside.get("series") or title
        self.payload = Payload(series or PurePath(table.source).stem or table.source, title)
        self.places: dict[str, list[Any]] = {}
        self.notes: dict[str, list[Any]] = {}
        self.marked: set[str] = set()  # names that bear the mark of a check behind them somewhere
        self.traits: dict[str, list[Any]] = {}
        self.known_plots: dict[str, dict[str, str]] = {}  # trial code → plot number → entry
        self.crops = crops_of(session, table, columns.uses, columns.constants.get("crop", ""))
        self.crop = self.crops[0] if len(self.crops) == 1 else None
        self.finder = TraitColumns(session, table, columns, self.targets, self.crop)
        self.facts: dict[str, Fact] = {}
        self.alone: set[str] = set()  # the site and the season of all rows: a title that names them names the trial
        self.said: list[str] = []
        self.blank: list[int] = []  # rows that name no entry

    def read_columns(self) -> None:
        """The values of every column, and of what was set for all rows: places, traits, notes."""
        for name, text in self.columns.constants.items():
            if name in self.targets and name not in ("crop", "design") and name not in BESIDE:
                self.places[name] = self._converted("", [text] * len(self.table.rows), self.targets[name], Use(name))
        for heading, use in self.columns.uses.items():
            target = self.targets[use.target]
            observed = use.target.startswith("trait:") or use.target in NEW_TRAIT_TARGETS
            if use.target in (NEW_NUMBER, NOTE):
                unit = self.finder.own_unit(heading) if use.target == NEW_NUMBER else split_unit(heading)[1]
                target = replace(target, unit=unit, kind=target.kind if use.target != NOTE else "text")
            target = self.finder.column(heading, target)
            values = self._converted(heading, self.table.column(heading), target, use)
            if observed:
                self.payload.traits[heading] = self.finder.of_column(heading, target, values)
                self.traits[heading] = values
            elif use.target == NOTE:
                self.notes[heading] = values
            else:
                self.places[use.target] = self._narrow(heading, values) if use.target in NUMBERED else values
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

    def _narrow(self, heading: str, values: list[Any]) -> list[Any]:
        """Numbers of plots, replicates and blocks in ordinary digits: １０１ is the plot 101 that every other file means."""
        found = [plain(v) if isinstance(v, str) else v for v in values]
        if found != values:
            self.said.append(_("{heading}: full-width digits and letters were read as ordinary ones.").format(heading=heading))
        return found

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

    def read_the_file(self) -> None:
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
        payload.design = self._design(constants.get("design", "")) or self._design_said()
        for name, text in (("season", season_in(self.table)), ("site", self.beside.get("site", "") or self._titles_site())):
            if name not in self.places and text:
                self.places[name] = [text] * len(self.table.rows)
        self.alone = {str(said.pop()) for name in ("site", "season") if len(said := set(self.places.get(name, ()))) == 1}
        self._file_facts()
        chosen = constants.get("layout", "")
        self.layout = layout_named(chosen) if chosen else str(self.table.extra.get("layout", PLOTS))
        if self.layout == PLOTS and "layout" not in constants and is_sampled(self.places, layout=payload.layout):
            self.layout = SAMPLES
        self.said += once(self.traits, payload.traits, self.table, self.layout)

    def _titles_site(self) -> str:
        """The site that the title names, or that the sheet is called by, where nothing else names one: 望奎县, 淮阳点."""
        if "site" in self.places or self.columns.heading("site") or self.columns.constants.get("site"):
            return ""
        sheet = self.table.sheet if self.table.sheet and is_place(self.table.sheet) else ""
        found = site_in(self.table)
        if not (found or sheet):
            return ""
        said = (_("The site is taken from the title: {name}.") if found else
                _("The site is taken from the name of the sheet: {name}."))
        name = site_called(self.session, found or sheet)
        self.said.append(said.format(name=name))
        return name

    def _file_facts(self) -> None:
        """The fields of the trial that stand beside the table, or that a person has set; a wrong one of a person is refused."""
        chosen = {name: text for name, text in self.columns.constants.items() if name in NAMES and name not in self.places}
        years = years_of(self.table, self.columns.uses, self.columns.constants)
        self.facts = facts({**self.beside, **chosen}, years)
        for name, fact in self.facts.items():
            if fact.value is not None:
                self.payload.facts[name] = fact.value
            elif name in chosen:
                self.all_wrong(f"{_(fact.title)}: {fact.shown()}")
        self.said += said_lines(self.table, self.facts)
        if lost := [*(f.kept for f in self.facts.values() if f.kept), *unused(self.table)]:
            self.payload.facts["remarks"] = "; ".join(lost)

    def _design_said(self) -> str:
        """The design that a line or the title names."""
        return layout.design_word(self.beside.get("design", "")) or design_in([*self.table.extra.get("above", ()),
                                                                              self.payload.title])

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
