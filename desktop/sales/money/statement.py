"""The statement of one dealer's account: opening, what moved, closing, what is open and how old it is, as of any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Table,
)
from desktop.core.i18n import _, language, ngettext
from desktop.core.periods import YEAR, period, year_start
from desktop.core.settings import office_in
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.money import as_of
from desktop.sales.money.accounts import Account, account_of, undated
from desktop.sales.money.ledger import ledger, movements, papers
from desktop.sales.money.rules import limits
from desktop.trade.receivables import NOT_DUE, bucket_names, bucket_of


@dataclass(frozen=True)
class Line:
    """A line of a statement: day, number of the paper, what it is, amount (below 0: a credit), balance after it."""

    dated: date
    code: str
    what: str
    amount: int
    balance: int


def begin_of(session: Session, day: date) -> date:
    """The first day of the business year that a day lies in."""
    return period(YEAR, day, year_start(str(office_in(session, "business_year_start")))).first


def lines(session: Session, dealer_id: int, first: date, last: date) -> tuple[int, list[Line]]:
    """The opening balance and the lines of a period."""
    balance, moved = movements(session, dealer_id, first, last)
    opening, found = balance, []
    named = papers(session, dealer_id)
    for movement in moved:
        balance += movement.amount
        code, what = named[movement.what, movement.ref]
        found.append(Line(movement.dated, code, what, movement.amount, balance))
    return opening, found


def statement(db: Database, dealer_id: int, day: date | None = None, since: date | None = None) -> Document:
    """The account of a dealer as of the evening of a day (the one chosen in the window), from the first day of the business
    year unless `since` says otherwise."""
    last, dealer = day or as_of.day(), get(db, Dealer, dealer_id)
    title = _("Statement of account: {name}").format(name=dealer.label())
    with db.reading() as session:
        first = since or begin_of(session, last)
        account = account_of(session, dealer_id, last)
        blocks: list[Block] = [Heading(title), KeyValues(_facts(account, last)), *_notes(account),
                               Heading(_("Movements from {first} to {last}").format(first=first, last=last), 2),
                               moved_table(session, dealer_id, first, last), *_open(session, dealer_id, last)]
    return Document(title, blocks, language(), footer=last.isoformat(), numbered_headings=False, keywords=[dealer.code])


def _facts(account: Account, day: date) -> list[tuple[str, Cell]]:
    late = account.oldest if account.oldest is not None and account.oldest > 0 else None
    facts: list[tuple[str, Cell]] = [
        (_("As of"), day), (_("Balance"), money.text(account.balance)), (_("Open amount"), money.text(account.open)),
        (_("Overdue"), money.text(account.overdue)), (_("Advance"), money.text(account.advance)),
        (_("Oldest: days late"), late), (_("Last payment"), account.last_paid)]
    return [(name, value) for name, value in facts if value is not None]


def _notes(account: Account) -> list[Block]:
    if not account.undated:
        return []
    rule = _("counted as not due") if undated() == "not_due" else _("counted from the day of their paper")
    return [Paragraph(ngettext("{n} open part has no due day ({rule}).", "{n} open parts have no due day ({rule}).",
                               account.undated).format(n=account.undated, rule=rule))]


def moved_table(session: Session, dealer_id: int, first: date, last: date) -> Table:
    """Opening, each movement with the balance after it, the sums, closing; the opening line stands there in any case."""
    opening, found = lines(session, dealer_id, first, last)
    columns = [Column(_("Day"), DATE, weight=0), Column(_("Paper no.")), Column(_("What"), weight=2),
               Column(_("Owed"), MONEY), Column(_("Paid or credited"), MONEY), Column(_("Balance"), MONEY)]
    rows: list[list[Cell]] = [[first, "", _("Opening balance"), "", "", opening]]
    for line in found:
        debit, credit = (line.amount, "") if line.amount >= 0 else ("", -line.amount)
        rows.append([line.dated, line.code, line.what, debit, credit, line.balance])
    owed = sum(line.amount for line in found if line.amount > 0)
    credited = -sum(line.amount for line in found if line.amount < 0)
    rows.append([last, "", _("Closing balance"), owed, credited, opening + owed - credited])
    return Table(columns, rows, total_rows=1, sheet=_("Movements"))


def _open(session: Session, dealer_id: int, day: date) -> list[Block]:
    """What is open, oldest due first, with what was paid later or is expected, the buckets, and money that settles nothing."""
    book = ledger(session, dealer_id)
    found, now = book.ageing(day), book.ageing(date.max)
    later = {id(row.instalment): row.open for row in now.rows}
    bounds = limits(day)
    columns = [Column(_("Paper no.")), Column(_("Dated"), DATE, weight=0), Column(_("Due"), DATE, weight=0),
               Column(_("Amount owed"), MONEY), Column(_("Open amount"), MONEY), Column(_("Days late"), NUMBER, 0),
               Column(_("Paid later"), MONEY), Column(_("Left then"), MONEY)]
    rows: list[list[Cell]] = []
    buckets = dict.fromkeys(bucket_names(bounds), 0)
    for row in sorted(found.rows, key=lambda r: (r.instalment.due or date.max, r.instalment.dated)):
        part, left = row.instalment, later.get(id(row.instalment), 0)
        age = row.days if row.days is not None or undated() == "not_due" else (day - part.dated).days
        buckets[bucket_of(age, bounds)] += row.open
        rows.append([book.codes[part.number], part.dated, part.due, part.amount, row.open,
                     max(0, age) if age is not None else None, row.open - left, left])
    if found.advance:
        rows.append([_("Advance"), None, None, None, -found.advance, None, found.advance - now.advance, -now.advance])
    total = sum(row.open for row in found.rows) - found.advance
    rows.append([_("Balance"), "", "", "", total, "", "", ""])
    if len(rows) == 1:
        return [Heading(_("What is open"), 2), Paragraph(_("Nothing is open."))]
    named = [Column(_("Not due yet") if name == NOT_DUE else _("{span} {span:day|days} late").format(span=name), MONEY)
             for name in buckets]
    return [Heading(_("What is open"), 2), Table(columns, rows, total_rows=1, sheet=_("What is open")),
            Table([*named, Column(_("Open amount"), MONEY)], [[*buckets.values(), sum(buckets.values())]], sheet=_("Ageing"))]
