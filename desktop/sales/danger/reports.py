"""The sheet by which a dealer in danger is judged (危险经销商查核判断表), and the sheet of all of them."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import (
    NUMBER,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.listed import values_of
from desktop.core.listing import Condition, Listing, Query
from desktop.core.reporting import Report, coded, of_document
from desktop.core.verbs import get
from desktop.dealers.assessment.lists import DANGER_MARKS
from desktop.dealers.model import Dealer
from desktop.sales.danger import rules
from desktop.sales.danger.lists import DANGER

FACTS = ("level", "points", "pressing", "oldest", "fallen", "now", "before", "broken", "lapses", "noted")
MARKS = ("noted_on", "sign", "what", "noted_by")
SHOWN = ("name", "region", "level", "points", "pressing", "oldest", "fallen", "broken", "lapses", "noted")
BY_HAND = 4


def danger_sheet(db: Database, dealer_id: int) -> Document:
    """The signs of one dealer with their facts and points, what was noted, and lines for what is done about it."""
    dealer = get(db, Dealer, dealer_id)
    facts = dict(zip(FACTS, next(values_of(db, DANGER, [DANGER.column(name) for name in FACTS], [dealer_id])), strict=True))
    title = _("Signs of danger: {dealer}").format(dealer=dealer.name)
    blocks: list[Block] = [
        Heading(title), KeyValues([(_("Dealer"), f"{dealer.name} {dealer.code}"), (_("As of"), today()),
                                   (_("Danger"), rules.LEVELS.label(facts["level"])), (_("Danger points"), facts["points"])]),
        _signs(facts), *_marks(db, dealer_id), Heading(_("What is done about it"), 2),
        Table([Column(_("Measure"), weight=3), Column(_("In charge"), width_mm=25, weight=0),
               Column(_("By when"), width_mm=25, weight=0)], [["", "", ""]] * BY_HAND, row_mm=9, boxed=True),
        Signatures([_("Judged by"), _("Checked by")])]
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, keywords=[dealer.code])


def _signs(facts: dict[str, Any]) -> Table:
    """Each sign: the fact, from where on it counts, its points; the points add to the sum."""
    rows: list[list[Cell]] = []
    for sign, (fact, counts, holds) in _judged(facts).items():
        times = (facts["noted"] or 0) if sign == "noted" else 1
        rows.append([rules.SIGNS.label(sign), fact, counts, rules.points(sign) * times if holds else 0])
    rows.append([_("Total"), "", "", facts["points"]])
    return Table([Column(_("Sign")), Column(_("Fact"), weight=2), Column(_("Counts from"), weight=2),
                  Column(_("Danger points"), NUMBER, 0)], rows, total_rows=1,
                 notes=[_("In danger from {danger} {danger:point|points} on, to be watched from {watch}.").format(
                     danger=rules.least("danger"), watch=rules.least("watch"))])


def _judged(facts: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    """Sign → the fact, from where on it counts, whether it does."""
    limit, oldest, fallen, lapses = rules.limit, facts["oldest"] or 0, facts["fallen"], facts["lapses"]
    left = (lapses - today()).days if isinstance(lapses, date) else None
    owed = ngettext("¥{amount} overdue, {n} day",
        "¥{amount} overdue, {n} days", max(0, oldest)).format(amount=money.text(facts["pressing"]), n=max(0, oldest))
    return {
        "overdue": (owed if facts["pressing"] else _("nothing overdue"), ngettext(
            "{n} day late",
            "{n} days late", limit("overdue")).format(n=limit("overdue")),
                    bool(facts["pressing"]) and oldest >= limit("overdue")),
        "falling": (_("{before} {before:bag|bags} → {now} {now:bag|bags}").format(before=facts["before"], now=facts["now"]),
                    _("{n} % fewer than the year before").format(n=limit("falling")),
                    fallen is not None and fallen >= limit("falling")),
        "broken": (str(facts["broken"]), str(limit("broken")), bool(facts["broken"]) and facts["broken"] >= limit("broken")),
        "licence": (str(lapses) if lapses else _("no end"), ngettext(
            "{n} day before it ends",
            "{n} days before it ends", limit("licence")).format(n=limit("licence")),
                    left is not None and left <= limit("licence")),
        "noted": (str(facts["noted"] or 0), _("each"), bool(facts["noted"]))}


def _marks(db: Database, dealer_id: int) -> list[Block]:
    conditions = (Condition("cleared_on", "empty"),)
    with db.reading() as session:
        ids = list(DANGER_MARKS.ids(session, Query(conditions=conditions, fixed=(("dealer_id", dealer_id),))))
    return [Heading(_("Signs noted"), 2), _table(db, DANGER_MARKS, MARKS, ids)] if ids else []


def _table(db: Database, listing: Listing, names: tuple[str, ...], ids: list[int]) -> Table:
    return list_table(db, listing, [listing.column(name) for name in names], ids)


def danger_list(db: Database) -> Document:
    """All dealers who are in danger or to be watched, the worst first."""
    with db.reading() as session:
        ids = list(DANGER.ids(session, Query(conditions=DANGER.preset("watch").conditions())))
    title = _("Dealers in danger as of {day}").format(day=today())
    table = _table(db, DANGER, SHOWN, ids)
    return Document(title, [Heading(title), table if ids else Paragraph(_("No dealer shows signs of danger."))], language(),
                    footer=today().isoformat(), landscape=True, numbered_headings=False)


def _danger(db: Database, args: argparse.Namespace) -> Document:
    """`--code`: the sheet of that dealer; else the list of all."""
    return danger_sheet(db, coded(db, Dealer, args.code)) if args.code else danger_list(db)


DANGER_REPORT = Report("danger", "", of_document(_danger))
