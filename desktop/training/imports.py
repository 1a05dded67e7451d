"""What the training book takes in from tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import N_, _
from desktop.core.importing import RecordImport, mapping
from desktop.core.records import alive, column_of, table_of
from desktop.core.tables import Table
from desktop.people.identity import tail
from desktop.training.effect_model import SkillLevel
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingPlan
from desktop.training.question_tables import gap_refused, with_options
from desktop.training.testing_model import Question

TOPIC = ("培训主题", "主题", "课程", "课程名称", "培训内容", "培训课程", "培训项目", "培训名称")
AUDIENCE = ("对象", "培训对象", "参训对象", "受众")
TRAINER = ("讲师", "主讲人", "授课人", "授课老师", "培训师", "老师")
BUDGET = ("预算", "经费预算", "预算金额", "经费", "费用预算")
PEOPLE = ("人数", "计划人数", "预计人数", "参训人数", "培训人数")
HOURS = ("学时", "课时", "计划学时", "计划课时")
PLACE = ("地点", "培训地点", "会场")


def same_telephones(session: Session, values: Mapping[str, Sequence[Any]], rows: Sequence[int]
                    ) -> Iterator[tuple[int, str, str]]:
    """The rows whose telephone somebody else on the list of the same training has, in the file or before it."""
    blank = [None] * (max(rows, default=-1) + 1)
    events, names, phones = (values.get(name, blank) for name in ("event_id", "name", "phone"))
    table = table_of(Participant)
    held = {event for place in rows if (event := events[place]) is not None}
    known: dict[tuple[Any, str], str] = {
        (event, tail(phone)): name for event, name, phone in session.execute(
            select(table.c.event_id, table.c.name, table.c.phone).where(alive(table), table.c.event_id.in_(held)))}
    for place in rows:
        at, name = (events[place], tail(phones[place])), names[place]
        other = known.setdefault(at, name) if at[1] else name
        if other != name:
            yield place, "phone", _("{name} has the telephone of {other}").format(name=name, other=other)


class QuestionImport(RecordImport):
    """Questions with what there is to choose in one cell, or in a column each."""

    def arranged(self, table: Table, layout: str) -> Table:
        """What there is to choose becomes one cell, a line each."""
        known = mapping.names(self.target(column_of(Question, "options")))
        return with_options(super().arranged(table, layout), known)


TRAININGS = RecordImport(
    "trainings", N_("Trainings"), TrainingEvent, keys=(("code",), ("topic", "held_on")), keeps="summary",
    spans={("starts_at", "ends_at"): ("时间", "培训时段", "时段", "起止时间", "上课时间")},
    aliases={"code": ("编号",), "topic": TOPIC, "held_on": ("日期", "培训日期", "培训时间", "举办日期"), "place": PLACE,
             "audience": AUDIENCE, "trainer": TRAINER, "starts_at": ("开始", "起始时间"), "ends_at": ("结束", "终止时间"),
             "dealer_id": ("主办经销商", "承办单位"), "expected": PEOPLE, "budget": BUDGET, "state": ("培训状态",),
             "programme": ("日程", "议程"), "cost": ("费用", "实际费用"), "region_id": ("县区", "地区")})
PARTICIPANTS = RecordImport(
    "participants", N_("Participants"), Participant, keeps="remark", keys=(("event_id", "name", "phone"), ("event_id",
    "name")),
    remarked=same_telephones,
    aliases={"event_id": ("培训", "培训主题"), "name": ("姓名", "参训人员", "学员", "学员姓名"),
             "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式"),
             "organisation": ("单位", "村", "村屯", "屯", "所在村", "工作单位", "单位或村屯", "单位/村屯", "所属经销商",
                              "地址"),
             "attendance": ("出勤", "签到", "到场情况", "出勤情况"), "kind": ("人员类别", "身份"),
             "group_name": ("组别", "分组", "班次", "班组"),
             "pre_score": ("培训前成绩", "训前成绩", "前测", "前测成绩", "训前得分"),
             "post_score": ("培训后成绩", "训后成绩", "后测", "后测成绩", "训后得分", "成绩", "考试成绩"),
             "certificate": ("证书编号", "合格证号")})
PLAN = RecordImport(
    "training_plan", N_("Yearly plan"), TrainingPlan, keys=(("year", "month", "audience", "topic"),), keeps="remark",
    aliases={"year": ("年度", "年份"), "month": ("月份", "月度", "时间", "培训月份"), "audience": AUDIENCE, "topic": TOPIC,
             "times": ("次数", "期数", "场次", "场数"), "people": PEOPLE, "hours": HOURS, "budget": BUDGET, "trainer": TRAINER,
             "region_id": ("县区", "地区")})
QUESTIONS = QuestionImport(
    "questions", N_("Question bank"), Question, keys=(("bank", "text"),), keeps="explanation", check=gap_refused,
    aliases={"bank": ("题库", "科目", "题库名称"), "kind": ("题型", "题目类型", "类型"),
             "text": ("题目", "题干", "试题", "试题内容"),
             "options": ("选项", "备选答案", "可选项"), "answer": ("答案", "标准答案", "正确答案", "参考答案"),
             "points": ("分值", "分数", "得分"), "explanation": ("解析", "答案解析", "试题解析")})
SKILLS = RecordImport(
    "skills", N_("Skills"), SkillLevel, keys=(("person_id", "skill", "evaluated_on"),), keeps="remark",
    aliases={"person_id": ("姓名", "人员", "业务员", "员工"), "skill": ("技能", "技能项目", "能力项目"),
             "level": ("等级", "技能等级", "现有等级"), "evaluated_on": ("评定日期", "考评日期", "评价日期"),
             "evaluated_by": ("评定人", "考评人", "评价人"), "target": ("下一级", "目标", "目标级别", "下一等级"),
             "target_on": ("达成日期", "完成期限", "目标日期"), "plan": ("计划", "提升措施", "培养计划")})

IMPORTS = (TRAININGS, PARTICIPANTS, PLAN, QUESTIONS, SKILLS)
