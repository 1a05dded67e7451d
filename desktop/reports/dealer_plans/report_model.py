"""What a dealer reports of a week or a month: goods by product, market, wishes. Its lines come in from a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.periods import period
from desktop.core.records import Record, living
from desktop.core.verbs import store
from desktop.reports.dealer_plans import states as s


class DealerReport(Record, table=True):
    """A dealer's report of a week or a month, as the dealer wrote it."""

    NAME: ClassVar[str] = N_("Report of a dealer")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code kind starts_on ends_on came_on written_by market:3 rivals:3 wishes:3 answer:3 answered_on "
              "remarks:2"),)
    code: str = f.code(N_("Dealer's report no."), "JB", year_of="starts_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    kind: str = f.choice(N_("Kind of report"), s.REPORTS, "week")
    starts_on: date | None = f.day(N_("Report's first day"), required=True, index=True)
    ends_on: date | None = f.day(N_("Report's last day"))
    came_on: date | None = f.day(N_("Report came in on"))
    written_by: str = f.text(N_("Written by"))
    market: str = f.text(N_("The dealer on the market"), search=True, long=True)
    rivals: str = f.text(N_("The dealer on rivals"), search=True, long=True)
    wishes: str = f.text(N_("Wishes of the dealer"), search=True, long=True)
    answer: str = f.text(N_("Our answer"), search=True, long=True)
    answered_on: date | None = f.day(N_("Answered on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number and first day."""
        return f"{self.code} {self.starts_on or ''}".strip()

    def before_save(self, _before: Any, session: Session) -> None:
        """It covers the week or month of its first day, says when it came in, and is there once."""
        if self.starts_on is None:
            return
        found = period(self.kind, self.starts_on)
        self.starts_on, self.ends_on = found.first, found.last
        self.came_on = self.came_on or f.today()
        same = living(DealerReport).where(
            col(DealerReport.dealer_id) == self.dealer_id, col(DealerReport.kind) == self.kind,
            col(DealerReport.starts_on) == self.starts_on, col(DealerReport.id) != self.id)
        with session.no_autoflush:
            other = session.exec(same).first()
        if other is not None:
            raise FieldErrors({"starts_on": _("This dealer's report from {day} is there already: {code}.").format(
                day=self.starts_on, code=other.code)})

    def before_restore(self, session: Session) -> None:
        """A report that came in anew meanwhile is the one."""
        self.before_save(None, session)

    def after_save(self, before: Any, session: Session) -> None:
        """Its lines follow its dealer and period."""
        mine = (self.dealer_id, self.kind, self.starts_on)
        if before is None or (before.dealer_id, before.kind, before.starts_on) == mine:
            return
        for line in session.exec(select(DealerReportLine).where(col(DealerReportLine.report_id) == self.id)):
            line.dealer_id, line.kind, line.starts_on = mine
        session.flush()


class DealerReportLine(Record, table=True):
    """A product in a dealer's report: what was there, came, was sold, is left.

    Dealer, kind and first day are the report's, kept here so that a line that comes without its report, from a spreadsheet,
    joins that of its dealer and period, which is made where there is none.
    """

    NAME: ClassVar[str] = N_("Line of a dealer's report")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 kind starts_on product_id:2 opening received sold closing remark:3"),)
    report_id: int | None = f.link(N_("Report of a dealer"), "dealerreport.id", owned=True, required=False)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    kind: str = f.choice(N_("Kind of report"), s.REPORTS, "week")
    starts_on: date | None = f.day(N_("Report's first day"), required=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    opening: int | None = f.whole(N_("There at the beginning"), unit=N_("bags"), low=0)
    received: int | None = f.whole(N_("Came in"), unit=N_("bags"), low=0)
    sold: int | None = f.whole(N_("Sold to growers"), unit=N_("bags"), low=0)
    closing: int | None = f.whole(N_("Left at the end"), unit=N_("bags"), low=0)
    remark: str = f.text(N_("Remark"))
    gap: ClassVar[f.Computed] = f.computed(
        N_("Does not add up by"), lambda c: c.closing - (c.opening + c.received - c.sold), kind="whole", unit=N_("bags"))

    def label(self) -> str:
        """Its first day."""
        return f"{_(self.NAME)} {self.starts_on or ''}".strip()

    def before_save(self, _before: Any, session: Session) -> None:
        """Dealer and period are the report's; a product stands in it once."""
        report = session.get(DealerReport, self.report_id) if self.report_id else None
        if report is not None:
            self.dealer_id, self.kind, self.starts_on = report.dealer_id, report.kind, report.starts_on
        elif self.starts_on is not None:
            self.starts_on = period(self.kind, self.starts_on).first
        same = living(DealerReportLine).where(
            col(DealerReportLine.dealer_id) == self.dealer_id, col(DealerReportLine.kind) == self.kind,
            col(DealerReportLine.starts_on) == self.starts_on, col(DealerReportLine.product_id) == self.product_id,
            col(DealerReportLine.id) != self.id)
        with session.no_autoflush:
            if session.exec(same).first() is not None:
                raise FieldErrors({"product_id": _("This product stands in the dealer's report already: change that line.")})

    def before_restore(self, session: Session) -> None:
        """A line that came in anew meanwhile is the one."""
        self.before_save(None, session)

    def provide(self, _before: Any, session: Session) -> None:
        """A line that comes without its report joins that of its dealer and period."""
        if self.report_id:
            return
        mine = {"dealer_id": self.dealer_id, "kind": self.kind, "starts_on": self.starts_on}
        found = session.exec(living(DealerReport).where(*(col(getattr(DealerReport, k)) == v for k, v in mine.items()))).first()
        self.report_id = found.id if found is not None else store(session, DealerReport, mine).id
