"""The dry run of a record import, column by column: convert, resolve references, match with what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from desktop.core import moves, rules
from desktop.core.computing import check
from desktop.core.i18n import _
from desktop.core.ids import new_ids
from desktop.core.importing import assumed, identity, keeping, links, monthly, parts, repeated, whom
from desktop.core.importing.cases import unpack
from desktop.core.importing.dry_run import DryRun
from desktop.core.importing.facts import Ran, facts
from desktop.core.importing.model import DUPLICATE, ERROR, NEW, UNCHANGED, UPDATE, Columns, Issue, Plan, Target, Use
from desktop.core.importing.new_rows import new_columns
from desktop.core.importing.values import convert
from desktop.core.kinds import kinds
from desktop.core.records import Record, is_normal, light, normalised, ordered_days, title_of
from desktop.core.rehearsal import Rehearsal, can_rehearse, rehearse
from desktop.core.tables import Table, dates
from desktop.core.tables.words import plain

if TYPE_CHECKING:
    from desktop.core.importing.declared import Declared

LOOK = 500  # rows between two looks whether the user has stopped the dry run


@dataclass
class Payload:
    """What `write_records` needs: the values by field, and per changed row which record and which fields.

    `creates`: (link table, field, text) that must be added first, with the rows that name them; `inside`: row → field →
    the row of this file that is the record referred to; `parts`: row → further records that stand in it; `rehearsed`: the
    new rows as they went through their rules, where that was done and none was refused.
    """

    values: dict[str, list[Any]]
    changes: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    creates: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    inside: dict[int, dict[str, int]] = field(default_factory=dict)
    parts: dict[int, list[parts.Given]] = field(default_factory=dict)
    rehearsed: Rehearsal | None = None


class Planner(DryRun):
    """Plans one file. Rows with a wrong cell are errors; the others are matched with the database."""

    def __init__(self, kind: Declared, session: Session, table: Table, columns: Columns) -> None:
        super().__init__(table, columns, NEW)
        self.kind, self.session = kind, session
        self.targets = {t.name: t for t in kind.targets(session)}
        self.payload = Payload({})
        self.numbers: Sequence[int | None] = ()
        self.required: list[Target] = []
        self.beside: list[tuple[int, list[str]]] = []  # days with something behind them, as lines to be kept
        self.beside_table: list[str] = []  # what the file says for all rows, as facts
        self.bearers: dict[tuple[int, str], tuple[str, list[int]]] = {}  # row, field → the name given, the rows that bear it
        self.repeats: dict[int, int] = {}  # row that is left out → the row whose record it repeats
        self.blank: set[int] = set()  # the rows with a blank cell where one is required
        self.matched: dict[int, int] = {}  # row → the stored record that it is
        self.defaults: dict[str, Any] = assumed.defaults(kind, columns)
        self.assumes = [target.name for target in assumed.offered(kind, columns)]
        self.became: dict[str, list[Any]] = {}  # field that the file does not say → what new records hold by their rules
        self.adding, self.foreign = "", 0  # the field that kept lines are added to; how many numbers are of another database

    def plan(self) -> Plan:
        """The whole plan."""
        for name, use, heading in self._sources():
            self._read(self.targets[name], use, heading)
        beside = {t.name: self.payload.values.pop(t.name, []) for p in self.kind.parts for t in p.targets.values()}
        self._find_parts({name: values for name, values in beside.items() if values})
        self._keep()
        self._resolve_links()
        self.kind.complete(self.session, self.payload.values)
        unpack(self, self.session, self.kind.cases, self.payload.values)
        self._match()
        self._rules()
        self._refuse_orphans()
        for place, name, sentence in self.kind.remarked(
                self.session, self.payload.values, self.written()) if self.kind.remarked else ():
            self.remark(place, self._heading(name), str(self.payload.values[name][place]), sentence)
        self.issues.sort(key=lambda i: i.row)
        return Plan(self.table, self.columns, self.states, self.issues, self.payload, facts(self._ran()))

    def _ran(self) -> Ran:
        further = [one for place in self.written() for one in self.payload.parts.get(place, ())]
        return Ran(self.kind, self.columns, self.beside_table, self.payload.creates, further, self.became,
                   len(self.rows_of(NEW)), self.foreign)

    def _sources(self) -> list[tuple[str, Use, str]]:
        """(target, use, heading) of every column that is used; heading "" for a constant."""
        from_columns = [(use.target, use, heading) for heading, use in self.columns.uses.items()
                        if heading in self.table.header and use.target in self.targets]
        fixed = [(name, Use(name), "") for name in self.columns.fixed if name in self.targets and self._is_read(name)]
        return [source for source in (*fixed, *from_columns) if source[0] != keeping.KEEP]

    def _is_read(self, name: str) -> bool:
        """Whether a value for all rows counts: what the file says beside its table only where no column says it and it can be
        read without a question."""
        text, target = self.columns.said.get(name, ""), self.targets[name]
        if name in self.columns.constants:
            given = self.columns.constants[name]
            if text and convert([text], target, {}).values != convert([given], target, {}).values:
                self.issues.append(Issue(0, _(target.title), text, _(
                    "The file says “{said}” for all rows, but “{given}” was set, which is taken.").format(
                        said=text, given=given), warning=True))
            return True
        done = convert([text], target, {})
        if self.columns.heading(name) is None and done.values[0] is not None and not done.wrong:
            self.beside_table.append(f"{_(target.title)} {text}")
            return True
        return False

    def _read(self, target: Target, use: Use, heading: str) -> None:
        fixed = self.columns.fixed.get(target.name)
        cells = self.table.column(heading) if heading else [fixed] * len(self.table.rows)
        if target.name == identity.RECORD:
            self.numbers, wrong = identity.numbers(cells)
            for place, sentence in wrong.items():
                self.wrong(place, heading, str(cells[place]), sentence)
            return
        if target.kind == "day" and self.kind.keeps:
            self.beside += [(place, keeping.lines([heading], [cell])) for place, cell in enumerate(cells)
                            if isinstance(cell, str) and dates.beside(cell)]
        values, model, name = self.converted(heading, cells, target, use.options), self.kind.model, target.name
        self.payload.values[name] = [normalised(model, name, v) for v in values] if (
            name in self.kind.fields and is_normal(model, name)) else values

    def _keep(self) -> None:
        """Columns that are to be kept as text, and what stands behind a day, become lines of the field for remarks."""
        for place, said in self.beside:
            self._add_lines(place, said)
        headings = self.columns.headings(keeping.KEEP)
        if headings:
            rows = zip(*map(self.table.column, headings), strict=True)
            for place, cells in enumerate(rows):
                self._add_lines(place, keeping.lines(headings, cells))

    def _add_lines(self, place: int, lines: Sequence[str]) -> None:
        name = self.adding = self.kind.keeps
        values = self.payload.values.setdefault(name, [""] * len(self.table.rows))
        values[place] = "\n".join([*([values[place]] if values[place] else []), *lines])

    def _find_parts(self, values: dict[str, list[Any]]) -> None:
        """The further records of each row, and what the row's own record takes from them."""
        for place in range(len(self.table.rows)) if values else ():
            for one in parts.given(self.kind.parts, values, place):
                if one.part.name in one.values:
                    self.payload.parts.setdefault(place, []).append(one)
                else:
                    self._take_over(place, one)

    def _take_over(self, place: int, one: parts.Given) -> None:
        """What belongs to nobody by name is the record's own; where that has another value already, it is kept as text."""
        for name, value in one.values.items():
            own = self.payload.values.setdefault(one.part.stands_for.get(name, ""), [""] * len(self.table.rows))
            if name in one.part.stands_for and own[place] in (None, "", value):
                own[place] = value
            else:
                self._add_lines(place, keeping.lines([self._heading(one.part.targets[name].name)], [value]))
        self.payload.values.pop("", None)

    def _heading(self, name: str) -> str:
        """The file's heading of a field, else the field's title."""
        return self.columns.heading(name) or _(self.targets[name].title)

    # -- references ----------------------------------------------------------------------------------------------

    def _resolve_links(self) -> None:
        for name, values in self.payload.values.items():
            if self.targets[name].kind == "link":
                self._resolve(self.targets[name], values)

    def _resolve(self, target: Target, values: list[Any]) -> None:
        heading = self.columns.heading(target.name)
        said = whom.meant({t for t in values if t}, self.columns.uses[heading].options) if heading else {}
        values[:] = [said.get(text, text) for text in values] if said else values
        texts = {t for t in values if t}
        found = links.resolve(self.session, target.link, texts, self.kind.lookups.get(target.name))
        own = self._own_names() if target.link == self.kind.table and found.unknown else dict[str, list[int]]()
        new = found.unknown if target.creatable else whom.to_add(
            found.unknown, self.columns.uses[heading].options) if heading and target.name in self.kind.additions else set[str]()
        for place, text in enumerate(values):
            values[place] = found.ids.get(text) if text else None
            if text in found.wrong:
                self.wrong(place, self._heading(target.name), text, found.wrong[text])
            elif text in found.unknown:
                self._unknown(target, place, text, own, new)

    def _own_names(self) -> dict[str, list[int]]:
        """Code or name → rows of this file, for references to records of the same file; a code comes before a name."""
        known: dict[str, list[int]] = {}
        for name in links.NAMES:
            fresh: dict[str, list[int]] = {}
            for place, value in enumerate(self.payload.values.get(name, ())):
                if value:
                    fresh.setdefault(plain(value).casefold(), []).append(place)
            known = {**fresh, **known}
        return known

    def _unknown(self, target: Target, place: int, text: str, own: Mapping[str, list[int]], new: Collection[str]) -> None:
        inside = own.get(plain(text).casefold(), ())
        if inside:
            self.payload.inside.setdefault(place, {})[target.name] = inside[0]
            self.bearers[place, target.name] = (text, inside)
        elif text in new:
            self.payload.creates.setdefault((target.link, target.name, text), []).append(place)
        else:
            self.wrong(place, self._heading(target.name), text, _(
                "There is no {kind} “{value}”: add it first, or correct the cell.").format(
                    kind=_(kinds()[target.link].name), value=text))

    # -- rows ----------------------------------------------------------------------------------------------------

    def _refuse_orphans(self) -> None:
        """Keep out the rows that name a row of this file which is kept out itself, or a name that several records bear."""
        open_ = True
        while open_:
            open_ = False
            for (place, name), (text, rows) in self.bearers.items():
                if self.states[place] == ERROR:
                    continue
                meant = list(dict.fromkeys(self.repeats.get(row, row) for row in rows))
                self.payload.inside[place][name] = meant[0]
                if len(meant) > 1:
                    said = _("“{value}” stands in {n} {n:row|rows} of this file ({rows}): write the code instead of the "
                             "name.").format(
                        value=text, n=len(meant), rows=_(", ").join(str(self.table.row_numbers[row]) for row in meant[:5]))
                elif self.states[meant[0]] == ERROR:
                    said = _("“{value}” stands in row {row}, which is left out: correct that row first.").format(
                        value=text, row=self.table.row_numbers[meant[0]])
                else:
                    continue
                self.wrong(place, self._heading(name), text, said)
                open_ = True

    def _require(self, place: int) -> None:
        """Refuse a new row whose required cell is blank; for fields without a column see `_refuse_new`."""
        for target in self.required if place in self.blank else ():
            if self.payload.values[target.name][place] in (None, "") and not self._later(place, target.name):
                self.wrong(place, self._heading(target.name), "", _(
                    "{field} is blank: fill it in.").format(field=_(target.title)))

    def _later(self, place: int, name: str) -> bool:
        """Whether a reference is filled at the end, with a record that the import adds."""
        return name in self.payload.inside.get(place, ()) or any(
            n == name and place in rows for (_l, n, _t), rows in self.payload.creates.items())

    def _match(self) -> None:
        matcher = monthly.matcher(self.table, self.session, self.kind.model, self.kind.keys, self.payload.values, self.numbers,
                                  self.adding)
        missing = [t for t in self.targets.values() if t.required and t.name not in self.payload.values
                   and self.defaults.get(t.name) in (None, "")]
        self.required = [t for t in self.targets.values() if t.required and t.name in self.payload.values]
        self.blank = {place for t in self.required for place, v in enumerate(self.payload.values[t.name]) if v in (None, "")}
        stored = parts.Stored(self.session, self.kind.parts if self.payload.parts else ())
        unknown = missing and not matcher.keys and not any(self.numbers)  # such rows are no records, so they are none's
        for place in self.rows_of(NEW) if not unknown else ():
            if place % LOOK == 0:
                check()
            found = matcher.match(place)
            if found.earlier is not None and (name := matcher.called_otherwise(place, found.earlier)):
                self._called_otherwise(place, found.earlier, name)
            elif found.earlier is not None and (other := repeated.differences(matcher, place, found.earlier, self._written)):
                self.wrong(place, self._heading(other[0].name), other[0].value,
                           repeated.sentence(self.table, found.earlier, other))
            elif found.earlier is not None:
                self.states[place], self.repeats[place] = DUPLICATE, found.earlier
                self._hand_parts(place, found.earlier, stored)
                self.remark(place, "", "", _("The same record stands in row {row}; this row is left out.").format(
                    row=self.table.row_numbers[found.earlier]))
            elif found.several:
                self.wrong(place, "", "", matcher.several_said(found.several))
            elif found.record is not None:
                self.matched[place] = found.record
                for one in self.payload.parts.get(place, ()):
                    stored.compare(one, found.record)
                self._changed(place, found.record, found.changes)
                name, said = matcher.changes_said(place, found.record)
                if said:
                    self.remark(place, self._heading(name), "", said)
            else:
                self._added(place)
        if missing and (unknown or self.columns.mode != "update"):
            self._refuse_new(missing)
        self.foreign = sum(number is not None and number not in matcher.stored for number in self.numbers)

    @cached_property
    def _written(self) -> list[tuple[str, str, Sequence[Any]]]:
        """Name, title and cells of the fields that are read; no cells where the file has no column of a field."""
        return [(name, self._heading(name), self.table.column(heading) if (heading := self.columns.heading(name)) else ())
                for name in self.payload.values if name in self.targets]

    def _called_otherwise(self, place: int, earlier: int, name: str) -> None:
        """Refuse a row whose key is that of an earlier row that is called otherwise: nobody knows which of the two is meant."""
        values = self.payload.values[name]
        self.wrong(place, self._heading(name), str(values[place]), _(
            "It has the key of row {row}, but another {field} (“{other}” there): give one of the two a key of its own, or "
            "write both alike.").format(row=self.table.row_numbers[earlier], field=title_of(self.kind.model, name),
                                        other=values[earlier]))

    def _hand_parts(self, place: int, earlier: int, stored: parts.Stored) -> None:
        """The further records of a row that repeats an earlier one's record go with that one: two contacts of one dealer."""
        known = self.payload.parts.setdefault(earlier, [])
        for one in self.payload.parts.pop(place, []):
            if any(one.is_as(other) for other in known):
                continue
            known.append(one)
            if (record := self.matched.get(earlier)) is not None:
                stored.compare(one, record)
                self._changed(earlier, record, self.payload.changes.get(earlier, (record, {}))[1])

    def _refuse_new(self, missing: Sequence[Target]) -> None:
        """No row of the file can be added without these fields: said once."""
        self.wrong_everywhere(self.rows_of(NEW), _("{field} is needed: choose the column that holds it.").format(
            field=_("; ").join(_(t.title) for t in missing)))

    def rows_of(self, state: str) -> list[int]:
        """The rows with that state."""
        return [place for place, found in enumerate(self.states) if found == state]

    def _changed(self, place: int, record: int, changes: dict[str, Any]) -> None:
        later = (place in self.payload.inside or any(place in rows for rows in self.payload.creates.values())
                 or any(one.is_new for one in self.payload.parts.get(place, ())))
        if (not changes and not later) or self.columns.mode == "new":
            self.states[place] = UNCHANGED
        else:
            self.states[place] = UPDATE
            self.payload.changes[place] = (record, changes)

    def _added(self, place: int) -> None:
        if self.columns.mode == "update":
            self.wrong(place, "", "", _(
                "There is no such record to update: choose to add new records, or correct the row."))
        self._require(place)
        for one in self.payload.parts.get(place, ()):
            for name, own in one.part.stands_for.items():
                values = self.payload.values.setdefault(own, [""] * len(self.table.rows))
                values[place] = values[place] or one.values.get(name, "")

    def _rules(self) -> None:
        """The rules of the record, as the door will run them, and the kind's."""
        model = self.kind.model
        own = rules.ruled(model) or ordered_days(model) or model.problems is not Record.problems
        if not own and self.kind.check is None:
            return
        for place in sorted([*self.rows_of(UPDATE), *([] if self._rehearse() else self.rows_of(NEW))]):
            check()
            given = {n: v for n, values in self.payload.values.items() if (v := values[place]) is not None and v != ""}
            self._refuse(place, self._problems(place, given))

    def _refuse(self, place: int, problems: Mapping[str, str]) -> None:
        for name, sentence in problems.items():
            if not self._later(place, name):
                self.wrong(place, self._heading(name) if name in self.targets else "", "", sentence)

    def _rehearse(self) -> bool:
        """Run the rules of the new rows at once, where they can be stored as they go through them."""
        if self.kind.check or self.payload.creates or self.payload.inside or not can_rehearse(self.kind.model):
            return False
        new = self.rows_of(NEW)
        columns = new_columns(self.kind, self.payload.values, new, self.defaults)
        with moves.days_as_said(self.session):
            done = rehearse(self.session, self.kind.model, {**columns, "id": new_ids(len(new))})
        self.became = done.columns
        for place, problems in done.problems.items():
            self._refuse(new[place], problems)
        self.payload.rehearsed = None if done.problems else done
        return True

    def _problems(self, place: int, given: dict[str, Any]) -> dict[str, str]:
        model = self.kind.model
        values = {**self.defaults, **given}
        stored = self.session.get(model, self.payload.changes[place][0]) if place in self.payload.changes else None
        if stored is not None:
            values = {**stored.model_dump(), **values}
        record = light(model)()
        record.__dict__.update({"id": 0, **values})
        with moves.days_as_said(self.session):
            found = rules.rehearsed(self.session, model, record, stored)
        for name in self.assumes if stored is None else ():
            self.became.setdefault(name, []).append(getattr(record, name))
        return {**found, **(self.kind.check(values) if self.kind.check else {})}

    def written(self) -> list[int]:
        """The rows that will be added or changed."""
        return [place for place, state in enumerate(self.states) if state in (NEW, UPDATE)]
