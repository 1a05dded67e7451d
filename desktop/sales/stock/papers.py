"""Papers of dealers' stock: the sheet of one dealer (进销存表) and of all, the sheet to count by, the advice, the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from sqlmodel import col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Bullets,
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
from desktop.core.periods import year_back
from desktop.core.records import living
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.curves import SELL_OUT, curve
from desktop.sales.money.sheets import places
from desktop.sales.money.statement import begin_of
from desktop.sales.products.model import Product, product_names
from desktop.sales.stock import states as s
from desktop.sales.stock.actions import expected
from desktop.sales.stock.advice import Advised, cover_until, turned
from desktop.sales.stock.advising import advised
from desktop.sales.stock.ages import stock_layers
from desktop.sales.stock.figures import Stock, stock
from desktop.sales.stock.levels import level
from desktop.sales.stock.model import StockCount, StockItem
from desktop.sales.stock.plan_model import PlanCause, StockPlan
from desktop.sales.stock.takers import Taker, cost_of_keeping, cost_of_moving, counted_lots, takers
from desktop.trade.stock import Layer, Turnover, abc

BLANKS = 6  # empty lines at the end of a count sheet, for what is there against the books
ABC_LIMITS = (Fraction(80), Fraction(95))
Row = tuple[Stock, Advised]


def stock_of_item(db: Database, item_id: int) -> Document:
    """The stock sheet of the dealer of a stock item, as of today."""
    return stock_sheet(db, get(db, StockItem, item_id).dealer_id or 0)


def stock_sheet(db: Database, dealer_id: int, day: date | None = None) -> Document:
    """What came, went and is there of each product at one dealer, with turnover, cover and advice."""
    on = day or today()
    with db.reading() as session:
        first = begin_of(session, on)
        rows = [row for row in advised(session, on, dealer_id=dealer_id) if not row[0].idle]
        names, lain = product_names(session), stock_layers(session, dealer_id, on)
        back = year_back(on)
        year = {found.item_id: turned(found, back, on) for found in stock(session, on, dealer_id, first=back)}
    dealer = get(db, Dealer, dealer_id)
    title = _("Stock of {dealer} as of {day}").format(dealer=dealer.name, day=on)
    blocks: list[Block] = [Heading(title)]
    if not rows:
        blocks.append(Paragraph(_("Nothing was sent to this dealer, and nothing was counted.")))
    else:
        cells = [[names[found.product_id], *_figures(found)] for found, _result in rows]
        blocks += [Table([Column(_("Product"), weight=2), *_columns()], [*cells, [_("Total"), *_totals(rows)]], total_rows=1,
                         sheet=_("Stock")), *_remarks(rows, names),
                   Heading(_("Turnover and advice"), 2), _turnover_table(rows, names, lain, year, first, on)]
    return Document(title, blocks, language(), footer=on.isoformat(), numbered_headings=False, keywords=[dealer.code])


def stock_of_all(db: Database, day: date | None = None) -> Document:
    """The stock of all dealers by region, the same by product, and which products weigh most (ABC)."""
    on = day or today()
    with db.reading() as session:
        rows = [found for found in stock(session, on) if not found.idle]
        known, names = places(session), product_names(session)
    rows.sort(key=lambda found: (known[found.dealer_id], names[found.product_id]))
    title = _("Stock of all dealers as of {day}").format(day=on)
    if not rows:
        return Document(title, [Heading(title), Paragraph(_("No dealer has any goods."))], language(), numbered_headings=False)
    table = _by_region(rows, known, names)
    blocks = [Heading(title), Heading(_("By product"), 2), _by_product(rows, names), Heading(_("By dealer"), 2), table,
              *_weights(rows, names)]
    return Document(title, blocks, language(), footer=on.isoformat(), numbered_headings=False)


def _by_region(rows: Sequence[Stock], known: Mapping[int, tuple[str, str]], names: dict[int, str]) -> Table:
    """A row a dealer and product, a subtotal under each region; moves in and out in one column, so that it fits a page."""
    cells: list[list[Cell]] = []
    bold: list[int] = []
    for region in dict.fromkeys(known[found.dealer_id][0] for found in rows):
        mine = [found for found in rows if known[found.dealer_id][0] == region]
        cells += [[known[found.dealer_id][1], names[found.product_id], *_netted(_figures(found))] for found in mine]
        bold.append(len(cells))
        title = _("Subtotal {region}").format(region=region.rpartition(" ")[2] or _("without a region"))
        cells.append([title, "", *_netted(_sums(mine))])
    cells.append([_("Total"), "", *_netted(_sums(rows))])
    heads = [column for column in _columns() if column.title != _("Moved out")]
    heads = [replace(column, title=_("Moved, net")) if column.title == _("Moved in") else column for column in heads]
    return Table([Column(_("Dealer"), weight=2), Column(_("Product"), weight=2), *heads], cells, bold_rows=bold, total_rows=1,
                 sheet=_("Stock"))


def _netted(figures: list[Cell]) -> list[Cell]:
    """The figures with moves in less moves out in one cell."""
    opening, received, returned, moved_in, moved_out, *rest = figures
    return [opening, received, returned, int(moved_in or 0) - int(moved_out or 0), *rest]  # type: ignore[arg-type]


def _by_product(rows: Sequence[Stock], names: dict[int, str]) -> Table:
    keys = sorted({found.product_id for found in rows}, key=names.__getitem__)
    cells: list[list[Cell]] = [[names[key], *_sums([found for found in rows if found.product_id == key])] for key in keys]
    return Table([Column(_("Product"), weight=2), *_columns()], cells, sheet=_("By product"))


def _weights(rows: Sequence[Stock], names: dict[int, str]) -> list[Block]:
    """The products by what was sold out of them, in classes."""
    sold: dict[str, Fraction] = {}
    for found in rows:
        sold[names[found.product_id]] = sold.get(names[found.product_id], Fraction(0)) + max(0, found.sold or 0)
    if not any(sold.values()):
        return []
    cells: list[list[Cell]] = [[r.name, float(r.value), float(r.cumulative_percent), r.grade]
                               for r in abc(list(sold.items()), ABC_LIMITS)]
    columns = [Column(_("Product"), weight=2), Column(_("Sold out"), NUMBER), Column(_("Share, added up"), NUMBER, 2, unit="%"),
               Column(_("Class"))]
    return [Heading(_("Products by their weight"), 2), Table(columns, cells, sheet="ABC")]


def _columns() -> list[Column]:
    bags = [Column(name, NUMBER) for name in (_("Opening stock"), _("Goods received"), _("Sent back"), _("Moved in"),
                                              _("Moved out"),
                                              _("Sold out"), _("Counted last"))]
    return [*bags, Column(_("Last counted"), DATE, weight=0), Column(_("Net since the count"), NUMBER),
            Column(_("There by the books"), NUMBER), Column(_("On order"), NUMBER)]


def _figures(found: Stock) -> list[Cell]:
    return [found.opening, found.received, found.returned, found.moved_in, found.moved_out, found.sold, found.closing,
            found.closed, found.since, found.on_hand, found.on_order]


def _totals(rows: Sequence[Row]) -> list[Cell]:
    return _sums([found for found, _result in rows])


def _sums(rows: Sequence[Stock]) -> list[Cell]:
    """The sums of the columns; what is not known of one item is not added."""
    def whole(name: str) -> int | None:
        known = [value for found in rows if (value := getattr(found, name)) is not None]
        return sum(known) if known else None

    names = ("opening", "received", "returned", "moved_in", "moved_out", "sold", "closing")
    return [*(whole(name) for name in names), "", whole("since"), whole("on_hand"), whole("on_order")]


def _remarks(rows: Sequence[Row], names: dict[int, str]) -> list[Block]:
    """What a reader must know about the figures: miscounts, what was never counted, openings taken as nothing."""
    said = [ngettext(
        "{product}: sold out {n} bag. Below zero: one of the counts, shipments or moves is wrong.",
        "{product}: sold out {n} bags. Below zero: one of the counts, shipments or moves is wrong.", found.sold).format(
        product=names[found.product_id], n=found.sold) for found, _result in rows if found.sold is not None and found.sold < 0]
    blind = [names[found.product_id] for found, _result in rows if found.closed is None]
    if blind:
        said.append(_("Never counted: {products}. What is there by the books is at most that.").format(
            products=_(", ").join(blind)))
    single = [names[found.product_id] for found, _result in rows if found.opened is not None and found.opened == found.closed]
    if single:
        said.append(_("Counted once only: {products}. What was sold out is known with the next count.").format(
            products=_(", ").join(single)))
    return [Bullets(said)] if said else []


def _turnover_table(rows: Sequence[Row], names: dict[int, str], lain: Mapping[int, Sequence[Layer]],
                    year: Mapping[int, Turnover | None], first: date, day: date) -> Table:
    running = curve(SELL_OUT, day).starting(first.month)
    columns = [Column(_("Product"), weight=2), Column(_("Days it lies"), NUMBER, 1), Column(_("Turns a year"), NUMBER, 2),
               Column(_("Days it lies, 12 months"), NUMBER, 1),
               Column(_("Oldest goods from"), DATE, weight=0),
               Column(_("Needed to the season's end"), NUMBER), Column(_("Lasts until")), Column(_("Confidence")),
               Column(_("Minimum bags"), NUMBER), Column(_("Maximum bags"), NUMBER), Column(_("To order"), NUMBER),
               Column(_("To clear"), NUMBER)]
    cells: list[list[Cell]] = []
    for found, result in rows:
        turns, lies = turned(found, first, day), year.get(found.item_id)
        until = cover_until(found.on_hand, result.year, running, first, day)
        lasts = _("unknown") if result.year is None else until.isoformat() if until else _("beyond the season")
        cells.append([names[found.product_id], _decimal(turns.days if turns else None),
                      _decimal(turns.turns if turns else None), _decimal(lies.days if lies else None),
                      next((layer.day for layer in lain.get(found.product_id, ())), None),
                      result.rest, lasts, _confidence(found, day), result.minimum if result.advice else None,
                      result.maximum if result.advice else None, result.order, result.surplus])
    return Table(columns, cells, sheet=_("Turnover and advice"))


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _confidence(found: Stock, day: date) -> str:
    words = {"good": _("good"), "fair": _("fair"), "poor": _("poor")}
    word = words[found.confidence(day, int(level("stale_days")))]
    if found.closed is None:
        return word
    days = (day - found.closed).days
    said = ngettext("{word} ({n} day old)", "{word} ({n} days old)", days)
    return said.format(word=word, n=days)


def advice_of(db: Database, item_id: int) -> Document:
    """The advice for one stock item: what to do, each reason, and who could take what is too much."""
    on = today()
    item = get(db, StockItem, item_id)
    with db.reading() as session:
        result = next(found for row, found in advised(session, on, dealer_id=item.dealer_id) if row.item_id == item_id)
        candidates = takers(session, item, on) if result.surplus else []
        keeping = cost_of_keeping(session, item, result.surplus, counted_lots(session, item, on),
                                  on) if result.surplus else None
    head = ngettext("Order {n} bag", "Order {n} bags", result.order).format(n=result.order) if result.order else ngettext(
        "Clear {n} bag",
        "Clear {n} bags", result.surplus).format(
        n=result.surplus) if result.surplus else _("Nothing to do") if result.advice else _("No advice")
    title = f"{get(db, Dealer, item.dealer_id or 0).name} · {get(db, Product, item.product_id or 0).label()}"
    blocks: list[Block] = [Heading(title), Heading(head, 2), Bullets(list(result.said))]
    if result.surplus:
        blocks += [Heading(_("Who can take it"), 2), *_candidates(candidates), *_costs(result.surplus, keeping)]
    return Document(title, blocks, language(), footer=on.isoformat(), numbered_headings=False)


def _candidates(found: Sequence[Taker]) -> list[Block]:
    if not found:
        return [Paragraph(_("No other dealer needs more of it than he has."))]
    columns = [Column(_("Dealer"), weight=2), Column(_("Needs"), NUMBER), Column(_("Covered"), NUMBER, 0, unit="%"),
               Column(_("Credit left"), weight=1), Column(_("What speaks against it"), weight=3)]
    cells: list[list[Cell]] = [
        [t.name, t.needs, _decimal(t.cover_percent),
         _("no limit") if t.free_credit is None else money.text(t.free_credit),
         " ".join(t.against) or _("nothing")] for t in found]
    return [Table(columns, cells)]


def _costs(bags: int, keeping: int | None) -> list[Block]:
    said = ngettext(
        "Moving {n} bag costs about ¥{move}",
        "Moving {n} bags costs about ¥{move}", bags).format(n=bags, move=money.text(cost_of_moving(bags)))
    if keeping is None:
        return [Paragraph(said + _("; what keeping them costs is not known without a price."))]
    return [Paragraph(said + _("; keeping them for next season, with retests and the fall of the price, about ¥{keep}.").format(
        keep=money.text(keeping)))]


def count_sheet(db: Database, count_id: int) -> Document:
    """The sheet to be filled in at the shop; the count's lines are typed back in the same order."""
    count = get(db, StockCount, count_id)
    return blank_count(db, count.dealer_id or 0, count.counted_on or today(), count.code)


