"""On random seasons lists, papers and `agridesk calculate` say the same; what is asked of the calculator is summed up here, row
by row, from what was written."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import Document, Paragraph, Table
from desktop.core.errors import FieldErrors
from desktop.core.fields import today
from desktop.core.listing import Listing, Query
from desktop.core.periods import MONTH, YEAR, period
from desktop.core.records import living
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.diversion.lists import BY_DEALER
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.diversion.reports import by_dealer
from desktop.sales.money.lists import ACCOUNTS
from desktop.sales.money.model import AccountEntry, Payment, PaymentAllotment
from desktop.sales.money.rules import limits
from desktop.sales.money.sheets import ageing_sheet, collection_sheet
from desktop.sales.money.statement import statement
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.rebates.model import RebateAgreement, RebateTier
from desktop.sales.rebates.reports import liability
from desktop.sales.stock.following import follow
from desktop.sales.stock.lists import STOCK
from desktop.sales.stock.model import CountLine
from desktop.sales.stock.papers import stock_sheet
from desktop.sales.targets.figures import curve_of
from desktop.sales.targets.lists import TARGETS
from desktop.sales.targets.model import SalesTarget
from desktop.sales.targets.papers import attainment
from tests.sales.conftest import Trade
from tests.trade.asking import answer

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("seed", [3, 17])]


def fen(amount: str) -> int:
    """Yuan as the calculator says them in fen."""
    return int(Decimal(amount) * 100)


def yuan(amount: int) -> str:
    return str(Decimal(amount) / 100)


def shown(session: Session, listing: Listing, *names: str) -> dict[int, tuple[Any, ...]]:
    """Of each row of a list these columns."""
    places = [[column.name for column in listing.columns].index(name) for name in names]
    rows = listing.rows(session, list(listing.ids(session, Query())), set(names))
    return {key: tuple(cells[place] for place in places) for key, cells in rows.items()}


def table(document: Document, *titles: str) -> Table:
    """The first table of a paper that has columns of these titles."""
    return next(block for block in document.blocks
                if isinstance(block, Table) and {*titles} <= {column.title for column in block.columns})


def row_of(found: Table, name: str) -> dict[str, Any]:
    """The row of a table that begins with a name, by its titles."""
    return next(dict(zip([column.title for column in found.columns], row, strict=True)) for row in found.rows
                if str(row[0]).strip() == name)


@pytest.fixture
def season(database: Database, trade: Trade, seed: int) -> Database:
    """Goods, money, returns, credits and counts of two dealers over more than a year, up to today."""
    chance, on = Random(seed), today()
    sent: list[tuple[int, int, int, date]] = []
    with database.operation("test") as session:
        for _n in range(70):
            day, dealer = on - timedelta(days=chance.randrange(480)), chance.choice((trade.dealer, trade.other))
            kind = chance.choice(("send", "send", "send", "back", "pay", "pay", "credit", "debit", "count"))
            with suppress(FieldErrors):  # more came back, or was settled, than there was
                if kind == "send":
                    made = store(session, Shipment, {
                        "dealer_id": dealer, "moved_on": day,
                        "due_on": day + timedelta(days=chance.randrange(120)) if chance.random() < 0.8 else None})
                    line = store(session, ShipmentLine, {"shipment_id": made.id, "product_id": trade.product,
                                                         "bags": chance.randint(5, 60), "price": chance.randint(1000, 9999)})
                    sent.append((dealer, made.id, line.id, day))
                elif kind == "back" and sent:
                    whose, _shipment, line_id, first = chance.choice(sent)
                    store(session, ShipmentLine, {
                        "dealer_id": whose, "moved_on": max(first, day), "bags": -chance.randint(1, 5),
                        "product_id": trade.product, "returns_id": line_id})
                elif kind == "pay":
                    paid = store(session, Payment, {"dealer_id": dealer, "received_on": day,
                                                    "amount": chance.randint(100, 200_000)})
                    mine = [one for one in sent if one[0] == dealer and one[3] <= day]
                    if mine and chance.random() < 0.6:
                        store(session, PaymentAllotment, {"payment_id": paid.id, "shipment_id": chance.choice(mine)[1],
                                                          "amount": chance.randint(1, paid.amount or 1)})
                elif kind in ("credit", "debit"):
                    store(session, AccountEntry, {"dealer_id": dealer, "entered_on": day, "kind": "correction",
                                                  "amount": chance.randint(1, 30_000) * (1 if kind == "debit" else -1)})
                elif kind == "count":
                    store(session, CountLine, {"dealer_id": dealer, "counted_on": day, "product_id": trade.product,
                                               "bags": chance.randrange(80)})
        session.flush()
        follow(session)
    return database


def of(session: Session, model: Any, dealer: int) -> list[Any]:
    return list(session.exec(living(model).where(col(model.dealer_id) == dealer)))


def asked_ageing(session: Session, dealer: int, day: date) -> dict[str, Any]:
    """What the calculator is asked about an account, from its records one by one."""
    lines, shipments = of(session, ShipmentLine, dealer), {one.id: one for one in of(session, Shipment, dealer)}
    documents: list[dict[str, Any]] = []
    for one in shipments.values():
        amount = sum(line.bags * line.price for line in lines if line.shipment_id == one.id and line.bags > 0)
        if amount:
            documents.append({"number": one.code, "dated": one.moved_on, "amount": yuan(amount), "kind": "invoice",
                              **({"due": one.due_on} if one.due_on else {})})
    by_id = {line.id: line for line in lines}
    for line in lines:
        if line.bags < 0:
            documents.append({"number": f"R{line.id}", "dated": line.moved_on, "amount": yuan(-line.bags * line.price),
                              "kind": "credit", "against": shipments[by_id[line.returns_id].shipment_id].code})
    documents += [{"number": one.code, "dated": one.entered_on, "amount": yuan(abs(one.amount)),
                   "kind": "invoice" if one.amount > 0 else "credit"} for one in of(session, AccountEntry, dealer)]
    payments: list[dict[str, Any]] = []
    for one in of(session, Payment, dealer):
        left = one.amount
        for part in session.exec(living(PaymentAllotment).where(col(PaymentAllotment.payment_id) == one.id)):
            payments.append({"dated": one.received_on, "amount": yuan(part.amount or 0),
                             "against": shipments[part.shipment_id or 0].code})
            left -= part.amount or 0
        if left:
            payments.append({"dated": one.received_on, "amount": yuan(left)})
    return {"as_of": day, "documents": documents, "payments": payments, "limits": list(limits(day))}


def test_ageing_and_statement(season: Database, trade: Trade) -> None:
    on = today()
    first = period(YEAR, on).first
    buckets = [column.name for column in ACCOUNTS.columns if column.name.startswith("bucket")]
    sheet = ageing_sheet(season, on).blocks[1]
    assert isinstance(sheet, Table)
    with season.reading() as session:
        listed = shown(session, ACCOUNTS, "open", "advance", "balance", *buckets)
        for dealer in (trade.dealer, trade.other):
            said = answer("ageing", asked_ageing(session, dealer, on))
            expected = (*(fen(said[name]) for name in ("open", "advance", "net")), *map(fen, said["buckets"].values()))
            assert listed[dealer] == expected
            name = session.get_one(Dealer, dealer).name
            printed = next(row for row in sheet.rows if row[0] == name)
            assert tuple(printed[1:-1]) == (*expected[3:], *expected[:3])
            moved = {what: sum(amount for day, amount in amounts if first <= day <= on) for what, amounts in (
                ("shipped", [(line.moved_on, line.bags * line.price) for line in of(session, ShipmentLine, dealer)
                             if line.bags > 0]),
                ("returned", [(line.moved_on, -line.bags * line.price) for line in of(session, ShipmentLine, dealer)
                              if line.bags < 0]),
                ("discount", [(one.entered_on, -one.amount) for one in of(session, AccountEntry, dealer)]),
                ("paid", [(one.received_on, one.amount) for one in of(session, Payment, dealer)]))}
            movements = table(statement(season, dealer, on), "Owed", "Paid or credited")
            opening = movements.rows[0][-1]
            assert isinstance(opening, int)
            closing = opening + moved["shipped"] - moved["returned"] - moved["discount"] - moved["paid"]
            assert movements.rows[-1][-1] == expected[2] == closing
            if min(moved.values()) >= 0:
                asked = answer("collection", {"opening": yuan(opening), "due": "0", "paid_of_due": "0",
                                              **{what: yuan(amount) for what, amount in moved.items()}})
                assert fen(asked["closing"]) == closing


def test_days_of_sales_outstanding(season: Database, trade: Trade) -> None:
    on = today()
    first = period(YEAR, on).first
    with season.reading() as session:
        balance = sum(cells[0] for cells in shown(session, ACCOUNTS, "balance").values())
        lines = [line for dealer in (trade.dealer, trade.other) for line in of(session, ShipmentLine, dealer)]
    months, running = [], period(MONTH, first)
    while running.first <= on:
        last = min(running.last, on)
        sales = sum(line.bags * line.price for line in lines if running.first <= line.moved_on <= last)
        months.append({"month": running.title(), "sales": yuan(sales), "days": (last - running.first).days + 1})
        running = running.after()
    said = " ".join(block.text for block in collection_sheet(season, on).blocks if isinstance(block, Paragraph))
    if balance <= 0 or min(Decimal(str(month["sales"])) for month in months) < 0:
        return  # returns beyond the month's sales: the calculator takes no sales below nothing
    asked = answer("dso", {"balance": yuan(balance), "months": months})
    if asked["days"] is not None:
        assert f"{asked['days']:.2f} by counting back" in said


def test_stock(season: Database, trade: Trade) -> None:
    with season.reading() as session:
        listed = {cells[0]: cells[1:] for cells in shown(
            session, STOCK, "dealer", "opening", "received", "moved_in", "returned", "moved_out", "closing", "sold",
            "on_hand").values()}
    for name, dealer in (("甲农资", trade.dealer), ("乙农资", trade.other)):
        opening, received, came, returned, went, closing, sold, on_hand = listed[name]
        paper = stock_sheet(season, dealer)
        printed = row_of(table(paper, "Opening stock", "Sold out"), "丰玉158 2.5 kg")
        assert (printed["Opening stock"], printed["Goods received"], printed["Sold out"], printed["There by the books"]) == (
            opening, received, sold, on_hand)
        if sold is None or sold < 0:
            continue
        asked = {"opening": opening, "received": received, "moved_in": came, "returned": returned, "moved_out": went,
                 "closing": closing}
        assert answer("sellout", asked)["sold"] == sold
        turned = row_of(table(paper, "Turns a year"), "丰玉158 2.5 kg")
        if turned["Days it lies"] is not None and opening + closing:
            days = turned["Days it lies"] * sold * 2 / (opening + closing)
            back = answer("turnover", {"opening": opening, "closing": closing, "out": sold, "days": round(days)})
            assert back["days"] == pytest.approx(turned["Days it lies"])
            assert back["turns"] == pytest.approx(turned["Turns a year"])


def test_targets(season: Database, trade: Trade) -> None:
    on = today()
    with season.operation("test") as session:
        made = [store(session, SalesTarget, {"starts_on": on, "measure": measure, field: 5_000, "name": f"{measure} {dealer}",
                                             "dealer_id": dealer}).id
                for measure, field in (("bags", "bags"), ("amount", "money"), ("collected", "money"))
                for dealer in (trade.dealer, trade.other)]
    paper = attainment(season, on)
    with season.reading() as session:
        listed = shown(session, TARGETS, "done_bags", "done_money", "of_curve", "of_year")
        for key in made:
            target = session.get_one(SalesTarget, key)
            first, dealer = target.starts_on or on, target.dealer_id or 0
            bags = target.measure == "bags"
            rows = [(one.received_on, one.amount) for one in of(session, Payment, dealer)]
            if target.measure != "collected":
                rows = [(line.moved_on, line.bags * (1 if bags else line.price)) for line in of(session, ShipmentLine, dealer)]
            done = sum(value for day, value in rows if first <= day <= on)
            if done < 0:  # more came back than left: the calculator takes no quantity below nothing
                assert (listed[key][0] if bags else listed[key][1]) == done
                continue
            asked = answer("curve", {"year": 5_000 if bags else "50.00", "unit": "bag" if bags else "fen", "as_of": on,
                                     "percents": [str(Decimal(share.numerator) / share.denominator)
                                                  for share in curve_of(target).percents],
                                     "start_month": first.month, "done": done if bags else yuan(done)})
            assert (listed[key][0] if bags else listed[key][1]) == done
            assert listed[key][3] == pytest.approx(asked["percent_of_year"])
            printed = next(
                dict(zip([column.title for column in block.columns], row, strict=True)) for block in paper.blocks
                if isinstance(block, Table) for row in block.rows if str(row[0]).strip() == target.name)
            assert printed["Reached"] == done and printed["Of the year"] == pytest.approx(asked["percent_of_year"])
            assert printed["Still missing"] == (asked["missing"] if bags else fen(asked["missing"]))
            if printed["Of the curve"] is not None:
                assert printed["Of the curve"] == pytest.approx(listed[key][2], abs=0.5)


def test_rebates(season: Database, trade: Trade, seed: int) -> None:
    chance, on = Random(seed), today()
    first, tiers = on - timedelta(days=300), [(0, 1.0), (500_00, 2.5), (5_000_00, 4.0)]
    made: list[tuple[str, str, str]] = []
    with season.operation("test") as session:
        for basis in ("amount", "paid", "bags"):
            method = chance.choice(("slice", "tier"))
            agreement = store(session, RebateAgreement, {
                "dealer_id": trade.dealer, "name": basis, "basis": basis, "method": method, "starts_on": first,
                "ends_on": on + timedelta(days=60)})
            for above, rate in tiers:
                limit = {"above_bags": above // 100} if basis == "bags" else {"above_amount": above}
                store(session, RebateTier, {"agreement_id": agreement.id, **limit, "rate_percent": rate})
            store(session, RebateAgreement, {"state": "active"}, agreement.id)
            made.append((basis, method, agreement.code))
    owed = table(liability(season, on), "Earned to date")
    with season.reading() as session:
        lines = of(session, ShipmentLine, trade.dealer)
        sold = [line for line in lines if first <= line.moved_on and line.price]
        bags = sum(line.bags for line in sold)
        sums = {"amount": sum(line.bags * line.price for line in sold),
                "paid": sum(one.amount for one in of(session, Payment, trade.dealer) if first <= one.received_on)}
    for basis, method, code in made:
        base = {"base": yuan(max(0, sums[basis]))} if basis != "bags" else {
            "base": max(0, bags), "unit": "bag", "price": str(Decimal(max(0, sums["amount"])) / (100 * max(1, bags)))}
        asked = answer("rebate", {**base, "method": method, "tiers": [
            {"from": above // 100 if basis == "bags" else yuan(above), "rate": str(rate)} for above, rate in tiers]})
        assert row_of(owed, code)["Earned to date"] == fen(asked["rebate"])


def test_rates_of_diversion(season: Database, trade: Trade, seed: int) -> None:
    chance, on = Random(seed), today()
    first = period(YEAR, on).first
    with season.operation("test") as session:
        place = store(session, Region, {"name": "甲省", "level": "province"}).id
        for _n in range(12):
            store(session, DiversionCase, {
                "region_id": place,
                "found_on": on - timedelta(days=chance.randrange(400)), "product_id": trade.product, "shop": "甲店",
                "suspect_id": chance.choice((trade.dealer, trade.other)), "bags": chance.randint(1, 9),
                "outcome": chance.choice(("malicious", "low_price", "")), "hearing": "h"})
    with season.reading() as session:
        listed = shown(session, BY_DEALER, "name", "found", "sent", "rate")
        for dealer in (trade.dealer, trade.other):
            sent = sum(line.bags for line in of(session, ShipmentLine, dealer) if line.moved_on >= first)
            cases = session.exec(living(DiversionCase).where(col(DiversionCase.suspect_id) == dealer)).all()
            found = sum(case.bags or 0 for case in cases if case.outcome in ("malicious", "low_price")
                        and case.found_on is not None and case.found_on >= first)
            name = session.get_one(Dealer, dealer).name
            assert listed[dealer][:3] == (name, found, sent)
            assert listed[dealer][3] == (pytest.approx(float(exact(100 * found) / sent)) if sent else None)
            rows = table(by_dealer(season), "Diversion rate")
            with suppress(StopIteration):
                assert row_of(rows, name)["Bags found this season"] == found
