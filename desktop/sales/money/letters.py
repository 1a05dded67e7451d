"""Letters to a dealer: the reconciliation of accounts (对账函) with its replies, the reminder in its steps (催款函)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core import money, settings
from desktop.core.capitals import capitals
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    SMALL,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Sealed,
    Signatures,
    Table,
)
from desktop.core.errors import Refused
from desktop.core.i18n import CHINESE, _, language
from desktop.core.records import living
from desktop.core.settings import Settings
from desktop.core.units import exact
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.money import as_of
from desktop.sales.money.accounts import Account, account_of
from desktop.sales.money.dunning import step_at
from desktop.sales.money.ledger import ledger
from desktop.sales.money.model import Payment
from desktop.sales.money.rules import steps
from desktop.sales.money.statement import begin_of, moved_table
from desktop.sales.orders.model import Shipment
from desktop.trade.receivables import late_interest

REPLY_DAYS = 10


def reconciliation(db: Database, dealer_id: int, day: date | None = None, since: date | None = None) -> Document:
    """The letter by which both sides confirm the account as of a day, in two copies, each with both replies."""
    dealer, last = get(db, Dealer, dealer_id), day or as_of.day()
    with db.reading() as session:
        first = since or begin_of(session, last)
        copies = [_copy(db, session, dealer, first, last, copy) for copy in (_("Copy to be kept"), _("Copy to be returned"))]
    title = _("Reconciliation of accounts")
    return Document(title, [*copies[0], PageBreak(), *copies[1]], language(), numbered_headings=False, keywords=[dealer.code])


def _copy(db: Database, session: Session, dealer: Dealer, first: date, last: date, copy: str) -> list[Block]:
    account = account_of(session, dealer.id, last)
    closing = account.balance
    said = _("As of {day} you owe us {sum} by our books.") if closing >= 0 else _(
        "As of {day} we hold {sum} of yours as an advance by our books.")
    return [
        Heading(_("Reconciliation of accounts")), Paragraph(copy, SMALL),
        KeyValues(_parties(db, dealer, first, last), columns=1),
        Paragraph(_("To {name}:").format(name=dealer.name)),
        Paragraph(_("we ask you to compare the movements below with your books.")),
        moved_table(session, dealer.id, first, last),
        Paragraph(said.format(day=last, sum=_sum(abs(closing)))),
        Paragraph(_("Please answer within {n} working {n:day|days}. This letter serves to compare accounts alone; it is no "
                    "demand for "
                    "payment.").format(n=REPLY_DAYS)),
        *_enclosed(session, dealer.id or 0, first, last),
        Sealed(str(settings.office_in(session, "company")), None),
        Heading(_("Reply 1: the figures agree"), 2), Paragraph(_("The account agrees with our books.")),
        Signatures([_("In charge"), _("Seal of the dealer")]),
        Heading(_("Reply 2: the figures do not agree"), 2), Paragraph(_("Our books differ as follows:")),
        Table([Column(_("Day"), width_mm=25), Column(_("Paper no."), width_mm=35),
               Column(_("Your company's books"), width_mm=30), Column(_("Our company's books"), width_mm=30),
               Column(_("Reason of the difference"), weight=3)], [["", "", "", "", ""]] * 3, row_mm=9, boxed=True),
        Signatures([_("In charge"), _("Seal of the dealer")])]


def _enclosed(session: Session, dealer_id: int, first: date, last: date) -> list[Block]:
    """What is named as enclosed: of the papers in the table only those that there are."""
    signed = col(Shipment.signed_on).is_not(None) | (col(Shipment.signed_by) != "")
    sent = living(Shipment).where(col(Shipment.dealer_id) == dealer_id, col(Shipment.kind) == "delivery", signed,
                                  col(Shipment.moved_on).between(first, last))
    paid = living(Payment).where(col(Payment.dealer_id) == dealer_id, col(Payment.received_on).between(first, last))
    notes, money_in = (session.exec(found.limit(1)).first() is not None for found in (sent, paid))
    if notes and money_in:
        said = _("Attached: copies of the delivery notes signed for and of the payments.")
    elif notes:
        said = _("Attached: copies of the delivery notes signed for.")
    else:
        said = _("Attached: copies of the payments.") if money_in else ""
    return [Paragraph(said, SMALL)] if said else []


def _parties(db: Database, dealer: Dealer, first: date, last: date) -> list[tuple[str, Cell]]:
    own = [str(settings.office(db, name)) for name in ("company", "manager", "phone")]
    return [(_("From"), " · ".join(t for t in own if t)),
            (_("To"), " · ".join(t for t in (dealer.name, dealer.code, dealer.address, dealer.phone) if t)),
            (_("Period"), f"{first} – {last}")]


def dunning_letter(db: Database, dealer_id: int, day: date | None = None) -> Document:
    """The letter of the step at which a dealer's debt stands. Raises `Refused` where no step is reached."""
    dealer, last = get(db, Dealer, dealer_id), day or as_of.day()
    with db.reading() as session:
        account = account_of(session, dealer_id, last)
        step = step_at(account.oldest, last) if account.balance > 0 else ""
        since = steps(last)["ahead"] if step == "ahead" else int(step != "due")
        table, asked = _debts(session, dealer_id, account, last, since)
        if not step or asked <= 0:
            raise Refused(_("Nothing {name} owes is due or about to be: there is nothing to ask for.").format(name=dealer.name))
        company = str(settings.office_in(session, "company"))
    title = _titles()[step]
    blocks: list[Block] = [Heading(title), Paragraph(_("To {name}:").format(name=dealer.name)),
                           Paragraph(_texts(asked, account.oldest or 0, last)[step]), table, Paragraph(_closings()[step]),
                           *_claim(table, last), Sealed(company, last)]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[dealer.code])


