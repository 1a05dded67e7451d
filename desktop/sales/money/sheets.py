"""Sheets of all dealers: ageing by region with subtotals, what was collected by dealer, region or month (回款报表)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import text
from sqlmodel import Session, select

from desktop.core.database import Database
from desktop.core.documents.model import DATE, MONEY, PERCENT, Block, Cell, Column, Document, Heading, Paragraph, Table
from desktop.core.i18n import _, language, ngettext
from desktop.core.periods import MONTH, period
from desktop.core.records import alive_in_sql as alive
from desktop.core.records import table_of
from desktop.core.units import format_number
from desktop.dealers.model import Dealer
from desktop.regions.model import RANK, Region
from desktop.sales.money import as_of
from desktop.sales.money.accounts import Account, accounts
from desktop.sales.money.rules import limits
from desktop.sales.money.statement import begin_of
from desktop.trade.receivables import (
    NOT_DUE,
    Month,
    bucket_names,
    days_outstanding,
    plain_days_outstanding,
    receivable,
)


def places(session: Session) -> dict[int, tuple[str, str]]:
    """County (or what lies above it; "" for none) and name of each dealer, by its key."""
    d, r = table_of(Dealer), table_of(Region)
    regions = {row.id: row for row in session.execute(select(r.c.id, r.c.parent_id, r.c.level, r.c.full_name))}

    def county(key: int | None) -> str:
        found = regions.get(key)
        while found is not None and RANK[found.level] > RANK["county"] and found.parent_id in regions:
            found = regions[found.parent_id]
        return found.full_name if found is not None else ""

    dealers = session.execute(select(d.c.id, d.c.region_id, d.c.name, d.c.code)).all()
    named = Counter(row.name for row in dealers)  # of those called the same the code tells which is which
    return {row.id: (county(row.region_id), row.name if named[row.name] == 1 else f"{row.name} {row.code}") for row in dealers}


def ageing_sheet(db: Database, day: date | None = None) -> Document:
    """What all dealers owe as of a day, by region with subtotals; advances stand in a column of their own."""
    last = day or as_of.day()
    with db.reading() as session:
        found, known = accounts(session, last), places(session)
    bounds = limits(last)
    rows = sorted(((known[key], account) for key, account in found.items() if account.open or account.advance),
                  key=lambda row: row[0])
    columns = [Column(_("Dealer"), weight=2), *(Column(_("Not due yet") if name == NOT_DUE else name, MONEY,
                                                       group="" if name == NOT_DUE else _("Days late"))
                                                for name in bucket_names(bounds)),
               Column(_("Open amount"), MONEY), Column(_("Advance"), MONEY), Column(_("Balance"), MONEY),
               Column(_("Last payment"), DATE, weight=0)]
    cells, bold = _by_region(rows)
    title = _("Ageing of receivables as of {day}").format(day=last)
    undated = sum(account.undated for _place, account in rows)
    said = ngettext("{n} open part has no due day.", "{n} open parts have no due day.", undated).format(n=undated)
    table = Table(columns, cells, bold_rows=bold, total_rows=1, notes=[said] if undated else [], sheet=_("Ageing"))
    blocks: list[Block] = [Heading(title), table if rows else Paragraph(_("Nobody owes anything."))]
    return Document(title, blocks, language(), footer=last.isoformat(), numbered_headings=False)


def _by_region(rows: list[tuple[tuple[str, str], Account]]) -> tuple[list[list[Cell]], list[int]]:
    """The rows of the ageing sheet with a subtotal under each region, and which rows are subtotals."""
    cells: list[list[Cell]] = []
    bold: list[int] = []
    for region in dict.fromkeys(place[0] for place, _account in rows):
        mine = [(place[1], account) for place, account in rows if place[0] == region]
        cells += [[name, *_sums([account]), account.last_paid] for name, account in mine]
        bold.append(len(cells))
        title = _("Subtotal {region}").format(region=region.rpartition(" ")[2] or _("without a region"))
        cells.append([title, *_sums(account for _name, account in mine), None])
    cells.append([_("Total"), *_sums(account for _place, account in rows), ""])
    return cells, bold


def _sums(found: Iterable[Account]) -> list[int]:
    listed = list(found)
    buckets = [sum(parts) for parts in zip(*(account.buckets for account in listed), strict=True)]
    return [*buckets, *(sum(getattr(a, name) for a in listed) for name in ("open", "advance", "balance"))]


@dataclass
class Collected:
    """What happened to an account in a period, in fen: returned, discount and paid are above nothing."""

    opening: int = 0
    shipped: int = 0
    returned: int = 0
    discount: int = 0
    paid: int = 0

    @property
    def receivable(self) -> int:
        """What was to be collected."""
        return receivable(self.opening, self.shipped, self.returned, self.discount)

    @property
    def rate(self) -> Fraction | None:
        """Percent of it that was paid; None where nothing was to be collected."""
        return Fraction(100 * self.paid, self.receivable) if self.receivable > 0 else None


MOVED = f"""
SELECT dealer_id, CASE WHEN dated < :first THEN '' ELSE substr(dated, 1, 7) END AS month, what, SUM(amount) AS amount FROM (
  SELECT l.dealer_id, l.moved_on AS dated, CASE WHEN l.bags > 0 THEN 'shipped' ELSE 'returned' END AS what,
         SUM(ABS(l.bags * l.price)) AS amount FROM shipmentline l
  WHERE {alive("l")} AND l.moved_on <= :last AND l.price IS NOT NULL GROUP BY l.shipment_id
  UNION ALL
  SELECT e.dealer_id, e.entered_on, CASE e.kind WHEN 'opening' THEN 'opening' ELSE 'discount' END,
         CASE e.kind WHEN 'opening' THEN e.amount ELSE -e.amount END
  FROM accountentry e WHERE {alive("e")} AND e.entered_on <= :last
  UNION ALL
  SELECT p.dealer_id, p.received_on, 'paid', SUM(p.amount) FROM payment p
  WHERE {alive("p")} AND p.received_on <= :last GROUP BY p.dealer_id, p.received_on)
