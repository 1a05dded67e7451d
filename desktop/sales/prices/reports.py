"""Papers of prices: the price chain of products, and the fee sheet of a region in yuan and in points."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import (
    MONEY,
    NUMBER,
    WARNING,
    Block,
    Callout,
    Column,
    Document,
    Formed,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language
from desktop.core.listing import Query
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.regions.model import Region
from desktop.sales.prices.fee_figures import FeeSheet, fee_figures
from desktop.sales.prices.fee_model import FeePlan
from desktop.sales.prices.lists import PRICES
from desktop.sales.products.model import Product

CHAIN = ("region", "dealer", "valid_from", "valid_until", "invoice", "freight", "landed", "store", "freight_shop", "retail",
         "dealer_margin", "dealer_on_purchase", "dealer_on_sale",
         "shop_margin", "shop_on_purchase", "shop_on_sale", "floor", "settled")
_PRICE = Column("", MONEY)
_PERCENT = Column("", NUMBER, 2)


def price_chain(db: Database, product_id: int) -> Document:
    """The price chain of a product, region by region, with both margins of dealer and shop."""
    product = get(db, Product, product_id)
    wanted = Query(fixed=(("product_id", product_id),), order=(("region", False), ("valid_from", True)))
    with db.reading() as session:
        ids = list(PRICES.ids(session, wanted))
    title = _("Price chain: {product}").format(product=product.label())
    table = list_table(db, PRICES, [PRICES.column(name) for name in CHAIN], ids, filled=True)
    blocks: list[Block] = [Heading(title), table] if ids else [Heading(title), Paragraph(_("No prices are recorded."))]
    return Document(title, [*blocks, Paragraph(_(
        "Margin on purchase: what is earned ÷ what is paid. Margin on sale: what is earned ÷ what it is sold at."))],
        language(), landscape=True, numbered_headings=False, keywords=[product.code])


def fee_sheet(db: Database, plan_id: int) -> Document:
    """The fee sheet of a region: margins by area, fee money in points and in yuan, what the manager has left."""
    with db.reading() as session:
        sheet = fee_figures(session, plan_id)
    plan = sheet.plan
    region = get(db, Region, plan.region_id).full_name if plan.region_id else ""
    title = _("Fee sheet: {name}").format(name=plan.name)
    facts = [(_("Region"), region), (_("Invoice price"), money.text(plan.invoice_price)),
             (_("Rebate on what is invoiced"), f"{plan.rebate_percent:g}%"), (_("Calculated on"), str(plan.made_on or ""))]
    blocks: list[Block] = [
        Heading(title), KeyValues([pair for pair in facts if pair[1]]), *(Callout(w, kind=WARNING) for w in sheet.warnings),
        Heading(_("Margins"), 2), _margins(sheet), Heading(_("Fees in points of the invoice price"), 2), _points(sheet),
        Heading(_("Fees in yuan"), 2), _yuan(sheet), *(Paragraph(line) for line in _said(sheet)),
        Signatures([_("Made by"), _("Approved by")])]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[plan.code])


def _across(sheet: FeeSheet, rows: Sequence[tuple[str, list[Any]]], last: str = "") -> Table:
    """A line a figure, a column an area, and one more where `last` names it."""
    heads = [Column(_("Figure"), weight=2), *(Column(area.name, NUMBER) for area in sheet.areas)]
    return Table([*heads, *([Column(last, NUMBER)] if last else [])], [[title, *cells] for title, cells in rows], boxed=True)


def _margins(sheet: FeeSheet) -> Table:
    shop = [area.retail_price - area.store_price for area in sheet.areas]
    dealer = [area.store_price - sheet.invoice for area in sheet.areas]
    stores, retails = [a.store_price for a in sheet.areas], [a.retail_price for a in sheet.areas]
    return _across(sheet, [
        (_("Price to the shop"), _prices(stores)), (_("Price to the farmer"), _prices(retails)),
        (_("Dealer's margin"), _prices(dealer)),
        (_("Dealer's margin on purchase (%)"), [_ratio(d, sheet.invoice) for d in dealer]),
        (_("Shop's margin"), _prices(shop)),
        (_("Shop's margin on purchase (%)"), [_ratio(m, p) for m, p in zip(shop, stores, strict=True)]),
        (_("Shop's margin on sale (%)"), [_ratio(m, p) for m, p in zip(shop, retails, strict=True)]),
        (_("The firm keeps of a unit"), _prices([sheet.net(area) for area in sheet.areas]))])


def _points(sheet: FeeSheet) -> Table:
    rows = [(_("Subsidy to the dealer"), [a.subsidy_percent for a in sheet.areas]),
            (_("Promotion"), [a.promotion_percent for a in sheet.areas]),
            (_("Year's rebate"), [a.year_percent for a in sheet.areas]),
            (_("Held by the manager"), [a.held_percent for a in sheet.areas])]
    return _across(sheet, [(title, [_points_of(value) for value in values]) for title, values in rows])


def _yuan(sheet: FeeSheet) -> Table:
    names = (("pool", _("Fee money")), ("subsidy", _("Subsidy to the dealer")), ("promotion", _("Promotion")),
             ("year_rebate", _("Year's rebate")), ("held", _("Held by the manager")),
             ("from_manager", _("From the manager")), ("unused", _("Not used")))
    sales = [area.sales for area in sheet.areas]
    rows: list[tuple[str, list[Any]]] = [(_("Invoiced sales"), [_fen(s) for s in [*sales, sum(sales)]])]
    for name, title in names:
        amounts = [getattr(fee, name) for fee in sheet.money]
        rows.append((title, [_fen(amount) for amount in [*amounts, sum(amounts)]]))
    return _across(sheet, rows, _("Total"))


def _said(sheet: FeeSheet) -> list[str]:
    """What the manager has left, in yuan and in points, and where the sheet breaks even."""
    said = [_("Held ¥{held}, given to areas ¥{given}, left ¥{left}.").format(
        held=money.text(sheet.held), given=money.text(sheet.given), left=money.text(sheet.left))]
    points = _("In points of each area's own sales {points} are left; points of different areas add up to money only where all "
               "areas sell the same.").format(points=f"{float(sheet.points):g}")
    said.append(points)
    if sheet.break_even is not None:
        said.append(_("Nothing is left, and nothing is missing, where {area} has {share}% of all sales.").format(
            area=sheet.in_need, share=format_number(sheet.break_even, 2)))
    return said


def _prices(values: Sequence[Fraction]) -> list[Formed]:
    return [_fen(money.half_up(value * 100)) for value in values]


def _fen(amount: int) -> Formed:
    return Formed(amount, _PRICE)


def _ratio(part: Fraction, whole: Fraction) -> Formed | None:
    return Formed(float(100 * part / whole), _PERCENT) if whole else None


def _points_of(value: Fraction) -> Formed:
    return Formed(float(value), _PERCENT)


def _chain(db: Database, args: argparse.Namespace) -> Document:
    return price_chain(db, coded(db, Product, args.code))


def _fees(db: Database, args: argparse.Namespace) -> Document:
    return fee_sheet(db, coded(db, FeePlan, args.code))


REPORTS = Reports((Report("price-chain", "code", of_document(_chain)), Report("fees", "code", of_document(_fees))))
