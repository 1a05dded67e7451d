"""The lists of labels: labels with the version in force, versions, findings, moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import exists, func, select

from desktop.catalogue.model import Variety
from desktop.core.attachments import Attachment
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.core.reminders import days_ahead
from desktop.labels.model import LabelCheck, LabelItem, LabelMove, LabelVersion, QualityFinding

REVIEW_DAYS = 14
_item, _version, _check, _file = (table_of(m) for m in (LabelItem, LabelVersion, LabelCheck, Attachment))
_variety = table_of(Variety)


def _newest(name: str, *states: str) -> Any:
    """A field of the item's newest version in one of the states (any, if none is named)."""
    other = _version.alias()
    query = select(other.c[name]).where(other.c.item_id == _item.c.id, alive(other))
    if states:
        query = query.where(other.c.state.in_(states))
    return query.order_by(other.c.number.desc()).limit(1).correlate(_item).scalar_subquery()


HAS_ARTWORK: Any = exists(select(_file.c.id).where(
    _file.c.owner_table == "labelversion", _file.c.owner_id == _version.c.id, alive(_file)).correlate(_version))
MISSING: Any = (select(func.count()).select_from(_check).where(
    _check.c.version_id == _version.c.id, _check.c.state == "missing", alive(_check))
    .correlate(_version).scalar_subquery())

ITEMS = Listing(
    "labels", N_("Labels"), LabelItem,
    columns=[column(LabelItem, "name"), column(LabelItem, "code"), column(LabelItem, "kind"),
             Column("variety", N_("Variety"), _variety.c.name), column(LabelItem, "pack"),
             Column("in_force", N_("Version in force"), _newest("number", "effective"), "number"),
             Column("effective_from", N_("Effective from"), _newest("effective_from", "effective"), "day"),
             Column("newest", N_("Newest version"), _newest("number"), "number", shown=False),
             Column("newest_state", N_("State of the newest"), _newest("state"), "choice",
                    _version.c.state.info["choices"]),
             column(LabelItem, "net_g", shown=False), column(LabelItem, "kernels", shown=False),
             column(LabelItem, "language", shown=False), column(LabelItem, "printer", shown=False),
             column(LabelItem, "retired", shown=False), column(LabelItem, "remarks", shown=False)],
    joins=[(Variety, "variety_id")], order=("name", False),
    presets=[
        Preset("used", N_("In use"), lambda: (Condition("retired", "no"),)),
        Preset("none", N_("Without a version in force"),
               lambda: (Condition("retired", "no"), Condition("in_force", "empty"))),
        Preset("work", N_("Newest version not in force yet"),
               lambda: (Condition("newest_state", "in", ("draft", "review", "approved")),)),
    ])

VERSIONS = Listing(
    "label_versions", N_("Label versions"), LabelVersion,
    columns=[Column("item", N_("Label"), _item.c.name), column(LabelVersion, "number"),
             column(LabelVersion, "state", editable=False),
             Column("variety", N_("Variety"), _variety.c.name),
             column(LabelVersion, "effective_from", editable=False), column(LabelVersion, "valid_until"),
             Column("missing", N_("Items missing"), MISSING, "number"),
             Column("artwork", N_("Artwork"), HAS_ARTWORK, "flag"),
             column(LabelVersion, "printed", total="sum"), column(LabelVersion, "made_by"),
             column(LabelVersion, "approved_by", shown=False),
             column(LabelVersion, "submitted_on", shown=False, editable=False),
             column(LabelVersion, "run_out_on", shown=False), column(LabelVersion, "changes"),
             Column("kind", N_("Kind"), _item.c.kind, "choice", _item.c.kind.info["choices"], shown=False),
             column(LabelVersion, "reason", shown=False, editable=False)],
    joins=[(LabelItem, "item_id"), (Variety, "variety_id", LabelItem)], order=("id", True),
    presets=[
        Preset("effective", N_("In force"), lambda: (Condition("state", "in", ("effective",)),)),
        Preset("review", N_("In review"), lambda: (Condition("state", "in", ("review",)),)),
        Preset("waiting", N_("Long in review"), lambda: (
            Condition("state", "in", ("review",)),
            Condition("submitted_on", "until", today() - timedelta(days=REVIEW_DAYS)))),
        Preset("drafts", N_("Drafts"), lambda: (Condition("state", "in", ("draft",)),)),
        Preset("bare", N_("Drafts without artwork"),
               lambda: (Condition("state", "in", ("draft",)), Condition("artwork", "no"))),
        Preset("expired", N_("In force, but no longer valid"), lambda: (
            Condition("state", "in", ("effective",)), Condition("valid_until", "until", today() - timedelta(days=1)))),
        Preset("expiring", N_("In force, validity ends soon"), lambda: (
            Condition("state", "in", ("effective",)), Condition("valid_until", "next_days", days_ahead()))),
    ])

MOVES = Listing(
    "label_moves", N_("Changes of state"), LabelMove,
    columns=[column(LabelMove, "moved_on"), column(LabelMove, "before"),
             column(LabelMove, "after"), column(LabelMove, "by"), column(LabelMove, "reason")],
    order=("id", True))

FINDINGS = Listing(
    "label_findings", N_("Quality findings"), QualityFinding,
    columns=[column(QualityFinding, "found_on"), Column("item", N_("Label"), _item.c.name),
             Column("version", N_("Version"), _version.c.number, "number"),
             column(QualityFinding, "lot"), column(QualityFinding, "kind"),
             column(QualityFinding, "severity"), column(QualityFinding, "quantity", total="sum"),
             column(QualityFinding, "decision"), column(QualityFinding, "description"),
             column(QualityFinding, "decided_on", shown=False),
             column(QualityFinding, "decided_by", shown=False)],
    joins=[(LabelItem, "item_id"), (LabelVersion, "version_id")], order=("found_on", True),
    presets=[
        Preset("open", N_("Open findings"), lambda: (Condition("decision", "in", ("open",)),)),
        Preset("critical", N_("Major and critical"), lambda: (Condition("severity", "in", ("major", "critical")),)),
    ])
