"""What the import of one kind of record is declared by: its model, and how columns, keys and references are understood.

The dry run and the writing read this; how it is done stands with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column
from sqlmodel import Session

from desktop.core.i18n import _, in_every_language
from desktop.core.importing import identity, keeping, links, mapping
from desktop.core.importing.cases import Cases
from desktop.core.importing.kind import ImportKind
from desktop.core.importing.model import Target
from desktop.core.importing.office import Halves, Sides
from desktop.core.importing.parts import Part
from desktop.core.importing.spans import Spans
from desktop.core.importing.whom import Addition
from desktop.core.kinds import kinds
from desktop.core.records import Record, column_of, columns_of, table_of, title_of

NAMED_SO = ("name", "title", "topic")  # the field that holds what a record is called
Remarks = Callable[[Session, Mapping[str, Sequence[Any]], Sequence[int]], Iterable[tuple[int, str, str]]]
"""The values of the columns by field and the rows that are taken → (row, field, sentence)."""


class Declared(ImportKind):
    """What an import of one model is declared by; `RecordImport` plans and writes it.

    `fields`: those that columns may go to (default: all but lists and records). `keys`: sets of fields that identify a
    record, the strongest first; none = all mapped fields together. `lookups`: field → `links.Lookup` where code and
    name are not enough. `creatable`: links whose missing records the import adds; `makers`: field → the values such a
    new record gets from the text (default: its name). `defaults`: what new records get where the file says nothing.
    `check`: (values of one row) → {field: sentence}, beyond the model's own rules. `parts`: further records that stand in
    the same row. `keeps`: the field that takes columns as text which no other field holds; `kept`: headings of which that
    is known. `across`: the link and the number that head-office tables lay side by side, a column a record of
    the link, then the fields that stand for that number. `halves` and `sides`: field → the headings of two columns that hold it
    together (see `office`); `inward`: of what came in and what went out, where only what came in is a record. `months`: the
    day and the number that tables with a column a month hold; `cases`: what a column of cartons is made into. `remarked`: what
    is said of rows that are taken all the same, seen beside the others of the file and what is stored. `spans`: the fields of
    a beginning and an end → headings of a column that holds both. `additions`: links whose missing records are added where a
    person says so. `follows`: fields that new records get from their others, so that nothing is offered for them.
    `numbered`: fields of which a row may hold several, by number (see `numbered`).
    """

    def __init__(self, name: str, title: str, model: type[Record], *, fields: Sequence[str] = (),
                 keys: Sequence[Sequence[str]] = (), aliases: Mapping[str, Sequence[str]] | None = None,
                 lookups: Mapping[str, links.Lookup] | None = None, creatable: Sequence[str] = (),
                 makers: Mapping[str, Callable[[str], dict[str, Any]]] | None = None,
                 defaults: Mapping[str, Any] | None = None, required: Sequence[str] = (),
                 plausible: Mapping[str, tuple[float | None, float | None]] | None = None,
                 check: Callable[[Mapping[str, Any]], dict[str, str]] | None = None, note: str = "",
                 parts: Sequence[Part] = (), keeps: str = "remarks", kept: Sequence[str] = (),
                 across: tuple[str, ...] = (), halves: Mapping[str, Halves] | None = None,
                 sides: Mapping[str, Sides] | None = None, inward: Mapping[str, Sides] | None = None,
                 months: tuple[str, str] | None = None, cases: Cases | None = None,
                 remarked: Remarks | None = None, spans: Spans | None = None,
                 additions: Mapping[str, Addition] | None = None, follows: Sequence[str] = (),
                 numbered: Sequence[str] = ()) -> None:
        self.name, self.title, self.model, self.note = name, title, model, note
        self.table = table_of(model).name
        self.fields = tuple(fields) or tuple(c.name for c in columns_of(model) if c.info["kind"] != "data")
        self.keys = tuple(tuple(k) for k in keys)
        self.aliases, self.lookups, self.creatable = dict(aliases or {}), dict(lookups or {}), tuple(creatable)
        self.makers, self.defaults, self.required = dict(makers or {}), dict(defaults or {}), tuple(required)
        self.plausible, self.check, self.parts = dict(plausible or {}), check, tuple(parts)
        self.across, self.halves, self.sides = across, dict(halves or {}), dict(sides or {})
        self.inward, self.months, self.remarked = dict(inward or {}), months, remarked
        self.cases, self.spans, self.additions = cases, dict(spans or {}), dict(additions or {})
        self.follows, self.numbered = frozenset(follows), tuple(numbered)
        self.keeps, self.kept = keeps if keeps in self.fields else "", frozenset(map(mapping.normal, kept))

    def targets(self, session: Session) -> list[Target]:
        """One target a field, then those of its parts, the record's number and what is kept as text."""
        del session
        parts = [target for part in self.parts for target in part.targets.values()]
        title = _("Keep as text in “{field}”").format(field=title_of(self.model, self.keeps))
        parts += [self.cases.target] if self.cases else []
        return [*self._called([*(self.target(column_of(self.model, name)) for name in self.fields), *parts]), identity.TARGET,
                *([Target(keeping.KEEP, title, many=True)] if self.keeps else [])]

    def complete(self, session: Session, values: dict[str, list[Any]]) -> None:
        """Write into the columns, by field, what follows from the others as the door would write it: the links are ids now, so
        that no key is guessed from the words of a cell. Nothing where the records are known by what their rows say."""
        del session, values

    def _called(self, targets: list[Target]) -> list[Target]:
        """The targets, that of the name known by what the records are called too: dealers stand under 经销商."""
        kind = kinds().get(self.table)
        words = in_every_language(kind.name) if kind else frozenset()
        own = next((t for name in NAMED_SO for t in targets if t.name == name), None)
        taken = {name for t in targets if t is not own for name in mapping.names(t)}
        also = tuple(sorted(word for word in words if mapping.normal(word) not in taken))
        return [replace(t, aliases=(*t.aliases, *also)) if t is own and also else t for t in targets]

    def target(self, column: Column[Any]) -> Target:
        """The target of a field of the model."""
        info, name = column.info, column.name
        return Target(name, info["title"], info["kind"], tuple(self.aliases.get(name, ())),
                      bool(info.get("required")) or name in self.required, any(name in key for key in self.keys),
                      info.get("choices"), info.get("decimals") or 0, info.get("low"), info.get("high"),
                      self.plausible.get(name, (None, None)), info.get("unit", ""), info.get("link", ""),
                      name in self.creatable, spelt=info["kind"] == "link" or (
                          info["kind"] == "text" and any(name in key for key in self.keys if len(key) < 3)),
                      doubt=info.get("doubt"), bound=info.get("bound", ""), part=info.get("part", ""),
                      said=info.get("said") or {})
