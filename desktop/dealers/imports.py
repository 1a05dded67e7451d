"""What the dealer book takes in from tables."""

from __future__ import annotations

from desktop.core import phones
from desktop.core.i18n import N_
from desktop.core.importing import Addition, Part, RecordImport, Target
from desktop.dealers.model import Dealer, Licence, Outlet
from desktop.dealers.similar import same_in_file
from desktop.dealers.visit_model import Promise, Visit
from desktop.people.finding import add_staff, staff_named
from desktop.people.model import Membership

FIRM = ("经销商名称", "客户名称", "客户全称", "公司名称", "单位名称", "商户名称", "往来单位", "企业名称")
SHOP = ("门店名称", "店名", "门店", "店铺名称")
DEALER = ("经销商", "客户", "公司", *FIRM, *SHOP)
MOBILE = ("手机", "手机号", "手机号码", "移动电话", "联系人手机", "联系人手机号", "联系人电话", "联系方式", "负责人电话",
          "负责人手机", "老板电话", "老板手机", "店主电话", "店主手机", "法人电话", "法人手机")
SALES = ("年销量", "年销售量", "年销售额", "销量", "销售量", "销售额", "上年销量", "去年销量", "年用种量")  # in any unit
CONTACT = Part(
    Membership, "dealer_id", "name", defaults={"position": "owner"}, stands_for={"mobile": "phone"}, targets={
        "name": Target("contact_name", N_("Contact's name"), aliases=(
            "联系人", "联系人姓名", "负责人", "负责人姓名", "老板", "店主", "店长", "经营者", "法人", "法人代表", "法定代表人",
            "对接人", "姓名", "contact")),
        "mobile": Target("contact_mobile", N_("Contact's mobile"), aliases=MOBILE, doubt=phones.doubt),
        "wechat": Target("contact_wechat", N_("Contact's WeChat"), aliases=("微信", "微信号"))})
PROMISE = Part(
    Promise, "visit_id", "what", takes={"dealer_id": "dealer_id", "made_on": "visited_on"}, targets={
        "what": Target("promise", N_("What was promised"), aliases=("承诺事项", "承诺", "承诺内容", "答应的事", "答复事项")),
        "due_on": Target("promise_due", N_("Promise due"), "day", aliases=(
            "承诺期限", "兑现期限", "兑现日期", "承诺到期日", "完成期限", "完成日期", "办结期限"))})
DEALERS = RecordImport(
    "dealers", N_("Dealers"), Dealer, keys=(("code",), ("credit_code",), ("name", "region_id"), ("name",)),
    lookups={"salesperson_id": staff_named},
    additions={"salesperson_id": Addition(N_("somebody new among our own people"), add_staff)},
    aliases={"name": (*DEALER, "户名", "dealer", "shop"),
             "salesperson_id": ("业务员", "业务代表", "业务经理", "业务人员", "所属业务员", "归属业务员", "销售员", "销售代表",
                                "客户经理", "区域经理", "跟进人", "对口业务员", "salesperson", "sales rep"),
             "kind": ("客户类型", "经销商类型", "企业性质"), "level": ("客户级别", "经销商级别", "渠道级别"),
             "grade": ("客户等级", "经销商等级", "信用等级", "评级"),
             "code": ("编号", "代码", "客户编号", "客户编码", "客户代码", "经销商编号", "经销商编码", "经销商代码"),
             "phone": ("电话", "联系电话", "固定电话", "座机", "办公电话", "门店电话", "公司电话", "店铺电话"),
             "region_id": ("县", "区县", "所在地区", "所在县", "所在区县", "县市区", "所在县市", "所属区域", "所属县", "县份",
                           "county"),
             "address": ("联系地址", "地址", "详细地址", "通讯地址", "店址", "经营地址", "门店地址", "店面地址", "店铺地址",
                         "公司地址", "单位地址", "营业地址"),
             "warehouse": ("仓库地址", "库房地址", "收货地址"), "warehouse_t": ("库容", "仓库容量", "仓储能力"),
             "warehouse_m2": ("库房面积", "仓储面积"), "warehouse_keeper": ("库管", "库管员", "仓库管理员"),
             "bank": ("开户行", "银行", "开户行名称"), "bank_account": ("账号", "账户", "银行帐号", "银行卡号", "开户账号"),
             "bank_code": ("行号", "开户行号"), "tax_no": ("税号", "税务登记号", "纳税人税号"),
             "invoice_address": ("开票信息", "开票地址"), "capital": ("注册资金", "注册资本金"),
             "area_mu": ("服务面积", "覆盖面积", "辐射面积"),
             "business_area": ("经营区域", "销售区域", "覆盖区域", "覆盖乡镇", "辐射乡镇"),
             "competitors": ("竞品", "竞争品种", "主要竞品", "代理品牌", "经营品牌"),
             "visit_days": ("拜访周期", "走访周期"), "remarks": ("说明", "情况说明", "其他"),
             "credit_code": ("信用代码", "统一社会信用代码", "社会信用代码"),
             "since": ("合作起始", "合作时间", "合作日期", "开始合作", "开始合作时间", "合作开始时间", "合作年份", "首次合作",
                       "建户时间", "开户日期",
                       "签约日期", "签约时间", "首次签约日期", "签订日期", "开始合作日期")}, parts=(CONTACT,), kept=SALES,
    remarked=same_in_file)
