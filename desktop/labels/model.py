"""A label (variety × kind × pack × market × language), its versions with what is printed on them, and their checklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.errors import Refused
from desktop.core.groups import Group, Groups
from desktop.core.history import manager
from desktop.core.i18n import N_, _, ngettext
from desktop.core.moves import Move, said_reason
from desktop.core.records import Record, living
from desktop.core.versions import Versioned, Versions
from desktop.labels import barcode
from desktop.labels import choices as c
from desktop.labels.checking import Found, check
from desktop.labels.facts import Known, facts_of
from desktop.labels.rules import Rule, rule_set, rules_for, said_set
from desktop.labels.states import CHECKED, MACHINE
from desktop.labels.works_model import keep_works, offered_works

CONFIRMED = ("present", "not_applicable")


class LabelItem(Record, table=True):
    """A label, manual or bag: what stays the same from version to version."""

    NAME: ClassVar[str] = N_("Label")
    FORM: ClassVar[Groups] = (
        Group("name:2 code variety_id kind language pack net_g kernels barcode region_id printer retired remarks"),
    )
    code: str = f.code(N_("Label code"), "L")
    name: str = f.text(N_("Name"), required=True, search=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    kind: str = f.choice(N_("Kind"), c.KINDS, default="label")
    pack: str = f.text(N_("Pack"))
    net_g: float | None = f.number(N_("Net weight"), unit="g", decimals=1, low=0)
    kernels: int | None = f.whole(N_("Kernels a pack"), low=0)
    barcode: str = f.text(N_("Barcode of goods"), search=True, normal=barcode.digits)
    language: str = f.choice(N_("Language"), c.LANGUAGES, default="zh")
    region_id: int | None = f.link(N_("Sales region"), "region.id")
    printer: str = f.text(N_("Printing works"), search=True, suggest=offered_works)
    retired: bool = f.yes_no(N_("No longer used"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Kind and pack."""
        return " · ".join(t for t in (self.code, c.KINDS.label(self.kind), self.pack) if t)

    def problems(self) -> dict[str, str]:
        """A barcode is one."""
        wrong = barcode.problem(self.barcode) if self.barcode else ""
        return {"barcode": wrong} if wrong else {}

    def after_save(self, before: Any, session: Session) -> None:
        """Its versions are called as it is, and who prints it is a printing works that is known."""
        keep_works(session, self.printer)
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
        Group("crop_name category seed_class printed_name producer:2 licence_no contact address:3 purity cleanness "
              "germination moisture standard_no single_seed net_content tested guarantee_months quarantine_no approval_no "
              "registration_no pvp_no season_text area:2 import_no gm_no repacker treatment:2 "
              "jet_printed", N_("What is printed")),
        Group("width_mm height_mm name_mm net_mm least_mm", N_("Sizes on the proof")),
        Group("traits_text cultivation adaptability risks advice", N_("Instructions for use")),
        Group("content qr_text codes_read:2 codes_from", N_("Text of the label")),
        Group("submitted_on approved_on superseded_on withdrawn_on reason:2 rule_set:2", N_("Dates of state")),
    )
    VERSIONS: ClassVar[Versions] = Versions(
        "item_id", "effective", "superseded", fresh=frozenset(
            {"made_by", "made_on", "reviewed_by", "approved_by", "run_out_on", "printed", "rule_set", "changes", "remarks",
             "codes_read", "codes_from"}))
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
    reason: str = f.text(N_("Reason"), say=said_reason)
    printed: int | None = f.whole(N_("Copies printed"), low=0)
    rule_set: str = f.text(N_("Rule set"), say=said_set)
    sale_year: str = f.text(N_("Business year"))
    changes: str = f.text(N_("What is new"), search=True, long=True)
    content: str = f.text(N_("Text of the label"), search=True, long=True)
    qr_text: str = f.text(N_("Text of the QR code"), long=True)
    crop_name: str = f.text(N_("Crop as printed"))
    category: str = f.choice(N_("Seed category"), c.CATEGORIES)
    seed_class: str = f.choice(N_("Seed class"), c.CLASSES)
    printed_name: str = f.text(N_("Variety as printed"))
    producer: str = f.text(N_("Producer as printed"), search=True)
    licence_no: str = f.text(N_("Licence no."))
    address: str = f.text(N_("Registered address"))
    contact: str = f.text(N_("Contact on the label"))
    purity: float | None = f.number(N_("Purity promised"), unit="%", decimals=1, low=0, high=100, bound="≥")
    cleanness: float | None = f.number(N_("Cleanness promised"), unit="%", decimals=1, low=0, high=100, bound="≥")
    germination: float | None = f.number(N_("Germination promised"), unit="%", decimals=1, low=0, high=100, bound="≥")
    moisture: float | None = f.number(N_("Moisture promised"), unit="%", decimals=1, low=0, high=100, bound="≤")
    standard_no: str = f.text(N_("Standard cited"))
    single_seed: bool = f.yes_no(N_("For single-seed sowing"))
    net_content: str = f.text(N_("Net content as printed"))
    tested: str = f.text(N_("Test date as printed"))
    guarantee_months: int | None = f.whole(N_("Guarantee period"), unit=N_("months"), low=1, high=120)
    quarantine_no: str = f.text(N_("Quarantine no."))
    approval_no: str = f.text(N_("Approval no. as printed"))
    registration_no: str = f.text(N_("Registration no. as printed"))
    pvp_no: str = f.text(N_("Variety right no. as printed"))
    area: str = f.text(N_("Area as printed"), long=True)
    season_text: str = f.text(N_("Planting season"))
    import_no: str = f.text(N_("Import approval no."))
    gm_no: str = f.text(N_("GM safety certificate no."))
    repacker: str = f.text(N_("Repacked by"))
    treatment: str = f.text(N_("Seed treatment and warning"), long=True)
    jet_printed: str = f.text(N_("Printed on later"))
    codes_read: str = f.text(N_("Codes read from the artwork"), long=True)
    codes_from: str = f.text(N_("Read from"))
    width_mm: float | None = f.number(N_("Width"), unit="mm", decimals=1, low=1, high=2000)
    height_mm: float | None = f.number(N_("Height"), unit="mm", decimals=1, low=1, high=2000)
    name_mm: float | None = f.number(N_("Height of the variety's name"), unit="mm", decimals=1, low=0, high=500)
    net_mm: float | None = f.number(N_("Height of the net content"), unit="mm", decimals=1, low=0, high=500)
    least_mm: float | None = f.number(N_("Smallest characters"), unit="mm", decimals=1, low=0, high=500)
    traits_text: str = f.text(N_("Main traits"), long=True)
    cultivation: str = f.text(N_("Main cultivation measures"), long=True)
    adaptability: str = f.text(N_("Adaptability"), long=True)
    risks: str = f.text(N_("Risks"), long=True)
    advice: str = f.text(N_("Advice service"), long=True)
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
            refuse_remarks(session, self)


