"""The clocks of a promotion's application: until when it is made, when it may still be changed, and within which rate."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import Any

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _
from desktop.core.records import Record, alive_in_sql, title_of
from desktop.core.units import format_number
from desktop.market.limits import limit
from desktop.market.promotions.states import BOUND
from desktop.trade.promotions import percent

APPLIED = ("theme", "kind", "region_id", "scope", "dealer_id", "starts_on", "ends_on", "goal_bags", "goal_amount", "purpose",
           "content", "materials", "gifts", "controls")
"""What an application says and a countersignature binds."""


def apply_by(starts_on: date) -> date:
    """The last day to apply for a promotion: the day of the rule, so many months before it begins."""
    months = starts_on.year * 12 + starts_on.month - 1 - limit("apply_months")
    year, month = divmod(months, 12)
    return date(year, month + 1, min(limit("apply_day"), monthrange(year, month + 1)[1]))


def fee_percent(session: Session, promotion_id: int, goal_amount: int | None, column: str = "planned") -> Fraction | None:
    """What a promotion costs (as `planned` or `spent`) in percent of its goal; None without a goal."""
    total = session.connection().exec_driver_sql(
        f"SELECT COALESCE(SUM({column}), 0) FROM promotionexpense e WHERE promotion_id = ? AND {alive_in_sql('e')}",
        (promotion_id,)).scalar()
    return percent(Fraction(total or 0), Fraction(goal_amount or 0))


def refuse_change(before: Any, promotion: Any, model: type[Record], session: Session) -> None:
    """Raise `FieldErrors` where what was countersigned is changed on another day than the rule allows, or costs more."""
    changed = [name for name in APPLIED if getattr(before, name) != getattr(promotion, name)]
    if not changed or promotion.state not in BOUND:
        return
    _refuse_day(promotion.state, changed[0], title_of(model, changed[0]))
    was, now = (fee_percent(session, promotion.id, one.goal_amount) for one in (before, promotion))
    if was is not None and (now is None or now > was):
        raise FieldErrors({"goal_amount": _("The rate of cost would rise from {before} % to {after} %: lower the cost "
                                            "first.").format(before=_said(was), after=_said(now))})


def bound_to(line: Any, before: Any, name: str, model: type[Record], session: Session) -> None:
    """Raise `FieldErrors` where a line changes what was countersigned of its promotion, against the rule."""
    value, stood = getattr(line, name), getattr(before, name) if before is not None else None
    row = session.connection().exec_driver_sql(
        "SELECT state, goal_amount FROM salespromotion WHERE id = ?", (line.promotion_id,)).first()
    if row is None or value == stood or row[0] not in BOUND:
        return
    _refuse_day(row[0], name, title_of(model, name))
    if name == "planned" and (value or 0) > (stood or 0):
        raise FieldErrors({name: _("The rate of cost may not rise after the countersignature: lower another line first, or "
                                   "take the promotion back to the idea.")})


def _refuse_day(state: str, name: str, title: str) -> None:
    first, last, today = limit("change_from"), limit("change_to"), f.today().day
    if state != "countersigned":
        raise FieldErrors({name: _("“{field}” stays as it was countersigned while the promotion runs.").format(field=title)})
    if not first <= today <= last:
        raise FieldErrors({name: _("“{field}” was countersigned: it may be changed from the {first}th to the {last}th of a "
                                   "month only, or once the promotion is taken back to the idea.").format(
                                       field=title, first=first, last=last)})


def _said(value: Fraction | None) -> str:
    return "–" if value is None else format_number(value, 2)
