"""Handouts for farmers: their text, versions, print runs and the copies given out."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import said_reason
from desktop.core.records import Record
from desktop.core.versions import Versioned, Versions
from desktop.people.finding import find_person
from desktop.service import choices as c
from desktop.service import starters
from desktop.service.field_words import offered, said
from desktop.service.sheet_choice import sheet_in_force
from desktop.service.states import DOCUMENT, DOCUMENTS


class Handout(Versioned, table=True):
    """One version of a handout. Versions share `code`.

    `body` is Markdown with blocks of our own (see handout_blocks); `options` hold what the page is made with.
    """

    NAME: ClassVar[str] = N_("Handout")
    FORM: ClassVar[Groups] = (
        Group("title:2 code crop_id variety_id region_id sheet_id stage audience page language expires_on "
              "large_print remarks", N_("The handout")),
        Group("number state reason made_by made_on submitted_on reviewed_by approved_by approved_on published_on "
              "withdrawn_on changes", N_("Approval")),
    )
    VERSIONS: ClassVar[Versions] = DOCUMENT
    code: str = f.code(N_("Code"), "MB", year_of="made_on")
    title: str = f.text(N_("Title"), required=True, search=True)
    number: int | None = f.whole(N_("Version"), low=1, default=1, counted_in="code", reused=True)
    state: str = f.state(N_("State"), DOCUMENTS, "draft")
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    sheet_id: int | None = f.link(N_("Technique sheet"), "techniquesheet.id")
    stage: str = f.text(N_("Growth stage"), suggest=offered("stage"), say=said)
    audience: str = f.choice(N_("For whom"), c.AUDIENCE, "farmers")
    language: str = f.choice(N_("Language"), c.HANDOUT_LANGUAGE)
    page: str = f.choice(N_("Page"), c.PAGE_KIND, "A4")
    large_print: bool = f.yes_no(N_("Large print"))
    body: str = f.text(N_("Text"), search=True, long=True)
    options: dict[str, Any] = f.data(N_("Options"), {})
    made_by: str = f.text(N_("Drafted by"))
    made_on: date | None = f.day(N_("Drafted on"))
    submitted_on: date | None = f.day(N_("Given to review on"))
    reviewed_by: str = f.text(N_("Reviewed by"))
    approved_by: str = f.text(N_("Approved by"))
    approved_on: date | None = f.day(N_("Approved on"))
    published_on: date | None = f.day(N_("Published on"))
    withdrawn_on: date | None = f.day(N_("Withdrawn on"))
    expires_on: date | None = f.day(N_("Valid until"), index=True)
    reason: str = f.text(N_("Reason"), say=said_reason)
    changes: str = f.text(N_("What is new"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Code, version and state."""
        version = _("Version {number}").format(number=self.number or "–")
        return " · ".join(t for t in (self.code, version, c.DOCUMENT_STATE.label(self.state)) if t)

    def before_save(self, before: Any, session: Session) -> None:
        """A new one without a text starts from its crop's, where there is one."""
        if before is None and self.sheet_id is None:
            self.sheet_id = sheet_in_force(session, self.crop_id, self.variety_id, self.region_id)
        if before is None and not self.body and (self.crop_id or self.variety_id):
            self.body = starters.body_for(session, self.crop_id, self.variety_id, self.language, self.sheet_id)


class PrintRun(Record, table=True):
    """Copies of a handout that were printed."""

    NAME: ClassVar[str] = N_("Print run")
    FORM: ClassVar[Groups] = (Group("printed_on copies printer cost remark:2"),)
    handout_id: int | None = f.link(N_("Handout"), "handout.id", owned=True)
    printed_on: date | None = f.day(N_("Printed on"), required=True)
    copies: int | None = f.whole(N_("Copies"), low=1)
    printer: str = f.text(N_("Printed by"))
    cost: int | None = f.money(N_("Cost"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Day and copies."""
        return f"{self.printed_on or ''} × {self.copies or 0}"


class HandedOut(Record, table=True):
    """Copies of a handout that were given to somebody."""

    NAME: ClassVar[str] = N_("Distribution record")
    FORM: ClassVar[Groups] = (Group("given_on copies dealer_id region_id whom person_id occasion:2 material_id remark:3"),)
    handout_id: int | None = f.link(N_("Handout"), "handout.id", owned=True)
    given_on: date | None = f.day(N_("Given on"), required=True)
    copies: int | None = f.whole(N_("Copies"), low=1)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    whom: str = f.text(N_("To whom"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    occasion: str = f.text(N_("Handed out at"))
    material_id: int | None = f.link(N_("Material of the training"), "trainingmaterial.id", owned=True, required=False)
    remark: str = f.text(N_("Remark"))

    def provide(self, before: Any, session: Session) -> None:
        """Who received it may be a person that is known."""
        find_person(self, before, session, name="whom")

    def label(self) -> str:
        """Day and to whom."""
        return f"{self.given_on or ''} {self.whom}".strip()
