"""Verbs of labels: new versions, the checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import verbs, versions
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.search import Hit
from desktop.labels import qr
from desktop.labels.lists import ITEMS, VERSIONS
from desktop.labels.model import CheckLine, LabelCheck, LabelItem, LabelVersion, checklist


def read_checklist(db: Database, version_id: int) -> list[CheckLine]:
    """`checklist` in a session of its own."""
    with db.reading() as session:
        return checklist(session, _existing(session, version_id))


def _existing(session: Session, version_id: int) -> LabelVersion:
    found = session.get(LabelVersion, version_id)
    if found is None:
        raise Refused(_("This {kind} is no longer in the database.").format(kind=_(LabelVersion.NAME)))
    return found


def set_check(db: Database, version_id: int, codes: Sequence[str], state: str, note: str | None = None) -> None:
    """Mark items of the list as present, missing or not applicable. Raises `Refused` once the version is approved."""
    with db.operation(_("Checklist: {codes}").format(codes=_(", ").join(codes[:5]))) as session:
        known = {line.rule.code: line for line in checklist(session, _existing(session, version_id))}
        for code in codes:
            line = known[code]
            values = {"version_id": version_id, "rule": code, "state": state, "note": line.note if note is None else note}
            verbs.store(session, LabelCheck, values, line.id)


def take_findings(db: Database, version_id: int) -> int:
    """Mark the open items of which the program is sure: right ones as present, wrong ones as missing; gives their number.

    What it doubts or cannot see stays open: it is looked at and signed by somebody.
    """
    with db.operation(_("Checklist by the program")) as session:
        sure = [line for line in checklist(session, _existing(session, version_id))
                if line.state == "open" and line.found.state in ("right", "wrong")]
        for line in sure:
            verbs.store(session, LabelCheck, {
                "version_id": version_id, "rule": line.rule.code, "note": line.found.text or _("Checked by the program"),
                "state": "present" if line.found.state == "right" else "missing"}, line.id)
    return len(sure)


def doubts(session: Session, values: Mapping[str, Any], record_id: int | None) -> dict[str, str]:
    """What looks wrong about a version but does not forbid saving: the text of its QR code, a validity that is over."""
    del record_id
    found = {}
    if values.get("qr_text"):
        item = session.get(LabelItem, values.get("item_id") or 0)
        variety = session.get(Variety, item.variety_id) if item and item.variety_id else None
        sentences = qr.problems(str(values["qr_text"]), variety.name if variety else "")
        if sentences:
            found["qr_text"] = " ".join(sentences)
    if values.get("valid_until") and values["valid_until"] < today():
        found["valid_until"] = _("The validity of this version is over.")
    return found


def similar_items(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[Hit]:
    """Labels of the same variety, kind, pack and language, or of the same name."""
    table = table_of(LabelItem)
    same = table.c.name == (values.get("name") or "-")
    if values.get("variety_id"):
        key = [table.c[k] == (values.get(k) or "") for k in ("kind", "pack", "language")]
        whole = key[0] & key[1] & key[2] & (table.c.variety_id == values["variety_id"])
        same = same | whole
    rows = session.execute(table.select().where(same, alive(table), table.c.id != (record_id or 0)).limit(5))
    return [Hit("labelitem", r.id, r.name, r.code) for r in rows]


def new_version(db: Database, item_id: int, changes: str = "") -> LabelVersion:
    """A new draft that starts from the newest version; that one stays as it is."""
    with db.operation(_("New version")) as session:
        newest = session.exec(living(LabelVersion).where(col(LabelVersion.item_id) == item_id).order_by(
            col(LabelVersion.number).desc())).first()
        return versions.next_version(session, newest or LabelVersion(item_id=item_id), changes=changes)


def in_force(session: Session, item_id: int, on: date) -> LabelVersion | None:
    """The version of a label that was in force on a day."""
    return versions.in_force(session, LabelVersion, item_id, on)


__all__ = ["ITEMS", "VERSIONS", "CheckLine", "checklist", "doubts", "in_force", "new_version", "read_checklist",
           "set_check", "similar_items", "take_findings"]