def _debts(session: Session, dealer_id: int, account: Account, day: date, since: int) -> tuple[Table, int]:
    """What is at least `since` days late (below 0: ahead), oldest first, less the advance that lies ready; its sum in fen."""
    book = ledger(session, dealer_id)
    rows: list[list[Cell]] = [
        [book.codes[row.instalment.number], row.instalment.dated, row.instalment.due, row.instalment.amount, row.open,
         max(0, row.days) if row.days is not None else None]
        for row in sorted(book.ageing(day).rows, key=lambda r: (r.instalment.due or date.max, r.instalment.dated))
        if row.days is not None and row.days >= since]
    if account.advance > 0:
        rows.append([_("Advance"), "", "", "", -account.advance, ""])
    columns = [Column(_("Paper no.")), Column(_("Dated"), DATE, weight=0), Column(_("Due"), DATE, weight=0),
               Column(_("Amount owed"), MONEY), Column(_("Open amount"), MONEY), Column(_("Days late"), NUMBER, 0)]
    total = sum(int(row[4]) for row in rows if isinstance(row[4], int))
    return Table(columns, [*rows, [_("Total"), "", "", "", total, ""]], total_rows=1), total


def _claim(table: Table, day: date) -> list[Block]:
    """Interest and fee of the settings on what is late, and what is claimed with them."""
    percent, fee = (Settings().get(name) for name in ("late_percent", "dunning_fee"))
    late = [(int(row[4]), int(row[5])) for row in table.rows if isinstance(row[4], int) and isinstance(row[5], int)]
    interest = money.half_up(sum(late_interest(amount, days, exact(percent)) for amount, days in late))
    owed, charged = int(str(table.rows[-1][4])), money.stored(fee)
    if not interest and not charged:
        return []
    return [Paragraph(_("With interest of ¥{interest} up to {day} and a fee of ¥{fee} we claim ¥{claim}.").format(
        interest=money.text(interest), day=day, fee=money.text(charged), claim=money.text(owed + interest + charged)))]


def _sum(fen: int) -> str:
    """An amount as a letter says it: in Chinese in capitals too, which no figure can be added to."""
    amount = money.text(fen)
    return _("¥{amount} ({capitals})").format(amount=amount, capitals=capitals(fen)) if language() == CHINESE else f"¥{amount}"


def _titles() -> dict[str, str]:
    return {"ahead": _("Reminder of a payment falling due"), "due": _("Payment due today"),
            "friendly": _("Reminder of an overdue payment"), "firm": _("Demand for payment"), "letter": _("Dunning letter")}


def _texts(asked: int, late: int, day: date) -> dict[str, str]:
    """What each step says first, with the sum in figures and capitals."""
    owed = {"day": day, "sum": _sum(asked), "late": late}
    return {
        "ahead": _("payments of {sum} fall due soon; please prepare them.").format(**owed),
        "due": _("payments of {sum} are due now; please compare them with your books.").format(**owed),
        "friendly": _("as of {day} {sum} are overdue, the oldest by {late} {late:day|days}. Perhaps this escaped "
                      "you.").format(**owed),
        "firm": _("as of {day} {sum} are overdue, the oldest by {late} {late:day|days}, and our reminders were not "
                  "followed.").format(**owed),
        "letter": _("as of {day} {sum} are overdue, the oldest by {late} {late:day|days}, in spite of our "
                    "demands.").format(**owed)}


def _closings() -> dict[str, str]:
    """What each step asks for."""
    return {
        "ahead": _("Thank you for paying on time."), "due": _("Please pay today, or tell us when you will."),
        "friendly": _("Please pay within seven days, or tell us the day on which you will."),
        "firm": _("Please pay within seven days. Until then nothing more is shipped."),
        "letter": _("Please pay within seven days of receipt. After that we shall hand the matter to our lawyers, at your "
                    "cost.")}
