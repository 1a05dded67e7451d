"""Ours beside theirs: the price chain of a rival's variety next to that of the one we set against it, and both in trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.documents.model import MONEY, NUMBER, Block, Cell, Column, Table
from desktop.core.i18n import _, ngettext
from desktop.core.money import half_up
from desktop.core.records import living
from desktop.core.units import exact, quantity
from desktop.market.rivals.figures import STEPS, SeenPrice
from desktop.market.rivals.model import RivalVariety
from desktop.market.suitability.own_trials import Met, met_in_trials
from desktop.sales.prices.finding import price_line
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product

OURS = {"dealer_price": "landed", "shop_price": "store", "farmer_price": "retail"}
"""The step of our price line at which a rival's price was seen."""


@dataclass(frozen=True)
class Beside:
    """A rival's variety as it was seen and our product against it, with the price line that holds there."""

    seen: SeenPrice
    product: Product
    line: PriceLine

    @property
    def share(self) -> Fraction | None:
        """What brings their bag to the content of ours: by weight, else by seeds; None where neither is known of both."""
        for theirs, ours in ((self.seen.pack_kg, self.product.bag_kg), (self.seen.pack_seeds, self.product.bag_seeds)):
            if theirs and ours:
                return exact(ours) / exact(theirs)
        return None

    def theirs(self, step: str) -> int | None:
        """Their price of a step in fen for as much seed as our bag holds; of their bag where the contents are not known."""
        price = self.seen.prices[step]
        return None if price is None else half_up(price * (self.share or 1))

    def ours(self, step: str) -> int | None:
        """Our price of the step in fen."""
        price: int | None = getattr(self.line, OURS[step])
        return price


def beside(session: Session, seen: Sequence[SeenPrice], day: date) -> list[Beside]:
    """Of each variety seen the product of ours that is set against it, where a price line of it holds there."""
    against = {one.variety_id: one.against_id for one in session.exec(living(RivalVariety)) if one.against_id}
    found = []
    for one in seen:
        ours = against.get(one.variety_id)
        products = session.exec(living(Product).where(col(Product.variety_id) == ours,
                                                      col(Product.retired).is_(False)).order_by(
            col(Product.id))).all() if ours else []
        for product in products:
            line = price_line(session, product.id, one.region_id, day)
            if line is not None:
                found.append(Beside(one, product, line))
                break
    return found


def chain_table(session: Session, seen: Sequence[SeenPrice], day: date) -> list[Block]:
    """The chains side by side, a row a pair; margins of dealer and shop of both."""
    pairs = beside(session, seen, day)
    if not pairs:
        return []
    names = {one.id: one.title() for one in session.exec(living(Variety))}
    rows: list[list[Cell]] = []
    for pair in pairs:
        theirs, ours = ([of(step) for step in STEPS] for of in (pair.theirs, pair.ours))
        rows.append([f"{names.get(pair.seen.variety_id, '')}{'' if pair.share else ' *'}", pair.product.label(),
                     *theirs, *_margins(theirs), *ours, *_margins(ours), _less(theirs[2], ours[2])])
    steps = (_("Price to the dealer"), _("Price to the shop"), _("Price to the farmer"), _("Dealer's margin"),
             _("Shop's margin"))
    columns = [Column(_("Rival's variety"), weight=2), Column(_("Own product"), weight=2),
               *(Column(step, MONEY, group=_("Theirs, for our bag")) for step in steps),
               *(Column(step, MONEY, group=_("Ours")) for step in steps), Column(_("Theirs dearer by"), MONEY, signed=True)]
    notes = [_("Their prices are brought to the content of our bag.")]
    if any(pair.share is None for pair in pairs):
        notes.append(_("* content of the bag not known: price of their own bag."))
    return [Table(columns, rows, notes=notes, sheet=_("Price chains"))]


def _margins(prices: Sequence[int | None]) -> list[Cell]:
    dealer, shop, farmer = prices
    return [_less(shop, dealer), _less(farmer, shop)]


def _less(more: int | None, less: int | None) -> int | None:
    return None if more is None or less is None else more - less


def trials_table(session: Session, pairs: Sequence[tuple[int, int]]) -> list[Block]:
    """Rival's variety against ours in the trials where both stood, plain means over the plots; demonstrations apart."""
    names = {one.id: one.title() for one in session.exec(living(Variety))}
    rows: list[list[Cell]] = []
    for theirs, ours in pairs:
        for shown in (False, True):
            met = [one for one in met_in_trials(session, theirs, ours) if one.demonstrated is shown]
            if met:
                rows.append([names.get(theirs, ""), names.get(ours, ""), _("demonstrations") if shown else _("trials"),
                             len(met),
                             sum(one.percent > 100 for one in met), sum(one.percent for one in met) / len(met) - 100,
                             _worst(met)])
    if not rows:
        return []
    columns = [Column(_("Rival's variety"), weight=2), Column(_("Our variety against it"), weight=2),
               Column(_("Where they met")),
               Column(_("How many"), NUMBER, 0), Column(_("Ours ahead in"), NUMBER, 0),
               Column(_("Ours to theirs"), NUMBER, 1, unit="%", signed=True), Column(_("Ours lowest in"), weight=2)]
    return [Table(columns, rows, sheet=_("Head to head"), notes=[ngettext(
        "{n} pair of varieties.", "{n} pairs of varieties.", len(pairs)).format(n=len(pairs))])]


def _worst(met: Sequence[Met]) -> str:
    """The trial in which ours fell furthest behind; "" where it never did."""
    last = min(met, key=lambda one: one.percent)
    return "" if last.percent >= 100 else f"{last.code} " + quantity(f"{last.percent - 100:+.1f}", "%")
