"""The papers of outlets that the command line writes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.sales.outlets.check_model import CheckRound
from desktop.sales.outlets.check_papers import check_report, check_sheet, removal_notice
from desktop.sales.outlets.coverage_papers import coverage_of_all


def _of_round(build: Callable[[Database, int], Document]) -> Callable[[Database, argparse.Namespace], Document]:
    return lambda db, args: build(db, coded(db, CheckRound, args.code))


REPORTS = Reports((
    Report("check-sheet", "code", of_document(_of_round(check_sheet))),
    Report("outlet-check", "code", of_document(_of_round(check_report))),
    Report("removal-notice", "code", of_document(_of_round(removal_notice))),
    Report("coverage", "", of_document(lambda db, _args: coverage_of_all(db)))))
