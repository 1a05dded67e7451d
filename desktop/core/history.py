"""Every change of a record, caught once at flush: undo, redo, recycle bin, who changed what.

One `operation` per user action (its label is what the undo message says) and one `change` per row. Values are kept as
the database stores them, so that undo writes back exactly what stood there. Nothing is ever removed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, Boolean, Index, String, Table, event, inspect
from sqlmodel import Field, Session, SQLModel

from desktop.core import local_time
from desktop.core.bulk import Insert
from desktop.core.errors import Refused
from desktop.core.fields import Moment, now
from desktop.core.i18n import _
from desktop.core.kinds import kinds, model_of
from desktop.core.records import Record, table_of
from desktop.core.references import references
from desktop.core.standing import refuse_closed_since, refuse_two_in_force, stands
from desktop.core.stored_values import DIALECT, loaded, stored


class Operation(SQLModel, table=True):
    """One user action. `kind` is do, undo or redo; `target` the action that was undone or done again; `taken_from` the partner
    whose package was taken in it."""

    __table_args__ = {"sqlite_strict": True}
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    who: str
    label: str
    kind: str = "do"
    target: int | None = None
    undone: bool = Field(default=False, sa_type=Boolean)
    taken_from: int | None = None


class Change(SQLModel, table=True):
    """What one action did to one row: `kind` is insert, update, delete or restore; before and after as JSON.

    A bulk insert keeps no `after`: the row itself holds it.
    """

    __table_args__ = (Index("ix_change_row_id", "row_id"), Index("ix_change_operation", "operation_id"),
                      {"sqlite_strict": True})
    id: int | None = Field(default=None, primary_key=True)
    operation_id: int
    table_name: str
    row_id: int = Field(sa_type=BigInteger)
    kind: str
    before: str | None = Field(default=None, sa_type=String)
    after: str | None = Field(default=None, sa_type=String)


@dataclass(frozen=True)
class Entry:
    """A line of a record's history: when, who, which action, and field → (before, after) as stored."""

    at: datetime
    who: str
    label: str
    kind: str
    fields: dict[str, tuple[Any, Any]]
    operation_id: int


def begin(session: Session, label: str, kind: str = "do", target: int | None = None, by: str | None = None,
          taken_from: int | None = None) -> Operation:
    """Start an action in `session`: every change flushed from now on belongs to it."""
    operation = Operation(at=now(), who=by or manager(session), label=label, kind=kind, target=target, taken_from=taken_from)
    session.add(operation)
    session.flush()
    session.info["operation"] = operation.id
    session.info["tables"] = set()
    return operation


def relabel(session: Session, label: str, *, also: bool = False) -> None:
    """Name the action under way anew, or say `also` what else it did, where that is known only at its end."""
    operation = session.get(Operation, session.info["operation"])
    assert operation is not None
    whole = operation.label + _("; ") + label if also else label
    operation.label = whole if len(whole) <= 500 else whole[:500] + "…"  # an import may tell of each of its rows


def manager(session: Session) -> str:
    """Who works here: the manager's name in the settings of the data; "" where there is none. Never the computer's account."""
    stored = session.connection().exec_driver_sql("SELECT value FROM office_setting WHERE name = 'manager'").scalar()
    try:
        name = json.loads(stored or '""')
    except ValueError:
        return ""
    return name.strip() if isinstance(name, str) else ""


@event.listens_for(Session, "after_flush")
def _catch(session: Session, _context: Any) -> None:
    """Write what this flush did to records into `change`, in the same transaction."""
    rows = [*(_inserted(r) for r in session.new if isinstance(r, Record)),
            *(_updated(r) for r in session.dirty if isinstance(r, Record))]
    changed = [r for r in rows if r]
    if any(isinstance(r, Record) for r in session.deleted):
        raise RuntimeError("records are never deleted for good; set deleted_at")
    if changed:
        write_changes(session, changed)


