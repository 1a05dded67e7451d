"""Check rounds, exceptions, targets and promoters of outlets from spreadsheets; outlets themselves with the dealers."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.outlets.case_model import OutletCase
from desktop.sales.outlets.check_model import CheckRound
from desktop.sales.outlets.coverage_model import TownshipPlan
from desktop.sales.outlets.staff_model import OutletTarget, Promoter

SHOP = ("门店", "门店名称", "店名", "网点", "网点名称", "专柜")
IMPORTS = (
    RecordImport("check_rounds", N_("Check rounds"), CheckRound, keys=(("code",),), keeps="summary", follows=("state",),
                 aliases={
        "outlet_id": SHOP, "checked_on": ("检查日期", "巡店日期", "日期"), "checked_by": ("检查人", "巡店人", "人员"),
        "planned_on": ("计划日期", "计划巡店日期"), "arrived_at": ("到达时间", "到达"), "left_at": ("离开时间", "离开"),
        "purpose": ("巡店原因", "目的"), "summary": ("检查小结", "小结")}),
    RecordImport("outlet_cases", N_("Exceptions at outlets"), OutletCase, keys=(("code",),), aliases={
        "outlet_id": SHOP, "reported_on": ("上报日期", "发生日期", "日期"), "what": ("异常情况", "异常描述", "情况"),
        "carrier": ("承运商", "承运单位", "物流"), "customer": ("客户姓名", "顾客"), "solution": ("处理结果", "处理办法")}),
    RecordImport("outlet_targets", N_("Targets of outlets"), OutletTarget, keys=(("outlet_id", "month"),), keeps="remark",
                 aliases={
        "outlet_id": SHOP, "month": ("月份", "年月"), "target_bags": ("目标", "目标袋数", "月目标", "任务"),
        "sold_bags": ("销量", "完成", "实际完成", "实销袋数")}),
    RecordImport("promoters", N_("Promoters"), Promoter, keys=(("outlet_id", "name"),), aliases={
        "outlet_id": SHOP, "name": ("促销员", "促销员姓名", "导购", "姓名"), "phone": ("电话", "手机", "手机号", "联系电话"),
        "trained_on": ("培训日期", "培训时间"), "score": ("考核成绩", "考试成绩", "成绩"), "since": ("入职日期", "上岗日期")}),
    RecordImport("township_plans", N_("Blank townships"), TownshipPlan, keys=(("region_id", "what"),), aliases={
        "region_id": ("乡镇", "空白乡镇"), "what": ("措施", "开发措施"), "who": ("责任人", "负责人"),
        "candidate": ("意向门店", "意向客户"), "due_on": ("完成期限", "期限")}),
)
