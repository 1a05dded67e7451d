"""The import of simple records: one row of the file is one record of one model. Declared, not programmed.

    DEALERS = RecordImport(
        "dealers", N_("Dealers"), Dealer, keys=(("code",), ("name",)),
        aliases={"name": ("客户名称", "门店", "shop")}, lookups={"region_id": actions.regions_named},
        creatable=("group_id",))

Titles, kinds, choices, limits and references come from the model's fields. A row is the same record as an existing
one when its first complete key is equal (a weaker key only where the stronger does not contradict); blanks never
overwrite what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, select
from sqlmodel import Session

from desktop.core import local_time, money
from desktop.core.i18n import _
from desktop.core.importing import identity, keeping, links, mapping
from desktop.core.importing.across import lengthened
from desktop.core.importing.kind import ImportKind
from desktop.core.importing.model import Columns, Plan, Progress, Target, Use
from desktop.core.importing.parts import Part
from desktop.core.importing.planning import Planner
from desktop.core.importing.writing import write_records
from desktop.core.lending import readable
from desktop.core.records import Record, alive, column_of, columns_of, table_of, title_of
from desktop.core.tables import Cell, Sheet, Table


class RecordImport(ImportKind):
    """An import declared by model.

    `fields`: those that columns may go to (default: all but lists and records). `keys`: sets of fields that identify a
    record, the strongest first; none = all mapped fields together. `lookups`: field → `links.Lookup` where code and
    name are not enough. `creatable`: links whose missing records the import adds; `makers`: field → the values such a
    new record gets from the text (default: its name). `defaults`: what new records get where the file says nothing.
    `check`: (values of one row) → {field: sentence}, beyond the model's own rules. `parts`: further records that stand in
    the same row. `keeps`: the field that takes columns as text which no other field holds; `kept`: headings of which that
    is known. `across`: the link and the number that head-office tables lay side by side, a column a record of
    the link, then the fields that stand for that number.
    """

    def __init__(self, name: str, title: str, model: type[Record], *, fields: Sequence[str] = (),
                 keys: Sequence[Sequence[str]] = (), aliases: Mapping[str, Sequence[str]] | None = None,
                 lookups: Mapping[str, links.Lookup] | None = None, creatable: Sequence[str] = (),
                 makers: Mapping[str, Callable[[str], dict[str, Any]]] | None = None,
                 defaults: Mapping[str, Any] | None = None, required: Sequence[str] = (),
                 plausible: Mapping[str, tuple[float | None, float | None]] | None = None,
                 check: Callable[[Mapping[str, Any]], dict[str, str]] | None = None, note: str = "",
                 parts: Sequence[Part] = (), keeps: str = "remarks", kept: Sequence[str] = (),
                 across: tuple[str, ...] = ()) -> None:
        self.name, self.title, self.model, self.note = name, title, model, note
        self.table = table_of(model).name
        self.fields = tuple(fields) or tuple(c.name for c in columns_of(model) if c.info["kind"] != "data")
        self.keys = tuple(tuple(k) for k in keys)
        self.aliases, self.lookups, self.creatable = dict(aliases or {}), dict(lookups or {}), tuple(creatable)
        self.makers, self.defaults, self.required = dict(makers or {}), dict(defaults or {}), tuple(required)
        self.plausible, self.check, self.parts = dict(plausible or {}), check, tuple(parts)
        self.across = across
        self.keeps, self.kept = keeps if keeps in self.fields else "", frozenset(map(mapping.normal, kept))

    def targets(self, session: Session) -> list[Target]:
        """One target a field, then those of its parts, the record's number and what is kept as text."""
        del session
        parts = [target for part in self.parts for target in part.targets.values()]
        title = _("Keep as text in “{field}”").format(field=title_of(self.model, self.keeps))
        return [*(self.target(column_of(self.model, name)) for name in self.fields), *parts, identity.TARGET,
                *([Target(keeping.KEEP, title, many=True)] if self.keeps else [])]

    def arranged(self, table: Table, layout: str) -> Table:
        """A row a record, where a table has a column for every record of a link (`across`)."""
        del layout
        if not self.across:
            return table
        targets = {name: self.target(column_of(self.model, name)) for name in self.fields}
        return lengthened(table, targets, *self.across)

    def guess(self, session: Session, table: Table, header: Sequence[str], targets: Sequence[Target],
              chosen: Mapping[str, str]) -> dict[str, Use]:
        """By headings; a column of record numbers by its cells too; what is known to be kept as text is kept."""
        own = [t for t in targets if t.name != keeping.KEEP]
        uses = mapping.guess_lower(table, header, own, super().guess(session, table, header, own, chosen))
        uses = {heading: use for heading, use in uses.items()
                if use.target != identity.RECORD or identity.is_numbered(table.column(heading))}
        return {h: uses.get(h) or Use(keeping.KEEP) for h in header if h in uses or mapping.normal(h) in self.kept}

    def said(self, table: Table, targets: Sequence[Target], uses: Mapping[str, Use]) -> dict[str, str]:
        """Names above the headings that are those of a field, letter by letter: 盘点日期：11月20日."""
        taken = {use.target for use in uses.values()}
        known = {name: t.name for t in reversed(targets) if t.name not in taken and t.name != identity.RECORD and not t.many
                 for name in mapping.names(t)}
        top = table.row_numbers[0] if table.row_numbers else 0
        return {known[name]: said.value for said in table.extra.get("said", ())
                if said.row < top and (name := mapping.normal(said.name)) in known}

    def target(self, column: Column[Any]) -> Target:
        """The target of a field of the model."""
        info, name = column.info, column.name
        return Target(name, info["title"], info["kind"], tuple(self.aliases.get(name, ())),
                      bool(info.get("required")) or name in self.required, any(name in key for key in self.keys),
                      info.get("choices"), info.get("decimals") or 0, info.get("low"), info.get("high"),
                      self.plausible.get(name, (None, None)), info.get("unit", ""), info.get("link", ""),
                      name in self.creatable, spelt=info["kind"] == "link" or (
                          info["kind"] == "text" and any(name in key for key in self.keys if len(key) < 3)),
                      doubt=info.get("doubt"))

    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """See `ImportKind.plan`; done column by column."""
        return Planner(self, session, table, columns).plan()

    def write(self, session: Session, plan: Plan, progress: Progress) -> None:
        """See `ImportKind.write`."""
        write_records(session, self, plan, progress)

    def export(self, session: Session) -> Sheet:
        """All living records under the headings that the import knows, but those that it would not take back."""
        targets, table = [self.target(column_of(self.model, name)) for name in self.fields], table_of(self.model)
        chosen = select(table.c.id, *(column_of(self.model, t.name) for t in targets)).select_from(
            readable(self.model)).where(
                alive(table), *(table.c[t.name].is_not(None) for t in targets if t.required and t.link)).order_by(table.c.id)
        numbers, *columns = [list(c) for c in zip(*session.execute(chosen).all(), strict=True)] or [[] for _t in (0, *targets)]
        shown = [_shown(session, t, values) for t, values in zip(targets, columns, strict=True)]
        header = [*(t.heading() for t in targets), identity.TARGET.heading()]
        return Sheet(_(self.title), header, list(zip(*shown, map(identity.written, numbers), strict=True)))


def _shown(session: Session, target: Target, values: list[Any]) -> list[Cell]:
    """A column as the file gets it: words by label, references by code or name, times local, money in yuan."""
    if target.kind == "link":
        names = links.name_of(session, target.link, {v for v in values if v is not None})
        return [names.get(v) for v in values]
    if target.kind == "choice" and target.choices:
        return [target.choices.label(v) or None for v in values]
    if target.kind == "flag":
        return [_("yes") if v else _("no") for v in values]
    if target.kind == "moment":
        return [local_time.local(v).strftime("%Y-%m-%d %H:%M:%S") if v else None for v in values]
    if money.holds(target.kind):
        return [None if v is None else float(money.yuan(v, target.kind)) for v in values]
    return [None if v == "" else v for v in values]
