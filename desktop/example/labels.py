"""Invented labels in several versions, and a fault found on a print."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.verbs import StateChange, insert_many, move_in, store
from desktop.labels.model import LabelCheck, LabelItem, LabelVersion, QualityFinding
from desktop.labels.rules import rules_for

ELSEWHERE = ("L16", "L17", "L18", "L19", "L20", "L21")  # rights, registered crops, imports, coating, GM, repacking
PACKS = (("4500粒", None, 4500), ("2.5 kg", 2500.0, None))


def make_labels(session: Session, facts: dict[str, Any], lines: dict[str, Variety], _chance: Random) -> None:
    """Labels and a manual of the varieties on sale; versions in every state."""
    today, number = facts["today"], 0
    for code in ("LF101", "LD1"):
        for pack, net, kernels in PACKS:
            number += 1
            item = store(session, LabelItem, {
                "code": f"L-{number:03}", "name": f"{lines[code].name} {pack} 标签", "variety_id": lines[code].id,
                "kind": "label", "pack": pack, "net_g": net, "kernels": kernels, "printer": "示例印务", "remarks": "虚构示例"})
            _versions(session, item, today, number)
    manual = store(session, LabelItem, {"code": "M-001", "name": f"{lines['LF101'].name} 使用说明", "kind": "manual",
                                        "variety_id": lines["LF101"].id, "remarks": "虚构示例"})
    draft = store(session, LabelVersion, {
        "item_id": manual.id, "made_by": facts["manager"], "made_on": today - timedelta(days=30),
        "content": "主要性状、主要栽培措施、适应性、风险提示、咨询服务信息。（示例文字）"})
    move_in(session, LabelVersion, draft.id, StateChange("review", today - timedelta(days=21)))


def _versions(session: Session, item: LabelItem, today: Any, number: int) -> None:
    """An old version, the one in force, and sometimes a draft; a fault on the print of one."""
    day = today - timedelta(days=400)
    common = {"item_id": item.id, "made_by": "示例美工", "reviewed_by": "示例质检"}
    first = store(session, LabelVersion, {**common, "made_on": day, "printed": 20000})
    _put_in_force(session, first, day, day, day)
    living = store(session, LabelVersion, {
        **common, "made_on": today - timedelta(days=90), "printed": 30000,
        "valid_until": today + timedelta(days=25 if number == 2 else 300), "changes": "二维码内容按新批次更新"})
    _put_in_force(session, living, *(today - timedelta(days=n) for n in (80, 62, 60)))
    if number == 1:
        store(session, LabelVersion, {"item_id": item.id, "made_by": "示例美工",
                                      "made_on": today - timedelta(days=3), "changes": "质量指标按现行标准核对中"})
        store(session, QualityFinding, {
            "item_id": item.id, "version_id": living.id, "lot": "例批0607", "found_on": today - timedelta(days=12),
            "kind": "unreadable", "severity": "major", "quantity": 320, "decision": "open",
            "description": "部分袋面检测日期喷码模糊，无法辨认。（示例文字）"})


def _put_in_force(session: Session, version: LabelVersion, *days: date) -> None:
    """A version with every item of its checklist confirmed, given to review, approved and in force on these days."""
    insert_many(session, LabelCheck, [
        {"version_id": version.id, "rule": rule.code, "state": "not_applicable" if rule.code in ELSEWHERE else "present"}
        for rule in rules_for("label")])
    for state, day in zip(("review", "approved", "effective"), days, strict=True):
        move_in(session, LabelVersion, version.id, StateChange(state, day, "示例经理"))
