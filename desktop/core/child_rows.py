"""The records that belong to another one as the rows of a grid: typed in place, stored through the one door.

A row typed has its key before it is stored (keys are made here), so that a cell is the same cell before and after. What
a batch holds is stored in one action; a row that is wrong is left out of it and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import select
from sqlalchemy.sql.visitors import iterate
from sqlmodel import Session

from desktop.core import history, verbs
from desktop.core.computed import Computed, computed_of
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, UserError
from desktop.core.grid import GridChange, GridColumn, GridData, Named, RowSource, Saved
from desktop.core.i18n import N_, _, in_every_language, ngettext
from desktop.core.importing.likeness import normal
from desktop.core.listing import Column, Listing, Query
from desktop.core.picking import labels_of
from desktop.core.records import groups_of, own_columns, table_of, validated
from desktop.core.tables.words import words
from desktop.core.widths import letters

CHUNK = 500
MANY = 20  # from so many new rows on they are first tried all at once
Rows = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """A column of the grid: the field it edits, or the column of the listing it only shows (by its number)."""

    column: GridColumn
    field: TableColumn[Any] | None = None
    shows: int = -1


class _NothingStored(Exception):
    """Ends an action in which no row was right, so that the history does not know of it."""


class ChildRows(RowSource):
    """The rows of `listing` in which the fields `fixed` hold these values (the parent's id), for a grid.

    Its columns are those of the listing: what belongs to the record is typed, what is joined is chosen by name, what is
    computed is shown. `defaults`: what a new row starts with besides those of the fields. `closed`: why nothing may be
    changed. `hidden`: fields that have no column.
    """

    def __init__(self, db: Database, listing: Listing, fixed: Mapping[str, Any], defaults: Mapping[str, Any] | None = None,
                 closed: str = "", hidden: Iterable[str] = ()) -> None:
        self.db, self.listing, self.model, self.fixed = db, listing, listing.model, dict(fixed)
        self.defaults, self.closed, self.hidden = dict(defaults or {}), closed, frozenset((*fixed, *hidden))
        self.places = places(listing, self.hidden)
        self.fields = {p.field.name: p.field for p in self.places if p.field is not None}
        links_to = {column.info["link"] for column in self.fields.values() if column.info.get("link")}
        self.tables = listing.tables | links_to

    @property
    def room(self) -> tuple[str, str]:
        """The table of the rows, and the feature that their model belongs to."""
        return table_of(self.model).name, self.model.__module__.split(".")[1]

    # -- reading --------------------------------------------------------------------------------------------------

    def load(self) -> GridData:
        """All rows, in the order of the listing; titles in the language in force."""
        self.places = places(self.listing, self.hidden)
        with self.db.reading() as session:
            ids = list(self.listing.ids(session, Query(fixed=tuple(self.fixed.items()))))
            found = self._read(session, ids)
            fresh = self._fresh(session)
        return GridData((N_("No."),), [p.column for p in self.places], ids, [("",)] * len(ids), [found[i] for i in ids],
                        fresh=fresh, closed=self.closed, sortable=not any(
                            column.info.get("counted_in") for column in own_columns(self.model)))

    def _read(self, session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
        """Key → the cells of a row, as the grid takes them."""
        table = table_of(self.model)
        stored: dict[int, Mapping[str, Any]] = {}
        for start in range(0, len(ids), CHUNK):
            chosen = select(table.c.id, *self.fields.values()).where(table.c.id.in_(ids[start:start + CHUNK]))
            stored |= {row["id"]: row for row in session.execute(chosen).mappings()}
        names = {name: labels_of(session, column.info["link"], {row[name] for row in stored.values()} - {None})
                 for name, column in self.fields.items() if column.info.get("link")}
        computed = self._computed(session, ids)
        return {key: [self._cell(place, row, names, computed.get(key, ())) for place in self.places]
                for key, row in stored.items()}

    def _computed(self, session: Session, ids: Sequence[int]) -> dict[int, Sequence[Any]]:
        """Key → the cells of the listing, where the grid shows any that no field holds."""
        names = [self.listing.columns[place.shows].name for place in self.places if place.field is None]
        if not names:
            return {}
        found: dict[int, Sequence[Any]] = {}
        for start in range(0, len(ids), CHUNK):
            found |= self.listing.rows(session, ids[start:start + CHUNK], names)
        return found

    @staticmethod
    def _cell(place: Place, row: Mapping[str, Any], names: Mapping[str, Mapping[int, str]], shown: Sequence[Any]) -> Any:
        if place.field is None:
            return shown[place.shows] if shown else None
        value = row[place.field.name]
        if place.field.name in names:
            return None if value is None else Named(names[place.field.name].get(value, ""), value)
        return None if value == "" else value

    def _fresh(self, session: Session) -> list[Any]:
        """What a new row starts with."""
        values: dict[str, Any] = {}
        for name, column in self.fields.items():
            value = self.defaults.get(name, self.model.model_fields[name].get_default(call_default_factory=True))
            if column.info.get("link") and value is not None:
                value = Named(labels_of(session, column.info["link"], [value]).get(value, ""), value)
            values[name] = None if value in ("", False) else value
        return [values.get(place.column.name) for place in self.places]

    # -- writing --------------------------------------------------------------------------------------------------

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store the rows that are right, in one action."""
        rows: Rows = {}
        for change in changes:
            rows.setdefault(change.key, {})[change.column] = change.new
        result = Saved()
        with self.db.reading() as session:
            known = self._known(session, list(rows))
            self._look_up(session, rows, known, result)
        if rows:
            try:
                with self.db.operation("") as session:
                    self._store_all(session, rows, known, result)
                    if not result.stored:
                        raise _NothingStored
                    history.relabel(session, self._label(result.stored, known))
            except _NothingStored:
                pass
        self._show_stored(result)
        return result

    def _known(self, session: Session, keys: Sequence[int]) -> set[int]:
        """Which of the keys are rows already."""
        ids = table_of(self.model).c.id
        return {key for start in range(0, len(keys), CHUNK)
                for key in session.execute(select(ids).where(ids.in_(keys[start:start + CHUNK]))).scalars()}

    def _look_up(self, session: Session, rows: Rows, known: set[int], result: Saved) -> None:
        """Put ids in place of names. A name that is unknown or fits several is wrong, and so is the new row it is of."""
        from desktop.core.importing import links  # with the reading of cells and tables, which a grid shown does not need

        for name, column in self.fields.items():
            if not column.info.get("link"):
                continue
            named = {key: values[name] for key, values in rows.items() if isinstance(values.get(name), Named)}
            found = links.resolve(session, column.info["link"], {n.text for n in named.values() if n.id is None})
            for key, value in named.items():
                number = value.id if value.id is not None else found.ids.get(value.text)
                if number is None:
                    result.wrong[key, name] = found.wrong.get(value.text) or _(
                        "“{text}” is not known; choose one of the list.").format(text=value.text)
                rows[key][name] = number
        for key, name in result.wrong:
            rows[key].pop(name, None)
            if key not in known or not rows[key]:
                rows.pop(key)

    def _store_all(self, session: Session, rows: Rows, known: set[int], result: Saved) -> None:
        fresh = [key for key in rows if key not in known]
        if len(fresh) >= MANY and self._insert(session, {key: rows[key] for key in fresh}):
            result.stored.update(fresh)
            rows = {key: values for key, values in rows.items() if key in known}
        for key, values in rows.items():
            self._store(session, key, self._values(values), key in known, result)

    def _insert(self, session: Session, rows: Rows) -> bool:
        """Add all rows at once; False, and nothing added, where one of them is wrong."""
        try:
            with session.begin_nested():
                whole = [validated(self.model, {**self.started(), "id": key, **self._values(values)})
                         for key, values in rows.items()]
                verbs.insert_many(session, self.model, [record.model_dump() for record in whole])
        except UserError:
            return False
        return True

    def started(self) -> dict[str, Any]:
        """What every new row holds besides what is typed: the record it belongs to, the defaults."""
        return {**self.defaults, **self.fixed}

    def as_stored(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of a row as its form takes them; names that are still to be looked up are left out."""
        known = {n: v for n, v in values.items() if n in self.fields and not (isinstance(v, Named) and v.id is None)}
        return self._values({n: v.id if isinstance(v, Named) else v for n, v in known.items()})

    def _store(self, session: Session, key: int, values: dict[str, Any], known: bool, result: Saved) -> None:
        """Store one row; of a row that is there already what is right of it, and the rest is said to be wrong."""
        try:
            with session.begin_nested():
                if known:
                    verbs.store(session, self.model, values, key)
                else:
                    verbs.store(session, self.model, {**self.started(), "id": key, **values})
        except FieldErrors as error:
            result.wrong |= {(key, name if name in self.fields else ""): text for name, text in error.fields.items()}
            right = {name: value for name, value in values.items() if name not in error.fields}
            if known and right and len(right) < len(values):
                self._store(session, key, right, known, result)
            elif known:
                result.wrong |= {(key, name): str(error) for name in right}
        except UserError as error:
            result.wrong |= {(key, name): str(error) for name in (values if known else ("",))}
        else:
            result.stored.add(key)

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Cells as a record takes them: blank text is "", a yes-or-no that is blank is a no."""
        blanks = {"text": "", "choice": "", "flag": False}
        return {name: blanks.get(self.fields[name].info["kind"]) if value is None else value
                for name, value in values.items()}

    def _label(self, stored: set[int], known: set[int]) -> str:
        """What the action did, in words."""
        kind, n, added = _(self.model.NAME), len(stored), len(stored - known)
        if n == 1:
            return verbs.saved_as(self.model, new=bool(added))
        if not added:
            return ngettext("{n} × {kind} changed", "{n} × {kind} changed", n).format(n=n, kind=kind)
        if added == n:
            return ngettext("{n} × {kind} added", "{n} × {kind} added", n).format(n=n, kind=kind)
        return ngettext("{n} × {kind} added or changed", "{n} × {kind} added or changed", n).format(n=n, kind=kind)

    def _show_stored(self, result: Saved) -> None:
        """Give back the rows that were stored as they stand now: a rule may have put them into another form."""
        if len(result.stored) > CHUNK:
            result.anew = True
            return
        with self.db.reading() as session:
            for key, cells in self._read(session, sorted(result.stored)).items():
                for place, value in zip(self.places, cells, strict=True):
                    if (key, place.column.name) not in result.wrong:
                        result.values[key, place.column.name] = value

    def remove(self, keys: Sequence[int]) -> None:
        """Put rows into the recycle bin."""
        verbs.delete(self.db, self.model, keys)


# -- columns ------------------------------------------------------------------------------------------------------

def places(listing: Listing, without: Iterable[str]) -> list[Place]:
    """The columns of a grid over `listing`; the fields in `without` (the parent), and what is joined by them, stand in none.

    A field of the record is typed, if its form asks for it too. The first column of a record that is joined stands for the
    link to it, and is typed by that record's name. Everything else is only shown.
    """
    hidden, taken, found = set(without), set(without), []
    asked = {placed.name for group in groups_of(listing.model) for placed in group.placed()}
    own: Any = table_of(listing.model)
    for number, column in enumerate(listing.columns):
        name = field_of(listing, column)
        if name and name not in taken and own.c[name].info["kind"] != "data":
            taken.add(name)
            found.append(Place(replace(_typed(own.c[name], column), read_only=name not in asked), own.c[name]))
        elif name not in hidden and (not name or name in taken):
            found.append(Place(_shown(column, computed_of(listing.model).get(column.name)), shows=number))
    return found


def field_of(listing: Listing, column: Column) -> str:
    """The field of `listing`'s record that stands in `column`: its own, or the link to the record whose name it is; "" for what
    is computed."""
    own: Any = table_of(listing.model)
    if getattr(column.value, "table", None) is own:
        return str(column.value.name)
    if column.extra and column.name in own.c and own.c[column.name].info["kind"] == "link":
        return column.name
    return _joined_by(listing, column)


def _joined_by(listing: Listing, column: Column) -> str:
    """The link through which a column of another table comes into the listing; "" for none, or for a chain of them."""
    tables = {part.table for part in iterate(column.value) if isinstance(part, TableColumn)}
    for joined, name, *other in listing.joins:
        if not other and tables == {joined if hasattr(joined, "c") else table_of(joined)}:
            return str(name)
    return ""


def _typed(field: TableColumn[Any], column: Column) -> GridColumn:
    info = field.info
    return GridColumn(field.name, _(info["title"]), info["kind"], _(info["unit"]) if info.get("unit") else "",
                      info.get("decimals") or 0, choices=info.get("choices"), required=bool(info.get("required")),
                      link=info.get("link") or "", total=column.total,
                      shown=column.shown or bool(info.get("required")), letters=letters(column),
                      headings=_headings(field.name, info["title"], info.get("link") or ""),
                      late=info["deadline"].passed if info.get("deadline") else None, say=info.get("say"),
                      check=info.get("doubt"), source=info["title"])


def _shown(column: Column, computed: Computed | None) -> GridColumn:
    return GridColumn(column.name, _(column.title), column.kind, _(column.unit) if column.unit else "", column.decimals,
                      choices=column.choices, read_only=True, total=column.total, shown=column.shown,
                      letters=letters(column), formula=computed.of_values if computed else None, say=column.says,
                      headings=_headings(column.name, column.title))


def _headings(name: str, title: str, link: str = "") -> frozenset[str]:
    """What a field may be called on top of a pasted block: its name, its title in either language, what tables call such a
    field or the kind it names (the catalogue's column_…)."""
    further = words(f"column_{name}") | (words(f"column_{link.partition('.')[0]}") if link else frozenset())
    return frozenset(map(normal, (name, *in_every_language(title), *further)))
