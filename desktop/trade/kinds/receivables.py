"""Ageing, days outstanding, collection and credit limits as JSON."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trade.given import Given, ascending, kind, once, plain, ratio, yuan
from desktop.trade.receivables import (
    Instalment,
    Month,
    Receipt,
    ageing,
    bucket_names,
    bucket_of,
    credit_limit,
    days_outstanding,
    plain_days_outstanding,
    receivable,
)

_LIMITS = [30, 60, 90, 120]


def _document(given: Given) -> Instalment | Receipt:
    """An invoice (or one of its instalments) as what is owed, a credit as what settles."""
    number, dated, amount = given.text("number"), given.day("dated"), given.amount("amount")
    due = given.day("due") if given.filled("due") else None
    against = given.text("against") if given.filled("against") else None
    if given.choice("kind", ("invoice", "credit")) == "credit":
        return Receipt(dated, amount, against)
    if against is not None:
        raise given.wrong("against", _("belongs to credits and payments"))
    return Instalment(number, dated, due, amount)


def _payment(given: Given) -> Receipt:
    against = given.text("against") if given.filled("against") else None
    return Receipt(given.day("dated"), given.amount("amount"), against)


def _ageing(given: Given) -> dict[str, Any]:
    as_of, by_due = given.day("as_of"), given.choice("age_from", ("due", "document"), "due") == "due"
    limits = _limits(given)
    documents = given.items("documents", _document, ("number", "dated", "amount", "kind"), ("due", "against"), empty=True)
    owed = [d for d in documents if isinstance(d, Instalment)]
    receipts = [d for d in documents if isinstance(d, Receipt)]
    receipts += given.items("payments", _payment, ("dated", "amount"), ("against",), empty=True)
    _refuse_strangers(owed, receipts)
    found = ageing(as_of, owed, receipts, by_due=by_due)
    buckets = dict.fromkeys(bucket_names(limits, by_due=by_due), 0)
    rows = []
    for row in found.rows:
        bucket = bucket_of(row.days, limits, by_due=by_due)
        buckets[bucket] += row.open
        rows.append({"number": row.instalment.number, "open": yuan(row.open), "days": row.days, "bucket": bucket})
    total = sum(buckets.values())
    return {"rows": rows, "buckets": {name: yuan(amount) for name, amount in buckets.items()}, "open": yuan(total),
            "advance": yuan(found.advance), "net": yuan(total - found.advance),
            "warnings": _no_due_day(owed, as_of) if by_due else []}


def _limits(given: Given) -> list[int]:
    limits = given.numbers("limits", low=1, default=_LIMITS)
    ascending(given, "limits", limits)
    if any(limit.denominator != 1 for limit in limits):
        raise given.wrong("limits", _("must be whole numbers"))
    return [int(limit) for limit in limits]


def _refuse_strangers(owed: Sequence[Instalment], receipts: Sequence[Receipt]) -> None:
    known = {instalment.number for instalment in owed}
    for receipt in receipts:
        if receipt.against is not None and receipt.against not in known:
            raise UserError(_("“{key}” names no invoice that is given: {value}.").format(key="against", value=receipt.against))


def _no_due_day(owed: Sequence[Instalment], as_of: date) -> list[str]:
    numbers = dict.fromkeys(i.number for i in owed if i.due is None and i.dated <= as_of)
    return [_("{number} has no due day and counts as not due.").format(number=number) for number in numbers]


@dataclass(frozen=True)
class _Named:
    """A month with what it is called, so that the order can be looked at."""

    name: str
    month: Month
    number: int
    """Counted through the years, so that a gap shows."""


def _month(given: Given) -> _Named:
    name = given.text("month")
    try:
        first = date.fromisoformat(f"{name}-01")
    except ValueError:
        raise given.wrong("month", _("must be a month such as 2026-04")) from None
    days = given.count("days", low=1, default=monthrange(first.year, first.month)[1])
    return _Named(name, Month(given.amount("sales"), days), 12 * first.year + first.month)


def _dso(given: Given) -> dict[str, Any]:
    balance = given.amount("balance", low=None)
    named = given.items("months", _month, ("month", "sales"), ("days",))
    if any(after.name <= before.name for before, after in pairwise(named)):
        raise given.wrong("months", _("must be given with the oldest first, each once"))
    months = [each.month for each in named]
    days, plain_days = days_outstanding(balance, reversed(months)), plain_days_outstanding(balance, months)
    warnings = [_("The balance is older than the months that are given.")] if days is None else []
    warnings += [_("Nothing is given between {before} and {after}: those days are not counted.").format(
        before=before.name, after=after.name) for before, after in pairwise(named) if after.number - before.number > 1]
    return {"days": None if days is None else plain(days), "plain_days": None if plain_days is None else plain(plain_days),
            "warnings": warnings}


def _collection(given: Given) -> dict[str, Any]:
    asked = receivable(given.amount("opening", low=None), *(given.amount(key) for key in ("shipped", "returned", "discount")))
    paid, due = given.amount("paid"), given.amount("due")
    return {"receivable": yuan(asked), "closing": yuan(asked - paid), "rate": ratio(paid, asked) if asked > 0 else None,
            "due_rate": ratio(given.amount("paid_of_due"), due)}


def _credit(given: Given) -> dict[str, Any]:
    named = given.items("months", lambda month: (month.text("month"), month.amount("sales")), ("month", "sales"))
    once(given, "months", [name for name, _sales in named], "month")
    limit = credit_limit([sales for _name, sales in named], given.quantity("term_months"), given.quantity("grade_percent"))
    if limit is None:
        raise given.wrong("months", _("have no sales"))
    return {"limit": yuan(limit)}


KINDS = (
    kind("ageing", N_("Debts by age as of a day"), ("as_of", "documents", "payments"),
         {"as_of": "2026-06-30", "documents": [
             {"number": "A1", "dated": "2026-03-31", "due": "2026-04-30", "amount": "100.00", "kind": "invoice"}],
          "payments": [{"dated": "2026-07-10", "amount": "60.00", "against": "A1"}]}, _ageing, ("age_from", "limits")),
    kind("dso", N_("Days of sales outstanding"), ("balance", "months"),
         {"balance": "2100000.00", "months": [{"month": "2026-01", "sales": "700000"}, {"month": "2026-02", "sales": "800000"},
                                              {"month": "2026-03", "sales": "900000"}]}, _dso),
    kind("collection", N_("Collection rate of a period"),
         ("opening", "shipped", "returned", "discount", "paid", "due", "paid_of_due"),
         {"opening": "180000.00", "shipped": "620000.00", "returned": 0, "discount": 0, "paid": "560000.00",
          "due": "500000.00", "paid_of_due": "430000.00"}, _collection),
    kind("credit", N_("Credit limit of a dealer"), ("months", "term_months", "grade_percent"),
         {"months": [{"month": "2026-03", "sales": "120000.00"}, {"month": "2026-04", "sales": 0}], "term_months": 2,
          "grade_percent": 80}, _credit))
