"""Verbs of labels: new versions, the moves between states, the checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.history import who
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.search import Hit
from desktop.core.series import proposed
from desktop.labels import qr, states
from desktop.labels.choices import STATES
from desktop.labels.lists import FINDINGS, ITEMS, MOVES, VERSIONS
from desktop.labels.model import LabelCheck, LabelItem, LabelMove, LabelVersion
from desktop.labels.rules import Rule, rule_set, rules_for

OPEN = ("draft", "review", "approved")


def save_item(db: Database, values: Mapping[str, Any], record_id: int | None = None) -> LabelItem:
    """Add or change a label; a new one gets a code."""
    label = (_("{kind} changed") if record_id else _("{kind} added")).format(kind=_(LabelItem.NAME))
    with db.operation(label) as session:
        given = dict(values)
        if record_id is None and not given.get("code"):
            given["code"] = proposed(session, LabelItem, "L", today().year)
        item = verbs.store(session, LabelItem, given, record_id)
        for version in session.exec(select(LabelVersion).where(col(LabelVersion.item_id) == item.id)):
            version.item_name = item.name
        return item


def save_version(db: Database, values: Mapping[str, Any], record_id: int | None = None) -> LabelVersion:
    """Add or change a version. State and dates of state move by `move_version` alone.

    A version that is in force or over is a document: only its remarks, prints and run-out day may still change.
    """
    label = (_("{kind} changed") if record_id else _("{kind} added")).format(kind=_(LabelVersion.NAME))
    with db.operation(label) as session:
        return store_version(session, values, record_id)


def store_version(session: Session, values: Mapping[str, Any], record_id: int | None = None) -> LabelVersion:
    """`save_version` inside an action that is under way."""
    kept = {k: v for k, v in values.items() if k not in DATED}
    item = session.get(LabelItem, kept["item_id"]) if kept.get("item_id") else None
    if item is not None:
        kept["item_name"] = item.name
    if record_id is None:
        kept["number"] = kept.get("number") or _next_number(session, kept.get("item_id"))
        kept = {"made_on": today(), "rule_set": rule_set(today()), **{k: v for k, v in kept.items() if v is not None}}
        return verbs.store(session, LabelVersion, kept)
    version = _existing(session, record_id)
    _refuse_late_edit(version, kept)
    return verbs.store(session, LabelVersion, kept, record_id)


def _existing(session: Session, version_id: int) -> LabelVersion:
    found = session.get(LabelVersion, version_id)
    if found is None:
        raise Refused(_("This {kind} is no longer in the database.").format(kind=_(LabelVersion.NAME)))
    return found


DATED = frozenset({"state", "submitted_on", "approved_on", "effective_from", "superseded_on", "withdrawn_on", "reason"})
STILL_FREE = frozenset({"printed", "run_out_on", "remarks", "valid_until"})


def _refuse_late_edit(version: LabelVersion, values: Mapping[str, Any]) -> None:
    if version.state in OPEN:
        return
    changed = [k for k, v in values.items() if k not in STILL_FREE and getattr(version, k, v) != v]
    if changed:
        raise Refused(_("This version is “{state}” and stays as it was printed. Make a new version for changes.").format(
            state=STATES.label(version.state)))


def _next_number(session: Session, item_id: int | None) -> int:
    numbers = session.exec(select(LabelVersion.number).where(col(LabelVersion.item_id) == item_id))
    return max((n for n in numbers if n is not None), default=0) + 1


def new_version(db: Database, item_id: int, changes: str = "") -> LabelVersion:
    """A new draft that starts from the newest version; that one stays as it is."""
    with db.operation(_("New version")) as session:
        newest = session.exec(living(LabelVersion).where(
            col(LabelVersion.item_id) == item_id).order_by(
            col(LabelVersion.number).desc())).first()
        copied = {k: getattr(newest, k) for k in ("content", "qr_text", "valid_until", "sale_year")} if newest else {}
        return store_version(session, {**copied, "item_id": item_id, "changes": changes, "made_by": who()})


@dataclass(frozen=True)
class Move:
    """A wish to bring a version into another state: on which day, by whom, why."""

    after: str
    on: date | None = None
    by: str = ""
    reason: str = ""


def move_version(db: Database, version_id: int, move: Move) -> LabelVersion:
    """Move a version. Making one effective supersedes the one in force from the same day, in the same action.

    Raises `Refused` with what is allowed, or with the mandatory items that are missing (a reason overrules).
    """
    with db.operation(_("Label version: {state}").format(state=STATES.label(move.after))) as session:
        version = _existing(session, version_id)
        states.check_move(version.state, move.after, move.reason)
        day = move.on or today()
        if move.after == "approved" and not move.reason.strip():
            _refuse_missing(session, version)
        if move.after == "effective":
            _supersede_others(session, version, day)
        return _moved(session, version, move, day)


DATE_OF = {"review": "submitted_on", "approved": "approved_on", "effective": "effective_from",
           "superseded": "superseded_on", "withdrawn": "withdrawn_on"}


def _moved(session: Session, version: LabelVersion, move: Move, day: date) -> LabelVersion:
    by = move.by or who()
    verbs.store(session, LabelMove, {"version_id": version.id, "moved_on": day, "before": version.state,
                                     "after": move.after, "by": by, "reason": move.reason})
    version.state = move.after
    if move.after in DATE_OF:
        setattr(version, DATE_OF[move.after], day)
    if move.after == "approved":
        version.approved_by = by
    if move.after == "draft":
        version.submitted_on = version.approved_on = None
    version.reason = move.reason or version.reason
    session.flush()
    return version


def _supersede_others(session: Session, version: LabelVersion, day: date) -> None:
    """At any day one version of a label is in force: the others end where this one begins."""
    others = session.exec(select(LabelVersion).where(
        col(LabelVersion.item_id) == version.item_id, col(LabelVersion.state) == "effective",
        alive(LabelVersion), col(LabelVersion.id) != version.id)).all()
    for other in others:
        if other.effective_from and day < other.effective_from:
            raise Refused(_("Version {number} is in force since {day}; choose that day or a later one.").format(
                number=other.number, day=other.effective_from))
        reason = _("Replaced by version {number}").format(number=version.number)
        _moved(session, other, Move("superseded", day, reason=reason), day)


def in_force(session: Session, item_id: int, on: date) -> LabelVersion | None:
    """The version of a label that was in force on a day."""
    versions = session.exec(select(LabelVersion).where(
        col(LabelVersion.item_id) == item_id, alive(LabelVersion),
        col(LabelVersion.effective_from) <= on).order_by(col(LabelVersion.effective_from).desc(),
                                                        col(LabelVersion.number).desc()))
    for version in versions:
        ended = min((d for d in (version.superseded_on, version.withdrawn_on) if d), default=None)
        if ended is None or on < ended:
            return version
    return None


@dataclass(frozen=True)
class CheckLine:
    """A rule and what was found about it in one version."""

    rule: Rule
    state: str
    note: str
    id: int | None

    def blocks(self) -> bool:
        """Whether it stands in the way of approval: mandatory, and not confirmed."""
        return self.rule.binding() and self.state not in ("present", "not_applicable")


def checklist(session: Session, version_id: int) -> list[CheckLine]:
    """The mandatory items of a version's kind of label, each with what was found so far."""
    version = _existing(session, version_id)
    item = session.get(LabelItem, version.item_id)
    known = {c.rule: c for c in session.exec(living(LabelCheck).where(
        col(LabelCheck.version_id) == version_id))}
    return [_line(rule, known.get(rule.code)) for rule in rules_for(item.kind if item else "label")]


