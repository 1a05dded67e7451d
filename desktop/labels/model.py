"""A label (variety × kind × pack × language), its versions, their checklist, findings on prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.errors import Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record, living
from desktop.core.versions import Versioned, Versions
from desktop.labels import choices as c
from desktop.labels.rules import Rule, rule_set, rules_for
from desktop.labels.states import CHECKED, MACHINE


class LabelItem(Record, table=True):
    """A label, manual or bag: what stays the same from version to version."""

    NAME: ClassVar[str] = N_("Label")
    FORM: ClassVar[Groups] = (
        Group("name:2 code variety_id kind language pack net_g kernels region_id printer retired remarks"),
    )
    code: str = f.code(N_("Label code"), "L")
    name: str = f.text(N_("Name"), required=True, search=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    kind: str = f.choice(N_("Kind"), c.KINDS, default="label")
    pack: str = f.text(N_("Pack"))
    net_g: float | None = f.number(N_("Net weight"), unit="g", decimals=1, low=0)
    kernels: int | None = f.whole(N_("Kernels a pack"), low=0)
    language: str = f.choice(N_("Language"), c.LANGUAGES, default="zh")
    region_id: int | None = f.link(N_("Sales region"), "region.id")
    printer: str = f.text(N_("Printing works"), search=True)
    retired: bool = f.yes_no(N_("No longer used"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Kind and pack."""
        return " · ".join(t for t in (self.code, c.KINDS.label(self.kind), self.pack) if t)

    def after_save(self, before: Any, session: Session) -> None:
        """Its versions are called as it is."""
        if before is not None and before.name != self.name:
            for version in session.exec(select(LabelVersion).where(col(LabelVersion.item_id) == self.id)):
                version.item_name = self.name
            session.flush()


