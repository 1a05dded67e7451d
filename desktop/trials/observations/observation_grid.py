"""The observations of a trial as a grid: plots in walk order, traits (and occasions) as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select as rows
from sqlmodel import Session, col, select

from desktop.catalogue.choices import DIRECTION, MEASURED
from desktop.catalogue.formula import names
from desktop.catalogue.formula_check import Dictionary, in_words, tree
from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.core.attachments import Attachment
from desktop.core.choices import Choices
from desktop.core.database import Database
from desktop.core.grid import Cell, GridChange, GridColumn, GridData, NotedSource, PhotoSource, PlotSource, Saved, ToldSource
from desktop.core.i18n import _, language, ngettext
from desktop.core.records import alive, living, table_of
from desktop.trials.choices import PLOT_STATE
from desktop.trials.model import DERIVED, Observation, Plot
from desktop.trials.observations import occasions, origins, plausible
from desktop.trials.observations.plausible import Range, usual_range
from desktop.trials.trial_data import TrialData, load

Key = tuple[int, int, int]
CHUNK = 500


class ObservationGrid(PlotSource, NotedSource, ToldSource, PhotoSource):
    """The observations of one trial. Column names are "trait id:occasion"; the newest occasions of a trait are shown."""

    tables = frozenset({"observation", "plot", "entry", "trialtrait", "trait", "trialoccasion", "trial", "attachment"})

    def __init__(self, db: Database, trial_id: int) -> None:
        self.db, self.trial_id = db, trial_id
        self.data: TrialData | None = None
        self.computed: set[int] = set()

    def load(self) -> GridData:
        """All plots of the trial with their values; guards and fillers only where something was observed on them."""
        data = self.data = load(self.db, self.trial_id).in_language(language())
        planned = occasions.days_of(self.db, self.trial_id)
        times = {t.id: sorted({*(data.occasions(t.id) or [1]), *planned.get(t.id, ())}) for t in data.traits}
        computed = self.computed = computed_traits(data.traits)
        shown = [(t, occasion) for t in data.traits for occasion in times[t.id]]
        hints = self._hints(data)
        columns = [_column(t, occasion, usual_range(t, occasion, times[t.id][-1]), planned.get(t.id, {}).get(occasion),
                           t.id in computed, hints[t.id])
                   for t, occasion in shown]
        plots = [p for p in data.plots if p.kind == "plot" or any((p.id, t.id) in data.values for t in data.traits)]
        values = [[_shown(t, data.values.get((p.id, t.id), {}).get(o)) for t, o in shown] for p in plots]
        frozen = [_("Plot"), _("Variety"), _("Rep")]
        earlier = {_name(t.id, late): _name(t.id, soon) for t in data.traits for soon, late in pairwise(times[t.id])}
        grid = GridData(frozen, columns, [p.id for p in plots], [_header(data, p) for p in plots], values,
                        groups=[p.entry_id for p in plots], earlier=earlier, jump=plausible.judge(data.traits))
        self._read_marks(grid, computed)
        return grid

    def _hints(self, data: TrialData) -> dict[int, str]:
        """How each trait is observed or computed; formulas in words."""
        known = Dictionary([*data.traits, *data.dictionary])
        return {t.id: _hint(t, known) for t in data.traits}

    def _read_marks(self, grid: GridData, computed: set[int]) -> None:
        """Notes, acceptances, exclusions and photos of single cells, and what stands in place of a computed value."""
        pictured = select(Attachment.owner_id).where(Attachment.owner_table == "observation",
                                                     alive(Attachment))
        t = table_of(Observation).c
        own = t.trait_id.in_(computed) & ~t.source.startswith(DERIVED, autoescape=True) & (
            t.value.is_not(None) | (t.text != ""))
        wanted = (t.note != "") | t.accepted | t.excluded | own | t.id.in_(pictured)
        with self.db.reading() as session:
            photos = set(session.exec(pictured))
            for start in range(0, len(grid.keys), CHUNK):
                query = rows(t.id, t.plot_id, t.trait_id, t.occasion, t.note, t.accepted, t.excluded, t.reason,
                             own.label("own")).where(t.plot_id.in_(grid.keys[start:start + CHUNK]),
                                                     alive(Observation), wanted)
                for found in session.execute(query):
                    _mark(grid, found, photos)

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store a batch of changes: new values are added, blanks go to the recycle bin. Gives what was computed from them."""
        text = ngettext("{n} observation entered", "{n} observations entered", len(changes)).format(n=len(changes))
        days = occasions.days_of(self.db, self.trial_id)
        with self.db.operation(text) as session:
            store_values(session, [(_key(c), c.new, c.accepted) for c in changes], days=days)
        return Saved(self._computed({c.key for c in changes}))

    def _computed(self, keys: set[int]) -> dict[Cell, Any]:
        """The computed cells of these rows, of all rows where a formula looks at other plots."""
        if not self.computed or self.data is None:
            return {}
        traits = [t for t in self.data.traits if t.id in self.computed]
        wide = any("check(" in t.formula for t in traits)
        plots = [p.id for p in self.data.plots if wide or p.id in keys]
        found: dict[Cell, Any] = {(p, _name(t.id, 1)): None for p in plots for t in traits}
        by_id = {t.id: t for t in traits}
        with self.db.reading() as session:
            for start in range(0, len(plots), CHUNK):
                t = table_of(Observation).c
                query = rows(t.plot_id, t.trait_id, t.occasion, t.value, t.text).where(
                    t.plot_id.in_(plots[start:start + CHUNK]), t.trait_id.in_(by_id), alive(Observation))
                for plot, trait, occasion, number, text in session.execute(query):
                    value = number if number is not None else text or None
                    found[plot, _name(trait, occasion or 1)] = _shown(by_id[trait], value)
        return found

    def story(self, key: int, column: str) -> str:
        """Who entered the value of a cell, when, and from which file."""
        return origins.story(self.db, (key, *_parts(column)))

    def owner(self, key: int, column: str) -> Observation | None:
        """The observation that holds the photos of a cell."""
        with self.db.reading() as session:
            return stored(session, [(key, *_parts(column))]).get((key, *_parts(column)))

    def add_photos(self, key: int, column: str, paths: Sequence[Path]) -> None:
        """Hang photos on a cell."""
        origins.add_photos(self.db, (key, *_parts(column)), paths)

    def set_note(self, key: int, column: str, note: str) -> None:
        """Store the note of a cell."""
        trait_id, occasion = _parts(column)
        with self.db.operation(_("Note on an observation")) as session:
            found = stored(session, [(key, trait_id, occasion)]).get((key, trait_id, occasion))
            if found is not None:
                verbs.store(session, Observation, {"note": note}, found.id)
            elif note:
                verbs.store(session, Observation, {"plot_id": key, "trait_id": trait_id, "occasion": occasion, "note": note})


