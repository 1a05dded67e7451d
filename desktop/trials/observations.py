"""The observations of a trial as a grid: plots in walk order, traits (and occasions) as columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.core.choices import Choices
from desktop.core.database import Database
from desktop.core.grid import GridChange, GridColumn, GridData
from desktop.core.i18n import _, ngettext
from desktop.trials.choices import PLOT_STATE
from desktop.trials.data import TrialData, load
from desktop.trials.model import Observation, Plot

Key = tuple[int, int, int]
CHUNK = 500


class ObservationGrid:
    """A `GridSource` over one trial. Column names are "trait id:occasion"; the newest occasions of a trait are shown."""

    tables = frozenset({"observation", "plot", "entry", "trialtrait", "trait"})

    def __init__(self, db: Database, trial_id: int) -> None:
        self.db, self.trial_id = db, trial_id

    def load(self) -> GridData:
        """All plots of the trial with their values."""
        data = load(self.db, self.trial_id)
        shown = [(t, occasion) for t in data.traits for occasion in data.occasions(t.id) or [1]]
        columns = [_column(t, occasion) for t, occasion in shown]
        values = [[_shown(t, data.values.get((p.id, t.id), {}).get(o)) for t, o in shown] for p in data.plots]
        frozen = [_("Plot"), _("Variety"), _("Rep")]
        grid = GridData(frozen, columns, [p.id for p in data.plots], [_header(data, p) for p in data.plots], values)
        self._read_marks(grid)
        return grid

    def _read_marks(self, grid: GridData) -> None:
        """Notes and acceptances of single cells."""
        with self.db.reading() as session:
            for start in range(0, len(grid.keys), CHUNK):
                marked = select(Observation).where(
                    col(Observation.plot_id).in_(grid.keys[start:start + CHUNK]), col(Observation.deleted_at).is_(None),
                    (col(Observation.note) != "") | col(Observation.accepted).is_(True))
                for found in session.exec(marked):
                    cell = (found.plot_id or 0, _name(found.trait_id or 0, found.occasion or 1))
                    if found.note:
                        grid.notes[cell] = found.note
                    if found.accepted:
                        grid.accepted.add(cell)

    def save(self, changes: Sequence[GridChange]) -> None:
        """Store a batch of changes: new values are added, blanks go to the recycle bin."""
        text = ngettext("{n} observation entered", "{n} observations entered", len(changes)).format(n=len(changes))
        with self.db.operation(text) as session:
            store_values(session, [(_key(c), c.new, c.accepted) for c in changes])

    def set_note(self, key: int, column: str, note: str) -> None:
        """Store the note of a cell."""
        trait_id, occasion = _parts(column)
        with self.db.operation(_("Note on an observation")) as session:
            found = stored(session, [(key, trait_id, occasion)]).get((key, trait_id, occasion))
            if found is not None:
                verbs.store(session, Observation, {"note": note}, found.id)
            elif note:
                verbs.store(session, Observation, {"plot_id": key, "trait_id": trait_id, "occasion": occasion, "note": note})


def store_values(session: Session, wanted: Sequence[tuple[Key, Any, bool]], source: str = "") -> None:
    """Write values (None = blank) with whether a doubtful one was accepted, inside an action."""
    known = stored(session, [key for key, _value, _accepted in wanted])
    new = []
    for key, value, accepted in wanted:
        found, fields = known.get(key), {**_fields(value), "accepted": accepted}
        if found is None and value not in (None, ""):
            plot_id, trait_id, occasion = key
            new.append({"plot_id": plot_id, "trait_id": trait_id, "occasion": occasion, "source": source, **fields})
        elif found is not None and value in (None, "") and not found.note:
            verbs.remove(session, Observation, [found.id])
        elif found is not None:
            verbs.store(session, Observation, fields, found.id)
    verbs.insert_many(session, Observation, new)


def stored(session: Session, keys: Sequence[Key]) -> dict[Key, Observation]:
    """The living observations of these natural keys."""
    plots = sorted({plot for plot, _trait, _occasion in keys})
    wanted, found = set(keys), {}
    for start in range(0, len(plots), CHUNK):
        query = select(Observation).where(col(Observation.plot_id).in_(plots[start:start + CHUNK]),
                                          col(Observation.deleted_at).is_(None))
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


def _column(trait: Trait, occasion: int) -> GridColumn:
    kind, choices = "text", None
    if trait.kind in MEASURED:
        kind = "number"
    elif trait.kind == "date":
        kind = "date"
    elif trait.kind == "category" and trait.category_list():
        kind, choices = "choice", Choices(f"trait_{trait.id}", trait.category_list())
    title = trait.title() if occasion == 1 else _("{trait}, time {n}").format(trait=trait.title(), n=occasion)
    return GridColumn(_name(trait.id, occasion), title, kind, trait.unit_shown(), trait.decimals or 0, trait.low, trait.high,
                      choices, trait.kind == "photo", hint=trait.method)


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
