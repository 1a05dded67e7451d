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


@of_step("labels_barcodes_and_costs")
def test_labels_have_no_barcode_yet_and_faults_no_cost(at: Before) -> None:
    at.put("labelitem", id=1, name="甲 标签")
    at.put("labelversion", id=2, item_id=1, item_name="甲 标签", number=1, qr_text="甲")
    at.put("qualityfinding", id=4, item_id=1, found_on="2026-05-01", claimed=9600)
    at.put("lottest", id=5, lot="批1", tested_on="2026-05-01", weights="2500")
    at.run()
    assert at.rows("SELECT name, barcode FROM labelitem") == [("甲 标签", "")]
    assert at.rows("SELECT qr_text, jet_printed, codes_read, codes_from FROM labelversion") == [("甲", "", "", "")]
    assert at.rows("SELECT claimed, cost FROM qualityfinding") == [(9600, None)]
    assert at.rows("SELECT weights, batch_packs FROM lottest") == [("2500", None)]


@of_step("028_labels")
def test_remarks_changes_and_recalls_begin_empty(at: Before) -> None:
    at.run()
    for name in ("labelremark", "labelchange", "printingworks", "labelrecall", "recallnotice"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("works_that_print")
def test_every_printing_works_that_is_named_gets_its_record_once(at: Before) -> None:
    at.put("labelitem", id=1, name="甲 标签", printer="乙印务")
    at.put("labelitem", id=2, name="丙 标签", printer="")
    at.put("labelitem", id=3, name="丁 标签", printer="戊印务", deleted_at="2026-01-01T00:00:00")
    at.put("qualityfinding", id=4, item_id=1, found_on="2026-05-01", printer="甲印务")
    at.put("printdelivery", id=5, printer="乙印务", delivered_on="2026-05-01")
    at.run()
    assert at.rows("SELECT name, retired FROM printingworks ORDER BY name") == [("乙印务", 0), ("甲印务", 0)]
