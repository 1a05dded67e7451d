"""The sheet of a season's settlement (季末结算单), which both sides sign, in two copies."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from desktop.core import money, settings
from desktop.core.capitals import capitals
from desktop.core.database import Database
from desktop.core.documents.model import (
    MONEY,
    NUMBER,
    SMALL,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, _, language, ngettext
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.money.words import ENTRY_KINDS
from desktop.sales.season import figures
from desktop.sales.season.model import SeasonSettlement, season_of
from desktop.sales.season.rules import verified


def sheet(db: Database, settlement_id: int) -> Document:
    """The sheet of a settlement; once both have signed with the sums that they signed."""
    kept = get(db, SeasonSettlement, settlement_id)
    return _sheet(db, kept.dealer_id or 0, (kept.starts_on or today(), kept.ends_on or today()), kept)


def preview(db: Database, dealer_id: int) -> Document:
    """The sheet of the season that ended last with a dealer, before it is drawn up."""
    with db.reading() as session:
        season = season_of(session, dealer_id, today())
    return _sheet(db, dealer_id, season, None)


def _sheet(db: Database, dealer_id: int, season: tuple[date, date], kept: SeasonSettlement | None) -> Document:
    dealer, title = get(db, Dealer, dealer_id), _("Settlement of the season")
    with db.reading() as session:
        body = _body(session, dealer, season, kept)
    blocks: list[Block] = []
    for copy in (_("Copy for the company"), _("Copy for the dealer")) if kept is not None else ("",):
        blocks += [*([PageBreak()] if blocks else []), Heading(title), *([Paragraph(copy, SMALL)] if copy else []), *body,
                   *([Signatures([_("For the company (seal)"), _("For the dealer (seal)")])] if kept is not None else [])]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[kept.code if kept else dealer.code])


def _body(session: Session, dealer: Dealer, season: tuple[date, date], kept: SeasonSettlement | None) -> list[Block]:
    first, last = season
    facts: list[tuple[str, Cell]] = [
        (_("Company"), str(settings.office_in(session, "company"))), (_("Dealer"), f"{dealer.name} {dealer.code}"),
        (_("Season of sale"), f"{first} – {last}"), *([(_("Settlement sheet no."), kept.code)] if kept else [])]
    goods = figures.goods(session, dealer.id, first, last)
    account = figures.account(session, dealer.id, first, last)
    reckoned = sum(line.difference for line in goods)
    blocks: list[Block] = [KeyValues(facts), Heading(_("Goods of the season"), 2), *_goods(goods),
                           Heading(_("Account of the season"), 2), _account(account, reckoned), *_closing(account, reckoned)]
    blocks += _changed(kept, reckoned, account.closing + reckoned)
    rebates = figures.rebates_due(session, dealer.id, last)
    if rebates:
        blocks += [Heading(_("Rebates earned and not credited yet"), 2), _rebates(rebates),
                   Paragraph(_("They are settled on sheets of their own and are not in the balance above."), SMALL)]
    if not verified():
        blocks.append(Paragraph(_("The season's last day is a common one, to be verified against the contract."), SMALL))
    return blocks


def _goods(goods: Sequence[figures.Goods]) -> list[Block]:
    """A row a product and price: sent, returned, kept, invoiced, settlement price, what it adds."""
    if not goods:
        return [Paragraph(_("No goods moved in this season."))]
    columns = [Column(_("Product"), weight=3), Column(_("Invoice price"), MONEY), Column(_("Sent"), NUMBER, 0),
               Column(_("Returned"), NUMBER, 0), Column(_("Bags kept"), NUMBER, 0), Column(_("Invoiced"), MONEY),
               Column(_("Settlement price"), MONEY), Column(_("Difference"), MONEY)]
    rows: list[list[Cell]] = [[line.name, line.price, line.sent, line.back, line.bags, line.amount,
                               _("as invoiced") if line.settled is None or not line.price else line.settled, line.difference]
                              for line in goods]
    sums = [sum(values) for values in zip(*((g.sent, g.back, g.bags, g.amount, g.difference) for g in goods), strict=True)]
    blocks: list[Block] = [Table(columns, [*rows, [_("Total"), "", *sums[:4], "", sums[4]]], total_rows=1, sheet=_("Goods"))]
    if unpriced := sum(line.price is None for line in goods):
        blocks.append(Callout(ngettext("{n} row has no price and adds nothing: write its price into the shipment.",
                                       "{n} rows have no price and add nothing: write their prices into the shipments.",
                                       unpriced).format(n=unpriced)))
    return blocks


def _account(account: figures.Account, reckoned: int) -> Table:
    """Opening, what moved by its kind, the balance before and after the settlement prices."""
    named = {"shipped": _("Goods sent"), "returned": _("Goods returned"), "paid": _("Payments received"),
             "opening": _("Old balance entered in the season")}
    rows: list[list[Cell]] = [[_("Opening balance"), account.opening]]
    rows += [[named.get(kind) or ENTRY_KINDS.label(kind), amount] for kind, amount in account.moved.items()]
    rows += [[_("By settlement prices"), reckoned], [_("Balance after settlement"), account.closing + reckoned]]
    return Table([Column(_("What"), weight=3), Column(_("Sum in yuan"), MONEY)], rows, total_rows=1, sheet=_("Account"))


def _closing(account: figures.Account, reckoned: int) -> list[Block]:
    """The balance in words, with capitals in Chinese."""
    balance = account.closing + reckoned
    amount = money.text(abs(balance))
    shown = _("¥{amount} ({capitals})").format(amount=amount, capitals=capitals(abs(balance))) if (
        language() == CHINESE) else f"¥{amount}"
    said = _("The dealer owes the company {sum}.") if balance > 0 else _(
        "The company holds {sum} of the dealer's.") if balance < 0 else _("Nothing is owed on either side.")
    return [Paragraph(said.format(sum=shown))]


def _changed(kept: SeasonSettlement | None, reckoned: int, closing: int) -> list[Block]:
    """What the dealer got to sign, where the books of the season say otherwise by now."""
    if kept is None or kept.state == "draft" or (kept.difference, kept.closing) == (reckoned, closing):
        return []
    return [Callout(_("The books of this season have changed since the dealer got this sheet: it said a balance of ¥{kept}, "
                      "today the season comes to ¥{now}.").format(kept=money.text(kept.closing), now=money.text(closing)))]


def _rebates(rebates: Sequence[tuple[str, int]]) -> Table:
    rows: list[list[Cell]] = [list(row) for row in rebates]
    return Table([Column(_("Rebate agreement"), weight=3), Column(_("Still owed"), MONEY)],
                 [*rows, [_("Total"), sum(amount for _name, amount in rebates)]], total_rows=1, sheet=_("Rebates"))


def _by_command(db: Database, args: argparse.Namespace) -> Document:
    return sheet(db, coded(db, SeasonSettlement, args.code))


REPORTS = Reports((Report("season-settlement", "code", of_document(_by_command)),))