def blank_count(db: Database, dealer_id: int, day: date, code: str = "") -> Document:
    """The sheet to count a dealer's stock by on a day."""
    with db.reading() as session:
        lines, names = expected(session, dealer_id, day), product_names(session)
        books = {found.product_id: found.on_hand for found in stock(session, day, dealer_id)}
    dealer = get(db, Dealer, dealer_id)
    title = _("Stock count of {dealer}").format(dealer=dealer.name)
    columns = [Column(_("No."), NUMBER, weight=0), Column(_("Product"), weight=3), Column(_("Seed lot"), weight=2),
               Column(_("By the books"), NUMBER), Column(_("Bags there"), weight=1), Column(_("Germination %"), weight=1),
               Column(_("Tested on"), weight=1), Column(_("Remark"), weight=2)]
    seen: set[int] = set()
    cells: list[list[Cell]] = []
    for number, (product, lot) in enumerate(lines, start=1):
        cells.append([number, names.get(product, ""), lot, "" if product in seen else books.get(product, ""), "", "", "", ""])
        seen.add(product)
    cells += [[len(lines) + blank, "", "", "", "", "", "", ""] for blank in range(1, BLANKS + 1)]
    facts: list[tuple[str, Cell]] = [(_("Dealer"), dealer.name), (_("Count no."), code or "________"),
                                     (_("Counted on"), "________"),
                                     (_("How it is known"), " ".join(f"□ {word}" for word in _words()))]
    blocks: list[Block] = [Heading(title), KeyValues(facts), Table(columns, cells, sheet=_("Stock count"), boxed=True,
                                                                   row_mm=8.0),
                           Signatures([_("Counted by"), _("For the dealer (signature)")])]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[code] if code else [])


