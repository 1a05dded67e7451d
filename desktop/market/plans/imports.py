"""Lines of plans from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.market.figures.imports import regions_named
from desktop.market.plans.model import PlanLine

IMPORTS = (
    RecordImport(
        "plan-lines", N_("Lines of the plan"), PlanLine, keys=(("plan_id", "region_id", "variety_id"),), keeps="remark",
        aliases={"plan_id": ("推广计划", "计划编号", "计划"), "region_id": ("县", "县区", "区域", "推广区域"),
                 "variety_id": ("品种", "品种名称"),
                 "role": ("定位", "角色", "类型"), "area_now": ("现有面积", "上年面积"), "area_mu": ("计划面积", "目标面积",
                                                                                       "推广面积"),
                 "bags": ("袋数", "计划袋数"), "dealer_id": ("经销商",), "demos": ("示范点", "示范数"),
                 "field_days": ("观摩会", "观摩"),
                 "trainings": ("培训", "培训次数"), "budget": ("经费", "预算"), "month": ("月份", "起始月份"),
                 "who": ("负责人",)},
        lookups={"region_id": regions_named}),
)
