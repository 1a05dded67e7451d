"""The records of the making of labels that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core.database import Database
from desktop.labels.change_model import LabelChange
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelRemark
from desktop.labels.printing_model import LabelUse, PrintDelivery, PrintOrder, QualityFinding
from desktop.labels.works_model import PrintingWorks
from tests.door_cases import DAY, YEAR, Case, approve_label, item, once, version

NO_COMMAND = "no command takes it in"


def order(db: Database) -> int:
    return once(db, PrintOrder, 160, version_id=version(db), pieces=100, printer="甲印务", code="YS-1")


def delivery(db: Database) -> int:
    return once(db, PrintDelivery, 161, order_id=order(db), delivered_on=DAY, pieces=50, print_lot="印1")


CASES = (
    Case(PrintOrder, lambda db: {"version_id": version(db), "pieces": 100, "material": "铜版纸"}, ("material",),
         gives={"code": rf"YS-{YEAR}-[A-Z]001"}, change={"pieces": 200}, refused={"pieces": 0}, moved="ordered",
         before_moved=approve_label),
    Case(PrintDelivery, lambda db: {"order_id": order(db), "delivered_on": DAY, "pieces": 50, "print_lot": "印2"},
         ("print_lot",), gives={"printer": "甲印务", "version_id": "例丰 标签 Version 1"},
         change={"result": "returned", "inspected_on": DAY}, changed={"taken": 0}, refused={"faulty": 51}),
    Case(LabelUse, lambda db: {"version_id": version(db), "lot": "批1", "packed_on": DAY, "pieces": 5}, ("lot",),
         gives={"item_name": "例丰 标签", "number": 1}, change={"spoiled": 1}, refused={"pieces": -1}),
    Case(LotTest, lambda db: {"lot": "批9", "version_id": version(db), "tested_on": DAY, "germination": 93.0}, ("lot",),
         gives={"item_name": "例丰 标签"}, change={"weights": "2498.5, 2501"}, refused={"weights": "2498 g"}),
    Case(QualityFinding, lambda db: {"item_id": item(db), "found_on": DAY, "lot": "印3", "delivery_id": delivery(db)}, ("lot",),
         gives={"printer": "甲印务"}, change={"decision": "return", "decided_on": DAY}, refused={"verified_on": DAY}),
    Case(LabelRemark, lambda db: {"version_id": version(db), "remark": "字号偏小", "said_on": DAY}, ("remark",),
         change={"answer": "已加大", "settled_on": DAY}, refused={"answer": "不改"}, prepare=approve_label,
         without={"command": NO_COMMAND}),
    Case(LabelChange, lambda _db: {"old_text": "GB 4404.1-2008", "new_text": "GB 4404.1-2024", "kind": "rule"}, ("old_text",),
         gives={"code": rf"BG-{YEAR}-[A-Z]001", "holds_from": date.today()}, change={"basis": "公告"},
         refused={"until": date(2020, 1, 1)}),
    Case(PrintingWorks, lambda _db: {"name": "丁印务"}, ("name",), change={"phone": "0451－12345678"},
         changed={"phone": "0451-12345678"}, refused={"name": "甲印务"},
         prepare=lambda db, _n: nothing_but(once(db, PrintingWorks, 162, name="甲印务")), twin={"name": "戊印务"},
         without=dict.fromkeys(("import", "command"), "its name is its key")),
)


def nothing_but(_made: int) -> None:
    """What a preparation gives back is not asked for."""
