"""The schema steps of labels, over rows."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("023_labels")
def test_versions_and_findings_stay_and_the_making_of_labels_begins_empty(at: Before) -> None:
    at.put("labelitem", id=1, name="甲 标签")
    at.put("labelversion", id=2, item_id=1, item_name="甲 标签", number=1, content="净含量", state="effective")
    at.put("labelcheck", id=3, version_id=2, rule="L01", state="present", note="见样")
    at.put("qualityfinding", id=4, item_id=1, version_id=2, lot="批1", found_on="2026-05-01", decision="return")
    at.run()
    assert at.rows("SELECT content, state, printed_name, purity, single_seed FROM labelversion") == [
        ("净含量", "effective", "", None, 0)]
    assert at.rows("SELECT rule, state, note, checked_by, checked_on FROM labelcheck") == [("L01", "present", "见样", "", None)]
    found = at.rows("SELECT lot, decision, printer, claimed, delivery_id FROM qualityfinding")
    assert found == [("批1", "return", "", None, None)]
    for name in ("printorder", "printdelivery", "printreading", "labeluse", "labelcount", "lottest"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]
