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
from desktop.sales.season.open_orders import Staying, orders_of
from desktop.sales.season.rules import verified


def sheet(db: Database, settlement_id: int) -> Document:
    """The sheet of a settlement; from when the dealer got it on with the sums that stood on it then, which both sign. What
    came to the books since is told apart."""
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
    """What a sheet says: while it is drawn up what the books say, from then on what the dealer got and both sign."""
    first, last = season
    facts: list[tuple[str, Cell]] = [
        (_("Company"), str(settings.office_in(session, "company"))), (_("Dealer"), f"{dealer.name} {dealer.code}"),
        (_("Season of sale"), f"{first} – {last}"), *([(_("Settlement sheet no."), kept.code)] if kept else [])]
    today_says = figures.reckoned(session, dealer.id, first, last, kept.entry_id if kept else None)
    signed = figures.Reckoned.read(kept.signed) if kept is not None and kept.state != "draft" else None
    shown = signed or today_says
    if kept is not None and kept.state != "draft" and signed is None and not _stands(kept, today_says):
        return [KeyValues(facts), *_sums_alone(kept), *_orders(session, dealer, last, kept)]
    blocks: list[Block] = [KeyValues(facts), Heading(_("Goods of the season"), 2), *_goods(shown.goods),
                           Heading(_("Account of the season"), 2), _account(shown.account, shown.difference),
                           *_closing(shown.closing)]
    blocks += _orders(session, dealer, last, kept)
    if shown.rebates:
        blocks += [Heading(_("Rebates earned and not credited yet"), 2), _rebates(shown.rebates),
                   Paragraph(_("They are settled on sheets of their own and are not in the balance above."), SMALL)]
    if not verified():
        blocks.append(Paragraph(_("The season's last day is a common one, to be verified against the contract."), SMALL))
    return blocks + _changed(kept, signed, today_says)


def _stands(kept: SeasonSettlement, now: figures.Reckoned) -> bool:
    """Whether the books give the sums today that a sheet says."""
    return (kept.difference, kept.closing) == (now.difference, now.closing)


def _sums_alone(kept: SeasonSettlement) -> list[Block]:
    """A sheet whose rows were not kept, and whose sums the books and prices of today do not give any more: those sums alone."""
    difference, closing = kept.difference or 0, kept.closing or 0
    rows: list[list[Cell]] = [[_("By settlement prices"), difference], [_("Balance after settlement"), closing]]
    return [Callout(_("The rows of this sheet were not kept when it was given, and the books and prices of today give other "
                      "sums: only the sums that it said are printed here. Its rows stand on the paper.")),
            Heading(_("Account of the season"), 2),
            Table([Column(_("What"), weight=3), Column(_("Sum in yuan"), MONEY)], rows, total_rows=1, sheet=_("Account")),
            *_closing(closing)]


def _orders(session: Session, dealer: Dealer, last: date, kept: SeasonSettlement | None) -> list[Block]:
    """The orders that the settlement does not settle, with the reason: once both have signed, those that stayed open then."""
    if kept is not None and "open" in kept.signed:
        staying = [Staying.read(row) for row in kept.signed["open"]]
    elif kept is None or kept.state != "agreed":
        staying = orders_of(session, dealer.id, last)[1]
    else:
        staying = []  # signed before the program kept them
    if not staying:
        return []
    rows: list[list[Cell]] = [[one.code, one.reason()] for one in staying]
    return [Heading(_("Orders that stay open"), 2),
            Table([Column(_("Order no.")), Column(_("Why it stays open"), weight=3)], rows, sheet=_("Open orders"))]


def _goods(goods: Sequence[figures.Goods]) -> list[Block]:
    """A row a product and price: sent, returned, kept, invoiced, settlement price, what it adds."""
    if not goods:
        return [Paragraph(_("No goods moved in this season."))]
    columns = [Column(_("Product"), weight=3), Column(_("Invoice price"), MONEY), Column(_("Sent"), NUMBER, 0),
               Column(_("Returned"), NUMBER, 0), Column(_("Bags kept"), NUMBER, 0), Column(_("Invoiced"), MONEY),
               Column(_("Settlement price"), MONEY), Column(_("Difference"), MONEY)]
    rows: list[list[Cell]] = [[_named(line), line.price, line.sent, line.back, line.bags, line.amount, _settled(line),
                               _("not known") if line.unkept else line.difference] for line in goods]
    sums = [sum(values) for values in zip(*((g.sent, g.back, g.bags, g.amount, g.difference) for g in goods), strict=True)]
    blocks: list[Block] = [Table(columns, [*rows, [_("Total"), "", *sums[:4], "", sums[4]]], total_rows=1, sheet=_("Goods"))]
    if unpriced := sum(line.price is None for line in goods):
        blocks.append(Callout(ngettext("{n} row has no price and adds nothing: write its price into the shipment.",
                                       "{n} rows have no price and add nothing: write their prices into the shipments.",
                                       unpriced).format(n=unpriced)))
    if unkept := list(dict.fromkeys(line.of for line in goods if line.unkept)):
        blocks.append(Callout(_(
            "At which price {codes} settled what came back was not kept, and the prices of today do not give the sum that was "
            "signed: nothing is reckoned for it here. Look at the paper, agree on it with the dealer and write an account "
            "entry.").format(codes=_(", ").join(unkept))))
    return blocks


