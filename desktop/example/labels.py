"""Invented labels in several versions, and a fault found on a print."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.records import living
from desktop.core.verbs import StateChange, insert_many, move_in, store
from desktop.labels.change_model import LabelChange
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelCheck, LabelItem, LabelRemark, LabelVersion
from desktop.labels.printing_model import LabelCount, LabelUse, PrintDelivery, PrintOrder, PrintReading, QualityFinding
from desktop.labels.rules import rules_for
from desktop.labels.works_model import PrintingWorks

ELSEWHERE = ("L16", "L17", "L18", "L19", "L20", "L21")  # rights, registered crops, imports, coating, GM, repacking
CHECK_DIGITS = "06307"  # of the barcodes of the first labels
PACKS = (("4500粒", None, 4500), ("2.5 kg", 2500.0, None))


def make_labels(session: Session, facts: dict[str, Any], lines: dict[str, Variety], _chance: Random) -> None:
    """Labels and a manual of the varieties on sale; versions in every state."""
    today, number = facts["today"], 0
    for code in ("LF101", "LD1"):
        for pack, net, kernels in PACKS:
            number += 1
            item = store(session, LabelItem, {
                "code": f"L-{number:03}", "name": f"{lines[code].name} {pack} 标签", "variety_id": lines[code].id,
                "kind": "label", "pack": pack, "net_g": net, "kernels": kernels,
                "barcode": f"69012345678{number}{CHECK_DIGITS[number]}", "printer": "示例印务", "remarks": "虚构示例"})
            _versions(session, item, today, number, _printed(lines[code], pack, kernels))
    manual = store(session, LabelItem, {"code": "M-001", "name": f"{lines['LF101'].name} 使用说明", "kind": "manual",
                                        "variety_id": lines["LF101"].id, "remarks": "虚构示例"})
    draft = store(session, LabelVersion, {
        **MANUAL, "printed_name": lines["LF101"].name, "item_id": manual.id, "made_by": facts["manager"],
        "made_on": today - timedelta(days=30),
        "content": "主要性状、主要栽培措施、适应性、风险提示、咨询服务信息。（示例文字）"})
    move_in(session, LabelVersion, draft.id, StateChange("review", today - timedelta(days=21)))
    _changes(session, today)


def _changes(session: Session, today: date) -> None:
    """What is to be printed otherwise, and who prints."""
    store(session, LabelChange, {
        "kind": "licence", "old_text": "例（2026）00001", "new_text": "例（2026）00018",
        "holds_from": today - timedelta(days=6),
        "until": today + timedelta(days=50), "basis": "生产经营许可证换发（示例）", "remarks": "虚构示例"})
    works = session.exec(living(PrintingWorks).where(col(PrintingWorks.name) == "示例印务")).one()
    store(session, PrintingWorks, {"contact": "示例业务员", "phone": "0000-0000001", "licence_no": "例印证0001",
                                   "licence_until": today + timedelta(days=21), "address": "例省例市示例路9号",
                                   "remarks": "虚构示例"}, works.id)


MANUAL = {
    "traits_text": "出苗至成熟125天，株高280厘米，穗位高105厘米。（示例文字）",
    "cultivation": "4月下旬至5月上旬播种，每亩4500株。（示例文字）",
    "adaptability": "适宜在例省中部种植。（示例文字）", "risks": "注意防治玉米螟，低洼地块防倒伏。（示例文字）",
    "advice": "示例种业技术服务：000-0000000"}


def _printed(variety: Variety, pack: str, kernels: int | None) -> dict[str, Any]:
    """What stands on a label of a maize hybrid, all of it invented."""
    name = variety.name
    return {
        "crop_name": "玉米", "category": "hybrid", "printed_name": name, "producer": "示例种业有限公司",
        "licence_no": "例（2026）00001", "address": "例省例市示例路1号", "contact": "000-0000000", "purity": 97.0,
        "cleanness": 99.0, "germination": 93.0, "moisture": 13.0, "standard_no": "GB 4404.1-2024", "single_seed": True,
        "net_content": f"净含量：{pack}", "guarantee_months": 12, "quarantine_no": "例检20260001",
        "approval_no": variety.approval_number, "area": variety.suitable_area, "season_text": "4月25日至5月15日",
        "qr_text": f"{name}\n示例种业有限公司\n23010000100000000001\nhttps://trace.example.cn/q", "width_mm": 110.0,
        "height_mm": 150.0, "name_mm": 10.0, "net_mm": 6.0 if kernels is None else 4.0, "least_mm": 2.6}


def _made(session: Session, version: LabelVersion, today: date, number: int) -> None:
    """The making of a version: an order, its delivery with readings, lots packed, a count."""
    order = store(session, PrintOrder, {"version_id": version.id, "pieces": 30000, "amount": 450000, "material": "铜版纸覆哑膜",
                                        "due_on": today - timedelta(days=52), "remarks": "虚构示例"})
    for state, ago in (("ordered", 66), ("proofed", 64), ("delivered", 54)):
        move_in(session, PrintOrder, order.id, StateChange(state, today - timedelta(days=ago), "示例经理"))
    delivery = store(session, PrintDelivery, {
        "order_id": order.id, "delivered_on": today - timedelta(days=54), "print_lot": f"例印{number:02}", "pieces": 30000,
        "inspected_on": today - timedelta(days=53), "inspected_by": "示例质检", "sampled": 200, "faulty": number % 3,
        "result": "accepted"})
    insert_many(session, PrintReading, [
        {"delivery_id": delivery.id, "measure": measure, "place": place, "least": least, "most": most, "value": value,
         "unit": unit} for measure, place, least, most, value, unit in READINGS])
    for place, (ago, pieces) in enumerate(((50, 9000), (30, 11000), (6, 6500)), start=1):
        store(session, LabelUse, {"version_id": version.id, "lot": f"例批{3 * (number - 1) + place:04}",
                                  "packed_on": today - timedelta(days=ago),
                                  "print_lot": f"例印{number:02}", "pieces": pieces, "spoiled": 40, "remarks": "虚构示例"})
    for ago, germination in ((110, 96.0), (60, 95.0), (5, 92.5 if number == 1 else 94.0)):
        store(session, LotTest, {
            "lot": f"例批{3 * number - 2:04}", "version_id": version.id, "origin": "例省例县", "harvested": today.year - 1,
            "tonnes": 24.0, "tested_on": today - timedelta(days=ago), "laboratory": "示例检验中心", "method": "GB/T 3543.4",
            "certificate_no": f"例检{number:02}{ago:03}", "purity": 98.1, "cleanness": 99.6, "germination": germination,
            "moisture": 12.4, "sample_no": f"例留{number:02}", "sample_place": "示例样品室",
            "keep_until": today + timedelta(days=700), "batch_packs": 40,
            "weights": "2498.5 2501.0 2500.4 2499.7 2502.1 2497.8 2500.9 2501.3 2499.2 2500.6",
            "remarks": "虚构示例"})
    store(session, LabelCount, {"version_id": version.id, "counted_on": today - timedelta(days=20), "pieces": 9900,
                                "counted_by": "示例仓管", "remarks": "虚构示例"})


READINGS = (("width", "正面", 109.5, 110.5, 110.1, "mm"), ("height", "正面", 149.5, 150.5, 149.8, "mm"),
            ("characters", "质量指标", 1.8, None, 1.75, "mm"), ("colour", "标志色", None, 3.0, 1.6, "ΔE"),
            ("qr", "背面", 100.0, None, 100.0, "%"))


def _versions(session: Session, item: LabelItem, today: Any, number: int, printed: dict[str, Any]) -> None:
    """An old version, the one in force, and sometimes a draft; how it was made, and a fault on the print of one."""
    day = today - timedelta(days=400)
    common = {**printed, "tested": f"{today - timedelta(days=100):%Y年%m月}", "item_id": item.id, "made_by": "示例美工",
              "reviewed_by": "示例质检"}
    first = store(session, LabelVersion, {**common, "season_text": "春播", "net_mm": 3.0, "made_on": day,
                                          "printed": 20000,
                                           "run_out_on": today - timedelta(days=10)})
    _put_in_force(session, first, day, day, day)
    living = store(session, LabelVersion, {
        **common, "made_on": today - timedelta(days=90), "printed": 30000,
        "valid_until": today + timedelta(days=25 if number == 2 else 300), "changes": "二维码内容按新批次更新"})
    _put_in_force(session, living, *(today - timedelta(days=n) for n in (80, 70, 60)))
    store(session, LabelCount, {"version_id": first.id, "counted_on": today - timedelta(days=20), "pieces": 400 * number,
                                "counted_by": "示例仓管", "remarks": "虚构示例"})
    _made(session, living, today, number)
    if number == 1:
        draft = store(session, LabelVersion, {
            **common, "printed_name": f"{printed['printed_name']}号", "least_mm": 1.5, "jet_printed": "检测日期、质量保证期",
            "made_on": today - timedelta(days=3), "changes": "质量指标按现行标准核对中"})
        insert_many(session, LabelRemark, [
            {"version_id": draft.id, "place": "front", "spot": "品种名称", "remark": "名称后多了“号”字。（示例文字）",
             "said_by": "示例质检", "said_on": today - timedelta(days=2)},
            {"version_id": draft.id, "place": "back", "spot": "质量指标", "remark": "字太小，看不清。（示例文字）",
             "said_by": "示例质检", "said_on": today - timedelta(days=2), "answer": "改为2.2 mm",
             "settled_on": today - timedelta(days=1), "settled_by": "示例美工"}])
        store(session, QualityFinding, {
            "item_id": item.id, "version_id": living.id, "lot": "例批0607", "found_on": today - timedelta(days=12),
            "kind": "unreadable", "severity": "major", "quantity": 320, "decision": "open", "printer": "示例印务",
            "told_on": today - timedelta(days=11), "due_on": today + timedelta(days=4), "responsible": "示例印务质检",
            "cost": 128000, "claimed": 96000, "claimed_on": today - timedelta(days=11),
            "description": "部分袋面检测日期喷码模糊，无法辨认。（示例文字）"})


def _put_in_force(session: Session, version: LabelVersion, *days: date) -> None:
    """A version with every item of its checklist confirmed, given to review, approved and in force on these days."""
    insert_many(session, LabelCheck, [
        {"version_id": version.id, "rule": rule.code, "state": "not_applicable" if rule.code in ELSEWHERE else "present"}
        for rule in rules_for("label")])
    for state, day in zip(("review", "approved", "effective"), days, strict=True):
        move_in(session, LabelVersion, version.id, StateChange(state, day, "示例经理"))
