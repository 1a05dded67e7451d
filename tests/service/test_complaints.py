"""The clocks, readings, losses and lots of complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused, UserError
from desktop.core.moves import StateChange
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.orders.model import ShipmentLine
from desktop.service import complaints, losses, lots
from desktop.service.appraisal import window
from desktop.service.complaint_model import Complaint
from desktop.service.readings import faults, passed

GIVEN = {"complainant": "王〇", "description": "y", "received_on": date(2026, 6, 1)}


def test_the_appraisal_window_follows_crop_complaint_and_sowing_date() -> None:
    found = window("maize", "germination", date(2026, 5, 1))
    assert found is not None and found.last == date(2026, 5, 31) and found.days_left(date(2026, 6, 2)) == -2
    assert not found.verified, "the days are the editor's and must say so"
    rice = window("rice_indica", "purity", date(2026, 5, 1))
    assert rice is not None and rice.first > found.last
    assert window("maize", "germination", None) is None and window("maize", "package", date(2026, 5, 1)) is None


@pytest.mark.parametrize(("parameter", "result", "promised", "threshold", "verdict"), [
    ("germination", 90, 85, 85, True), ("germination", 84, 85, 80, False), ("germination", 86, None, 85, True),
    ("germination", 90, 80, 85, False), ("moisture", 14, 13, 13, False), ("moisture", 12.5, 13, 13, True),
    ("purity", None, 96, 96, None), ("purity", 97, None, None, None),
])
def test_seed_passes_only_where_result_promise_and_threshold_agree(
    parameter: str, result: float | None, promised: float | None, threshold: float | None, verdict: bool | None
) -> None:
    assert passed(parameter, result, promised, threshold) is verdict


def test_a_promise_below_the_threshold_is_a_fault_before_anything_is_measured() -> None:
    assert faults("germination", None, 80, 85)


def test_a_loss_is_estimated_by_the_rule_in_force_at_the_place() -> None:
    codes = [r.code for r in losses.rules(date(2026, 8, 1), "410122")]
    assert codes[:2] == ["henan21_3", "henan21_3_inputs"] and "law45" in codes
    assert [r.code for r in losses.rules(date(2026, 8, 1), "230100")] == ["law45"]
    assert losses.rules(date(2015, 1, 1), "410122") == []
    assert losses.estimate(losses.rule("henan21_3"), {"mean_value": 1200, "area": 10, "income": 5000}) == 7000_00
    assert losses.estimate(losses.rule("henan21_3"), {"mean_value": 1, "area": 1, "income": 5000}) == 0


def test_an_estimate_names_what_is_missing_or_outside_the_rule() -> None:
    with pytest.raises(UserError, match="Labour"):
        losses.estimate(losses.rule("henan21_3_inputs"), {"inputs": 100, "times": 1})
    with pytest.raises(UserError, match="1 to 2"):
        losses.estimate(losses.rule("henan21_3_inputs"), {"inputs": 100, "labour": 50, "times": 3})


def test_a_lot_warns_when_customers_of_two_dealers_complain_and_names_who_holds_it(database: Database) -> None:
    with database.operation("test") as session:
        first, second, third = (verbs.store(session, Dealer, {"name": name}).id for name in ("甲", "乙", "丙"))
        for dealer, lot, state in ((first, "L1", "received"), (first, "L1", "received"), (second, "L2", "refused"),
                                   (first, "L2", "received"), (second, "L1", "accepted"), (third, "", "received")):
            verbs.store(session, Complaint, {"complainant": "x", "description": "y", "received_on": date(2026, 6, 1),
                                             "lot": lot, "dealer_id": dealer, "state": state})
        for dealer, quantity, held in ((first, 100.0, 40.0), (first, 50.0, None), (third, 500.0, None)):
            verbs.store(session, ShipmentLine, {"lot": "L1", "dealer_id": dealer, "moved_on": date(2026, 3, 1), "kg": quantity,
                                                "held_kg": held, "held_on": date(2026, 5, 1) if held else None})
    with database.reading() as session:
        (warning,) = lots.warnings(session)
        assert (warning.lot, warning.complaints, warning.dealers) == ("L1", 3, 2)
        assert [(h.dealer, h.delivered_kg, h.held_kg, h.complaints) for h in lots.holders(session, "L1")] == [
            ("丙", 500.0, None, 0), ("甲", 150.0, 40.0, 2), ("乙", 0.0, None, 1)]


def test_a_complaint_is_closed_with_its_settlement_and_signature_or_a_reason(database: Database) -> None:
    made = verbs.save(database, Complaint, GIVEN)

    def go(state: str, reason: str = "") -> Any:
        verbs.move(database, Complaint, [made.id], StateChange(state, date(2026, 6, 9), reason=reason))
        return verbs.get(database, Complaint, made.id)

    for state in ("accepted", "finding", "proposal", "approved"):
        go(state)
    with pytest.raises(Refused, match="what was settled"):
        go("settled")
    verbs.save(database, Complaint, {"settled_amount": 500_00, "justified": "partly"}, made.id)
    go("settled")
    with pytest.raises(Refused, match="signature"):
        go("closed")
    assert verbs.get(database, Complaint, made.id).closed_on is None
    assert go("closed", "moved away, paid by post").closed_on == date(2026, 6, 9)
    opened = go("received", "new finding")
    assert (opened.closed_on, opened.settled_on) == (None, None), "an open complaint is not settled"


def test_the_first_answer_stays_the_first_when_a_complaint_comes_back_to_accepted(database: Database) -> None:
    made = verbs.save(database, Complaint, GIVEN)
    for state, day in (("accepted", 2), ("waiting", 3), ("accepted", 20)):
        verbs.move(database, Complaint, [made.id], StateChange(state, date(2026, 6, day)))
    assert verbs.get(database, Complaint, made.id).responded_on == date(2026, 6, 2)


def test_the_rules_of_a_village_s_province_come_first(database: Database) -> None:
    with database.operation("test") as session:
        province = verbs.store(session, Region, {"code": "410000", "name": "河南省", "level": "province"})
        above = verbs.store(session, Region, {"code": "410122", "name": "中牟县", "level": "county", "parent_id": province.id})
        village = verbs.store(session, Region, {"name": "例村", "level": "village", "parent_id": above.id})
    made = verbs.save(database, Complaint, {**GIVEN, "region_id": village.id})
    assert complaints.rules_for(database, made)[0].code == "henan21_3"


def test_a_signature_has_its_day_and_seed_is_bought_before_it_is_complained_of(database: Database) -> None:
    with pytest.raises(UserError, match="day of the signature"):
        verbs.save(database, Complaint, {**GIVEN, "signed_by": "x"})
    with pytest.raises(UserError, match="bought after"):
        verbs.save(database, Complaint, {**GIVEN, "bought_on": date(2026, 6, 2)})
