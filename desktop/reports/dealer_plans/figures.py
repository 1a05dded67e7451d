"""What we know beside what a dealer plans and reports: what was sent in the period, what was counted at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from desktop.core.records import alive, living, table_of
from desktop.reports.dealer_plans.model import DealerPlan
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.model import CountLine


@dataclass(frozen=True)
class Beside:
    """A line of a dealer's report beside ours, bags: what we sent net in the period; what was counted in it last, and when."""

    line: DealerReportLine
    product: str
    sent: int
    counted: int | None
    counted_on: date | None

    @property
    def received_off(self) -> int | None:
        """What the dealer says came in, less what we sent; None where nothing was said."""
        return None if self.line.received is None else self.line.received - self.sent

    @property
    def closing_off(self) -> int | None:
        """What the dealer says is left, less what was counted."""
        return None if self.line.closing is None or self.counted is None else self.line.closing - self.counted


def compared(session: Session, report: DealerReport) -> list[Beside]:
    """The lines of a report beside what we know."""
    lines = session.exec(living(DealerReportLine).where(col(DealerReportLine.report_id) == report.id)).all()
    names = {product.id: product.label() for product in session.exec(living(Product))}
    found = []
    for line in lines:
        counted = _counted(session, report, line.product_id)
        found.append(Beside(line, names.get(line.product_id or 0, ""), sent(session, report.dealer_id, report.starts_on,
                                                                            report.ends_on, line.product_id), *counted))
    return sorted(found, key=lambda one: one.product)


def sent(session: Session, dealer_id: int | None, first: date | None, last: date | None, product_id: int | None = None) -> int:
    """The bags sent to a dealer in some days, less what came back; of one product, or of all."""
    line = table_of(ShipmentLine)
    query = select(func.coalesce(func.sum(line.c.bags), 0)).where(alive(line), line.c.dealer_id == dealer_id,
                                                                line.c.moved_on.between(first, last))
    if product_id is not None:
        query = query.where(line.c.product_id == product_id)
    return int(session.execute(query).scalar() or 0)


def amount_sent(session: Session, plan: DealerPlan) -> int:
    """The amount of what was sent in the period of a plan, fen."""
    line = table_of(ShipmentLine)
    query = select(func.sum(line.c.bags * func.coalesce(line.c.price, 0))).where(
        alive(line), line.c.dealer_id == plan.dealer_id, line.c.moved_on.between(plan.starts_on, plan.ends_on))
    return int(session.execute(query).scalar() or 0)


def _counted(session: Session, report: DealerReport, product_id: int | None) -> tuple[int | None, date | None]:
    """What was counted of a product last in the days of a report, all its lots."""
    line = table_of(CountLine)
    mine = (alive(line), line.c.dealer_id == report.dealer_id, line.c.product_id == product_id, line.c.bags.is_not(None))
    day = session.execute(select(func.max(line.c.counted_on)).where(
        *mine, line.c.counted_on.between(report.starts_on, report.ends_on))).scalar()
    if day is None:
        return None, None
    return int(session.execute(select(func.sum(line.c.bags)).where(*mine, line.c.counted_on == day)).scalar() or 0), day
