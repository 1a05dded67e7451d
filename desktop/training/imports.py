"""What the training book takes in from tables."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.training.effect_model import SkillLevel
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingPlan
from desktop.training.testing_model import Question

TRAININGS = RecordImport("trainings", N_("Trainings"), TrainingEvent, keys=(("code",), ("topic", "held_on")),
                         keeps="summary",
                         aliases={"topic": ("培训主题", "主题"), "held_on": ("日期", "培训日期"), "place": ("地点",)})
PARTICIPANTS = RecordImport(
    "participants", N_("Participants"), Participant, keeps="remark", keys=(("event_id", "name", "phone"), ("event_id", "name")),
    aliases={"event_id": ("培训", "培训主题"), "name": ("姓名",), "phone": ("电话", "联系电话", "手机", "手机号", "手机号码"),
             "organisation": ("单位", "村", "所在村"), "attendance": ("出勤", "签到")})

PLAN = RecordImport(
    "training_plan", N_("Yearly plan"), TrainingPlan, keys=(("year", "month", "audience", "topic"),), keeps="remark",
    aliases={"year": ("年度", "年份"), "month": ("月份",), "audience": ("对象",), "topic": ("培训主题", "主题", "课程"),
             "times": ("次数", "期数"), "people": ("人数",), "budget": ("预算", "预算（元）")})
QUESTIONS = RecordImport(
    "questions", N_("Question bank"), Question, keys=(("bank", "text"),), keeps="explanation",
    aliases={"bank": ("题库",), "kind": ("题型",), "text": ("题目", "题干"), "options": ("选项",), "answer": ("答案",),
             "points": ("分值",), "explanation": ("解析",)})
SKILLS = RecordImport(
    "skills", N_("Skills"), SkillLevel, keys=(("person_id", "skill", "evaluated_on"),), keeps="remark",
    aliases={"person_id": ("姓名", "人员"), "skill": ("技能",), "level": ("等级",), "evaluated_on": ("评定日期",)})

IMPORTS = (TRAININGS, PARTICIPANTS, PLAN, QUESTIONS, SKILLS)