def write_changes(session: Session, rows: list[dict[str, Any]]) -> None:
    """Add change rows to the action that is under way and note which tables it touched."""
    operation = session.info.get("operation")
    if operation is None:
        raise RuntimeError("a record was written outside an operation")
    driver: Any = session.connection().connection.driver_connection
    driver.executemany(
        "INSERT INTO change (operation_id, table_name, row_id, kind, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        [(operation, str(r["table_name"]), r["row_id"], r["kind"], r.get("before"), r.get("after")) for r in rows])
    session.info["tables"].update(r["table_name"] for r in rows)
    touched, indexed = session.info.setdefault("touched", {}), session.info.get("indexed", {})
    for row in rows:
        touched.setdefault(row["table_name"], set()).add(row["row_id"])
        indexed.get(row["table_name"], set()).discard(row["row_id"])


STAR = 0
"""Stands for the partner where chosen records came from any file of the star."""
ARRIVED = "{}"
"""What the line of a new row holds that came with a package of a partner."""
SEED = "seed"
"""The kind of what stood in a database when its user first opened it."""
OURS = "ours"
"""Stands, where a column's name would, in what a line holds to which a package of a partner led, but which was not in it."""


def write_inserts(session: Session, table_name: str, ids: list[int], insert: Insert, after: str | None = None) -> None:
    """Add a change row without values for each of many new rows; as `write_changes`, at a fraction of the cost. `after` may be
    `ARRIVED`."""
    operation = session.info.get("operation")
    if operation is None:
        raise RuntimeError("a record was written outside an operation")
    rows = len(ids)
    # The name of a table is SQLAlchemy's own kind of text, which the driver asks twice a row what it is to be kept as.
    insert("change", {"operation_id": [operation] * rows, "table_name": [str(table_name)] * rows, "row_id": ids,
                      "kind": ["insert"] * rows, **({"after": [after] * rows} if after else {})})
    session.info["tables"].add(table_name)
    session.info.setdefault("touched", {}).setdefault(table_name, set()).update(ids)


def row_image(record: Record) -> dict[str, Any]:
    """All columns of a record as stored."""
    return {c.name: stored(c, getattr(record, c.name)) for c in table_of(type(record)).columns}


def _inserted(record: Record) -> dict[str, Any]:
    image = {k: v for k, v in row_image(record).items() if v not in (None, "")}
    return _change(record, "insert", None, image)


def _updated(record: Record) -> dict[str, Any] | None:
    state, before, after = inspect(record), {}, {}
    for column in table_of(type(record)).columns:
        past = state.attrs[column.name].history
        if past.has_changes():
            old, new = stored(column, past.deleted[0] if past.deleted else None), stored(column, past.added[0])
            if old != new:
                before[column.name], after[column.name] = old, new
    if not after:
        return None
    kind = "update" if "deleted_at" not in after else "delete" if after["deleted_at"] else "restore"
    return _change(record, kind, before, after)


def _change(record: Record, kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    return {"table_name": table_of(type(record)).name, "row_id": record.id, "kind": kind,
            "before": _dump(before), "after": _dump(after)}


def _dump(values: dict[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


# -- undo and redo ----------------------------------------------------------------------------------------------------


def next_undo(session: Session) -> Operation | None:
    """The action that Undo would take back: the newest one that stands and changed something."""
    return _operation(session, "SELECT o.id FROM operation o WHERE o.kind = 'do' AND NOT o.undone AND EXISTS "
                               "(SELECT 1 FROM change c WHERE c.operation_id = o.id) ORDER BY o.id DESC LIMIT 1")


def settle_down(session: Session) -> None:
    """Let all that was done so far stand as the beginning of a database just made, which no Undo takes back."""
    session.connection().exec_driver_sql("UPDATE operation SET kind = ? WHERE kind = 'do'", (SEED,))


def next_redo(session: Session) -> Operation | None:
    """The action that Redo would do again: the oldest one undone since the last new action that changed something."""
    return _operation(session, "SELECT min(u.target) FROM operation u JOIN operation o ON o.id = u.target AND o.undone "
                               "WHERE u.kind = 'undo' AND u.id > coalesce((SELECT d.id FROM operation d "
                               "WHERE d.kind = 'do' AND EXISTS (SELECT 1 FROM change c WHERE c.operation_id = d.id) "
                               "ORDER BY d.id DESC LIMIT 1), 0)")


def _operation(session: Session, query: str) -> Operation | None:
    number = session.connection().exec_driver_sql(query).scalar()
    return session.get(Operation, number) if number else None


def undo(session: Session, operation: Operation) -> Operation:
    """Take `operation` back as a new action of its own. Raises `Refused`, with the reason, where it cannot."""
    if operation.undone:
        raise Refused(_("“{action}” has already been undone.").format(action=operation.label))
    _refuse_later_changes(session, operation)
    _refuse_orphans(session, operation)
    for model, ids in _standing(session, operation):
        refuse_closed_since(session, model, ids, operation.id or 0)
    return _reverse(session, operation, "undo")


def redo(session: Session, operation: Operation) -> Operation:
    """Do an undone `operation` again. Raises `Refused` where its rows have been changed since."""
    if not operation.undone:
        raise Refused(_("“{action}” has not been undone.").format(action=operation.label))
    if operation.taken_from is not None:
        raise Refused(_("A package that was taken back is not done again: take it once more."))
    _refuse_later_changes(session, operation)
    return _reverse(session, operation, "redo")


def _refuse_later_changes(session: Session, operation: Operation) -> None:
    later = session.connection().exec_driver_sql(
        "SELECT o.label, o.at FROM change c JOIN change d ON d.row_id = c.row_id AND d.id > c.id "
        "JOIN operation o ON o.id = d.operation_id WHERE c.operation_id = ? AND o.id <> ? AND o.kind = 'do' "
        "AND NOT o.undone ORDER BY o.id DESC LIMIT 1", (operation.id, operation.id)).first()
    if later:
        raise Refused(_("“{action}” cannot be undone: “{later}” of {when} changed the same record afterwards.").format(
            action=operation.label, later=later[0], when=_local(later[1])))


def _local(stamp: str) -> str:
    return local_time.shown(datetime.fromisoformat(stamp))


def _refuse_orphans(session: Session, operation: Operation) -> None:
    """A record that others now stand on may not vanish by undoing its creation; those that came to name it in the same action
    name again what they named before."""
    run = session.connection().exec_driver_sql
    changes = run("SELECT table_name, row_id, kind, before FROM change WHERE operation_id = ?", (operation.id,)).all()
    made = [(table, row) for table, row, kind, _before in changes if kind in ("insert", "restore")]
    for name in {table for table, _row in made}:
        for link, found in references(session, name, [row for table, row in made if table == name]):
            if set(found) - {row for _table, row, kind, before in changes if kind in ("insert", "restore") or (
                    kind == "update" and link.column in json.loads(before or "{}"))}:
                raise Refused(_("“{action}” cannot be undone: later records refer to it.").format(action=operation.label))


def _refuse_dangling(session: Session, reversal: Operation) -> None:
    """What was just written back may not refer to a record that has gone into the recycle bin since."""
    driver: Any = session.connection().connection.driver_connection
    touched = driver.execute("SELECT DISTINCT table_name FROM change WHERE operation_id = ?", (reversal.id,)).fetchall()
    for (name,) in touched:
        for link in (found for found in kinds()[name].links if found.target):
            if driver.execute(
                    f'SELECT 1 FROM "{name}" r JOIN "{link.target}" p ON p.id = r."{link.column}" WHERE r.deleted_at IS NULL '
                    "AND p.deleted_at IS NOT NULL AND r.id IN (SELECT row_id FROM change WHERE operation_id = ?) LIMIT 1",
                    (reversal.id,)).fetchone():
                raise Refused(_("“{action}” cannot be undone: a record it belongs to lies in the recycle bin ({field}). "
                                "Restore that first.").format(action=reversal.label, field=_(link.title)))


def _standing(session: Session, operation: Operation) -> list[tuple[type[Record], list[int]]]:
    """The rows that an action wrote of models for which something holds whoever writes, model by model."""
    run = session.connection().exec_driver_sql
    names = run("SELECT DISTINCT table_name FROM change WHERE operation_id = ?", (operation.id,)).scalars().all()
    return [(model, list(run("SELECT DISTINCT row_id FROM change WHERE operation_id = ? AND table_name = ?",
                             (operation.id, name)).scalars()))
            for name in names if name in kinds() and stands(model := model_of(name))]


def _reverse(session: Session, operation: Operation, kind: str) -> Operation:
    """Write the before-images (undo) or after-images (redo) of an action back, newest change first (or oldest)."""
    reversal = begin(session, operation.label, kind, operation.id, taken_from=operation.taken_from)
    order = "DESC" if kind == "undo" else "ASC"
    driver: Any = session.connection().connection.driver_connection
    changes = driver.execute("SELECT table_name, row_id, kind, before, after FROM change WHERE operation_id = ? "
                             f"ORDER BY id {order}", (operation.id,)).fetchall()
    write_back(session, changes, undoing=kind == "undo")
    _refuse_dangling(session, reversal)
    session.expire_all()  # the rows were written below the session
    for model, ids in _standing(session, reversal):
        refuse_two_in_force(session, model, ids)
    operation.undone = kind == "undo"
    session.add(operation)
    session.flush()
    return reversal


def write_back(session: Session, changes: Iterable[Any], *, undoing: bool) -> None:
    """Give rows the state before (or after) `changes`: (table, row, kind, before, after) in the order to be written.

    What was is stored as it was: no rule of the record runs. A table or column that the schema has dropped is passed over.
    """
    known = kinds()
    write_steps(session, [step for change in changes if change[0] in known and (step := _step(*change, undoing=undoing))[2]])


Step = tuple[str, int, dict[str, Any], dict[str, Any]]
"""(table, row, values to write, values they replace), as stored."""


def write_steps(session: Session, steps: list[Step], *, ours: bool = False) -> None:
    """Give rows values as they are stored, in the order given, with their lines in the history; no rule of the record runs.
    `ours`: in an action that takes a package these are not its sender's, who is to hear of them (`OURS`)."""
    driver: Any = session.connection().connection.driver_connection
    for (table_name, names), group in groupby(steps, key=lambda s: (s[0], tuple(s[2]))):
        sets = ", ".join(f'"{name}" = ?' for name in names)
        driver.executemany(f'UPDATE "{table_name}" SET {sets} WHERE id = ?',
                           [(*image.values(), row_id) for _table, row_id, image, _was in group])
    write_changes(session, [_line(*step, ours=ours) for step in steps])


def _step(table_name: str, row_id: int, kind: str, before: str | None, after: str | None, *, undoing: bool) -> Step:
    """(table, row, values to write, values they replace). An undone insert is a deleted row; redo brings it back."""
    if kind == "insert":
        old, new = {"deleted_at": stored_now()}, {"deleted_at": None}
    else:
        old, new = json.loads(before or "{}"), json.loads(after or "{}")
    old, new = (_known(table_name, image) for image in (old, new))
    return (table_name, row_id, old, new) if undoing else (table_name, row_id, new, old)


def _known(table_name: str, image: dict[str, Any]) -> dict[str, Any]:
    columns = table_of(model_of(table_name)).columns
    return {name: value for name, value in image.items() if name in columns}


def _line(table_name: str, row_id: int, image: dict[str, Any], was: dict[str, Any], *, ours: bool = False) -> dict[str, Any]:
    kind = "update" if "deleted_at" not in image else "delete" if image["deleted_at"] else "restore"
    return {"table_name": table_name, "row_id": row_id, "kind": kind, "before": _dump(was),
            "after": _dump({**image, OURS: 1} if ours else image)}


def stored_now() -> str:
    """This moment as stored."""
    return str(Moment().process_bind_param(now(), DIALECT))


# -- reading ----------------------------------------------------------------------------------------------------------


def of_record(session: Session, table_name: str, row_id: int) -> list[Entry]:
    """The history of one record, newest first; what an action did to the fields it borrows stands in the same line."""
    lender, found = model_of(table_name).LENDER, list(_entries(session, table_name, row_id))
    number = session.connection().exec_driver_sql(
        f'SELECT "{lender.link}" FROM "{table_name}" WHERE id = ?', (row_id,)).scalar() if lender else None
    if lender and number:
        own = {entry.operation_id: entry for entry in found}
        for entry in _entries(session, table_of(lender.model).name, number):
            lent = {name: pair for name, pair in entry.fields.items() if name in lender.columns}
            if entry.operation_id in own:
                own[entry.operation_id].fields.update(lent)
            elif lent:
                found.append(replace(entry, fields=lent))
    return sorted(found, key=lambda entry: entry.operation_id, reverse=True)


def _entries(session: Session, table_name: str, row_id: int) -> Iterable[Entry]:
    """What every action did to one row of one table."""
    rows = session.connection().exec_driver_sql(
        "SELECT o.at, o.who, o.label, o.kind, c.kind, c.before, c.after, o.id FROM change c JOIN operation o "
        "ON o.id = c.operation_id WHERE c.row_id = ? AND c.table_name = ? ORDER BY c.id DESC", (row_id, table_name))
    for at, by, label, op, kind, before, after, number in rows:
        yield Entry(datetime.fromisoformat(at), by, label, op if op != "do" else kind,
                    _fields(table_name, before, after), number)


def _fields(table_name: str, before: str | None, after: str | None) -> dict[str, tuple[Any, Any]]:
    table: Table = table_of(model_of(table_name))
    old, new = json.loads(before or "{}"), json.loads(after or "{}")
    return {name: (loaded(table.columns[name], old.get(name)), loaded(table.columns[name], new.get(name)))
            for name in {**old, **new} if name in table.columns and name != "id"}


def newest(session: Session) -> int:
    """The number of the newest action, undo and redo included; 0 before the first. It grows with every change."""
    return int(session.connection().exec_driver_sql("SELECT max(id) FROM operation").scalar() or 0)


def recent(session: Session, limit: int = 200) -> list[Operation]:
    """The newest actions, newest first."""
    numbers = session.connection().exec_driver_sql("SELECT id FROM operation ORDER BY id DESC LIMIT ?", (limit,)).scalars()
    return [found for n in numbers.all() if (found := session.get(Operation, n))]