def _words() -> list[str]:
    return [s.CERTAINTY.label(word) for word in s.CERTAINTY]


def plan_sheet(db: Database, plan_id: int) -> Document:
    """A plan on paper: what was advised and why, what was decided; of goods that lie the analysis of slow sales."""
    plan = get(db, StockPlan, plan_id)
    with db.reading() as session:
        causes = session.exec(living(PlanCause).where(col(PlanCause.plan_id) == plan_id).order_by(col(PlanCause.id))).all()
        taker = session.get(Dealer, plan.taker_id) if plan.taker_id else None
    slow = plan.kind == "clear"
    title = (_("Analysis of slow goods {code}") if slow else _("Plan to stock up {code}")).format(code=plan.code)
    facts: list[tuple[str, Cell]] = [
        (_("Dealer"), get(db, Dealer, plan.dealer_id or 0).name),
        (_("Product"), get(db, Product, plan.product_id or 0).label()),
        (_("Planned on"), plan.made_on), (_("State"), s.PLAN_STATES.label(plan.state)), (_("Bags advised"), plan.advised),
        (_("Bags decided"), plan.bags), (_("Why otherwise than advised, and who decided"), plan.overruled),
        (_("Way to clear"), s.WAYS.label(plan.way) if slow else ""), (_("Taken by"), taker.name if taker else ""),
        (_("To be done by"), plan.deadline), (_("Who sees to it"), plan.owner)]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)])]
    if plan.reasons:
        blocks += [Heading(_("Reasons of the advice"), 2), Bullets(plan.reasons.splitlines())]
    if slow:
        blocks += [Heading(_("Causes and measures"), 2), _causes(causes)]
    return Document(title, [*blocks, Signatures([_("Made by"), _("For the dealer (signature)")])], language(),
                    numbered_headings=False, keywords=[plan.code])


def _causes(found: Sequence[PlanCause]) -> Table:
    """All usual causes in their order, so that none is passed over; those not written about stay empty to be filled in."""
    columns = [Column(_("Cause")), Column(_("Problem"), weight=2), Column(_("Why it is so"), weight=2),
               Column(_("What is done"), weight=2)]
    by_cause: dict[str, list[PlanCause]] = {}
    for row in found:
        by_cause.setdefault(row.cause, []).append(row)
    cells: list[list[Cell]] = []
    for cause in s.CAUSES:
        rows = by_cause.get(cause)
        cells += [[s.CAUSES.label(cause), row.problem, row.why, row.measure] for row in rows] if rows else [
            [s.CAUSES.label(cause), "", "", ""]]
    return Table(columns, cells, sheet=_("Causes and measures"))
