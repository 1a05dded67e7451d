"""Debts: ageing as of a day, days outstanding, collection and credit, on worked cases and on any input."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trade.asking import answer, complaint


def invoice(number: str, amount: str, dated: str = "2026-03-31", due: str | None = "2026-04-30") -> dict[str, Any]:
    """An invoice, or one of its instalments."""
    return {"number": number, "dated": dated, "amount": amount, "kind": "invoice", **({"due": due} if due else {})}


def aged(documents: list[dict[str, Any]], *payments: tuple[str, str, str | None], as_of: str = "2026-06-30",
         **more: Any) -> dict[str, Any]:
    """The ageing of some documents and payments (day, amount, against)."""
    paid = [{"dated": dated, "amount": amount, **({"against": against} if against else {})}
            for dated, amount, against in payments]
    return answer("ageing", {"as_of": as_of, "documents": documents, "payments": paid, **more})


THREE_PARTS = [invoice("A", "30", due="2026-04-30"), invoice("A", "50", due="2026-05-30"), invoice("A", "20", due="2026-06-29")]


def test_a_payment_settles_the_instalments_in_the_order_of_their_due_days() -> None:
    """Cases O10 and O11."""
    found = aged(list(reversed(THREE_PARTS)), ("2026-05-01", "40", "A"))
    assert sorted((row["open"], row["days"]) for row in found["rows"]) == [("20.00", 1), ("40.00", 31)]
    credited = aged([*THREE_PARTS, {"number": "C", "dated": "2026-05-02", "amount": "100", "kind": "credit"}],
                    ("2026-05-01", "40", "A"))
    assert (credited["open"], credited["advance"], credited["net"]) == ("60.00", "100.00", "-40.00")


def test_a_credit_against_an_invoice_settles_it() -> None:
    """Case O12."""
    parts = [invoice("A", "60", due="2026-04-30"), invoice("A", "100", due="2026-05-30"), invoice("A", "40", due="2026-06-29")]
    credit = {"number": "C", "dated": "2026-05-02", "amount": "100", "kind": "credit", "against": "A"}
    found = aged([*parts, credit], ("2026-05-01", "40", "A"))
    assert [row["open"] for row in found["rows"]] == ["20.00", "40.00"] and found["open"] == found["net"] == "60.00"


@pytest.mark.parametrize(("paid", "open_", "advance"), [
    ("99.99", "0.01", "0.00"), ("100", "0.00", "0.00"), ("110", "0.00", "10.00")])
def test_what_is_left_to_the_fen_stays_and_what_is_paid_too_much_is_an_advance(paid: str, open_: str, advance: str) -> None:
    """Case O13."""
    found = aged([invoice("A", "100")], ("2026-05-01", paid, "A"))
    assert (found["open"], found["advance"]) == (open_, advance)


def test_an_advance_without_an_invoice_stands_below_nothing() -> None:
    """Case O17."""
    found = aged([], ("2026-05-01", "1000", None))
    assert (found["rows"], found["open"], found["advance"], found["net"]) == ([], "0.00", "1000.00", "-1000.00")


def test_only_what_is_dated_up_to_the_day_counts() -> None:
    """Cases O21 and O81."""
    found = aged([invoice("A", "100"), invoice("B", "7", dated="2026-07-01")], ("2026-07-10", "60", "A"))
    assert found["rows"] == [{"number": "A", "open": "100.00", "days": 61, "bucket": "61-90"}]
    assert aged([invoice("A", "100")], age_from="document")["rows"][0]["days"] == 91


@pytest.mark.parametrize(("age", "by_document", "by_due"), [
    (0, "0-30", "not_due"), (1, "0-30", "1-30"), (30, "0-30", "1-30"), (31, "31-60", "31-60"), (60, "31-60", "31-60"),
    (61, "61-90", "61-90"), (90, "61-90", "61-90"), (120, "91-120", "91-120"), (121, "121+", "121+")])
def test_the_edges_of_the_buckets(age: int, by_document: str, by_due: str) -> None:
    """Cases O79 and O80."""
    day = (date(2026, 6, 30) - timedelta(days=age)).isoformat()
    documents = [invoice("A", "1", dated=day, due=day)]
    assert aged(documents, age_from="document")["rows"][0]["bucket"] == by_document
    assert aged(documents)["rows"][0]["bucket"] == by_due


def test_without_a_due_day_an_amount_is_not_due_and_that_is_said() -> None:
    """Case O80."""
    found = aged([invoice("A", "1", due=None)])
    assert found["rows"][0] == {"number": "A", "open": "1.00", "days": None, "bucket": "not_due"}
    assert len(found["warnings"]) == 1 and "A" in found["warnings"][0]
    assert "not_due" not in aged([invoice("A", "1")], age_from="document")["buckets"]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 10**6), st.integers(0, 300), st.integers(0, 60)), max_size=12),
       st.lists(st.tuples(st.sampled_from(["A", "B", "C", None]), st.integers(1, 10**6), st.integers(0, 300)), max_size=12))
def test_buckets_add_to_what_is_open_and_nothing_is_ever_negative(
        owed: list[tuple[str, int, int, int]], paid: list[tuple[str | None, int, int]]) -> None:
    def day(n: int) -> str:
        return (date(2026, 1, 1) + timedelta(days=n)).isoformat()

    documents = [invoice(number, str(Decimal(fen).scaleb(-2)), day(n), day(n + term)) for number, fen, n, term in owed]
    numbers = {number for number, *_rest in owed}
    payments = [(day(n), str(Decimal(fen).scaleb(-2)), against if against in numbers else None) for against, fen, n in paid]
    found = aged(documents, *payments, as_of="2026-07-01")
    buckets = [Decimal(amount) for amount in found["buckets"].values()]
    assert sum(buckets) == Decimal(found["open"]) == sum(Decimal(row["open"]) for row in found["rows"])
    assert all(amount >= 0 for amount in [*buckets, Decimal(found["advance"])])
    counted = sum(fen for _number, fen, n, _term in owed if day(n) <= "2026-07-01")
    received = sum(fen for _against, fen, n in paid if day(n) <= "2026-07-01")
    assert Decimal(found["net"]) == Decimal(counted - received).scaleb(-2), "no fen is lost between the two"


def test_a_payment_against_an_unknown_invoice_is_refused() -> None:
    given_ = {"as_of": "2026-06-30", "documents": [], "payments": [{"dated": "2026-05-01", "amount": 1, "against": "Z"}]}
    assert complaint("ageing", given_) == "“against” names no invoice that is given: Z."


def months(first: int, *sales: int, days: int | None = None) -> list[dict[str, Any]]:
    """Months of 2026 with their sales."""
    return [{"month": f"2026-{first + n:02}", "sales": amount, **({"days": days} if days else {})}
            for n, amount in enumerate(sales)]


def test_days_outstanding_by_counting_back() -> None:
    """Cases O14, O15 and O16."""
    assert round(answer("dso", {"balance": 212, "months": months(1, 70, 80, 100, days=30)})["days"], 2) == 73.71
    found = answer("dso", {"balance": 2100, "months": months(1, 700, 800, 900)})
    assert (round(found["days"], 2), found["plain_days"]) == (76.71, 78.75)
    season = answer("dso", {"balance": 400, "months": months(1, 0, 0, 600, 200, 0, 0)})
    assert (round(season["days"], 2), season["plain_days"]) == (101.33, 90.5)


def test_a_balance_older_than_all_months_is_said_and_one_below_nothing_has_no_days() -> None:
    found = answer("dso", {"balance": 500, "months": months(1, 100, 100)})
    assert found["days"] is None and found["warnings"]
    assert answer("dso", {"balance": -5, "months": months(1, 100)})["days"] == 0
    assert "oldest first" in complaint("dso", {"balance": 1, "months": list(reversed(months(1, 1, 2)))})


def test_collection_and_its_rates() -> None:
    """Case O71."""
    moved = {"opening": 20000, "shipped": 180000, "returned": 15000, "discount": 5400, "paid": 120000, "due": 0,
             "paid_of_due": 0}
    found = answer("collection", moved)
    assert found["closing"] == "59600.00" and found["due_rate"] is None
    rates = answer("collection", {"opening": 180000, "shipped": 620000, "returned": 0, "discount": 0, "paid": 560000,
                                  "due": 500000, "paid_of_due": 430000})
    assert (rates["rate"], rates["due_rate"]) == (70, 86)
    assert answer("collection", {**moved, "opening": 0, "shipped": 100, "returned": 100, "discount": 0})["rate"] is None


def test_the_credit_limit_counts_months_with_sales_alone() -> None:
    """Case O36."""
    given_ = {"months": months(1, 100000, 0, 140000), "term_months": 2, "grade_percent": 80}
    assert answer("credit", given_) == {"limit": "192000.00"}
    assert "have no sales" in complaint("credit", {**given_, "months": months(1, 0)})
