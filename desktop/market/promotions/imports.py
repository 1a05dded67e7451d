"""Promotions, field days and advertisements from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.core.records import columns_of
from desktop.market.figures.imports import REGION, regions_named
from desktop.market.promotions.model import FieldDay, FieldDayGuest, MediaRun, SalesPromotion

IMPORTS = (
    RecordImport(
        "sales-promotions", N_("Promotions"), SalesPromotion, keys=(("code",), ("theme", "starts_on")),
        fields=tuple(c.name for c in columns_of(SalesPromotion) if c.name not in ("apply_by", "evaluate_by")),
        aliases={"theme": ("活动主题", "主题", "促销主题"), "starts_on": ("开始日期", "活动开始", "开始时间"),
                 "ends_on": ("结束日期", "活动结束", "结束时间"), "region_id": REGION, "scope": ("活动范围", "范围"),
                 "in_charge": ("负责人", "活动负责人"), "phone": ("电话", "联系电话"), "purpose": ("活动目的",),
                 "content": ("活动内容",), "goal_amount": ("活动目标", "预计销售额")},
        lookups={"region_id": regions_named, "twin_region_id": regions_named},
        spans={("starts_on", "ends_on"): ("活动时间", "活动日期", "起止时间", "起止日期", "活动期限", "时间", "日期")}),
    RecordImport(
        "field-days", N_("Field days"), FieldDay, keys=(("code",), ("held_on", "topic")),
        aliases={"held_on": ("日期", "观摩日期", "时间"), "topic": ("观摩主题", "主题"), "region_id": REGION,
                 "place": ("地点", "观摩地点"), "variety_id": ("品种", "展示品种"), "more_invited": ("邀请人数",),
                 "more_came": ("到场人数", "参加人数"), "more_ordered": ("订货人数", "订购人数"),
                 "more_bags": ("订货袋数", "订购袋数"), "cost": ("费用", "费用(元)")},
        lookups={"region_id": regions_named}),
    RecordImport(
        "field-day-guests", N_("Guests of field days"), FieldDayGuest, keys=(("day_id", "name", "phone"),), keeps="remark",
        aliases={"day_id": ("观摩会", "观摩会编号", "观摩会主题"), "name": ("姓名",), "phone": ("电话", "手机", "联系电话"),
                 "organisation": ("单位", "村", "所在村"), "came": ("到场", "签到"), "bags": ("订货袋数", "订购袋数")}),
    RecordImport(
        "media-runs", N_("Advertising"), MediaRun, keys=(("code",), ("title", "outlet", "starts_on")),
        aliases={"title": ("广告内容", "内容", "主题"), "medium": ("媒体", "媒体类型", "形式"),
                 "outlet": ("媒体名称", "投放地点", "位置"),
                 "starts_on": ("开始日期", "投放日期", "发布日期"), "ends_on": ("结束日期", "到期日期"),
                 "times": ("次数", "数量", "份数"),
                 "reach": ("覆盖人数", "到达人数", "阅读量"), "cost": ("费用", "费用(元)"), "region_id": REGION},
        lookups={"region_id": regions_named},
        spans={("starts_on", "ends_on"): ("投放时间", "投放期限", "起止时间", "起止日期", "发布时间")}),
)
