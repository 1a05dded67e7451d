"""The making of labels: orders, deliveries with readings, stock of old and new print, lots packed, findings and claims."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Listing, Query
from desktop.core.moves import StateChange
from desktop.labels import actions, printing_lists, stock
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing import doubts_of_delivery, doubts_of_use
from desktop.labels.printing_model import LabelCount, LabelUse, PrintDelivery, PrintOrder, PrintReading, QualityFinding
from desktop.labels.printing_states import ORDERS

TODAY = date.today()


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


@pytest.fixture
def item(database: Database) -> LabelItem:
    return verbs.save(database, LabelItem, {"name": "例丰101 标签", "printer": "甲印务"})


def version_of(db: Database, item: LabelItem, on: date) -> LabelVersion:
    """A version in force since a day."""
    version = actions.new_version(db, item.id)
    for move in (StateChange("review", on), StateChange("approved", on, reason="seen"), StateChange("effective", on)):
        verbs.move(db, LabelVersion, [version.id], move)
    return verbs.get(db, LabelVersion, version.id)


def order_of(db: Database, version: LabelVersion, **values: Any) -> PrintOrder:
    return verbs.save(db, PrintOrder, {"version_id": version.id, "pieces": 1000, **values})


def delivered(db: Database, version: LabelVersion, pieces: int, on: date, **values: Any) -> PrintDelivery:
    return verbs.save(db, PrintDelivery, {"order_id": order_of(db, version).id, "pieces": pieces, "delivered_on": on,
                                          "inspected_on": on, "result": "accepted", **values})


def packed(db: Database, version: LabelVersion, pieces: int, on: date, lot: str = "批1", spoiled: int = 0) -> LabelUse:
    return verbs.save(db, LabelUse, {"version_id": version.id, "pieces": pieces, "packed_on": on, "lot": lot,
                                     "spoiled": spoiled})


def store(db: Database, version: LabelVersion) -> tuple[int, date | None] | None:
    with db.reading() as session:
        return stock.stock_of(session, version.id)


def ids(db: Database, listing: Listing, preset: str) -> list[int]:
    with db.reading() as session:
        return list(listing.ids(session, Query(conditions=listing.preset(preset).conditions())))


# -- orders and deliveries ---------------------------------------------------------------------------------------------


def test_only_an_approved_version_goes_to_the_printer_whose_proof_is_signed_by_name(database: Database,
                                                                                    item: LabelItem) -> None:
    draft = actions.new_version(database, item.id)
    order = order_of(database, draft, amount=5000)
    assert (order.printer, order.price_each) == ("甲印务", 5.0)
    with pytest.raises(Refused, match="only an approved version is printed"):
        verbs.move(database, PrintOrder, [order.id], StateChange("ordered"))
    verbs.move(database, LabelVersion, [draft.id], StateChange("review"))
    verbs.move(database, LabelVersion, [draft.id], StateChange("approved", reason="seen"))
    verbs.move(database, PrintOrder, [order.id], StateChange("ordered"))
    verbs.move(database, PrintOrder, [order.id], StateChange("proofed", by="孙立新"))
    signed = verbs.get(database, PrintOrder, order.id)
    assert (signed.proof_by, signed.proofed_on) == ("孙立新", TODAY)
    verbs.move(database, PrintOrder, [order.id], StateChange("ordered", reason="colour"))
    assert verbs.get(database, PrintOrder, order.id).proofed_on is None


def test_every_state_of_an_order_leads_to_its_end() -> None:
    reached, todo = set(), {"planned"}
    while todo:
        state = todo.pop()
        reached.add(state)
        todo |= set(ORDERS.allowed(state)) - reached
    assert reached == set(ORDERS.words)


def test_an_order_past_its_day_is_late_until_all_of_it_came(database: Database, item: LabelItem) -> None:
    order = order_of(database, version_of(database, item, days(-30)), due_on=days(-1))
    assert ids(database, printing_lists.ORDERS, "late") == [order.id]
    for state in ("ordered", "proofed", "delivered"):
        verbs.move(database, PrintOrder, [order.id], StateChange(state))
    assert ids(database, printing_lists.ORDERS, "late") == []


@pytest.mark.parametrize(("values", "field"), [
    ({"sampled": 101}, "sampled"), ({"sampled": 10, "faulty": 11}, "faulty"), ({"taken": 101}, "taken"),
    ({"result": "accepted", "inspected_on": None}, "inspected_on"), ({"pieces": None}, "pieces"), ({"taken": 5}, "taken"),
    ({"inspected_on": days(-6)}, "inspected_on"),
])
def test_figures_of_an_inspection_that_do_not_fit_are_refused(database: Database, item: LabelItem, values: dict[str, Any],
                                                              field: str) -> None:
    order = order_of(database, version_of(database, item, days(-30)))
    with pytest.raises(FieldErrors) as refused:
        verbs.save(database, PrintDelivery, {"order_id": order.id, "pieces": 100, "delivered_on": days(-5), **values})
    assert field in refused.value.fields


def test_what_passes_is_taken_over_and_what_goes_back_is_not(database: Database, item: LabelItem) -> None:
    version = version_of(database, item, days(-30))
    whole = delivered(database, version, 100, days(-5), print_lot="印1")
    assert (whole.taken, whole.printer, whole.version_id) == (100, "甲印务", version.id)
    part = delivered(database, version, 100, days(-5), taken=80, result="sorted")
    assert part.taken == 80
    back = verbs.save(database, PrintDelivery, {"result": "returned"}, whole.id)
    assert back.taken == 0
    assert store(database, version) == (80, None)


def test_readings_outside_their_limits_are_counted_on_the_delivery(database: Database, item: LabelItem) -> None:
    delivery = delivered(database, version_of(database, item, days(-30)), 100, days(-5))
    for value in (1.8, 1.7, 2.3, 2.5):
        verbs.save(database, PrintReading, {"delivery_id": delivery.id, "least": 1.8, "most": 2.3, "value": value})
    verbs.save(database, PrintReading, {"delivery_id": delivery.id, "value": 9.0})
    with database.reading() as session:
        assert printing_lists.OUTSIDE.of(session, delivery) == 2
    assert ids(database, printing_lists.DELIVERIES, "bad") == [delivery.id]


def test_a_sample_with_many_faults_is_hinted_at_where_it_passes(database: Database) -> None:
    with database.reading() as session:
        many = {"result": "accepted", "sampled": 100, "faulty": 2}
        assert "2.00 %" in doubts_of_delivery(session, many, None)["result"]
        assert doubts_of_delivery(session, {**many, "faulty": 1}, None) == {}


# -- stock of prints ---------------------------------------------------------------------------------------------------


def test_stock_is_the_last_count_and_what_came_and_went_after_it(database: Database, item: LabelItem) -> None:
    version = version_of(database, item, days(-200))
    assert store(database, version) is None
    delivered(database, version, 1000, days(-100))
    packed(database, version, 300, days(-95), spoiled=10)
    assert store(database, version) == (690, None), "used more than ninety days ago: no day can be told"
    verbs.save(database, LabelCount, {"version_id": version.id, "counted_on": days(-50), "pieces": 600})
    packed(database, version, 90, days(-50), "批2")
    assert store(database, version) == (600, days(600)), "what went on the day of the count was gone in the evening"
    packed(database, version, 90, days(-10), "批3")
    assert store(database, version) == (510, days(510 * 90 // 180))


def test_old_print_stands_in_the_list_until_it_is_used_up_and_late_after_its_day(database: Database, item: LabelItem) -> None:
    old = version_of(database, item, days(-60))
    delivered(database, old, 1000, days(-50))
    packed(database, old, 990, days(-40))
    assert ids(database, printing_lists.STOCK, "short") == [old.id]
    version_of(database, item, days(-20))
    assert ids(database, printing_lists.STOCK, "old") == [old.id]
    assert ids(database, printing_lists.STOCK, "short") == []
    verbs.save(database, LabelVersion, {"run_out_on": days(-1)}, old.id)
    assert ids(database, printing_lists.STOCK, "late") == [old.id]
    packed(database, old, 10, days(-30), "批2")
    assert ids(database, printing_lists.STOCK, "old") == []


# -- lots packed -------------------------------------------------------------------------------------------------------


def test_a_lot_keeps_its_version_and_one_that_was_not_allowed_is_kept_and_shown(database: Database, item: LabelItem) -> None:
    old = version_of(database, item, days(-60))
    good = packed(database, old, 10, days(-50), "批1")
    early = packed(database, old, 10, days(-61), "批2")
    version_of(database, item, days(-20))
    verbs.save(database, LabelVersion, {"run_out_on": days(-10)}, old.id)
    leftover, late = packed(database, old, 10, days(-10), "批3"), packed(database, old, 10, days(-9), "批4")
    assert (good.item_name, good.number) == ("例丰101 标签", 1)
    assert set(ids(database, printing_lists.USES, "wrong")) == {early.id, late.id}
    assert leftover.id not in ids(database, printing_lists.USES, "wrong")
    with database.reading() as session:
        for use, words in ((early, "was not in force"), (late, "was to be used up"), (leftover, ""), (good, "")):
            hint = doubts_of_use(session, {"version_id": old.id, "packed_on": use.packed_on}, use.id).get("version_id", "")
            assert words in hint
            assert bool(hint) == bool(words)


# -- findings ----------------------------------------------------------------------------------------------------------


def test_a_finding_is_followed_until_its_correction_is_verified_and_its_claim_settled(database: Database,
                                                                                      item: LabelItem) -> None:
    delivery = delivered(database, version_of(database, item, days(-30)), 100, days(-5), print_lot="印7")
    found = verbs.save(database, QualityFinding, {"item_id": item.id, "delivery_id": delivery.id, "found_on": days(-4),
                                                  "due_on": days(-1), "claimed": 30000})
    assert (found.lot, found.printer, found.version_id) == ("印7", "甲印务", delivery.version_id)
    assert ids(database, printing_lists.FINDINGS, "late") == ids(database, printing_lists.FINDINGS, "claims") == [found.id]
    with pytest.raises(FieldErrors, match="when it was corrected"):
        verbs.save(database, QualityFinding, {"verified_on": TODAY}, found.id)
    verbs.save(database, QualityFinding, {"corrected_on": days(-1)}, found.id)
    assert ids(database, printing_lists.FINDINGS, "unverified") == [found.id]
    done = verbs.save(database, QualityFinding, {"verified_on": TODAY, "settled_on": TODAY, "decision": "reprint"}, found.id)
    assert done.decided_on == TODAY
    for preset in ("late", "claims", "unverified", "open"):
        assert ids(database, printing_lists.FINDINGS, preset) == []
