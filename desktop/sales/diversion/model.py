"""A case of diversion: goods found where they should not be, who may have sent them, what they said, what was decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record
from desktop.sales.diversion import states as s
from desktop.sales.diversion.rules import rule


class DiversionCase(Record, table=True):
    """Goods found outside their area. Photos and receipts are its files, each with its checksum.

    `price_here` is what was asked where they were found, `price_allowed` the lowest that was allowed there. What the fine comes
    to is proposed by the rule of the day of the decision (`rules.py`) and may be decided otherwise.
    """

    NAME: ClassVar[str] = N_("Diversion case")
    FORM: ClassVar[Groups] = (
        Group("code state found_on region_id place:2 shop finder reported_by latitude longitude product_id:2 lot box_code "
              "legible bags price_here price_allowed price_gap", N_("What was found")),
        Group("suspect_id:2 confidence harmed_id:2 claimed flow_sheet heard_on statement:3", N_("Who, and what they say")),
        Group("offence outcome decided_on deposit plan_bags fine deposit_cut plan_cut entry_id notice_no appeal_by appealed_on "
              "appeal:3 executed_on top_up_by topped_up_on accept_by accepted_on closed_on reason:2 decision:3 remarks:3",
              N_("Ruling")),
    )
    code: str = f.code(N_("Case no."), "CH", year_of="found_on")
    state: str = f.state(N_("State"), s.CASES, "reported")
    found_on: date | None = f.day(N_("Found on"), required=True, index=True)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    place: str = f.text(N_("Place"), search=True)
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=6, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=6, low=-180, high=180)
    shop: str = f.text(N_("Shop"), search=True)
    finder: str = f.text(N_("Found by"))
    reported_by: str = f.text(N_("Reported by"))
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    box_code: str = f.text(N_("Box or trace code"), search=True)
    legible: bool = f.yes_no(N_("Codes legible"), default=True)
    bags: int | None = f.whole(N_("Bags seen"), low=1)
    price_here: int | None = f.money(N_("Price asked there"))
    price_allowed: int | None = f.money(N_("Lowest price allowed"))
    price_gap: ClassVar[f.Computed] = f.computed(
        N_("Price gap"), lambda c: 100 * (c.price_here - c.price_allowed) / c.price_allowed, unit="%", decimals=2)
    suspect_id: int | None = f.link(N_("Suspected dealer"), "dealer.id")
    confidence: str = f.choice(N_("How sure"), s.CONFIDENCE)
    harmed_id: int | None = f.link(N_("Harmed dealer"), "dealer.id")
    claimed: int | None = f.money(N_("Loss claimed"))
    flow_sheet: bool = f.yes_no(N_("Goods-flow sheet handed in"))
    statement: str = f.text(N_("What the dealer says"), long=True)
    offence: str = f.choice(N_("Offence"), s.OFFENCES, "diversion")
    outcome: str = f.choice(N_("Outcome"), s.OUTCOMES)
    deposit: int | None = f.money(N_("Deposit held"))
    plan_bags: int | None = f.whole(N_("Next year's plan"), low=0)
    fine: int | None = f.money(N_("Fine"))
    deposit_cut: int | None = f.money(N_("Taken off the deposit"))
    plan_cut: int | None = f.whole(N_("Taken off the plan"), low=0)
    notice_no: str = f.text(N_("No. of the notice"), search=True)
    entry_id: int | None = f.link(N_("Account entry"), "accountentry.id")
    decision: str = f.text(N_("Text of the decision"), long=True)
    accept_by: date | None = f.day(N_("To be accepted by"), deadline=Deadline(("reported",)))
    appeal_by: date | None = f.day(N_("Appeal until"))
    appeal: str = f.text(N_("What the appeal says"), long=True)
    top_up_by: date | None = f.day(N_("Deposit topped up by"), index=True, deadline=Deadline(("executed",)))
    topped_up_on: date | None = f.day(N_("Topped up on"))
    accepted_on: date | None = f.day(N_("Accepted on"))
    heard_on: date | None = f.day(N_("Heard on"))
    decided_on: date | None = f.day(N_("Decided on"))
    appealed_on: date | None = f.day(N_("Appealed on"))
    executed_on: date | None = f.day(N_("Executed on"))
    closed_on: date | None = f.day(N_("Closed on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """Nobody is harmed by himself, and natural overflow is shown by a flow sheet."""
        found = {}
        if self.harmed_id and self.harmed_id == self.suspect_id:
            found["harmed_id"] = _("The harmed dealer is the suspected one.")
        if self.outcome == "natural" and not self.flow_sheet:
            found["outcome"] = _("Natural overflow passes only where the dealer handed in the goods-flow sheet.")
        if self.outcome and self.outcome not in s.FINED and any((self.fine, self.deposit_cut, self.plan_cut)):
            found["outcome"] = _("“{outcome}” is not fined: leave fine and cuts empty.").format(
                outcome=s.OUTCOMES.label(self.outcome))
        return found

    def before_save(self, before: Any, _session: Session) -> None:
        """Its clock for being accepted runs from the day it was found; a fine in the account stays as it was entered."""
        if before is not None and before.entry_id and self.entry_id == before.entry_id and (
                (before.fine, before.suspect_id) != (self.fine, self.suspect_id)):
            raise FieldErrors({"fine": _("The fine is in the account: take that entry out and clear “Account entry” first.")})
        if self.accept_by is None and before is None and self.found_on is not None:
            self.accept_by = self.found_on + timedelta(days=rule(self.offence or "diversion", self.found_on).accept_days)

    def before_move(self, move: Move, _session: Session) -> None:
        """A case is decided with an outcome, against somebody who was heard; a decision on a fine starts its clocks."""
        if move.after != "decided":
            return
        if not self.outcome:
            raise Refused(_("Fill in the outcome first."))
        if self.outcome in s.FINED and not self.suspect_id:
            raise Refused(_("Say which dealer is fined."))
        if self.outcome in s.FINED and not self.statement.strip():
            raise Refused(_("Write down what the dealer says first: nobody is fined unheard."))
        day = move.moved_on or f.today()
        found = rule(self.offence or "diversion", day)
        self.appeal_by = self.appeal_by or day + timedelta(days=found.appeal_days)
        if self.deposit_cut:
            self.top_up_by = self.top_up_by or day + timedelta(days=found.top_up_days)
