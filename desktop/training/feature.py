"""What training brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower
from desktop.core.i18n import N_

FEATURE = Feature(
    "training", N_("Training"), "training",
    models=("desktop.training.model", "desktop.training.plan_model", "desktop.training.testing_model",
            "desktop.training.effect_model"),
    page="desktop.training.page:TrainingPage", unopened=("sessionmark", "trainingfeedback", "trainingtestresult"),
    imports={
        "desktop.training.imports:IMPORTS": "trainings participants training_plan questions skills",
    },
    reports={
        "desktop.training.reports:REPORTS": "training sign-in invitation name-cards certificates feedback-form "
            "training-plan training-year training-calendar training-month training-week skill-matrix",
    },
    reminders=("desktop.training.reminders:REMINDERS",),
    beside=(("visits", N_("Trained here"), "desktop.training.visit_tab:VisitTab"),),
    followers=(Follower("desktop.training.following:follow", frozenset(
        {"trainingsession", "sessionmark", "trainingcost", "question", "trainingtestitem", "trainingtestresult"})),
        Follower("desktop.training.handing_out:follow", frozenset({"trainingmaterial", "trainingevent"}))))
