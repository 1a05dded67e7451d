"""What technical service takes in from tables."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.service.technique_model import Article

PHONE = ("电话", "联系电话", "手机", "手机号", "手机号码")
CASES = RecordImport(
    "cases", N_("Cases"), FarmerCase, keys=(("code",), ("reported_on", "farmer", "phone", "symptom")),
    aliases={"farmer": ("农户", "农户姓名", "姓名"), "phone": PHONE, "reported_on": ("日期", "反映日期"),
             "symptom": ("症状", "问题"), "area_mu": ("面积", "面积(亩)"),
             "lot": ("批号", "种子批号"), "place": ("村", "地点")})
COMPLAINTS = RecordImport(
    "complaints", N_("Complaints"), Complaint, keys=(("code",), ("received_on", "complainant", "lot", "description")),
    aliases={"complainant": ("投诉人", "客户", "农户", "姓名"), "phone": PHONE,
             "received_on": ("日期", "投诉日期", "接收日期"), "description": ("投诉内容", "内容", "问题"),
             "lot": ("批号", "种子批号"), "place": ("村", "地点"), "area_mu": ("面积", "面积(亩)")})
ARTICLES = RecordImport(
    "articles", N_("Library"), Article, keys=(("title", "crop_id"),),
    aliases={"title": ("题目", "标题"), "body": ("内容", "正文", "答复"), "symptom": ("症状",), "cause": ("原因",)})

IMPORTS = (CASES, COMPLAINTS, ARTICLES)
