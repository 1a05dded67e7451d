"""Lists that a head office or a dealer keeps itself: their headings are known, and what stands in a visit's row is made."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from desktop.core.database import Database
from desktop.core.importing import guess_columns
from desktop.core.records import living
from desktop.dealers.imports import CONTACTS, DEALERS, LICENCES, OUTLETS, VISITS
from desktop.dealers.visit_model import Promise, Visit
from tests.core.taking import planned, table, take

HEADINGS = [
    (DEALERS, {"门店名称": "name", "门店地址": "address", "合作时间": "since", "法定代表人": "contact_name",
        "联系方式": "contact_mobile", "微信号": "contact_wechat", "客户编码": "code", "客户类型": "kind",
        "客户等级": "grade", "渠道级别": "level", "所属县": "region_id", "统一社会信用代码": "credit_code",
        "仓库地址": "warehouse", "库容": "warehouse_t", "服务面积": "area_mu", "销售区域": "business_area",
        "代理品牌": "competitors", "拜访周期": "visit_days", "备注": "remarks", "办公电话": "phone"}),
    (DEALERS, {"单位名称": "name", "老板": "contact_name", "老板电话": "contact_mobile", "营业地址": "address",
        "开户日期": "since", "经销商代码": "code", "县份": "region_id", "公司电话": "phone", "覆盖乡镇": "business_area",
        "说明": "remarks"}),
    (DEALERS, {"客户名称": "name", "开户行": "bank", "银行账号": "bank_account", "行号": "bank_code", "税号": "tax_no",
        "注册资金": "capital", "库房面积": "warehouse_m2", "库管员": "warehouse_keeper", "纳税人类别": "taxpayer"}),
    (OUTLETS, {"所属经销商": "dealer_id", "店名": "name", "店主": "keeper", "手机号": "phone", "门店地址": "place",
        "所在乡镇": "region_id", "门店类型": "kind", "承运商": "carrier", "开业日期": "opened_on", "营业面积": "area_m2",
        "巡店周期": "check_days"}),
    (CONTACTS, {"公司名称": "dealer_id", "姓名": "name", "岗位": "position", "手机": "mobile", "微信号": "wechat"}),
    (LICENCES, {"企业名称": "dealer_id", "许可证号": "number", "核发机关": "issuer", "颁发日期": "issued_on",
        "有效期限": "expires_on"}),
    (VISITS, {"客户名称": "dealer_id", "拜访日期": "visited_on", "拜访目的": "purpose", "接待人": "people",
        "走访情况": "findings", "拜访结果": "result", "承诺事项": "promise", "承诺期限": "promise_due",
        "下次拜访日期": "next_on", "后续跟进": "next_step"}),
]


@pytest.mark.parametrize(("kind", "headings"), HEADINGS)
def test_the_headings_of_foreign_lists_are_known(database: Database, kind, headings: dict[str, str]) -> None:
    made = table(list(headings), [None] * len(headings))
    with database.reading() as session:
        uses = guess_columns(session, kind, made).uses
    assert {heading: use.target for heading, use in uses.items()} == headings


def test_what_was_promised_at_a_visit_becomes_a_promise_of_that_visit(database: Database) -> None:
    take(database, DEALERS, table(["名称"], ["甲"], ["乙"]))
    made = table(["经销商", "走访日期", "走访内容", "承诺事项", "承诺期限"],
                 ["甲", date(2026, 5, 7), "看库存", "送样品两袋", date(2026, 5, 20)],
                 ["乙", date(2026, 5, 8), "对账", None, None])
    take(database, VISITS, made)
    with database.reading() as session:
        (promise,) = session.exec(living(Promise)).all()
        visit = session.exec(select(Visit).where(Visit.id == promise.visit_id)).one()
        assert (promise.what, promise.due_on, promise.made_on) == ("送样品两袋", date(2026, 5, 20), date(2026, 5, 7))
        assert promise.dealer_id == visit.dealer_id and visit.findings == "看库存" and promise.state == "open"
    assert planned(database, VISITS, made).states == ["unchanged", "unchanged"], "a second time nothing is promised again"
    database.undo()
    with database.reading() as session:
        assert not session.exec(living(Promise)).all() and not session.exec(living(Visit)).all()
