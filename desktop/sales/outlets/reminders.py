"""What Today hears of outlets: faults and foreign goods past their deadline, checks due, exceptions by their clock."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.sales.outlets.coverage_lists import BLANKS
from desktop.sales.outlets.lists import CASES, FAULTS, OPEN, OUTLETS, PLANS, ROUNDS
from desktop.sales.outlets.words import OPEN_CASES

PAST = 180
_OPEN_CASE = Condition("state", "in", OPEN_CASES)
_PLANNED = (Condition("state", "in", ("planned",)),)
REMINDERS = (
    Tile(FAULTS, "goods_late", "late", N_("counter with foreign goods past the deadline"),
         "counters with foreign goods past the deadline", weight=2),
    Tile(FAULTS, "late", "late", N_("fault of an outlet past its deadline"), "faults of outlets past their deadline"),
    Tile(CASES, "late", "late", N_("exception at an outlet past its clock"), "exceptions at outlets past their clock",
         weight=2),
    Tile(OUTLETS, "due", "soon", N_("outlet due for a check"), "outlets due for a check"),
    Tile(ROUNDS, "unjudged", "soon", N_("acceptance of a counter without a result"),
         "acceptances of counters without a result"),
    Dated(FAULTS, "deadline", N_("Foreign goods to be gone: {outlet}"), ("fault", "dealer"),
          (*OPEN, Condition("swap", "yes")), past=PAST),
    Dated(FAULTS, "deadline", N_("Fault to be put right: {outlet}"), ("fault", "dealer"), (*OPEN, Condition("swap", "no")),
          past=PAST),
    Dated(ROUNDS, "planned_on", N_("{kind}: {outlet}"), ("dealer", "checked_by"), _PLANNED, past=PAST, moves=True),
    Dated(ROUNDS, "checked_on", N_("Checked: {outlet}"), ("kind", "result"), (Condition("state", "in", ("done",)),), done=True),
    Dated(CASES, "answer_due", N_("First answer to an exception due: {outlet}"), ("kind", "what"),
          (_OPEN_CASE, Condition("answered_on", "empty")), past=PAST),
    Dated(CASES, "solve_due", N_("Solution due: {outlet}"), ("kind", "what"), (_OPEN_CASE,), past=PAST),
    Dated(PLANS, "due_on", N_("{kind} due: {outlet}"), ("what", "who"), OPEN, past=PAST, moves=True),
    Dated(BLANKS, "due_on", N_("Blank township: {region}"), ("what", "who"), OPEN, past=PAST, moves=True))
