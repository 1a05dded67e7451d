"""Leads from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.market.figures.imports import CROP, REGION, regions_named
from desktop.market.leads.model import Lead, LeadStep

IMPORTS = (
    RecordImport(
        "leads", N_("Leads"), Lead, keys=(("code",), ("name", "phone"), ("name", "heard_on")),
        aliases={"name": ("客户", "客户名称", "线索"), "contact": ("联系人",), "phone": ("电话", "手机", "联系电话"),
                 "region_id": REGION,
                 "crop_id": CROP, "area_mu": ("面积", "种植面积", "种植面积(亩)"), "variety_now": ("现种品种", "目前品种"),
                 "bags": ("意向袋数", "预计袋数"), "source": ("来源", "线索来源"),
                 "chance": ("成交概率", "把握", "可能性"), "sector": ("类型", "客户类型", "行业"),
                 "heard_on": ("日期", "登记日期", "获知日期"), "state": ("阶段", "进展"),
                 "decides_on": ("决策日期", "定种日期"),
                 "next_step": ("下一步", "下步计划"), "dealer_id": ("经销商", "对应经销商")},
        lookups={"region_id": regions_named}),
    RecordImport(
        "lead-steps", N_("Steps of plans"), LeadStep, keys=(("lead_id", "what"),), keeps="result",
        aliases={"lead_id": ("客户", "客户名称", "线索编号"), "what": ("步骤", "工作内容"), "who": ("责任人",),
                 "due_on": ("期限", "完成期限"),
                 "done_on": ("完成日期",)}),
)
