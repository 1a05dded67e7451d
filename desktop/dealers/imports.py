"""What the dealer book takes in from tables."""

from __future__ import annotations

from desktop.core import phones
from desktop.core.i18n import N_
from desktop.core.importing import Part, RecordImport, Target
from desktop.dealers.model import Dealer, Licence, Outlet
from desktop.dealers.visit_model import Promise, Visit
from desktop.people.model import Membership

DEALER = ("经销商", "经销商名称", "客户", "客户名称", "公司", "公司名称", "门店", "门店名称")
MOBILE = ("手机", "手机号", "手机号码", "移动电话", "联系人手机", "联系人电话", "联系方式", "负责人电话")
SALES = ("年销量", "年销售量", "年销售额", "销量", "销售量", "销售额", "上年销量", "去年销量", "年用种量")  # in any unit
CONTACT = Part(
    Membership, "dealer_id", "name", defaults={"position": "owner"}, stands_for={"mobile": "phone"}, targets={
        "name": Target("contact_name", N_("Contact's name"), aliases=(
            "联系人", "联系人姓名", "负责人", "老板", "店主", "法人", "contact")),
        "mobile": Target("contact_mobile", N_("Contact's mobile"), aliases=MOBILE, doubt=phones.doubt)})
DEALERS = RecordImport(
    "dealers", N_("Dealers"), Dealer, keys=(("code",), ("credit_code",), ("name", "region_id"), ("name",)),
    aliases={"name": ("经销商名称", "客户名称", "公司名称", "门店名称", "dealer", "shop"),
             "code": ("编号", "代码", "客户编号", "经销商编号"),
             "phone": ("电话", "联系电话", "固定电话", "座机", "办公电话"),
             "region_id": ("县", "区县", "所在地区", "所在县", "所在区县", "县市区", "所在县市", "所属区域", "county"),
             "address": ("联系地址", "地址", "详细地址", "通讯地址", "店址", "经营地址"),
             "credit_code": ("信用代码", "统一社会信用代码"), "since": ("合作起始",)}, parts=(CONTACT,), kept=SALES)
CONTACTS = RecordImport(
    "contacts", N_("Contacts"), Membership, keys=(("dealer_id", "mobile"), ("dealer_id", "name")),
    fields=("dealer_id", "name", "position", "mobile", "phone", "wechat", "is_primary", "birthday", "since", "left_on",
            "remarks"),
    aliases={"name": ("联系人", "姓名"), "mobile": ("电话", *MOBILE), "phone": ("固定电话", "座机", "办公电话"),
             "dealer_id": DEALER, "position": ("职务", "职位")},
    required=("dealer_id",), defaults={"position": "owner"}, kept=("联系地址", "地址", *SALES))
OUTLETS = RecordImport(
    "outlets", N_("Outlets"), Outlet, keys=(("dealer_id", "name"),), kept=SALES,
    aliases={"dealer_id": DEALER, "phone": ("电话", "联系电话", *MOBILE), "place": ("地址", "联系地址", "详细地址"),
             "keeper": ("店主", "老板", "联系人", "负责人")})
LICENCES = RecordImport("licences", N_("Licences"), Licence, keys=(("dealer_id", "kind", "number"),),
                        aliases={"dealer_id": DEALER, "number": ("证号", "备案号")})
VISITS = RecordImport(
    "visits", N_("Visits"), Visit, keeps="findings",
    keys=(("dealer_id", "visited_on", "planned_on", "purpose", "people", "result"),),
    aliases={"dealer_id": DEALER, "visited_on": ("走访日期", "拜访日期", "日期"),
             "people": ("会见人员", "见到的人"),
             "findings": ("发现", "现场情况", "了解情况"), "result": ("结果", "走访结果"), "purpose": ("目的", "走访目的")})
PROMISES = RecordImport("promises", N_("Promises"), Promise, keys=(("dealer_id", "what", "made_on"),),
                        aliases={"dealer_id": DEALER, "what": ("承诺", "承诺内容"), "due_on": ("到期", "兑现期限")})

IMPORTS = (DEALERS, CONTACTS, OUTLETS, LICENCES, VISITS, PROMISES)
