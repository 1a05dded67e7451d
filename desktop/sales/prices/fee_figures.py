"""What a fee sheet comes to: the figures of `trade.prices` for the areas that are recorded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.units import exact
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from desktop.trade.prices import Area, Fees, break_even_share, fees, first_in_need, needs, net_per_unit, warnings


@dataclass(frozen=True)
class FeeSheet:
    """Areas with their fee money in fen; `left` is what the manager keeps of what is held, below 0 a deficit.

    `points`: what the held percents of the areas are minus those given to others, the sum that only holds where all areas
    sell the same. `break_even`: see `trade.prices.break_even_share`.
    """

    plan: FeePlan
    areas: tuple[Area, ...]
    money: tuple[Fees, ...]
    break_even: Fraction | None
    warnings: tuple[str, ...]

    @property
    def invoice(self) -> Fraction:
        """The invoice price in yuan."""
        return _yuan(self.plan.invoice_price)

    @property
    def held(self) -> int:
        """What the manager takes in, fen."""
        return sum(fee.held for fee in self.money)

    @property
    def given(self) -> int:
        """What the manager gives to areas that use more than their own pool, fen."""
        return sum(fee.from_manager for fee in self.money)

    @property
    def left(self) -> int:
        """What remains with the manager, fen; below 0 it is missing."""
        return self.held - self.given

    @property
    def points(self) -> Fraction:
        """Held minus given in points of each area's own invoice sales."""
        return -sum((needs(area, self.rebate) for area in self.areas), Fraction(0))

    @property
    def rebate(self) -> Fraction:
        """The rebate in percent of what is invoiced."""
        return exact(self.plan.rebate_percent or 0)

    @property
    def in_need(self) -> str:
        """The first area that takes more of the manager's money than it brings; "" where none does."""
        area = first_in_need(self.areas, self.rebate)
        return area.name if area else ""

    def net(self, area: Area) -> Fraction:
        """What the firm keeps of the invoice price in an area, yuan."""
        return net_per_unit(area, self.invoice)


def fee_figures(session: Session, plan_id: int) -> FeeSheet:
    """The figures of a fee sheet. Raises `UserError` where it has no areas."""
    plan = session.get_one(FeePlan, plan_id)
    rows = session.exec(living(FeeArea).where(col(FeeArea.plan_id) == plan_id).order_by(col(FeeArea.id))).all()
    if not rows:
        raise UserError(_("This fee sheet has no areas yet: type them in below."))
    areas, rebate = tuple(area_of(row) for row in rows), exact(plan.rebate_percent or 0)
    money = tuple(fees(area, rebate) for area in areas)
    left = sum(fee.held - fee.from_manager for fee in money)
    return FeeSheet(plan, areas, money, break_even_share(areas, rebate),
                    tuple(warnings(areas, _yuan(plan.invoice_price), left)))


def area_of(row: FeeArea) -> Area:
    """An area of a sheet as the pure figures want it: prices in yuan, percents exact."""
    return Area(row.name, _yuan(row.store_price), _yuan(row.retail_price), row.sales or 0, exact(row.subsidy_percent or 0),
                exact(row.promotion_percent or 0), exact(row.year_rebate_percent or 0), row.year_rebate_if_target,
                row.target_met, exact(row.held_percent or 0))


def _yuan(amount: int | None) -> Fraction:
    return Fraction(amount or 0, 100)
