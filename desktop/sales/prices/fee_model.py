"""A fee sheet: the rebate on one product's invoices as fee money, and what each area gets of it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living


def _percent(title: str, default: float | None = None) -> Any:
    return f.number(title, unit="%", decimals=2, low=0, high=100, default=default)


class FeePlan(Record, table=True):
    """One product, one invoice price, one rebate in percent of what is invoiced: the fee money of a region."""

    NAME: ClassVar[str] = N_("Fee sheet")
    FORM: ClassVar[Groups] = (Group("name:2 code product_id region_id season_id invoice_price rebate_percent made_on remarks"),)
    code: str = f.code(N_("Fee sheet no."), "FS", year_of="made_on")
    name: str = f.text(N_("Name"), required=True, search=True)
    product_id: int | None = f.link(N_("Product"), "product.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    season_id: int | None = f.link(N_("Season"), "season.id", current=True)
    invoice_price: int | None = f.money(N_("Invoice price"), low=1)
    rebate_percent: float | None = _percent(N_("Rebate on what is invoiced"))
    made_on: date | None = f.day(N_("Calculated on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """Nothing is computed without invoice price and rebate."""
        missing = [name for name in ("invoice_price", "rebate_percent") if getattr(self, name) is None]
        return dict.fromkeys(missing, _("The fee sheet needs invoice price and rebate."))


class FeeArea(Record, table=True):
    """An area of a fee sheet: its prices, its invoiced sales, and its fees in percent of the invoice price."""

    NAME: ClassVar[str] = N_("Area of a fee sheet")
    FORM: ClassVar[Groups] = (Group("name region_id store_price retail_price sales subsidy_percent promotion_percent "
                                    "year_rebate_percent year_rebate_if_target target_met held_percent"),)
    plan_id: int | None = f.link(N_("Fee sheet"), "feeplan.id", owned=True)
    name: str = f.text(N_("Area name"), required=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    store_price: int | None = f.money(N_("Price to the shop"), low=1)
    retail_price: int | None = f.money(N_("Price to the farmer"), low=1)
    sales: int | None = f.money(N_("Invoiced sales"))
    subsidy_percent: float | None = _percent(N_("Subsidy to the dealer"), 0.0)
    promotion_percent: float | None = _percent(N_("Promotion"), 0.0)
    year_rebate_percent: float | None = _percent(N_("Year's rebate"), 0.0)
    year_rebate_if_target: bool = f.yes_no(N_("Only if the target is met"))
    target_met: bool = f.yes_no(N_("Target met"), default=True)
    held_percent: float | None = _percent(N_("Held by the manager"), 0.0)

    def problems(self) -> dict[str, str]:
        """Prices and sales are what everything is computed of; an area that sold nothing has sales of 0."""
        missing = [name for name in ("store_price", "retail_price", "sales") if getattr(self, name) is None]
        return dict.fromkeys(missing, _("An area needs both prices and its invoiced sales (0 where there are none)."))

    def before_save(self, _before: Any, session: Session) -> None:
        """An area stands once in a sheet."""
        same = living(FeeArea).where(col(FeeArea.plan_id) == self.plan_id, col(FeeArea.name) == self.name,
                                     col(FeeArea.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"name": _("“{name}” stands in this fee sheet already.").format(name=self.name)})
