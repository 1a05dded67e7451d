"""The schema steps of the dealer file over rows."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("dealers_papers_and_visits_reasons")
def test_bank_and_tax_of_dealers_and_reasons_of_visits_begin_empty(at: Before) -> None:
    at.put("dealer", id=1, name="甲", warehouse="例库")
    at.put("visit", id=2, dealer_id=1, visited_on="2026-04-01", state="done")
    at.run()
    assert at.rows("SELECT name, warehouse, bank, tax_no, capital, warehouse_m2 FROM dealer") == [
        ("甲", "例库", "", "", None, None)]
    assert at.rows("SELECT visited_on, reasons, signed_by, signed_on FROM visit") == [("2026-04-01", "", "", None)]


@of_step("021_dealerfile")
def test_contracts_and_assessments_begin_empty_and_grades_stay(at: Before) -> None:
    at.put("dealer", id=1, name="甲", grade="b")
    at.run()
    assert at.rows("SELECT name, grade FROM dealer") == [("甲", "b")]
    for name in ("dealercontract", "contractpoint", "dealerassessment", "assessmentline", "dangermark", "visitline",
                 "agentcomparison", "agentcriterion"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]
