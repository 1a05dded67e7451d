"""What may be given to whom: dated limits by kind of person, from their catalogue. They rest on unverified house rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.core import catalogues, money
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _


def limits(kind: str, day: date) -> tuple[int, int]:
    """What a gift, and all gifts of a year, to somebody of that kind may be worth on a day, in fen; 0: nothing is given."""
    rows = [row for row in catalogues.load("gift_limits").rows if row["kind"] in (kind, "other")
            and row["from"] <= day.isoformat()]
    own = [row for row in rows if row["kind"] == kind] or rows
    if not own:
        return 0, 0
    row = max(own, key=lambda one: str(one["from"]))
    return money.stored(row["each_yuan"]), money.stored(row["year_yuan"])


def refuse_gift(gift: Any, kind: str, before: int) -> None:
    """Raise `FieldErrors` where a gift is above its limit and not approved; `before`: fen of the others of its year."""
    each, year = limits(kind, gift.given_on)
    if not gift.value:
        return
    if not year:
        raise FieldErrors({"value": _("Nothing of worth is given to somebody of this kind by the rule in force. Offer "
                                      "material or an invitation instead.")})
    above = gift.value > each or before + gift.value > year
    if above and not (gift.approved_by and gift.reason):
        raise FieldErrors({"value": _("The limit is ¥{each} a gift and ¥{year} a year; with this one the year comes to ¥{sum}. "
                                      "Lower it, or say who approved it and why.").format(
                                          each=money.text(each), year=money.text(year), sum=money.text(before + gift.value))})
