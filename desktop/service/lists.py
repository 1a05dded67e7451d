"""The lists of technical service."""

from __future__ import annotations

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop, Variety
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product
from desktop.service import lots
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import (
    Complaint,
    ComplaintCost,
    Evidence,
    Inspection,
    LossEstimate,
    Reading,
    SealedSample,
)
from desktop.service.handout_model import HandedOut, Handout, PrintRun
from desktop.service.states import OPEN_CASES, OPEN_COMPLAINTS
from desktop.service.technique_model import Article, TechniqueSheet, TechniqueStep


def _variety() -> Column:
    return Column("variety", N_("Variety"), table_of(Variety).c.name)


def _region() -> Column:
    return Column("region", N_("Region"), table_of(Region).c.full_name)


def _dealer() -> Column:
    return Column("dealer", N_("Dealer"), table_of(Dealer).c.name)


SHEETS = Listing(
    "technique_sheets", N_("Technique sheets"), TechniqueSheet,
    columns=[column(TechniqueSheet, "title"), column(TechniqueSheet, "code"),
             column(TechniqueSheet, "number"), column(TechniqueSheet, "state"), crop_column(), _variety(),
             _region(), column(TechniqueSheet, "season"), column(TechniqueSheet, "water"),
             column(TechniqueSheet, "published_on"), column(TechniqueSheet, "made_by", shown=False)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id")], order=("title", False),
    presets=[Preset("published", N_("In force"), lambda: (Condition("state", "in", ("published",)),)),
             Preset("writing", N_("Being written"), lambda: (Condition("state", "in", ("draft", "review", "approved")),))])
STEPS = Listing(
    "technique_steps", N_("Measures"), TechniqueStep,
    columns=[column(TechniqueStep, "position"), column(TechniqueStep, "stage"),
             column(TechniqueStep, "kind"), column(TechniqueStep, "basis"),
             column(TechniqueStep, "term"), column(TechniqueStep, "begins"),
             column(TechniqueStep, "ends"), column(TechniqueStep, "what"),
             column(TechniqueStep, "product"), column(TechniqueStep, "dose"),
             column(TechniqueStep, "dose_high"), column(TechniqueStep, "dose_unit"),
             column(TechniqueStep, "safety_interval")],
    order=("position", False))
ARTICLES = Listing(
    "articles", N_("Library"), Article,
    columns=[column(Article, "title"), crop_column(), column(Article, "stage"),
             column(Article, "symptom"), column(Article, "cause"),
             column(Article, "checked_on"), column(Article, "source", shown=False)],
    joins=[(Crop, "crop_id")], order=("title", False))

CASES = Listing(
    "cases", N_("Cases"), FarmerCase,
    columns=[column(FarmerCase, "code"), column(FarmerCase, "reported_on"),
             column(FarmerCase, "state"), column(FarmerCase, "farmer"),
             column(FarmerCase, "symptom"), crop_column(), _variety(), column(FarmerCase, "lot"),
             _region(), column(FarmerCase, "place"), _dealer(), column(FarmerCase, "cause"),
             column(FarmerCase, "area_mu", total="sum"), column(FarmerCase, "share", shown=False),
             column(FarmerCase, "follow_up_on"), column(FarmerCase, "phone", shown=False)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id"), (Dealer, "dealer_id")],
    order=("reported_on", True),
    presets=[Preset("open", N_("Open cases"), lambda: (Condition("state", "in", OPEN_CASES),)),
             Preset("unanswered", N_("Without advice"), lambda: (Condition("state", "is", "open"),)),
             Preset("due", N_("Follow-up due now"), lambda: (
                 Condition("state", "in", OPEN_CASES), Condition("follow_up_on", "until", today())))])

COMPLAINTS = Listing(
    "complaints", N_("Complaints"), Complaint,
    columns=[column(Complaint, "code"), column(Complaint, "received_on"),
             column(Complaint, "state"), column(Complaint, "severity"),
             column(Complaint, "kind"), column(Complaint, "complainant"), crop_column(), _variety(),
             column(Complaint, "lot"), _dealer(), _region(),
             column(Complaint, "appraisal_last"), column(Complaint, "response_due"),
             column(Complaint, "resolution_due"), column(Complaint, "area_mu", total="sum", shown=False),
             column(Complaint, "settled_amount", shown=False),
             column(Complaint, "justified", shown=False), column(Complaint, "cause", shown=False),
             column(Complaint, "responded_on", shown=False),
             lots.DEALERS_OF_LOT.column(Complaint, "lot_dealers", N_("Dealers with complaints about the lot"))],
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
EVIDENCE = Listing(
    "evidence", N_("Evidence"), Evidence,
    columns=[column(Evidence, "kind"), column(Evidence, "what"), column(Evidence, "taken_on"),
             column(Evidence, "place"), column(Evidence, "by"), column(Evidence, "kept_at")],
    order=("taken_on", False))
SAMPLES = Listing(
    "samples", N_("Sealed samples"), SealedSample,
    columns=[column(SealedSample, "number"), column(SealedSample, "seal"),
             column(SealedSample, "drawn_on"), column(SealedSample, "quantity_g", total="sum"),
             column(SealedSample, "parties"), column(SealedSample, "kept_by"),
             column(SealedSample, "recheck_until")],
    order=("drawn_on", False))
INSPECTIONS = Listing(
    "inspections", N_("Joint inspections"), Inspection,
    columns=[column(Inspection, "held_on"), column(Inspection, "place"),
             column(Inspection, "participants"), column(Inspection, "findings"),
             column(Inspection, "signed")],
    order=("held_on", False))
READINGS = Listing(
    "readings", N_("Readings"), Reading,
    columns=[column(Reading, "parameter"), column(Reading, "result"), column(Reading, "promised"),
             column(Reading, "threshold"), column(Reading, "unit"), column(Reading, "standard"),
             column(Reading, "tested_on"), column(Reading, "laboratory")],
    order=("tested_on", False))
LOSSES = Listing(
    "losses", N_("Loss estimates"), LossEstimate,
    columns=[column(LossEstimate, "rule"), column(LossEstimate, "made_on"),
             column(LossEstimate, "amount"), column(LossEstimate, "remark")],
    order=("made_on", True))
COSTS = Listing(
    "complaint_costs", N_("Costs"), ComplaintCost,
    columns=[column(ComplaintCost, "spent_on"), column(ComplaintCost, "kind"),
             column(ComplaintCost, "what"), column(ComplaintCost, "amount", total="sum"), column(ComplaintCost, "borne_by")],
    order=("spent_on", False))
DELIVERIES = Listing(
    "lot_deliveries", N_("Deliveries of lots"), ShipmentLine,
    columns=[column(ShipmentLine, "lot"), _dealer(), column(ShipmentLine, "moved_on"),
             Column("product", N_("Product"), table_of(Product).c.name), _variety(),
             column(ShipmentLine, "bags", total="sum"), column(ShipmentLine, "kg", total="sum"),
             column(ShipmentLine, "held_kg"), column(ShipmentLine, "held_on"), column(ShipmentLine, "source", shown=False),
             column(ShipmentLine, "remark")],
    joins=[(Product, "product_id"), (Variety, "variety_id"), (Dealer, "dealer_id")], order=("moved_on", True))

HANDOUTS = Listing(
    "handouts", N_("Handouts"), Handout,
    columns=[column(Handout, "title"), column(Handout, "code"), column(Handout, "number"),
             column(Handout, "state"), crop_column(), _variety(), _region(), column(Handout, "page"),
             column(Handout, "audience"), column(Handout, "published_on"),
             column(Handout, "expires_on", shown=False)],
    joins=[(Crop, "crop_id"), (Variety, "variety_id"), (Region, "region_id")], order=("title", False),
    presets=[Preset("published", N_("In force"), lambda: (Condition("state", "in", ("published",)),)),
             Preset("writing", N_("Being written"), lambda: (Condition("state", "in", ("draft", "review", "approved")),)),
             Preset("expiring", N_("Validity ends soon"), lambda: (
                 Condition("state", "is", "published"), Condition("expires_on", "next_days", days_ahead())))])
PRINT_RUNS = Listing(
    "print_runs", N_("Print runs"), PrintRun,
    columns=[column(PrintRun, "printed_on"), column(PrintRun, "copies", total="sum"),
             column(PrintRun, "printer"), column(PrintRun, "cost", total="sum"), column(PrintRun, "remark")],
    order=("printed_on", True))
HANDED_OUT = Listing(
    "handed_out", N_("Distribution records"), HandedOut,
    columns=[column(HandedOut, "given_on"), column(HandedOut, "copies", total="sum"), _dealer(), _region(),
             column(HandedOut, "whom"), column(HandedOut, "occasion")],
    joins=[(Dealer, "dealer_id"), (Region, "region_id")], order=("given_on", True))