class LabelCheck(Record, table=True):
    """One item of the mandatory list for one version: present, missing or not applicable."""

    NAME: ClassVar[str] = N_("Label check")
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", owned=True)
    rule: str = f.text(N_("Rule"), required=True, index=True)
    state: str = f.choice(N_("State"), c.CHECK_STATES, default="open")
    note: str = f.text(N_("Note"))
    checked_by: str = f.text(N_("Checked by"))
    checked_on: date | None = f.day(N_("Checked on"))

    def label(self) -> str:
        """The rule's code."""
        return self.rule

    def before_save(self, before: Any, session: Session) -> None:
        """The checklist is closed once the version is approved, for what goes to another version as well; a mark is signed."""
        for number in {mark.version_id for mark in (before, self) if mark is not None and mark.version_id}:
            refuse_closed(session, number)
        if self.state == "open":
            self.checked_by, self.checked_on = "", None
        elif before is None or before.state != self.state:
            self.checked_by, self.checked_on = manager(session), f.today()

    def before_delete(self, session: Session) -> None:
        """What was ticked stays with a version that is approved."""
        refuse_closed(session, self.version_id)


class LabelRemark(Record, table=True):
    """What somebody remarks of a place on the proof, and how it was answered."""

    NAME: ClassVar[str] = N_("Remark of a review")
    FORM: ClassVar[Groups] = (Group("place spot remark:3 said_by said_on answer:3 settled_by settled_on"),)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", owned=True)
    place: str = f.choice(N_("Face"), c.PLACES, default="front")
    spot: str = f.text(N_("Place on the face"))
    remark: str = f.text(N_("Remark of the review"), required=True, search=True)
    said_by: str = f.text(N_("Remarked by"))
    said_on: date | None = f.day(N_("Remarked on"))
    answer: str = f.text(N_("What was done about it"), search=True)
    settled_by: str = f.text(N_("Settled by"))
    settled_on: date | None = f.day(N_("Settled on"), not_before="said_on")

    def label(self) -> str:
        """Place and remark."""
        return " ".join(t for t in (c.PLACES.label(self.place), self.spot, self.remark[:40]) if t)

    def before_save(self, before: Any, session: Session) -> None:
        """It is signed by who said it, and again by who answered it."""
        refuse_closed(session, self.version_id)
        if before is None:
            self.said_by, self.said_on = self.said_by or manager(session), self.said_on or f.today()
        if self.answer and self.settled_on is None:
            self.settled_on = f.today()
        if self.settled_on and not self.settled_by:
            self.settled_by = manager(session)


