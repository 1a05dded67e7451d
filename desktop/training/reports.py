"""The papers of training that the command line writes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.training.certificates import certificates
from desktop.training.invitation import invitation
from desktop.training.model import TrainingEvent
from desktop.training.papers import month_sheet, plan_sheet, skill_matrix, week_sheet, year_summary
from desktop.training.report import training_report
from desktop.training.sheets import feedback_form, name_cards, sign_in_sheet
from desktop.training.year_calendar import year_sheet

Build = Callable[[Database, argparse.Namespace], Document]


def _of_training(build: Callable[[Database, int], Document]) -> Build:
    return lambda db, args: build(db, coded(db, TrainingEvent, args.code))


REPORTS = Reports((
    Report("training", "code", of_document(_of_training(training_report))),
    Report("sign-in", "code", of_document(_of_training(sign_in_sheet))),
    Report("invitation", "code", of_document(_of_training(invitation))),
    Report("name-cards", "code", of_document(_of_training(name_cards))),
    Report("certificates", "code", of_document(_of_training(certificates))),
    Report("feedback-form", "code", of_document(_of_training(feedback_form))),
    Report("training-plan", "year", of_document(lambda db, args: plan_sheet(db, args.year))),
    Report("training-year", "year", of_document(lambda db, args: year_summary(db, args.year))),
    Report("training-calendar", "year", of_document(lambda db, args: year_sheet(db, args.year))),
    Report("training-month", "", of_document(lambda db, args: month_sheet(db, args.day))),
    Report("training-week", "", of_document(lambda db, args: week_sheet(db, args.day))),
    Report("skill-matrix", "", of_document(lambda db, args: skill_matrix(db, args.day))),
))
