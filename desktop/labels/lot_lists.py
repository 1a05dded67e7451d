"""The lists of tests of seed lots, each against what its label promises, and of the lots as they stand by their newest test."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, or_

from desktop.catalogue.model import Variety
from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.labels import lot_trend
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse, QualityFinding
from desktop.labels.stock import rule

_test, _version, _variety = table_of(LotTest), table_of(LabelVersion), table_of(Variety)
NOW = lot_trend.joined()
TESTS_OF = rollups.count(LotTest, "lot", to="lot")
PACKED = rollups.total(LabelUse, "lot", "pieces", to="lot")
FAULTS = rollups.count(QualityFinding, "lot", to="lot")
AT_LEAST = ("purity", "cleanness", "germination")


def _below() -> Any:
    """Whether a result is worse than what the label promises; unrounded values are compared."""
    missed = [_test.c[name] < _version.c[name] for name in AT_LEAST]
    return case((or_(*missed, _test.c.moisture > _version.c.moisture), 1), else_=0)


TESTS = Listing(
    "lot_tests", N_("Tests of seed lots"), LotTest,
    columns=[column(LotTest, "tested_on"), column(LotTest, "lot"), Column("variety", N_("Variety"), _variety.c.name),
             column(LotTest, "germination"), Column("promised", N_("Germination promised"), _version.c.germination, "number",
                                                    decimals=1, unit="%"),
             column(LotTest, "purity"), column(LotTest, "cleanness"), column(LotTest, "moisture"),
             Column("below", N_("Worse than the label"), _below(), "flag"), column(LotTest, "laboratory"),
             column(LotTest, "certificate_no", shown=False), column(LotTest, "item_name", shown=False, editable=False),
             column(LotTest, "keep_until", shown=False), column(LotTest, "tonnes", shown=False, total="sum")],
    joins=[(LabelVersion, "version_id"), (LabelItem, "item_id", LabelVersion), (Variety, "variety_id", LabelItem)],
    order=("tested_on", True),
    presets=[
        Preset("below", N_("Worse than the label"), lambda: (Condition("below", "yes"),)),
        Preset("samples", N_("Retained samples that may go"), lambda: (
            Condition("keep_until", "until", today() - timedelta(days=1)),)),
        Preset("kept", N_("Samples whose time ends soon"), lambda: (Condition("keep_until", "next_days", days_ahead()),)),
    ])


def _promised(name: str, title: str) -> Column:
    return Column(f"promised_{name}", title, _version.c[name], "number", decimals=1, unit="%", shown=name == "germination")


LOTS = Listing(
    "seed_lots", N_("Seed lots"), LotTest,
    columns=[column(LotTest, "lot", editable=False), Column("variety", N_("Variety"), _variety.c.name),
             column(LotTest, "tested_on", editable=False), column(LotTest, "germination", editable=False),
             _promised("germination", N_("Germination promised")),
             column(LotTest, "purity", shown=False, editable=False), _promised("purity", N_("Purity promised")),
             Column("month", N_("Germination a month"), NOW.c.month, "number", decimals=2, unit="%"),
             Column("falls_on", N_("Falls below the label on"), NOW.c.falls_on, "day"),
             Column("below", N_("Worse than the label"), _below(), "flag"),
             TESTS_OF.column(LotTest, "tests", N_("Tests"), total="sum"),
             PACKED.column(LotTest, "packed", N_("Labels used on it"), total="sum"),
             FAULTS.column(LotTest, "faults", N_("Quality findings"), shown=False, total="sum"),
             column(LotTest, "origin", shown=False, editable=False), column(LotTest, "harvested", shown=False, editable=False),
             column(LotTest, "tonnes", shown=False, total="sum", editable=False),
             column(LotTest, "keep_until", shown=False, editable=False),
             column(LotTest, "certificate_no", shown=False, editable=False),
             Column("known", N_("Newest test of the lot"), case((NOW.c.id.is_not(None), 1), else_=0), "flag", shown=False)],
    joins=[(LabelVersion, "version_id"), (LabelItem, "item_id", LabelVersion), (Variety, "variety_id", LabelItem), (NOW, "id")],
    order=("falls_on", True), always=(Condition("known", "yes"),),
    presets=[
        Preset("falling", N_("Soon below the label"), lambda: (
            Condition("below", "no"), Condition("falls_on", "until", today() + timedelta(days=int(rule("trend_days")))))),
        Preset("below", N_("Worse than the label"), lambda: (Condition("below", "yes"),)),
        Preset("once", N_("Tested only once"), lambda: (Condition("tests", "most", 1),)),
    ])