def _mark(grid: GridData, found: Any, photos: set[int | None]) -> None:
    """Put the marks of one observation on its cell."""
    cell = (found.plot_id or 0, _name(found.trait_id or 0, found.occasion or 1))
    if found.note:
        grid.notes[cell] = found.note
    if found.excluded:
        grid.struck[cell] = found.reason
    for wanted, cells in ((found.accepted, grid.accepted), (found.own, grid.own), (found.id in photos, grid.photos)):
        if wanted:
            cells.add(cell)


def store_values(session: Session, wanted: Sequence[tuple[Key, Any, bool]], source: str = "",
                 days: Mapping[int, Mapping[int, date | None]] | None = None) -> None:
    """Write values (None = blank) with whether a doubtful one was accepted, inside an action.

    `days` gives the day of each occasion of a trait where it is known. A value takes away the formula that was the
    source of a computed one: from now on it is somebody's own.
    """
    known = stored(session, [key for key, _value, _accepted in wanted])
    new = []
    for key, value, accepted in wanted:
        found, fields = known.get(key), {**_fields(value), "accepted": accepted}
        day = (days or {}).get(key[1], {}).get(key[2])
        fields["observed_on"] = day if found is None or day is not None else found.observed_on
        if found is not None and (found.value, found.text) != (fields["value"], fields["text"]):
            fields["source"] = source
        if found is None and value not in (None, ""):
            plot_id, trait_id, occasion = key
            new.append({"plot_id": plot_id, "trait_id": trait_id, "occasion": occasion, "source": source, **fields})
        elif found is not None and value in (None, "") and not found.note and not found.excluded:
            verbs.remove(session, Observation, [found.id])
        elif found is not None:
            verbs.store(session, Observation, fields, found.id)
    verbs.insert_many(session, Observation, new)


