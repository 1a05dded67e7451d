"""What the training book takes in from tables."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.training.model import Participant, TrainingEvent

TRAININGS = RecordImport("trainings", N_("Trainings"), TrainingEvent, keys=(("code",), ("topic", "held_on")),
                         keeps="summary",
                         aliases={"topic": ("培训主题", "主题"), "held_on": ("日期", "培训日期"), "place": ("地点",)})
PARTICIPANTS = RecordImport(
    "participants", N_("Participants"), Participant, keeps="remark", keys=(("event_id", "name", "phone"), ("event_id", "name")),
    aliases={"event_id": ("培训", "培训主题"), "name": ("姓名",), "phone": ("电话", "联系电话", "手机", "手机号", "手机号码"),
             "organisation": ("单位", "村", "所在村"), "attendance": ("出勤", "签到")})

IMPORTS = (TRAININGS, PARTICIPANTS)
