"""The section of promotion plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.market.plans import lists
from desktop.regions.map_tab import MapTab
from desktop.regions.maps import Map
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"promotionplan", "planline", "planstep", "planseed", "marketgap", "growingplace", "varietyneed", "variety",
                  "varietyregion", "marketfigure", "shipmentline", "countline", "product",
                  "trial", "entry", "fieldday", "trainingevent"})


def _sheet(db: Database, plan_id: int) -> Document:
    """The plan; its builder is loaded when one is made."""
    from desktop.market.plans.papers import plan_sheet

    return plan_sheet(db, plan_id)


def _check(db: Database, plan_id: int) -> Document:
    from desktop.market.plans.papers import check_sheet

    return check_sheet(db, plan_id)


def _map(session: Session, plan_id: int) -> Map:
    from desktop.market.plans.papers import plan_map

    return plan_map(session, plan_id)


def _draft(db: Database, plan_id: int) -> int:
    from desktop.market.plans.drafting import draft

    return draft(db, plan_id)


def _steps(db: Database, plan_id: int) -> int:
    from desktop.market.plans.drafting import draft_steps

    return draft_steps(db, plan_id)


def _gaps(db: Database, plan_id: int) -> int:
    from desktop.market.plans.drafting import find_gaps

    return find_gaps(db, plan_id)


def _sold(db: Database, plan_id: int) -> int:
    from desktop.market.plans.drafting import fill_sold

    return fill_sold(db, plan_id)


class PlansBook(MovingBook):
    """Which variety goes where, in which role, with what it takes."""

    icon = "promise"
    listing = lists.PLANS
    paper = (N_("Promotion plan…"), _sheet)
    remembers = ("region_id", "crop_id", "made_by", "agreed_with")
    children = (Child(lists.PLAN_LINES, grid=True), Child(lists.PLAN_STEPS, grid=True), Child(lists.PLAN_SEED, grid=True),
                Child(lists.MARKET_GAPS, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A plan of today for the next sowing."""
        day = today()
        return {"made_on": day, "year": day.year + (day.month >= 7), "state": "draft"}

    def tools(self) -> Sequence[Tool]:
        """Drawing up, the field check, the way to another state."""
        offered = (Tool(N_("Draft the lines"), "grid", partial(self._do, _draft, _lines_said)),
                   Tool(N_("Set the five steps"), "calendar", partial(self._do, _steps, _steps_said)),
                   Tool(N_("Find blank and weak markets"), "search", partial(self._do, _gaps, _gaps_said)),
                   Tool(N_("Take in what was sold"), "refresh", partial(self._do, _sold, _sold_said)))
        return (Tool(N_("Draw up"), "grid", self.go_to_form, menu=offered),
                Tool(N_("Field check…"), "print", self.preview_check), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The plan as it will be printed, its map."""
        return ((N_("Promotion plan"), partial(PaperTab, self.context, _sheet, READ)),
                (N_("County map"), partial(MapTab, self.context, _map, READ)), *super().extra_tabs())

    def _do(self, work: Callable[[Database, int], int], said: Callable[[int], str]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: work(context.db, number),
                                                  lambda n: context.message(said(n), undo=True)))

    def preview_check(self) -> None:
        """Preview the sheet on which the plan is checked in the field."""
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: Preview(self.context, self.record.label() if self.record else "", lambda: _check(db, number),
                                        kind="promotion_plans.check_sheet").show())


def _lines_said(n: int) -> str:
    return ngettext("{n} line drafted", "{n} lines drafted", n).format(n=n)


def _steps_said(n: int) -> str:
    return ngettext("{n} step set", "{n} steps set", n).format(n=n)


def _gaps_said(n: int) -> str:
    return ngettext("{n} market listed", "{n} markets listed", n).format(n=n)


def _sold_said(n: int) -> str:
    return ngettext("{n} line filled", "{n} lines filled", n).format(n=n)
