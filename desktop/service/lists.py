"""The lists of technical service."""

from __future__ import annotations

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop, Variety
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import Record, table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.service import lots
from desktop.service.case_model import CaseMove, FarmerCase
from desktop.service.complaint_model import (
    Complaint,
    ComplaintCost,
    ComplaintMove,
    Evidence,
    Inspection,
    LossEstimate,
    LotDelivery,
    Reading,
    SealedSample,
)
from desktop.service.handout_model import HandedOut, Handout, HandoutMove, PrintRun
from desktop.service.states import OPEN_CASES, OPEN_COMPLAINTS
from desktop.service.technique_model import Article, TechniqueMove, TechniqueSheet, TechniqueStep


def _variety() -> Column:
    return Column("variety", N_("Variety"), table_of(Variety).c.name, width=110)


def _region() -> Column:
    return Column("region", N_("Region"), table_of(Region).c.full_name, width=150)


def _dealer() -> Column:
    return Column("dealer", N_("Dealer"), table_of(Dealer).c.name, width=140)


def _moves(name: str, model: type[Record]) -> Listing:
    columns = [column(model, "moved_on", width=90), column(model, "before", width=100), column(model, "after", width=100),
               column(model, "by", width=100), column(model, "reason", width=240)]
    return Listing(name, N_("Changes of state"), model, columns=columns, order=("moved_on", True))