GROUP BY dealer_id, month, what"""
Moved = tuple[int, str, str, int]
"""Dealer, month ("" before the period), what, amount in fen."""


def moved(session: Session, first: date, last: date) -> list[Moved]:
    """What was shipped, returned, credited and paid until `last`, by dealer and month; entries that are owed lessen credits."""
    given = {"first": first.isoformat(), "last": last.isoformat()}
    return [(row[0], row[1], row[2], row[3] or 0) for row in session.execute(text(MOVED), given)]


def collected(rows: Iterable[Moved], first: date, key: Callable[[int, str], str]) -> dict[str, Collected]:
    """What moved since `first`, by what `key` says of a dealer and a month; what was before, and opening balances, are the
    opening."""
    found: dict[str, Collected] = {}
    for dealer, month, what, amount in rows:
        place = found.setdefault(key(dealer, month or f"{first:%Y-%m}"), Collected())
        if month and what != "opening":
            setattr(place, what, getattr(place, what) + amount)
        else:
            place.opening += amount if what in ("shipped", "opening") else -amount
    return found


def collection_sheet(db: Database, day: date | None = None, since: date | None = None) -> Document:
    """What was to be collected and was, from the first day of the business year, by dealer, by region and by month."""
    last = day or as_of.day()
    with db.reading() as session:
        first, known = since or begin_of(session, last), places(session)
        rows = moved(session, first, last)
        by_dealer = collected(rows, first, lambda dealer, _month: known[dealer][1])
        by_region = collected(rows, first, lambda dealer, _month: known[dealer][0] or _("without a region"))
        months = collected(rows, first, lambda _dealer, month: month)
        balance = sum(account.balance for account in accounts(session, last).values())
    _carry(months, first, last)
    title = _("Collections from {first} to {last}").format(first=first, last=last)
    blocks: list[Block] = [Heading(title), *_outstanding(balance, months, last)]
    for heading, name, found in ((_("By region"), _("Region"), by_region), (_("By month"), _("Month"), months),
                                (_("By dealer"), _("Dealer"), by_dealer)):
        blocks += [Heading(heading, 2), _collected_table(name, found, carried=found is months)]
    return Document(title, blocks, language(), footer=last.isoformat(), numbered_headings=False)


def _carry(months: dict[str, Collected], first: date, last: date) -> None:
    """Let each month open with what the one before closed with, also those in which nothing moved."""
    balance, running = 0, period(MONTH, first)
    while running.first <= last:
        month = months.setdefault(running.title(), Collected())
        running = running.after()
        month.opening += balance
        balance = month.receivable - month.paid


def _collected_table(name: str, rows: dict[str, Collected], *, carried: bool) -> Table:
    columns = [Column(name, weight=2), *(Column(title, MONEY) for title in (
        _("Opening balance"), _("Shipped"), _("Returned"), _("Discounts and credits"), _("To be collected"), _("Collected"),
        _("Not collected"))), Column(_("Rate of collection"), PERCENT, 2)]
    ordered = [(key, rows[key]) for key in sorted(rows)]
    whole = Collected(*(sum(getattr(row, part) for _key, row in ordered) for part in (
        "opening", "shipped", "returned", "discount", "paid")))
    if carried and ordered:
        whole.opening = ordered[0][1].opening
    cells = [_collected_row(key, row) for key, row in [*ordered, (_("Total"), whole)]]
    return Table(columns, cells, total_rows=1, sheet=name)


def _collected_row(name: str, row: Collected) -> list[Cell]:
    rate = None if row.rate is None else float(row.rate)
    return [name, row.opening, row.shipped, row.returned, row.discount, row.receivable, row.paid, row.receivable - row.paid,
            rate]


def _outstanding(balance: int, months: dict[str, Collected], last: date) -> list[Block]:
    """Days of sales outstanding, both ways, over the months of the period, the running one by its days."""
    sales = []
    for name in sorted(months, reverse=True):
        whole = period(MONTH, date.fromisoformat(f"{name}-01"))
        sales.append(Month(months[name].shipped - months[name].returned, min(whole.days, (last - whole.first).days + 1)))
    counted, plain = days_outstanding(balance, sales), plain_days_outstanding(balance, sales)

    def said(days: Fraction | None) -> str:
        return _("longer than the period") if days is None else format_number(days, 2)

    return [Paragraph(_("Days of sales outstanding: {counted} by counting back, {plain} plainly.").format(
        counted=said(counted), plain=said(plain)))] if sales else []
