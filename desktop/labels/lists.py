"""The lists of labels: labels with the version in force, versions, findings, moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func

from desktop.catalogue.model import Variety
from desktop.core import rollups
from desktop.core.attachments import Attachment
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.labels.model import LabelCheck, LabelItem, LabelRemark, LabelVersion
from desktop.labels.printed import all_text_of

REVIEW_DAYS = 14
LIVE = ("draft", "review", "approved", "effective")
"""The states of a version that has not ended."""
_item, _version = table_of(LabelItem), table_of(LabelVersion)
_variety = table_of(Variety)


NEWEST_FIRST = (("number", True),)
_IN_FORCE = (Condition("state", "in", ("effective",)),)
IN_FORCE = rollups.first(LabelVersion, "item_id", "number", NEWEST_FIRST, where=_IN_FORCE)
EFFECTIVE_FROM = rollups.first(LabelVersion, "item_id", "effective_from", NEWEST_FIRST, where=_IN_FORCE)
NEWEST = rollups.first(LabelVersion, "item_id", "number", NEWEST_FIRST)
NEWEST_STATE = rollups.first(LabelVersion, "item_id", "state", NEWEST_FIRST)
HAS_ARTWORK = rollups.any_of(Attachment, "owner_id", where=(Condition("owner_table", "is", "labelversion"),))
WAITING = rollups.count(LabelRemark, "version_id", where=(Condition("settled_on", "empty"),))
MISSING = rollups.count(LabelCheck, "version_id", where=(Condition("state", "in", ("missing",)),))

ITEMS = Listing(
    "labels", N_("Labels"), LabelItem,
    columns=[column(LabelItem, "name"), column(LabelItem, "code"), column(LabelItem, "kind"),
             Column("variety", N_("Variety"), _variety.c.name), column(LabelItem, "pack"),
             IN_FORCE.column(LabelItem, "in_force", N_("Version in force"), plain=True),
             EFFECTIVE_FROM.column(LabelItem, "effective_from", N_("Effective from")),
             NEWEST.column(LabelItem, "newest", N_("Newest version"), shown=False, plain=True),
             NEWEST_STATE.column(LabelItem, "newest_state", N_("State of the newest")),
             column(LabelItem, "net_g", shown=False), column(LabelItem, "kernels", shown=False),
             column(LabelItem, "barcode", shown=False),
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
             MISSING.column(LabelVersion, "missing", N_("Items missing")),
             WAITING.column(LabelVersion, "waiting", N_("Remarks not answered")),
             HAS_ARTWORK.column(LabelVersion, "artwork", N_("Artwork")),
             column(LabelVersion, "printed", total="sum"), column(LabelVersion, "made_by"),
             column(LabelVersion, "approved_by", shown=False),
             column(LabelVersion, "submitted_on", shown=False, editable=False),
             column(LabelVersion, "run_out_on", shown=False), column(LabelVersion, "changes"),
             Column("kind", N_("Kind"), _item.c.kind, "choice", _item.c.kind.info["choices"], shown=False),
             column(LabelVersion, "reason", shown=False, editable=False),
             Column("all_text", N_("All that is printed"), all_text_of(_version), shown=False)],
    joins=[(LabelItem, "item_id"), (Variety, "variety_id", LabelItem)], order=("id", True),
    presets=[
        Preset("effective", N_("In force"), lambda: (Condition("state", "in", ("effective",)),)),
        Preset("review", N_("In review"), lambda: (Condition("state", "in", ("review",)),)),
        Preset("waiting", N_("Long in review"), lambda: (
            Condition("state", "in", ("review",)),
            Condition("submitted_on", "until", today() - timedelta(days=REVIEW_DAYS)))),
        Preset("remarks", N_("With remarks not answered"), lambda: (Condition("waiting", "least", 1),)),
        Preset("drafts", N_("Drafts"), lambda: (Condition("state", "in", ("draft",)),)),
        Preset("bare", N_("Drafts without artwork"),
               lambda: (Condition("state", "in", ("draft",)), Condition("artwork", "no"))),
        Preset("expired", N_("In force, but no longer valid"), lambda: (
            Condition("state", "in", ("effective",)), Condition("valid_until", "until", today() - timedelta(days=1)))),
        Preset("expiring", N_("In force, validity ends soon"), lambda: (
            Condition("state", "in", ("effective",)), Condition("valid_until", "next_days", days_ahead()))),
    ])



def _differs(name: str, known: Any) -> Any:
    """Whether what is printed is another than what is on record with the variety; neither of them empty."""
    said = _version.c[name]
    return case(((said != "") & (known != "") & (func.instr(known, said) == 0), 1), else_=0)


CHECKS = Listing(
    "label_checks", N_("Check of labels"), LabelVersion,
    columns=[column(LabelVersion, "item_name", editable=False), column(LabelVersion, "number", editable=False),
             column(LabelVersion, "state", editable=False),
             MISSING.column(LabelVersion, "missing", N_("Items missing")),
             Column("name_differs", N_("Variety is called otherwise"),
                    case(((_version.c.printed_name != "") & (_version.c.printed_name != _variety.c.name), 1), else_=0), "flag"),
             Column("approval_differs", N_("Other approval no. on record"), _differs("approval_no", _variety.c.approval_number),
                    "flag"),
             Column("right_differs", N_("Other variety right no. on record"), _differs("pvp_no", _variety.c.pvp_number), "flag",
                    shown=False),
             column(LabelVersion, "standard_no", editable=False), column(LabelVersion, "licence_no", editable=False),
             column(LabelVersion, "valid_until", editable=False),
             Column("variety", N_("Variety"), _variety.c.name, shown=False),
             Column("live", N_("Not ended"), case((_version.c.state.in_(LIVE), 1), else_=0), "flag", shown=False)],
    joins=[(LabelItem, "item_id"), (Variety, "variety_id", LabelItem)], order=("item_name", False),
    presets=[
        Preset("live", N_("Not ended"), lambda: (Condition("live", "yes"),)),
        Preset("name", N_("Variety is called otherwise"), lambda: (Condition("live", "yes"), Condition("name_differs", "yes"))),
        Preset("approval", N_("Other approval no. on record"), lambda: (
            Condition("live", "yes"), Condition("approval_differs", "yes"))),
    ])
REMARKS = Listing(
    "label_remarks", N_("Remarks of the review"), LabelRemark,
    columns=[column(LabelRemark, "place"), column(LabelRemark, "spot"), column(LabelRemark, "remark"),
             column(LabelRemark, "said_by"), column(LabelRemark, "said_on"), column(LabelRemark, "answer"),
             column(LabelRemark, "settled_by"), column(LabelRemark, "settled_on")],
    order=("id", False))


def field(name: str) -> Column:
    """A field of a version as a list shows it."""
    return column(LabelVersion, name)