def read_checklist(db: Database, version_id: int) -> list[CheckLine]:
    """`checklist` in a session of its own."""
    with db.reading() as session:
        return checklist(session, version_id)


def _line(rule: Rule, check: LabelCheck | None) -> CheckLine:
    return CheckLine(rule, check.state, check.note, check.id) if check else CheckLine(rule, "open", "", None)


def set_check(db: Database, version_id: int, codes: Sequence[str], state: str, note: str | None = None) -> None:
    """Mark items of the list as present, missing or not applicable. Raises `Refused` once the version is approved."""
    with db.operation(_("Checklist: {codes}").format(codes=_(", ").join(codes[:5]))) as session:
        version = _existing(session, version_id)
        if version.state not in ("draft", "review"):
            raise Refused(_("The checklist of a version that is “{state}” is closed.").format(
                state=STATES.label(version.state)))
        known = {line.rule.code: line for line in checklist(session, version_id)}
        for code in codes:
            line = known[code]
            values = {"version_id": version_id, "rule": code, "state": state, "note": line.note if note is None else note}
            verbs.store(session, LabelCheck, values, line.id)


def missing(session: Session, version_id: int) -> list[CheckLine]:
    """The items without which a label is illegal and that are not marked as present or not applicable."""
    return [line for line in checklist(session, version_id) if line.blocks()]


def _refuse_missing(session: Session, version: LabelVersion) -> None:
    lines = missing(session, version.id)
    if lines:
        named = _(", ").join(f"{line.rule.code} {line.rule.title}" for line in lines[:5])
        raise Refused(_("{n} mandatory items are not confirmed: {items}. Tick them in the checklist, or approve with a "
                        "reason.").format(n=len(lines), items=named + (" …" if len(lines) > 5 else "")))


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


__all__ = ["DATED", "FINDINGS", "ITEMS", "MOVES", "VERSIONS", "CheckLine", "Move", "checklist", "doubts", "in_force", "missing",
           "move_version", "new_version", "read_checklist", "save_item", "save_version", "set_check", "similar_items"]
