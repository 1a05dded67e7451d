"""People of influence, their touches and crises from spreadsheets. Notes are taken in and written out by hand alone."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.core.records import columns_of
from desktop.market.figures.imports import CROP, REGION, regions_named
from desktop.market.influence.crisis_model import Crisis
from desktop.market.influence.model import KeyPerson, Speciality, Touch

IMPORTS = (
    RecordImport(
        "key-people", N_("People of influence"), KeyPerson, keys=(("code",), ("name", "mobile"), ("name", "phone")),
        fields=tuple(c.name for c in columns_of(KeyPerson) if c.name != "person_id"),
        aliases={"name": ("姓名", "专家姓名", "联系人"), "mobile": ("手机", "联系方式", "电话"),
                 "organisation": ("单位", "工作单位", "合作社"),
                 "post": ("职务", "职称"), "kind": ("类别", "身份"), "tier": ("等级", "级别"), "region_id": REGION,
                 "crop_id": CROP,
                 "topics": ("专长", "研究方向", "讲课主题"), "area_mu": ("面积", "种植面积", "种植面积(亩)"),
                 "variety_now": ("现种品种", "目前品种"), "decides_on": ("定种日期", "决策日期"),
                 "fee": ("讲课费", "费用标准")},
        lookups={"region_id": regions_named}),
    RecordImport(
        "specialities", N_("Specialities of experts"), Speciality, keys=(("key_id", "crop_id", "topic"),), keeps="remark",
        aliases={"key_id": ("专家", "姓名"), "crop_id": CROP, "topic": ("专长", "主题")}),
    RecordImport(
        "touches", N_("Touches"), Touch, keys=(("key_id", "kind", "planned_on"), ("key_id", "kind", "done_on")), keeps="result",
        aliases={"key_id": ("姓名", "对象", "联系人"), "kind": ("方式", "联系方式"), "planned_on": ("计划日期",),
                 "done_on": ("日期", "联系日期"),
                 "what": ("事由", "内容"), "done_by": ("联系人员", "经办人")}),
    RecordImport(
        "crises", N_("Crises"), Crisis, keys=(("code",), ("title", "heard_on")),
        aliases={"title": ("事件", "事件名称"), "heard_on": ("获知日期", "日期"), "region_id": REGION, "place": ("地点",),
                 "what": ("经过", "情况"),
                 "speaker": ("发言人",)},
        lookups={"region_id": regions_named}),
)
