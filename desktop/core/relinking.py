"""What happens to the records that named one which a merge takes away: they name the one that stays, or give way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, select

from desktop.core import rules
from desktop.core.errors import Refused
from desktop.core.fields import now
from desktop.core.i18n import _
from desktop.core.kinds import links_to, model_of
from desktop.core.records import Record, table_of
from desktop.core.standing import refuse_two_in_force


def relink(session: Session, record: Any, before: Any, name: str, keep: int) -> None:
    """Let a record name the one that stays. What it copies from that one follows; its locks do not hold against this.

    What the one that stays has already gives way to it and goes into the bin. `before`: the record as it was.
    """
    if record.gives_way(session, name, keep):
        record.deleted_at = now()
        session.flush()
        return
    model = type(record)
    setattr(record, name, keep)
    record.before_save(before, session)
    rules.renumber(session, model, record, before)
    session.flush()
    refuse_two_in_force(session, model, [record.id])
    record.after_save(before, session)


def refuse_below(session: Session, model: type[Record], keep: int, lose: Sequence[int]) -> None:
    """In a tree the record that stays may not hang below one that goes: it would hang on itself."""
    for link in links_to(table_of(model).name):
        if link.table != link.target:
            continue
        above, seen = session.get_one(model, keep), {keep}
        while (number := getattr(above, link.column)) is not None and number not in seen:
            above = session.get_one(model, number)
            seen.add(number)
            if number in lose:
                raise Refused(_("“{keep}” lies below “{lose}”: keep the upper one.").format(
                    keep=session.get_one(model, keep).label(), lose=above.label()))


def move_attachments(session: Session, table_name: str, keep: int, lose: Sequence[int]) -> None:
    """Files and notes that hang on the losers hang on `keep` from now on."""
    kind: Any = model_of("attachment")  # which stands on `verbs`, so it is asked for by name
    query = select(kind).where(kind.owner_table == table_name, kind.owner_id.in_(lose))
    for attachment in session.exec(query):
        attachment.owner_id = keep
