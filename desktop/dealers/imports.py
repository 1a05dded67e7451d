"""What the dealer book takes in from tables."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.dealers.model import Dealer, Licence, Outlet
from desktop.dealers.visit_model import Promise, Visit
from desktop.people.model import Membership

DEALERS = RecordImport(
    "dealers", N_("Dealers"), Dealer, keys=(("code",), ("credit_code",), ("name", "region_id"), ("name",)),
    aliases={"name": ("经销商名称", "客户名称", "公司名称", "门店名称", "dealer", "shop"), "code": ("客户编号", "经销商编号"),
             "phone": ("电话", "联系电话"), "region_id": ("县", "区县", "所在地区", "county"),
             "credit_code": ("信用代码", "统一社会信用代码")})
CONTACTS = RecordImport(
    "contacts", N_("Contacts"), Membership, keys=(("dealer_id", "mobile"), ("dealer_id", "name")),
    fields=("dealer_id", "name", "position", "mobile", "phone", "wechat", "is_primary", "birthday", "since", "left_on",
            "remarks"),
    aliases={"name": ("联系人", "姓名"), "mobile": ("手机", "手机号", "电话"), "dealer_id": ("经销商", "客户", "公司")},
    required=("dealer_id",), defaults={"position": "owner"})
OUTLETS = RecordImport("outlets", N_("Outlets"), Outlet, keys=(("dealer_id", "name"),),
                       aliases={"dealer_id": ("经销商", "客户")})
LICENCES = RecordImport("licences", N_("Licences"), Licence, keys=(("dealer_id", "kind", "number"),),
                        aliases={"dealer_id": ("经销商", "客户"), "number": ("证号", "备案号")})
VISITS = RecordImport(
    "visits", N_("Visits"), Visit, keys=(("dealer_id", "visited_on", "planned_on", "purpose", "people", "result"),),
    aliases={"dealer_id": ("经销商", "客户"), "visited_on": ("走访日期", "拜访日期", "日期"), "people": ("接待人", "见到的人"),
             "findings": ("发现", "现场情况"), "result": ("结果", "走访结果"), "purpose": ("目的", "走访目的")})
PROMISES = RecordImport("promises", N_("Promises"), Promise, keys=(("dealer_id", "what", "made_on"),),
                        aliases={"dealer_id": ("经销商", "客户"), "what": ("承诺", "承诺内容"), "due_on": ("到期", "兑现期限")})

IMPORTS = (DEALERS, CONTACTS, OUTLETS, LICENCES, VISITS, PROMISES)
