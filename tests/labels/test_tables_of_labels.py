"""Tables of labels as printing works and laboratories write them."""

from __future__ import annotations

from pathlib import Path

from desktop.core import verbs
from desktop.core.database import Database
from desktop.labels import imports
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import PrintOrder, QualityFinding
from tests.training.test_tables_of_training import kept, planned

KINDS = {kind.name: kind for kind in imports.IMPORTS}
HEAD = ["标签名称", "版本号", "品种纯度", "净度", "发芽率", "水分", "质量保证期", "宽(mm)", "制作人"]


def test_what_a_label_promises_is_read_with_its_signs(database: Database, tmp_path: Path) -> None:
    verbs.save(database, LabelItem, {"name": "例1号"})
    planned(database, tmp_path, KINDS["label-versions"], [
        HEAD, ["例1号", 1, "≥97.0%", ">=99", "≥ 93 %", "≤13.0%", "12个月", 150, "李明"]])
    version, = kept(database, LabelVersion)
    assert (version.purity, version.cleanness, version.germination, version.moisture) == (97.0, 99.0, 93.0, 13.0)
    assert (version.guarantee_months, version.width_mm, version.made_by) == (12, 150.0, "李明")


def test_a_promise_with_the_other_sign_is_asked_about(database: Database, tmp_path: Path) -> None:
    verbs.save(database, LabelItem, {"name": "例1号"})
    plan, _columns = planned(database, tmp_path, KINDS["label-versions"], [HEAD[:3], ["例1号", 1, "≤97.0%"]], write=False)
    assert len(plan.errors) == 1 and "≤97.0%" in plan.errors[0].text


def test_ten_thousands_of_sheets_and_a_column_of_causes_are_read(database: Database, tmp_path: Path) -> None:
    item = verbs.save(database, LabelItem, {"name": "例1号"})
    verbs.save(database, LabelVersion, {"item_id": item.id})
    with database.reading() as session:
        shown = session.get_one(LabelVersion, kept(database, LabelVersion)[0].id).id
    planned(database, tmp_path, KINDS["print-orders"], [
        ["订单号", "标签版本", "印刷厂", "印数"], ["PO-9", f"(#{shown})", "例印厂", "2.5万枚"]])
    assert [(o.code, o.pieces) for o in kept(database, PrintOrder)] == [("PO-9", 25_000)]
    planned(database, tmp_path, KINDS["label-findings"], [["标签名称", "发现日期", "问题描述", "原因", "纠正措施"],
                                                          ["例1号", "2026-11-20", "印反", "制版", "重印"]])
    assert [(one.cause, one.measure) for one in kept(database, QualityFinding)] == [("制版", "重印")]