def refuse_remarks(session: Session, version: LabelVersion) -> None:
    """Raise `Refused` while remarks of the review wait for an answer."""
    waiting = session.exec(living(LabelRemark).where(
        col(LabelRemark.version_id) == version.id, col(LabelRemark.settled_on).is_(None))).all()
    if waiting:
        said = _(", ").join(one.label() for one in waiting[:3]) + (" …" if len(waiting) > 3 else "")
        raise Refused(_("Remarks of the review wait for an answer: {items}. Answer them, or approve with a reason.").format(
            items=said))


def refuse_closed(session: Session, version_id: int | None) -> None:
    """Raise `Refused` where the checklist of a version is closed by its state."""
    version = session.get(LabelVersion, version_id) if version_id else None
    if version is not None and version.state not in CHECKED:
        raise Refused(_("The checklist of a version that is “{state}” is closed.").format(
            state=c.STATES.label(version.state)))


@dataclass(frozen=True)
class CheckLine:
    """A rule, the mark somebody gave it in one version and signed, and what the program finds of it."""

    rule: Rule
    found: Found
    state: str = "open"
    note: str = ""
    signed: str = ""
    id: int | None = None

    def blocks(self) -> bool:
        """Whether it stands in the way of approval: mandatory, and not confirmed, or found wrong all the same.

        Of a mandatory item whose text nobody verified it is asked that somebody looked at it and signed.
        """
        if not self.rule.binding():
            return self.rule.severity == "E" and self.state == "open"
        return self.state not in CONFIRMED or self.found.state == "wrong"


def checklist(session: Session, version: LabelVersion, on: date | None = None) -> list[CheckLine]:
    """The items of a version's kind of label, each with its mark and what the program finds: under the rules of the day it was
    drafted on, or of `on`."""
    return next(checklists(session, [version], on))[1]


def checklists(session: Session, versions: Sequence[LabelVersion], on: date | None = None) -> Iterator[
        tuple[LabelVersion, list[CheckLine]]]:
    """The checklists of many versions: what all of them are compared with is asked for once."""
    known, marks = Known(session), _marks(session, versions)
    items = {item.id: item for item in session.exec(select(LabelItem))} if len(versions) > 1 else {}
    for version in versions:
        item = items.get(version.item_id or 0) or (session.get(LabelItem, version.item_id) if version.item_id else None)
        facts, own = facts_of(session, version, item, on, known), marks.get(version.id, {})
        yield version, [_line(rule, check(rule, facts), own.get(rule.code)) for rule in rules_for(facts.kind, facts.day)]


def _marks(session: Session, versions: Sequence[LabelVersion]) -> dict[int, dict[str, LabelCheck]]:
    """The marks of versions by rule."""
    found: dict[int, dict[str, LabelCheck]] = {}
    for start in range(0, len(versions), 500):
        ids = [version.id for version in versions[start:start + 500]]
        for mark in session.exec(living(LabelCheck).where(col(LabelCheck.version_id).in_(ids))):
            found.setdefault(mark.version_id or 0, {})[mark.rule] = mark
    return found


def _line(rule: Rule, found: Found, mark: LabelCheck | None) -> CheckLine:
    if mark is None:
        return CheckLine(rule, found)
    signed = " ".join(part for part in (mark.checked_by, f"{mark.checked_on or ''}") if part)
    return CheckLine(rule, found, mark.state, mark.note, signed, mark.id)


def refuse_missing(session: Session, version: LabelVersion) -> None:
    """Raise `Refused` while items without which a label is illegal are found wrong, or not confirmed."""
    lines = [line for line in checklist(session, version) if line.blocks()]
    if wrong := [line for line in lines if line.found.state == "wrong"]:
        raise Refused(_("Found wrong: {items} Correct the version, or approve with a reason.").format(
            items=" ".join(f"{line.rule.code} {line.found.text}" for line in wrong[:3]) + (" …" if len(wrong) > 3 else "")))
    if lines:
        named = _(", ").join(f"{line.rule.code} {line.rule.title}" for line in lines[:5])
        raise Refused(ngettext(
            "{n} mandatory item is not confirmed: {items}. Tick it in the checklist, or approve with a reason.",
            "{n} mandatory items are not confirmed: {items}. Tick them in the checklist, or approve with a "
            "reason.", len(lines)).format(n=len(lines), items=named + (" …" if len(lines) > 5 else "")))
