"""The dry run of observations: rows and cells become values of plots, compared with what is stored and with each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.model import Trait
from desktop.core import local_time
from desktop.core.i18n import _, ngettext
from desktop.core.importing import DUPLICATE, ERROR, NEW, UNCHANGED, UPDATE, Columns, Plan, Question, Target, convert
from desktop.core.importing.answering import shown
from desktop.core.importing.dry_run import DryRun
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import is_no_value
from desktop.trials.importing.observations.cells import is_pair, place_of, place_order, trait_values
from desktop.trials.importing.observations.media import find_media
from desktop.trials.importing.observations.merge import Merger
from desktop.trials.importing.observations.payload import Key, Payload, Seen
from desktop.trials.importing.observations.plots import plots_of_rows
from desktop.trials.importing.observations.targets import ASKED
from desktop.trials.importing.observations.traits import FileTraits
from desktop.trials.model import Plot, Trial

DAY_FIRST = re.compile(r"\d{4}-\d\d-\d\d")
SHOWN_NAMES = 10


class ObservationPlanner(DryRun):
    """Plans one table."""

    def __init__(self, session: Session, table: Table, columns: Columns, targets: Sequence[Target]) -> None:
        super().__init__(table, columns, UNCHANGED)
        self.targets, self.session = {t.name: t for t in targets}, session
        self.places: dict[str, list[Any]] = {}
        self.missing = self.lacking = 0
        self.payload = Payload()

    def plan(self) -> Plan:
        """The whole plan."""
        self._read_places()
        plots = self._plots()
        self.traits = FileTraits(self.session, self.table, self.columns, [p for p in plots if p is not None])
        seen = self._observations(plots)
        merger = Merger(self.session, self.columns.conflicts, self.payload, self.columns.mode)
        merger.load([one for line in seen.values() for one in line])
        for place, line in sorted(seen.items()):
            if self.states[place] != ERROR:
                self._judge(merger, place, line)
        named = {name for line in seen.values() for one in line for name in one.media}
        self.payload.media = find_media(self.table, named)
        self.lacking = len(named - self.payload.media.keys())
        self._new_traits(seen)
        if not self.traits.are_named:
            self.wrong_everywhere(range(len(self.states)), _(
                "No column holds observations: choose the trait of at least one column."))
        open_columns = self.traits.open_columns()
        self.issues.sort(key=lambda i: i.row)
        columns = replace(self.columns, uses={h: u for h, u in self.columns.uses.items() if h not in open_columns})
        return Plan(self.table, columns, self.states, self.issues, self.payload, self._facts(merger), 0, merger.conflicts)

    # -- columns ------------------------------------------------------------------------------------------------------

    def _read_places(self) -> None:
        """The columns that are no traits, converted; constants stand in every row."""
        for name, text in self.columns.constants.items():
            if name in self.targets and not name.startswith("trait:"):
                self.places[name] = [text] * len(self.table.rows)
        for heading, use in self.columns.uses.items():
            if use.target.startswith("trait:") or use.target in ("value", "location", ASKED):
                continue
            cells = self.table.column(heading)
            done = convert(cells, self.targets[use.target], use.options)
            for place, sentence in done.wrong.items():
                self.wrong(place, heading, shown(cells[place]), sentence)
            self.places[use.target] = done.values
            if use.target == "observed_at":
                self.places["day"] = [_written_day(c, at) for c, at in zip(cells, done.values, strict=True)]

    def _at(self, name: str, place: int) -> Any:
        values = self.places.get(name)
        return values[place] if values else None

    def _heading(self, name: str) -> str:
        return self.columns.heading(name) or ""

    # -- plots --------------------------------------------------------------------------------------------------------

    def _plots(self) -> list[Plot | None]:
        """The stored plot of every row; rows without one are wrong."""
        found = plots_of_rows(self.session, self.places, len(self.table.rows))
        plots: list[Plot | None] = []
        for place, answer in enumerate(found):
            plots.append(answer if isinstance(answer, Plot) else None)
            if isinstance(answer, str) and self.states[place] != ERROR:
                heading = self._heading("plot_id") or self._heading("plot")
                value = self._at("plot_id", place) or self._at("plot", place) or ""
                self.wrong(place, heading, str(value), answer)
        return plots

    # -- values -------------------------------------------------------------------------------------------------------

    def _observations(self, plots: Sequence[Plot | None]) -> dict[int, list[Seen]]:
        """All that the rows say, by row."""
        globe = self._globe()
        codes = dict(self.session.exec(select(Trial.id, Trial.code).where(
            col(Trial.id).in_(sorted({p.trial_id for p in plots if p is not None and p.trial_id})))).all())
        seen: dict[int, list[Seen]] = defaultdict(list)
        for heading, trait, occasion, places, prefix, named in self.traits.groups():
            cells = [self.table.rows[p][self.table.header.index(heading)] for p in places]
            self.missing += sum(c is not None and is_no_value(c) for c in cells)
            done = trait_values(cells, trait, self.columns.uses[heading].options, prefix, named)
            for i, place in enumerate(places):
                plot = plots[place]
                if i in done.wrong:
                    self.wrong(place, heading, shown(cells[i]), done.wrong[i])
                elif done.values[i] not in (None, "") and plot is not None:
                    if i in done.warnings:
                        self.remark(place, heading, shown(cells[i]), done.warnings[i])
                    name = f"{codes.get(plot.trial_id or 0, '')}-{plot.number}"
                    one = self._seen(place, plot, name, trait, occasion, done.values[i], globe)
                    seen[place].append(one)
        for place, sentence in self.traits.wrong.items():
            self.wrong(place, self._heading("trait"), str(self._at("trait", place) or ""), sentence)
        return seen

    def _seen(self, place: int, plot: Plot, name: str, trait: Trait, occasion: int | None, value: Any,
              globe: Sequence[tuple[float, float] | None]) -> Seen:
        at, on = self._at("observed_at", place), self._at("observed_on", place) or self._at("day", place)
        point = globe[place] if globe else None
        media = [self._at(n, place) for n in ("photo", "video", "audio")]
        own = [value] if trait.kind == "photo" and isinstance(value, str) else []
        files = tuple(dict.fromkeys(PurePath(str(m).replace("\\", "/")).name for m in (*own, *media) if m))
        stored = files[0] if own and files else value
        return Seen(place, plot.id, name, trait, occasion or self._at("occasion", place) or 1, stored,
                    self._at("person", place) or "", at, on, point[0] if point else None, point[1] if point else None,
                    self._at("note", place) or "", self._at("file", place) or self.table.source, files)

    def _globe(self) -> list[tuple[float, float] | None]:
        """The coordinates of every row; one that cannot be read is told of and left out."""
        heading = self.columns.heading("location")
        if heading is None:
            return []
        cells = self.table.column(heading)
        order = place_order(cells) or self.columns.uses[heading].options.get("coordinates", "")
        found: list[tuple[float, float] | None] = []
        for place, cell in enumerate(cells):
            try:
                found.append(place_of(cell, order))
            except ValueError:
                found.append(None)
                if order or not is_pair(cell):
                    self.remark(place, heading, shown(cell), _(
                        "These are no coordinates: the value is imported without a place."))
                else:
                    self.wrong(place, heading, shown(cell), _(
                        "“{value}” may be read in two ways: say whether latitude or longitude comes first.").format(
                            value=shown(cell)))
        return found

    # -- merging ------------------------------------------------------------------------------------------------------

    def _judge(self, merger: Merger, place: int, line: Sequence[Seen]) -> None:
        """What becomes of a row: nothing of it is taken where one of its conflicts is undecided."""
        verdicts = [merger.judge(one) for one in line]
        undecided = [v for v in verdicts if v.sentence and v.state == ERROR]
        for verdict in undecided:
            self.wrong(place, "", verdict.seen.side().value, verdict.sentence)
        if undecided:
            return
        taken: set[Key] = set()
        done: set[str] = set()
        for first in verdicts:
            verdict = merger.judge(first.seen) if first.seen.key in taken else first  # two columns may speak of one thing
            taken.add(first.seen.key)
            if verdict.state == ERROR:
                self.wrong(place, "", verdict.seen.side().value, verdict.sentence)
                return
            merger.commit(verdict)
            done.add(verdict.state)
            if verdict.sentence:
                self.remark(place, "", verdict.seen.side().value, verdict.sentence)
        order = (NEW, UPDATE, DUPLICATE, UNCHANGED)
        self.states[place] = next((s for s in order if s in done), UNCHANGED)

    def _new_traits(self, seen: Mapping[int, Sequence[Seen]]) -> None:
        used = {one.trait.id: one for line in seen.values() for one in line}
        self.payload.new_traits = [t for t in self.traits.new if t.id in used]
        of_plot = {p.id: p.trial_id for p in self.traits.plots}
        for kept in self.payload.kept.values():
            trial = of_plot.get(kept.key[0])
            if trial and kept.dirty and kept.trait.id not in self.payload.trials.setdefault(trial, []):
                self.payload.trials[trial].append(kept.trait.id)

    def _facts(self, merger: Merger) -> list[str]:
        facts = []
        if self.payload.new_traits:
            names = _(", ").join(t.title() for t in self.payload.new_traits[:SHOWN_NAMES])
            facts.append(ngettext("{n} new trait: {names}", "{n} new traits: {names}", len(self.payload.new_traits)).format(
                n=len(self.payload.new_traits), names=names))
        decided = Counter(c.decision for c in merger.conflicts)
        if merger.conflicts:
            facts.append(ngettext("{n} value differs from one that is there: {decided} decided, {open} open.",
                                  "{n} values differ from those that are there: {decided} decided, {open} open.",
                                  len(merger.conflicts)).format(n=len(merger.conflicts), open=decided[""],
                                                                decided=len(merger.conflicts) - decided[""]))
        if self.missing:
            facts.append(ngettext("{n} cell says that the value is missing (NA) and stays blank.",
                                  "{n} cells say that the value is missing (NA) and stay blank.",
                                  self.missing).format(n=self.missing))
        if self.lacking:
            facts.append(ngettext("{n} photograph or sound is named but was not found: its name is kept. "
                                  "Put it beside the file.",
                                  "{n} photographs or sounds are named but were not found: their names are kept. "
                                  "Put them beside the file.", self.lacking).format(n=self.lacking))
        if PurePath(self.table.source).stem.endswith("_table"):
            facts.append(_("A table export of Field Book holds only one of several values of a plot and trait, and neither "
                           "time nor person: the database export holds all of them."))
        return facts

    def questions(self) -> list[Question]:
        """The questions about traits and their values, answered ones included."""
        self._read_places()
        found = plots_of_rows(self.session, self.places, len(self.table.rows))
        self.traits = FileTraits(self.session, self.table, self.columns, [p for p in found if isinstance(p, Plot)])
        return self.traits.questions()


def _written_day(cell: Cell, at: datetime | None) -> date | None:
    """The day as it was written, in the clock of the device; else that of the moment here."""
    if at is None:
        return None
    found = DAY_FIRST.match(cell) if isinstance(cell, str) else None
    return date.fromisoformat(found[0]) if found else local_time.local(at).date()


