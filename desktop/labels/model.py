"""A label (variety × kind × pack × language), its versions, their checklist and history, findings on prints."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.labels import choices as c


class LabelItem(Record, table=True):
    """A label, manual or bag: what stays the same from version to version."""

    NAME: ClassVar[str] = N_("Label")
    FORM: ClassVar[Groups] = (
        Group("name:2 code variety_id kind language pack net_g kernels region_id printer retired remarks"),
    )
    code: str = f.text(N_("Label code"), search=True, index=True)
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


class LabelVersion(Record, table=True):
    """One version of a label. `state` moves only as labels/states.py allows."""

    NAME: ClassVar[str] = N_("Label version")
    FORM: ClassVar[Groups] = (
        Group("item_id number state made_by made_on sale_year reviewed_by approved_by valid_until effective_from "
              "run_out_on printed changes remarks", N_("Version")),
        Group("content qr_text", N_("Text of the label")),
        Group("submitted_on approved_on superseded_on withdrawn_on reason:2 rule_set:2", N_("Dates of state")),
    )
    item_id: int | None = f.link(N_("Label"), "labelitem.id", required=True)
    item_name: str = f.text(N_("Name of the label"), search=True)  # a copy kept by actions, so that it is found by it
    number: int | None = f.whole(N_("Version"), low=1)
    state: str = f.choice(N_("State"), c.STATES, default="draft")
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


class LabelMove(Record, table=True):
    """A dated move of a version from one state to another."""

    NAME: ClassVar[str] = N_("Change of state")
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", owned=True)
    moved_on: date | None = f.day(N_("Day"), required=True)
    before: str = f.choice(N_("From state"), c.STATES)
    after: str = f.choice(N_("To state"), c.STATES)
    by: str = f.text(N_("Done by"))
    reason: str = f.text(N_("Reason"))


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
    decision: str = f.choice(N_("Decision"), c.DECISIONS, default="open")
    decided_on: date | None = f.day(N_("Decided on"))
    decided_by: str = f.text(N_("Decided by"))

    def label(self) -> str:
        """Day, kind and lot."""
        return f"{self.found_on or ''} {c.FINDING_KINDS.label(self.kind)} {self.lot}".strip()
