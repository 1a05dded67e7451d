"""The lists of recalls and of the notices to dealers."""

from __future__ import annotations

from datetime import timedelta

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice
from desktop.sales.products.model import Product

_dealer, _recall = table_of(Dealer), table_of(LabelRecall)
CONCERNED = rollups.distinct(RecallNotice, "recall_id", "dealer_id")  # one may have several lots or products of it
UNTOLD = rollups.distinct(RecallNotice, "recall_id", "dealer_id", where=(Condition("told_on", "empty"),))
SILENT = rollups.distinct(RecallNotice, "recall_id", "dealer_id", where=(
    Condition("told_on", "filled"), Condition("found", "empty")))
SENT, FOUND, BACK = (rollups.total(RecallNotice, "recall_id", name) for name in ("bags", "found", "returned"))

RECALLS = Listing(
    "label_recalls", N_("Recalls"), LabelRecall,
    columns=[column(LabelRecall, "code"), column(LabelRecall, "state"), column(LabelRecall, "decided_on"),
             column(LabelRecall, "lot"), column(LabelRecall, "item_name", editable=False), column(LabelRecall, "measure"),
             column(LabelRecall, "due_on"),
             CONCERNED.column(LabelRecall, "dealers", N_("Dealers concerned"), total="sum"),
             UNTOLD.column(LabelRecall, "untold", N_("Not told yet"), total="sum"),
             SILENT.column(LabelRecall, "silent", N_("Told, no answer"), total="sum"),
             SENT.column(LabelRecall, "sent", N_("Bags sent out"), total="sum"),
             FOUND.column(LabelRecall, "found", N_("Bags still there"), total="sum"),
             BACK.column(LabelRecall, "back", N_("Bags back"), total="sum"),
             column(LabelRecall, "reason", shown=False), column(LabelRecall, "closed_on", shown=False)],
    order=("decided_on", True),
    presets=[
        Preset("open", N_("Recalls under way"), lambda: (Condition("state", "in", ("open",)),)),
        Preset("untold", N_("Dealers not told yet"), lambda: (
            Condition("state", "in", ("open",)), Condition("untold", "least", 1))),
        Preset("late", N_("Answers overdue"), lambda: (
            Condition("state", "in", ("open",)), Condition("due_on", "until", today() - timedelta(days=1)))),
    ])
NOTICES = Listing(
    "recall_notices", N_("Recall notices"), RecallNotice,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), Column("product", N_("Product"), table_of(Product).c.name),
             column(RecallNotice, "lot"), column(RecallNotice, "bags", total="sum"),
             column(RecallNotice, "kg", total="sum"), column(RecallNotice, "told_on"),
             column(RecallNotice, "told_by"), column(RecallNotice, "way"), column(RecallNotice, "found", total="sum"),
             column(RecallNotice, "returned", total="sum"), column(RecallNotice, "returned_on"),
             column(RecallNotice, "rest", total="sum"), column(RecallNotice, "remark"),
             Column("phone", N_("Phone"), _dealer.c.phone, shown=False)],
    joins=[(Dealer, "dealer_id"), (Product, "product_id")], order=("id", False))
