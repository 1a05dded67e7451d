"""The list of changes of printed text, each with the number of versions that are concerned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import exists, func, select

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, Rows, column
from desktop.core.records import alive, table_of
from desktop.core.reminders import days_ahead
from desktop.labels.change_model import LabelChange
from desktop.labels.lists import LIVE
from desktop.labels.model import LabelVersion
from desktop.labels.printed import all_text_of

_change = table_of(LabelChange)


def concerned(change: LabelChange) -> Rows:
    """The versions that have not ended and print the old text of a change."""
    return Rows(LabelVersion, (Condition("state", "in", LIVE), Condition("all_text", "contains", change.old_text)))


def _concerned(*states: str) -> Any:
    """How many versions in these states print the old text."""
    version = table_of(LabelVersion).alias()
    prints = func.instr(all_text_of(version), _change.c.old_text) > 0
    return select(func.count()).select_from(version).where(
        version.c.state.in_(states), alive(version), prints, _change.c.old_text != "").correlate(_change).scalar_subquery()


def _waiting() -> Any:
    """Whether a version in force prints the old text and none that is being made of the same label prints otherwise."""
    now, later = table_of(LabelVersion).alias(), table_of(LabelVersion).alias()
    old = _change.c.old_text
    follows = exists(select(later.c.id).where(
        later.c.item_id == now.c.item_id, later.c.number > now.c.number, alive(later),
        func.instr(all_text_of(later), old) == 0)).correlate(now, _change)
    return select(func.count()).select_from(now).where(
        now.c.state.in_(("approved", "effective")), alive(now), old != "", func.instr(all_text_of(now), old) > 0,
        ~follows).correlate(_change).scalar_subquery()


CHANGES = Listing(
    "label_changes", N_("Changes of printed text"), LabelChange,
    columns=[column(LabelChange, "holds_from"), column(LabelChange, "kind"), column(LabelChange, "old_text"),
             column(LabelChange, "new_text"), column(LabelChange, "until"),
             Column("concerned", N_("Versions concerned"), _concerned(*LIVE), "whole", behind=concerned, total="sum"),
             Column("in_force", N_("Of these in force"), _concerned("effective"), "whole", shown=False),
             Column("waiting", N_("Without a new version"), _waiting(), "whole"),
             column(LabelChange, "done_on"), column(LabelChange, "code", shown=False),
             column(LabelChange, "basis", shown=False)],
    order=("holds_from", True),
    presets=[
        Preset("open", N_("Changes not carried out"), lambda: (Condition("done_on", "empty"),)),
        Preset("waiting", N_("Labels without a new version"), lambda: (
            Condition("done_on", "empty"), Condition("waiting", "least", 1))),
        Preset("late", N_("Old prints past their day"), lambda: (
            Condition("done_on", "empty"), Condition("until", "until", today() - timedelta(days=1)),
            Condition("concerned", "least", 1))),
        Preset("soon", N_("Old prints soon past their day"), lambda: (
            Condition("done_on", "empty"), Condition("until", "next_days", days_ahead()))),
    ])