class LabelVersion(Versioned, table=True):
    """One version of a label. One that is in force or over is a document, and stays as it was printed."""

    NAME: ClassVar[str] = N_("Label version")
    FORM: ClassVar[Groups] = (
        Group("item_id number state made_by made_on sale_year reviewed_by approved_by valid_until effective_from "
              "run_out_on printed changes remarks", N_("Version")),
        Group("content qr_text", N_("Text of the label")),
        Group("submitted_on approved_on superseded_on withdrawn_on reason:2 rule_set:2", N_("Dates of state")),
    )
    VERSIONS: ClassVar[Versions] = Versions(
        "item_id", "effective", "superseded", fresh=frozenset(
            {"made_by", "made_on", "reviewed_by", "approved_by", "run_out_on", "printed", "rule_set", "changes", "remarks"}))
    item_id: int | None = f.link(N_("Label"), "labelitem.id", required=True)
    item_name: str = f.text(N_("Name of the label"), search=True)  # a copy, so that it is found by it
    number: int | None = f.whole(N_("Version"), low=1, counted_in="item_id")
    state: str = f.state(N_("State"), MACHINE, "draft")
    made_by: str = f.text(N_("Drafted by"))
    made_on: date | None = f.day(N_("Drafted on"))
    submitted_on: date | None = f.day(N_("Given to review on"))
    reviewed_by: str = f.text(N_("Reviewed by"))
    approved_by: str = f.text(N_("Approved by"))
    approved_on: date | None = f.day(N_("Approved on"))
    effective_from: date | None = f.day(N_("Effective from"), index=True)
    superseded_on: date | None = f.day(N_("Superseded on"))
    withdrawn_on: date | None = f.day(N_("Withdrawn on"))
    valid_until: date | None = f.day(N_("Valid until"), index=True)
    run_out_on: date | None = f.day(N_("Old stock used up by"))
    reason: str = f.text(N_("Reason"))
    printed: int | None = f.whole(N_("Copies printed"), low=0)
    rule_set: str = f.text(N_("Rule set"))
    sale_year: str = f.text(N_("Business year"))
    changes: str = f.text(N_("What is new"), search=True, long=True)
    content: str = f.text(N_("Text of the label"), search=True, long=True)
    qr_text: str = f.text(N_("Text of the QR code"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The label and the version's number."""
        return f"{self.item_name} {_('Version {number}').format(number=self.number or '–')}".strip()

    def detail(self) -> str:
        """State and what is new."""
        return " · ".join(t for t in (c.STATES.label(self.state), self.changes.split("\n")[0][:60]) if t)

    def before_save(self, before: Any, session: Session) -> None:
        """It is called as its label; a new one stands under the rules of the day it is drafted on."""
        item = session.get(LabelItem, self.item_id) if self.item_id else None
        if item is not None:
            self.item_name = item.name
        if before is None:
            self.made_on = self.made_on or f.today()
            self.rule_set = self.rule_set or rule_set(self.made_on)

    def before_move(self, move: Move, session: Session) -> None:
        """Approval needs every mandatory item, or a reason."""
        Versioned.before_move(self, move, session)
        if move.after == "approved" and not move.reason.strip():
            refuse_missing(session, self)


class LabelCheck(Record, table=True):
    """One item of the mandatory list for one version: present, missing or not applicable."""

    NAME: ClassVar[str] = N_("Label check")
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", owned=True)
    rule: str = f.text(N_("Rule"), required=True, index=True)
    state: str = f.choice(N_("State"), c.CHECK_STATES, default="open")
    note: str = f.text(N_("Note"))

    def label(self) -> str:
        """The rule's code."""
        return self.rule

    def before_save(self, before: Any, session: Session) -> None:
        """The checklist is closed once the version is approved, for what goes to another version as well."""
        for number in {check.version_id for check in (before, self) if check is not None and check.version_id}:
            refuse_closed(session, number)

    def before_delete(self, session: Session) -> None:
        """What was ticked stays with a version that is approved."""
        refuse_closed(session, self.version_id)


def refuse_closed(session: Session, version_id: int | None) -> None:
    """Raise `Refused` where the checklist of a version is closed by its state."""
    version = session.get(LabelVersion, version_id) if version_id else None
    if version is not None and version.state not in CHECKED:
        raise Refused(_("The checklist of a version that is “{state}” is closed.").format(
            state=c.STATES.label(version.state)))


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


def checklist(session: Session, version: LabelVersion) -> list[CheckLine]:
    """The mandatory items of a version's kind of label, each with what was found so far."""
    item = session.get(LabelItem, version.item_id)
    known = {check.rule: check for check in session.exec(living(LabelCheck).where(
        col(LabelCheck.version_id) == version.id))}
    return [_line(rule, known.get(rule.code)) for rule in rules_for(item.kind if item else "label")]


def _line(rule: Rule, check: LabelCheck | None) -> CheckLine:
    return CheckLine(rule, check.state, check.note, check.id) if check else CheckLine(rule, "open", "", None)


def refuse_missing(session: Session, version: LabelVersion) -> None:
    """Raise `Refused` while items without which a label is illegal are not marked as present or not applicable."""
    lines = [line for line in checklist(session, version) if line.blocks()]
    if lines:
        named = _(", ").join(f"{line.rule.code} {line.rule.title}" for line in lines[:5])
        raise Refused(_("{n} mandatory items are not confirmed: {items}. Tick them in the checklist, or approve with a "
                        "reason.").format(n=len(lines), items=named + (" …" if len(lines) > 5 else "")))


class QualityFinding(Record, table=True):
    """A fault found on printed labels or bags."""

    NAME: ClassVar[str] = N_("Quality finding")
    FORM: ClassVar[Groups] = (
        Group("item_id version_id lot found_on kind severity quantity decision decided_by decided_on description"),
    )
    item_id: int | None = f.link(N_("Label"), "labelitem.id", required=True)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id")
    lot: str = f.text(N_("Print or seed lot"), search=True)
    found_on: date | None = f.day(N_("Found on"), required=True, index=True)
    kind: str = f.choice(N_("Kind"), c.FINDING_KINDS, default="colour")
    severity: str = f.choice(N_("Severity"), c.SEVERITIES, default="minor")
    quantity: int | None = f.whole(N_("Pieces concerned"), low=0)
    description: str = f.text(N_("Description"), search=True, long=True)
    decision: str = f.choice(N_("Disposition"), c.DECISIONS, default="open")
    decided_on: date | None = f.day(N_("Decided on"))
    decided_by: str = f.text(N_("Decided by"))

    def label(self) -> str:
        """Day, kind and lot."""
        return f"{self.found_on or ''} {c.FINDING_KINDS.label(self.kind)} {self.lot}".strip()