CONTACTS = RecordImport(
    "contacts", N_("Contacts"), Membership, keys=(("dealer_id", "mobile"), ("dealer_id", "name")),
    fields=("dealer_id", "name", "position", "mobile", "phone", "wechat", "is_primary", "birthday", "since", "left_on",
            "remarks"),
    aliases={"name": ("联系人", "姓名"), "mobile": ("电话", *MOBILE), "phone": ("固定电话", "座机", "办公电话"),
             "dealer_id": DEALER, "position": ("职务", "职位", "岗位"), "wechat": ("微信号",)},
    required=("dealer_id",), defaults={"position": "owner"}, kept=("联系地址", "地址", *SALES))
OUTLETS = RecordImport(
    "outlets", N_("Outlets"), Outlet, keys=(("dealer_id", "name"),), kept=SALES,
    aliases={"dealer_id": ("经销商", "上级经销商", "所属经销商", "客户", "公司", *FIRM),
             "name": (*SHOP, "网点名称", "零售店", "零售店名称"),
             "phone": ("电话", "联系电话", *MOBILE),
             "place": ("地址", "联系地址", "详细地址", "门店地址", "店面地址", "网点地址"),
             "region_id": ("乡镇", "所在乡镇", "所在村"), "keeper": ("店主", "店长", "老板", "经营者", "联系人", "负责人"),
             "kind": ("门店类型", "网点类型"), "carrier": ("承运商", "配送商", "配送单位", "物流"),
             "opened_on": ("开业日期", "开店日期"), "area_m2": ("面积", "营业面积"), "check_days": ("检查周期", "巡店周期")})
LICENCES = RecordImport("licences", N_("Licences"), Licence, keys=(("dealer_id", "kind", "number"),),
                        aliases={"dealer_id": DEALER, "number": ("证号", "备案号", "证书编号", "许可证号", "执照号"),
                                 "issuer": ("发证单位", "核发机关"), "issued_on": ("发证时间", "颁发日期"),
                                 "expires_on": ("有效期", "有效期限", "截止日期", "到期时间")})
VISITS = RecordImport(
    "visits", N_("Visits"), Visit, keeps="findings", follows=("state",),
    keys=(("dealer_id", "visited_on", "planned_on", "purpose", "people", "result"),),
    aliases={"dealer_id": DEALER, "visited_on": ("走访日期", "拜访日期", "日期"),
             "planned_on": ("计划日期", "计划走访日期"), "next_on": ("下次走访", "下次走访日期", "下次拜访日期"),
             "people": ("会见人员", "见到的人", "接待人", "会见人"), "minutes": ("停留时间", "走访时长", "时长"),
             "findings": ("发现", "现场情况", "了解情况", "走访内容", "拜访内容", "走访情况"),
             "next_step": ("下一步", "下步工作", "跟进事项", "后续跟进"),
             "result": ("结果", "走访结果", "拜访结果"), "purpose": ("目的", "走访目的", "拜访目的"),
             "reached": ("目的是否达到", "是否达到目的")}, parts=(PROMISE,))
PROMISES = RecordImport("promises", N_("Promises"), Promise, keys=(("dealer_id", "what", "made_on"),),
                        aliases={"dealer_id": DEALER, "what": ("承诺", "承诺内容", "承诺事项"),
                                 "due_on": ("到期", "兑现期限", "兑现日期", "承诺期限", "完成期限", "完成日期", "办结期限")})

IMPORTS = (DEALERS, CONTACTS, OUTLETS, LICENCES, VISITS, PROMISES)