def _settled(line: figures.Goods) -> Cell:
    """The settlement price of a row as it is printed."""
    if line.unkept:
        return _("not kept")
    return _("as invoiced") if line.settled is None or not line.price else line.settled


def _named(line: figures.Goods) -> str:
    """The product; of goods that an earlier settlement settled, with its number."""
    return _("{product} (settled in {code})").format(product=line.name, code=line.of) if line.of else line.name


def _moved(kind: str) -> str:
    """What a kind of movement of the account is called."""
    named = {"shipped": _("Goods sent"), "returned": _("Goods returned"), "paid": _("Payments received"),
             "opening": _("Old balance entered in the season")}
    return named.get(kind) or ENTRY_KINDS.label(kind)


def _account(account: figures.Account, reckoned: int) -> Table:
    """Opening, what moved by its kind, the balance before and after the settlement prices."""
    rows: list[list[Cell]] = [[_("Opening balance"), account.opening]]
    rows += [[_moved(kind), amount] for kind, amount in account.moved.items()]
    rows += [[_("By settlement prices"), reckoned], [_("Balance after settlement"), account.closing + reckoned]]
    return Table([Column(_("What"), weight=3), Column(_("Sum in yuan"), MONEY)], rows, total_rows=1, sheet=_("Account"))


def _closing(balance: int) -> list[Block]:
    """The balance in words, with capitals in Chinese."""
    amount = money.text(abs(balance))
    shown = _("¥{amount} ({capitals})").format(amount=amount, capitals=capitals(abs(balance))) if (
        language() == CHINESE) else f"¥{amount}"
    said = _("The dealer owes the company {sum}.") if balance > 0 else _(
        "The company holds {sum} of the dealer's.") if balance < 0 else _("Nothing is owed on either side.")
    return [Paragraph(said.format(sum=shown))]


def _changed(kept: SeasonSettlement | None, signed: figures.Reckoned | None, now: figures.Reckoned) -> list[Block]:
    """What came to the books of the season since the dealer got the sheet: apart from what the sheet says, row by row."""
    if kept is None or kept.state == "draft":
        return []
    rows = _since(signed, now) if signed is not None else []
    if not rows and _stands(kept, now):
        return []
    blocks: list[Block] = [Callout(_(
        "The books of this season have changed since the dealer got this sheet: it said a balance of ¥{kept}, "
        "today the season comes to ¥{now}.").format(kept=money.text(kept.closing), now=money.text(now.closing)))]
    if rows:
        blocks += [Heading(_("Since the sheet was given"), 2),
                   Table([Column(_("What"), weight=3), Column(_("On the sheet"), MONEY),
                          Column(_("By the books now"), MONEY)], rows, total_rows=1, sheet=_("Since the sheet"))]
    if kept.state == "agreed" and (owed := now.difference - (kept.difference or 0)):
        blocks.append(Paragraph(_("The price difference of what came since, ¥{sum}, is in no account yet: agree on it with the "
                                  "dealer and write an account entry.").format(sum=money.text(owed)), SMALL))
    return blocks


def _since(signed: figures.Reckoned, now: figures.Reckoned) -> list[list[Cell]]:
    """The sums of a sheet that are others by now, with the balance at the end; [] where all stand."""
    sides = (signed, now)
    pairs = [(_("Opening balance"), [side.account.opening for side in sides])]
    pairs += [(_moved(kind), [side.account.moved.get(kind, 0) for side in sides])
              for kind in dict.fromkeys([*signed.account.moved, *now.account.moved])]
    named = {_alike(line): line for side in reversed(sides) for line in side.goods}  # as the sheet called it
    for key, line in named.items():
        pairs.append((_("Difference: {product} at ¥{price}").format(product=_named(line), price=money.text(line.price)),
                      [sum(g.difference for g in side.goods if _alike(g) == key) for side in sides]))
    rows: list[list[Cell]] = [[what, *sums] for what, sums in pairs if sums[0] != sums[1]]
    return [*rows, [_("Balance after settlement"), signed.closing, now.closing]] if rows else []


def _alike(line: figures.Goods) -> tuple[int, int | None, str]:
    """What makes rows of goods the same in two reckonings: not the settlement price, by which they are compared."""
    return line.product_id, line.price, line.of


def _rebates(rebates: Sequence[tuple[str, int]]) -> Table:
    rows: list[list[Cell]] = [list(row) for row in rebates]
    return Table([Column(_("Rebate agreement"), weight=3), Column(_("Still owed"), MONEY)],
                 [*rows, [_("Total"), sum(amount for _name, amount in rebates)]], total_rows=1, sheet=_("Rebates"))


def _by_command(db: Database, args: argparse.Namespace) -> Document:
    return sheet(db, coded(db, SeasonSettlement, args.code))


REPORTS = Reports((Report("season-settlement", "code", of_document(_by_command)),))
