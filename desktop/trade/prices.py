"""The price chain and its fee money: what shop and dealer earn, what the rebate pool of each area pays, what is moved.

An area's pool is the rebate on its own invoiced sales. Subsidy, promotion, year rebate and what the manager holds back are
paid from it; what they exceed it by comes from what the manager held back elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.core.i18n import _
from desktop.core.money import half_up, text


@dataclass(frozen=True)
class Area:
    """The prices of an area in yuan, its invoiced sales in fen, and its fees in percent of the invoice price."""

    name: str
    store_price: Fraction
    retail_price: Fraction
    sales: int
    subsidy_percent: Fraction
    promotion_percent: Fraction
    year_rebate_percent: Fraction
    year_rebate_if_target: bool
    target_met: bool
    held_percent: Fraction

    @property
    def year_percent(self) -> Fraction:
        """The year rebate that is paid: nothing where it hangs on a target that was missed."""
        return Fraction(0) if self.year_rebate_if_target and not self.target_met else self.year_rebate_percent

    @property
    def used_percent(self) -> Fraction:
        """What reaches dealer and market, in percent of the invoice price."""
        return self.subsidy_percent + self.promotion_percent + self.year_percent


@dataclass(frozen=True)
class Fees:
    """The fee money of an area in fen: pool + from_manager = subsidy + promotion + year_rebate + held + unused."""

    pool: int
    subsidy: int
    promotion: int
    year_rebate: int
    held: int

    @property
    def _over(self) -> int:
        return self.subsidy + self.promotion + self.year_rebate + self.held - self.pool

    @property
    def from_manager(self) -> int:
        """What its uses and what is held exceed its own pool by."""
        return max(0, self._over)

    @property
    def unused(self) -> int:
        """What of its pool nobody uses."""
        return max(0, -self._over)


def fees(area: Area, rebate_percent: Fraction) -> Fees:
    """The fee money of an area, each amount rounded to the fen by itself."""
    def of_sales(percent: Fraction) -> int:
        return half_up(area.sales * percent / 100)

    return Fees(of_sales(rebate_percent), of_sales(area.subsidy_percent), of_sales(area.promotion_percent),
                of_sales(area.year_percent), of_sales(area.held_percent))


def net_per_unit(area: Area, invoice_price: Fraction) -> Fraction:
    """What of the invoice price the firm keeps after subsidy, promotion and year rebate, in yuan."""
    return invoice_price * (100 - area.used_percent) / 100


def break_even_share(areas: Sequence[Area], rebate_percent: Fraction) -> Fraction | None:
    """The share of all sales, in percent, at which the first area that needs the manager's money just uses up what is held.

    The other areas keep their sales among each other. None where no area needs it, or the others leave nothing for it.
    """
    first = first_in_need(areas, rebate_percent)
    others = [area for area in areas if area is not first]
    sales = sum(area.sales for area in others)
    if first is None or not sales:
        return None
    spare = -sum((needs(area, rebate_percent) * area.sales for area in others), Fraction(0)) / sales
    return 100 * spare / (needs(first, rebate_percent) + spare) if spare >= 0 else None


def needs(area: Area, rebate_percent: Fraction) -> Fraction:
    """What an area takes of the manager's money, in points of its invoice price; below 0 it brings more than it takes."""
    return max(Fraction(0), area.used_percent + area.held_percent - rebate_percent) - area.held_percent


def first_in_need(areas: Sequence[Area], rebate_percent: Fraction) -> Area | None:
    """The first area that takes more of the manager's money than it brings; None where none does."""
    return next((area for area in areas if needs(area, rebate_percent) > 0), None)


def warnings(areas: Sequence[Area], invoice: Fraction, left: int) -> list[str]:
    """What is doubtful about a fee sheet, a sentence each; `left` is what the manager keeps, in fen."""
    said = []
    if left < 0:
        said.append(_("By their sales the areas need ¥{amount} more than what the manager holds back.").format(
            amount=text(-left, thousands=False)))
    for area in areas:
        if area.retail_price < area.store_price:
            said.append(_("{area}: the shop sells below what it pays.").format(area=area.name))
        if area.store_price < invoice:
            said.append(_("{area}: the dealer sells below the invoice price.").format(area=area.name))
    return said
