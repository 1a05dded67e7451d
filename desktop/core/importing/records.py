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

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core import local_time, money
from desktop.core.i18n import _
from desktop.core.importing import assumed, identity, keeping, levels, links, mapping, sheets, titled, whom
from desktop.core.importing.across import lengthened
from desktop.core.importing.declared import Declared
from desktop.core.importing.model import Columns, Plan, Progress, Target, Use
from desktop.core.importing.months import by_months
from desktop.core.importing.numbered import by_numbers
from desktop.core.importing.office import laid_out
from desktop.core.importing.planning import Planner
from desktop.core.importing.questions import Question
from desktop.core.importing.spans import parted
from desktop.core.importing.writing import write_records
from desktop.core.lending import readable
from desktop.core.records import alive, column_of, table_of
from desktop.core.tables import Cell, Sheet, Table


class RecordImport(Declared):
    """An import declared by model: see `Declared` for what it is told."""

    def arranged(self, table: Table, layout: str) -> Table:
        """A row a record, where a table has a column for every record of a link (`across`), and a column a field,
        and one column of the place where it has one of each level."""
        del layout
        targets = {name: self.target(column_of(self.model, name)) for name in self.fields}
        table = levels.joined(table, list(targets.values()))
        table = parted(laid_out(table, targets, self.halves, self.sides, self.inward), targets, self.spans)
        table = by_months(table, targets, *self.months) if self.months else table
        table = by_numbers(table, targets, self.numbered) if self.numbered else table
        return lengthened(table, targets, *self.across) if self.across else table

    def guess(self, session: Session, table: Table, header: Sequence[str], targets: Sequence[Target],
              chosen: Mapping[str, str]) -> dict[str, Use]:
        """By headings; a column of record numbers by its cells too; what is known to be kept as text is kept."""
        own = [t for t in targets if t.name != keeping.KEEP]
        uses = mapping.guess_lower(table, header, own, super().guess(session, table, header, own, chosen))
        uses = {heading: use for heading, use in uses.items()
                if use.target != identity.RECORD or identity.is_numbered(table.column(heading))}
        uses = titled.closing(table, sheets.used(session, table, own, uses, self.lookups), own)
        return {h: uses.get(h) or Use(keeping.KEEP) for h in header if h in uses or mapping.normal(h) in self.kept}

    def said(self, table: Table, targets: Sequence[Target], uses: Mapping[str, Use]) -> dict[str, str]:
        """Names above the headings that are those of a field, letter by letter: 盘点日期：11月20日; none says when an opening
        balance was, where it says up to when the table reckons."""
        taken = {use.target for use in uses.values()}
        free = [t for t in targets if t.name not in taken and t.name != identity.RECORD and not t.many]
        known = {name: t.name for t in reversed(free) for name in mapping.names(t)}
        top = table.row_numbers[0] if table.row_numbers else 0
        opening = titled.has_opening(table, uses)
        until = "" if opening else titled.until(table)
        days = {t.name: until for t in free if until and t.kind == "day" and t.name in titled.BALANCED}
        above = [(known[name], said) for said in table.extra.get("said", ())
                 if said.row < top and (name := mapping.normal(said.name)) in known]
        return days | {name: said.value for name, said in above
                       if not (opening and name in titled.BALANCED and titled.is_until(said.name))}

    def needed(self, session: Session, columns: Columns) -> list[Target]:
        """Beside what a new record needs, whom and which day it is about, where a file says that of all its rows at once."""
        taken = {use.target for use in columns.uses.values()} | set(columns.said)
        taken |= {self.cases.number} if self.cases and self.cases.target.name in taken else set()
        about = self.keys[-1] if self.keys else ()
        return [t for t in self.targets(session) if t.name not in taken and (
            t.required or (t.name in about and t.kind in ("link", "day")))]

    def assumed(self, columns: Columns) -> list[Target]:
        """See `ImportKind.assumed`."""
        return assumed.offered(self, columns)

    def standing(self, columns: Columns, name: str) -> str:
        """See `ImportKind.standing`."""
        words, value = column_of(self.model, name).info.get("choices"), assumed.default(self, columns, name)
        return words.label(value) if words else str(value or "")

    def questions(self, session: Session, table: Table, columns: Columns) -> list[Question]:
        """What the values leave open, and which record a name means that none bears."""
        targets = {t.name: t for t in self.targets(session)}
        return [*super().questions(session, table, columns),
                *whom.questions(session, table, columns, targets, self.lookups, self.table, self.additions)]

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
        shown = [_shown(session, t, _said(column_of(self.model, t.name).info, values))
                 for t, values in zip(targets, columns, strict=True)]
        header = [*(t.heading() for t in targets), identity.TARGET.heading()]
        return Sheet(_(self.title), header, list(zip(*shown, map(identity.written, numbers), strict=True)))


def _said(info: Mapping[str, Any], values: list[Any]) -> list[Any]:
    """Texts that are kept in both languages in the one in force, where the door makes of one what is kept."""
    say, whole = info.get("say"), info.get("normal")
    if not (say and whole):
        return values
    return [said if value and whole(said := say(value)) == value else value for value in values]


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