SHEETS = Listing(
    "technique_sheets", N_("Technique sheets"), TechniqueSheet,
    columns=[column(TechniqueSheet, "title", width=220), column(TechniqueSheet, "code", width=90),
             column(TechniqueSheet, "number", width=60), column(TechniqueSheet, "state", width=80), crop_column(), _variety(),
             _region(), column(TechniqueSheet, "season", width=90), column(TechniqueSheet, "water", width=80),
             column(TechniqueSheet, "published_on", width=90), column(TechniqueSheet, "made_by", width=90, shown=False)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id")], order=("title", False),
    presets=[Preset("published", N_("In force"), lambda: (Condition("state", "in", ("published",)),)),
             Preset("writing", N_("Being written"), lambda: (Condition("state", "in", ("draft", "review", "approved")),))])
STEPS = Listing(
    "technique_steps", N_("Measures"), TechniqueStep,
    columns=[column(TechniqueStep, "position", width=60), column(TechniqueStep, "stage", width=100),
             column(TechniqueStep, "kind", width=80), column(TechniqueStep, "basis", width=90),
             column(TechniqueStep, "term", width=70), column(TechniqueStep, "begins", width=60),
             column(TechniqueStep, "ends", width=60), column(TechniqueStep, "what", width=240),
             column(TechniqueStep, "product", width=110), column(TechniqueStep, "dose", width=70),
             column(TechniqueStep, "dose_high", width=70), column(TechniqueStep, "dose_unit", width=80),
             column(TechniqueStep, "safety_interval", width=80)],
    order=("position", False))
SHEET_MOVES = _moves("technique_moves", TechniqueMove)
ARTICLES = Listing(
    "articles", N_("Library"), Article,
    columns=[column(Article, "title", width=240), crop_column(), column(Article, "stage", width=90),
             column(Article, "symptom", width=140), column(Article, "cause", width=100),
             column(Article, "checked_on", width=90), column(Article, "source", width=120, shown=False)],
    joins=[(Crop, "crop_id")], order=("title", False))

CASES = Listing(
    "cases", N_("Cases"), FarmerCase,
    columns=[column(FarmerCase, "code", width=100), column(FarmerCase, "reported_on", width=90),
             column(FarmerCase, "state", width=80), column(FarmerCase, "farmer", width=80),
             column(FarmerCase, "symptom", width=130), crop_column(), _variety(), column(FarmerCase, "lot", width=100),
             _region(), column(FarmerCase, "place", width=120), _dealer(), column(FarmerCase, "cause", width=90),
             column(FarmerCase, "area_mu", width=70), column(FarmerCase, "share", width=70, shown=False),
             column(FarmerCase, "follow_up_on", width=90), column(FarmerCase, "phone", width=110, shown=False)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id"), (Dealer, "dealer_id")],
    order=("reported_on", True),
    presets=[Preset("open", N_("Open cases"), lambda: (Condition("state", "in", OPEN_CASES),)),
             Preset("unanswered", N_("Without advice"), lambda: (Condition("state", "is", "open"),)),
             Preset("due", N_("Follow-up due now"), lambda: (
                 Condition("state", "in", OPEN_CASES), Condition("follow_up_on", "until", today())))])
CASE_MOVES = _moves("case_moves", CaseMove)

COMPLAINTS = Listing(
    "complaints", N_("Complaints"), Complaint,
    columns=[column(Complaint, "code", width=100), column(Complaint, "received_on", width=90),
             column(Complaint, "state", width=90), column(Complaint, "severity", width=60),
             column(Complaint, "kind", width=100), column(Complaint, "complainant", width=90), crop_column(), _variety(),
             column(Complaint, "lot", width=100), _dealer(), _region(),
             column(Complaint, "appraisal_last", width=90), column(Complaint, "response_due", width=90),
             column(Complaint, "resolution_due", width=90), column(Complaint, "area_mu", width=70, shown=False),
             column(Complaint, "settled_amount", width=90, shown=False),
             column(Complaint, "justified", width=90, shown=False), column(Complaint, "cause", width=90, shown=False),
             column(Complaint, "responded_on", width=90, shown=False),
             Column("lot_dealers", N_("Dealers with complaints about the lot"), lots.DEALERS_OF_LOT, "number", width=90)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id"), (Dealer, "dealer_id")],
    order=("received_on", True),
    presets=[Preset("open", N_("Open complaints"), lambda: (Condition("state", "in", OPEN_COMPLAINTS),)),
             Preset("unanswered", N_("First answer due"), lambda: (
                 Condition("state", "in", OPEN_COMPLAINTS), Condition("responded_on", "empty"),
                 Condition("response_due", "until", today()))),
             Preset("overdue", N_("Past their day of resolution"), lambda: (
                 Condition("state", "in", OPEN_COMPLAINTS), Condition("resolution_due", "until", today()))),
             Preset("warned", N_("Lots of which several dealers' customers complain"), lambda: (
                 Condition("state", "in", OPEN_COMPLAINTS), Condition("lot_dealers", "least", lots.least_dealers())))])
COMPLAINT_MOVES = _moves("complaint_moves", ComplaintMove)
EVIDENCE = Listing(
    "evidence", N_("Evidence"), Evidence,
    columns=[column(Evidence, "kind", width=90), column(Evidence, "what", width=200), column(Evidence, "taken_on", width=90),
             column(Evidence, "place", width=120), column(Evidence, "by", width=100), column(Evidence, "kept_at", width=120)],
    order=("taken_on", False))
SAMPLES = Listing(
    "samples", N_("Sealed samples"), SealedSample,
    columns=[column(SealedSample, "number", width=100), column(SealedSample, "seal", width=100),
             column(SealedSample, "drawn_on", width=90), column(SealedSample, "quantity_g", width=80),
             column(SealedSample, "parties", width=150), column(SealedSample, "kept_by", width=120),
             column(SealedSample, "recheck_until", width=90)],
    order=("drawn_on", False))
INSPECTIONS = Listing(
    "inspections", N_("Joint inspections"), Inspection,
    columns=[column(Inspection, "held_on", width=90), column(Inspection, "place", width=140),
             column(Inspection, "participants", width=220), column(Inspection, "findings", width=240),
             column(Inspection, "signed", width=80)],
    order=("held_on", False))
READINGS = Listing(
    "readings", N_("Readings"), Reading,
    columns=[column(Reading, "parameter", width=90), column(Reading, "result", width=80), column(Reading, "promised", width=80),
             column(Reading, "threshold", width=80), column(Reading, "unit", width=50), column(Reading, "standard", width=130),
             column(Reading, "tested_on", width=90), column(Reading, "laboratory", width=140)],
    order=("tested_on", False))
LOSSES = Listing(
    "losses", N_("Loss estimates"), LossEstimate,
    columns=[column(LossEstimate, "rule", width=200), column(LossEstimate, "made_on", width=90),
             column(LossEstimate, "amount", width=100), column(LossEstimate, "remark", width=220)],
    order=("made_on", True))
COSTS = Listing(
    "complaint_costs", N_("Costs"), ComplaintCost,
    columns=[column(ComplaintCost, "spent_on", width=90), column(ComplaintCost, "kind", width=90),
             column(ComplaintCost, "what", width=220), column(ComplaintCost, "amount", width=100)],
    order=("spent_on", False))
DELIVERIES = Listing(
    "lot_deliveries", N_("Deliveries of lots"), LotDelivery,
    columns=[column(LotDelivery, "lot", width=120), _variety(), _dealer(), column(LotDelivery, "delivered_on", width=90),
             column(LotDelivery, "quantity_kg", width=90), column(LotDelivery, "held_kg", width=90),
             column(LotDelivery, "held_on", width=90), column(LotDelivery, "source", width=140)],
    joins=[(Variety, "variety_id"), (Dealer, "dealer_id")], order=("delivered_on", True))

HANDOUTS = Listing(
    "handouts", N_("Handouts"), Handout,
    columns=[column(Handout, "title", width=220), column(Handout, "code", width=90), column(Handout, "number", width=60),
             column(Handout, "state", width=80), crop_column(), _variety(), _region(), column(Handout, "page", width=90),
             column(Handout, "audience", width=80), column(Handout, "published_on", width=90),
             column(Handout, "expires_on", width=90, shown=False)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id")], order=("title", False),
    presets=[Preset("published", N_("In force"), lambda: (Condition("state", "in", ("published",)),)),
             Preset("writing", N_("Being written"), lambda: (Condition("state", "in", ("draft", "review", "approved")),)),
             Preset("expiring", N_("Validity ends soon"), lambda: (
                 Condition("state", "is", "published"), Condition("expires_on", "next_days", days_ahead())))])
HANDOUT_MOVES = _moves("handout_moves", HandoutMove)
PRINT_RUNS = Listing(
    "print_runs", N_("Print runs"), PrintRun,
    columns=[column(PrintRun, "printed_on", width=90), column(PrintRun, "copies", width=80),
             column(PrintRun, "printer", width=140), column(PrintRun, "cost", width=90), column(PrintRun, "remark", width=200)],
    order=("printed_on", True))
HANDED_OUT = Listing(
    "handed_out", N_("Distribution records"), HandedOut,
    columns=[column(HandedOut, "given_on", width=90), column(HandedOut, "copies", width=80), _dealer(), _region(),
             column(HandedOut, "whom", width=140), column(HandedOut, "occasion", width=160)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id")], order=("given_on", True))
