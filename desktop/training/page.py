"""The Training tab. Every section is one name here, in the group it belongs to."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.training.calendar_page import CalendarSection
from desktop.training.effect_page import FollowUpsBook, PlanBook, QuestionsBook, SkillsBook, TestsBook
from desktop.training.figures_page import FiguresSection
from desktop.training.materials_page import MaterialsBook, MatrixSection, TrainedSection
from desktop.training.trainings_page import ParticipantsBook, SessionsBook, TrainingsBook
from desktop.training.year_page import YearSection
from desktop.ui.page import Group, Page


class TrainingPage(Page):
    """The tab."""

    groups = (
        Group(N_("Trainings"), (TrainingsBook, CalendarSection, YearSection, SessionsBook, ParticipantsBook, MaterialsBook)),
        Group(N_("Plan and figures"), (PlanBook, FiguresSection, TrainedSection)),
        Group(N_("Effect"), (TestsBook, QuestionsBook, FollowUpsBook, MatrixSection, SkillsBook)),
    )
