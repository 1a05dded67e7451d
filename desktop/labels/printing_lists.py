"""The lists of the making of labels: print orders, deliveries, readings, lots packed, counts, findings, stock of prints."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Date, bindparam, case, func

from desktop.catalogue.model import Variety
from desktop.core import rollups
from desktop.core.choices import Choices
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.labels import stock
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelCount, LabelUse, PrintDelivery, PrintOrder, PrintReading, QualityFinding
from desktop.labels.printing_states import AHEAD

_item, _version, _variety, _order = (table_of(m) for m in (LabelItem, LabelVersion, Variety, PrintOrder))
DELIVERED = rollups.total(PrintDelivery, "order_id", "pieces")
TAKEN_OF = rollups.total(PrintDelivery, "order_id", "taken")
READINGS = rollups.count(PrintReading, "delivery_id")
OUTSIDE = rollups.count(PrintReading, "delivery_id", where=(Condition("outside", "least", 1e-9),))
NOW = stock.joined()


def _label(*, shown: bool = True) -> tuple[Column, Column]:
    return (Column("item", N_("Label"), _version.c.item_name, shown=shown),
            Column("version", N_("Version"), _version.c.number, "whole", plain=True, shown=shown))


ORDERS = Listing(
    "print_orders", N_("Print orders"), PrintOrder,
    columns=[column(PrintOrder, "code"), *_label(), column(PrintOrder, "state", share="arrived"), column(PrintOrder, "printer"),
             column(PrintOrder, "pieces", total="sum"), column(PrintOrder, "due_on"),
             DELIVERED.column(PrintOrder, "came", N_("Pieces delivered"), total="sum"),
             TAKEN_OF.column(PrintOrder, "taken", N_("Pieces taken over"), total="sum"),
             Column("arrived", N_("Delivered"), 100.0 * DELIVERED.sql(_order) / func.nullif(_order.c.pieces, 0), "number",
                    decimals=1, unit="%", shown=False),
             column(PrintOrder, "amount", total="sum"), column(PrintOrder, "price_each", shown=False),
             column(PrintOrder, "ordered_on", shown=False, editable=False),
             column(PrintOrder, "proofed_on", shown=False, editable=False)],
    joins=[(LabelVersion, "version_id")], order=("due_on", True),
    presets=[
        Preset("ahead", N_("Not delivered in full"), lambda: (Condition("state", "in", AHEAD),)),
        Preset("late", N_("Delivery of labels late"), lambda: (
            Condition("state", "in", AHEAD), Condition("due_on", "until", today() - timedelta(days=1)))),
        Preset("proof", N_("Proof not signed"), lambda: (Condition("state", "in", ("ordered",)),)),
    ])
DELIVERIES = Listing(
    "print_deliveries", N_("Deliveries of labels"), PrintDelivery,
    columns=[column(PrintDelivery, "delivered_on"), Column("order", N_("Print order"), _order.c.code), *_label(),
             column(PrintDelivery, "printer"), column(PrintDelivery, "print_lot"),
             column(PrintDelivery, "pieces", total="sum"), column(PrintDelivery, "result"),
             column(PrintDelivery, "fault_rate"),
             OUTSIDE.column(PrintDelivery, "outside", N_("Readings outside"), total="sum"),
             READINGS.column(PrintDelivery, "readings", N_("Readings"), shown=False),
             column(PrintDelivery, "taken", total="sum"), column(PrintDelivery, "inspected_on", shown=False),
             column(PrintDelivery, "inspected_by", shown=False)],
    joins=[(PrintOrder, "order_id"), (LabelVersion, "version_id")], order=("delivered_on", True),
    presets=[
        Preset("open", N_("Not inspected yet"), lambda: (Condition("result", "in", ("open",)),)),
        Preset("bad", N_("With readings outside"), lambda: (Condition("outside", "least", 1),)),
        Preset("returned", N_("Sent back to the printer"), lambda: (Condition("result", "in", ("returned",)),)),
    ])
READING_LINES = Listing(
    "print_readings", N_("Readings of the inspection"), PrintReading,
    columns=[column(PrintReading, "measure"), column(PrintReading, "place"), column(PrintReading, "least"),
             column(PrintReading, "most"), column(PrintReading, "value"), column(PrintReading, "unit"),
             column(PrintReading, "outside", measured_in="unit")],
    order=("id", False))
def _allowed() -> Any:
    """Whether a lot was packed with a version in force, or with old stock of it until its day (as `unusable` says)."""
    day = table_of(LabelUse).c.packed_on
    wrong = (_version.c.effective_from.is_(None) | (day < _version.c.effective_from) | (day >= _version.c.withdrawn_on)
             | (_version.c.superseded_on.is_not(None) & (day > _version.c.run_out_on)))
    return case((wrong, 0), else_=1)


USES = Listing(
    "label_uses", N_("Lots packed"), LabelUse,
    columns=[column(LabelUse, "packed_on"), column(LabelUse, "lot"), column(LabelUse, "item_name", editable=False),
             column(LabelUse, "number", editable=False), Column("variety", N_("Variety"), _variety.c.name),
             column(LabelUse, "print_lot"), column(LabelUse, "pieces", total="sum"), column(LabelUse, "spoiled", total="sum"),
             Column("version_state", N_("State of the version"), _version.c.state, "choice", _version.c.state.info["choices"]),
             Column("allowed", N_("Version allowed that day"), _allowed(), "flag"),
             column(LabelUse, "remarks", shown=False)],
    joins=[(LabelVersion, "version_id"), (LabelItem, "item_id", LabelVersion), (Variety, "variety_id", LabelItem)],
    order=("packed_on", True),
    presets=[
        Preset("wrong", N_("Packed with a label not allowed that day"), lambda: (Condition("allowed", "no"),)),
        Preset("old", N_("Packed with a version no longer in force"),
               lambda: (Condition("version_state", "in", ("superseded", "withdrawn")),)),
        Preset("withdrawn", N_("Packed with a version that was withdrawn"),
               lambda: (Condition("version_state", "in", ("withdrawn",)),)),
    ])
COUNTS = Listing(
    "label_counts", N_("Counts of labels"), LabelCount,
    columns=[column(LabelCount, "counted_on"), *_label(), column(LabelCount, "pieces", total="sum"),
             column(LabelCount, "counted_by"), column(LabelCount, "remarks", shown=False)],
    joins=[(LabelVersion, "version_id")], order=("counted_on", True))

WORDS = Choices("label_stock", {
    "never": N_("Not printed yet"),
    "none": N_("None left"), "old": N_("Old print"), "late": N_("Past its day"), "short": N_("To be printed"),
    "enough": N_("Enough"), "miscount": N_("Miscounted"),
}, {"never": "grey", "none": "grey", "old": "amber", "late": "red", "short": "red", "enough": "green", "miscount": "red"})


def _word() -> Any:
    """How the stock of a version stands; what takes the printing works is asked for when the list is read."""
    soon: Any = bindparam("print_by", callable_=lambda: today() + timedelta(days=int(stock.rule("printing_days"))), type_=Date)
    now: Any = bindparam("print_now", callable_=today, type_=Date)
    old = _version.c.state.in_(("superseded", "withdrawn"))
    return case((NOW.c.id.is_(None), "never"), (NOW.c.in_store < 0, "miscount"),
                (old & (NOW.c.in_store > 0) & ((_version.c.run_out_on < now) | (_version.c.state == "withdrawn")), "late"),
                (old & (NOW.c.in_store > 0), "old"), (old, "none"), (NOW.c.out_on <= soon, "short"), else_="enough")


STOCK = Listing(
    "label_stock", N_("Labels in store"), LabelVersion,
    columns=[column(LabelVersion, "item_name", editable=False), column(LabelVersion, "number", editable=False),
             column(LabelVersion, "state", editable=False), Column("word", N_("Stock of labels"), _word(), "choice", WORDS),
             Column("in_store", N_("In store"), NOW.c.in_store, "whole", total="sum"),
             Column("per_day", N_("Used a day"), NOW.c.per_day, "number", decimals=1),
             Column("out_on", N_("Runs out on"), NOW.c.out_on, "day"),
             column(LabelVersion, "run_out_on", editable=False),
             Column("counted_on", N_("Labels counted on"), NOW.c.counted_on, "day"),
             Column("came", N_("Taken over since"), NOW.c.came, "whole", shown=False),
             Column("went", N_("Used since"), NOW.c.went, "whole", shown=False),
             Column("variety", N_("Variety"), _variety.c.name, shown=False),
             Column("stocked", N_("Ever in store"), case((NOW.c.id.is_not(None), 1), else_=0), "flag", shown=False)],
    joins=[(LabelItem, "item_id"), (Variety, "variety_id", LabelItem), (NOW, "id")], order=("out_on", False),
    presets=[
        Preset("stocked", N_("Ever in store"), lambda: (Condition("stocked", "yes"),)),
        Preset("short", N_("Labels to be printed"), lambda: (Condition("word", "in", ("short",)),)),
        Preset("late", N_("Old print past its day"), lambda: (Condition("word", "in", ("late",)),)),
        Preset("old", N_("Old print in store"), lambda: (Condition("word", "in", ("old", "late")),)),
    ])
FINDINGS = Listing(
    "label_findings", N_("Quality findings"), QualityFinding,
    columns=[column(QualityFinding, "found_on"), Column("item", N_("Label"), _item.c.name),
             Column("version", N_("Version"), _version.c.number, "number"),
             column(QualityFinding, "lot"), column(QualityFinding, "kind"),
             column(QualityFinding, "severity"), column(QualityFinding, "quantity", total="sum"),
             column(QualityFinding, "decision"), column(QualityFinding, "description"),
             column(QualityFinding, "printer"), column(QualityFinding, "due_on"), column(QualityFinding, "corrected_on"),
             column(QualityFinding, "claimed", total="sum"), column(QualityFinding, "granted", total="sum", shown=False),
             column(QualityFinding, "verified_on", shown=False), column(QualityFinding, "settled_on", shown=False),
             column(QualityFinding, "decided_on", shown=False),
             column(QualityFinding, "decided_by", shown=False)],
    joins=[(LabelItem, "item_id"), (LabelVersion, "version_id")], order=("found_on", True),
    presets=[
        Preset("open", N_("Open findings"), lambda: (Condition("decision", "in", ("open",)),)),
        Preset("critical", N_("Major and critical"), lambda: (Condition("severity", "in", ("major", "critical")),)),
        Preset("late", N_("Not corrected in time"), lambda: (
            Condition("corrected_on", "empty"), Condition("due_on", "until", today() - timedelta(days=1)))),
        Preset("unverified", N_("Corrected, not verified"), lambda: (
            Condition("corrected_on", "filled"), Condition("verified_on", "empty"))),
        Preset("claims", N_("Claims not settled"), lambda: (
            Condition("claimed", "filled"), Condition("settled_on", "empty"))),
    ])