def stored(session: Session, keys: Sequence[Key]) -> dict[Key, Observation]:
    """The living observations of these natural keys."""
    plots = sorted({plot for plot, _trait, _occasion in keys})
    wanted, found = set(keys), {}
    for start in range(0, len(plots), CHUNK):
        query = living(Observation).where(col(Observation.plot_id).in_(plots[start:start + CHUNK]))
        for one in session.exec(query):
            key = (one.plot_id or 0, one.trait_id or 0, one.occasion or 1)
            if key in wanted:
                found[key] = one
    return found


def _fields(value: Any) -> dict[str, Any]:
    """A value as it is stored: numbers as such, days and words as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": float(value), "text": ""}
    return {"value": None, "text": value.isoformat() if isinstance(value, date) else value or ""}


def _shown(trait: Trait, value: Any) -> Any:
    """A stored value as the grid takes it; a text that is no day stays out of a column of days."""
    if trait.kind == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value


def computed_traits(traits: Sequence[Trait]) -> set[int]:
    """The traits that are computed here: those with a formula of which at least one trait is observed."""
    known = Dictionary(traits)
    found = set()
    for trait in traits:
        formula = tree(trait)
        if formula is not None and any(known.find(name) or name == "growth_start" for name in names(formula)):
            found.add(trait.id)
    return found


def _column(trait: Trait, occasion: int, usual: Range, day: date | None, computed: bool,
            hint: str) -> GridColumn:
    kind, choices = "text", None
    if trait.kind in MEASURED:
        kind = "number"
    elif trait.kind == "date":
        kind = "day"
    elif trait.kind == "category" and trait.category_list():
        kind, choices = "choice", Choices(f"trait_{trait.id}", trait.category_list())
    title = trait.title() if occasion == 1 else _("{trait}, time {n}").format(trait=trait.title(), n=occasion)
    title = f"{title} {day:%m-%d}" if day else title
    return GridColumn(_name(trait.id, occasion), title, kind, trait.unit_shown(), trait.decimals or 0, *usual,
                      choices, trait.kind == "photo", hint=hint, derived=computed,
                      optional=trait.kind in ("text", "photo"))


def _hint(trait: Trait, known: Dictionary[Trait]) -> str:
    """How a trait is observed or computed, and whether its definition was checked."""
    formula = f"= {in_words(trait.formula, known)}" if trait.formula.strip() else ""
    scale = DIRECTION.label(trait.direction) if trait.kind == "score" else ""
    standing = "" if trait.verified or not trait.source else _("To be verified")
    return "\n".join(line for line in (trait.how(), scale, formula, standing) if line)


def _name(trait_id: int, occasion: int) -> str:
    return f"{trait_id}:{occasion}"


def _parts(name: str) -> tuple[int, int]:
    trait_id, occasion = name.split(":")
    return int(trait_id), int(occasion)


def _key(change: GridChange) -> Key:
    return (change.key, *_parts(change.column))


def _header(data: TrialData, plot: Plot) -> list[str]:
    entry = data.entry(plot)
    name = entry.name if entry else ""
    if entry and entry.is_check:
        name += " (CK)"
    if plot.state != "ok":
        name += f" [{PLOT_STATE.label(plot.state)}]"
    return [plot.number, name, data.block(plot) or ""]


def implausible(data: TrialData) -> list[tuple[Plot, Trait, float]]:
    """The values outside the plausible range of their trait, plot by plot: (plot, trait, value)."""
    found = []
    for plot in data.plots:
        for trait in data.traits:
            value = data.number(plot, trait)
            if value is not None and not ((trait.low is None or value >= trait.low)
                                          and (trait.high is None or value <= trait.high)):
                found.append((plot, trait, value))
    return found
