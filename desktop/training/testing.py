"""What is done with tests: questions drawn from a bank, the questions of the other test taken over, marks keyed in."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.training.actions import people
from desktop.training.testing_model import (
    QUESTION_KINDS,
    Question,
    TrainingTest,
    TrainingTestItem,
    TrainingTestResult,
    items_of,
    result_id,
)


def draw_questions(db: Database, test_id: int, chance: Random | None = None) -> int:
    """Put questions of the test's bank on it that are not there yet: as many as are still wanted, all where no number is said.

    They are drawn at random and stand in the order of the bank, choices first. Raises `UserError` where the bank has none.
    """
    with db.operation(_("Questions drawn")) as session:
        test = session.get_one(TrainingTest, test_id)
        there = {item.question_id for item in items_of(session, test_id)}
        query = living(Question).where(col(Question.bank) == test.bank, col(Question.retired).is_(False))
        order = list(QUESTION_KINDS)
        fresh = sorted((q for q in session.exec(query) if q.id not in there), key=lambda q: (order.index(q.kind), q.id))
        if not test.bank or not fresh:
            raise UserError(_("The bank “{bank}” has no further question. Choose another in the form and save.").format(
                bank=test.bank))
        wanted = len(fresh) if test.draw is None else max(0, min(test.draw - len(there), len(fresh)))
        drawn = set((chance or Random()).sample([q.id for q in fresh], wanted))
        return _put(session, test_id, [q for q in fresh if q.id in drawn])


def take_over(db: Database, test_id: int) -> int:
    """Put the questions of the training's other test on this one, so that both can be compared; how many that were."""
    with db.operation(_("Questions taken over")) as session:
        test = session.get_one(TrainingTest, test_id)
        query = living(TrainingTest).where(col(TrainingTest.event_id) == test.event_id, col(TrainingTest.id) != test_id)
        other = session.exec(query.order_by(col(TrainingTest.held_on), col(TrainingTest.id))).first()
        if other is None:
            raise UserError(_("This training has no other test yet."))
        there = {item.question_id for item in items_of(session, test_id)}
        found = [session.get_one(Question, item.question_id) for item in items_of(session, other.id)]
        return _put(session, test_id, [question for question in found if question.id not in there])


def _put(session: Session, test_id: int, questions: Sequence[Question]) -> int:
    for question in questions:
        verbs.store(session, TrainingTestItem, {"test_id": test_id, "question_id": question.id})
    return len(questions)


class ResultsGrid(GridSource):
    """What the participants wrote in one test: answers, which are marked at once, or totals."""

    tables = frozenset({"participant", "trainingtest", "trainingtestitem", "trainingtestresult", "question"})

    def __init__(self, db: Database, test_id: int) -> None:
        self.db, self.test_id = db, test_id

    def load(self) -> GridData:
        """Everybody on the list of the training, in the order of entry."""
        with self.db.reading() as session:
            test = session.get_one(TrainingTest, self.test_id)
            persons = people(session, test.event_id or 0)
            query = living(TrainingTestResult).where(col(TrainingTestResult.test_id) == self.test_id)
            found = {result.participant_id: result for result in session.exec(query)}
            n = len(items_of(session, self.test_id))
        columns = (
            GridColumn("answers", _("Answers"), "text", width=260, optional=True, letters=30, hint=_said(n)),
            GridColumn("points", _("Points got"), "number", decimals=1, low=0, high=test.full, width=90,
                       hint=_("Of {full}; it follows from the answers where they are typed.").format(full=test.full)),
            GridColumn("percent", _("Result"), "number", unit="%", decimals=1, width=90, read_only=True),
            GridColumn("passed", _("Passed"), "text", width=80, read_only=True),
            GridColumn("remark", _("Remark"), "text", width=160, optional=True))
        values = [cells_of(found.get(person.id), test) for person in persons]
        return GridData((_("No."), _("Person's name"), _("Firm or village")), columns, [p.id for p in persons],
                        [(str(n), p.name, p.organisation) for n, p in enumerate(persons, 1)], values)

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store a batch as one action."""
        rows: dict[int, dict[str, object]] = {}
        for change in changes:
            blank = None if change.column == "points" else ""
            rows.setdefault(change.key, {})[change.column] = blank if change.new is None else change.new
        saved = Saved()
        label = ngettext("{n} test result", "{n} test results", len(rows)).format(n=len(rows))
        with self.db.operation(label) as session:
            test = session.get_one(TrainingTest, self.test_id)
            for person, values in rows.items():
                known = result_id(session, self.test_id, person)
                whose = {} if known else {"test_id": self.test_id, "participant_id": person}
                result = verbs.store(session, TrainingTestResult, {**whose, **values}, known)
                names = ("answers", "points", "percent", "passed", "remark")
                saved.values |= {(person, name): cell for name, cell in zip(names, cells_of(result, test), strict=True)}
        return saved


def cells_of(result: TrainingTestResult | None, test: TrainingTest) -> list[object]:
    """Answers, points, percent, whether passed, remark; nothing where nothing was written."""
    if result is None:
        return [None] * 5
    passed = "" if result.percent is None else _("yes") if result.percent >= (test.pass_percent or 0) else _("no")
    return [result.answers or None, result.points, result.percent, passed or None, result.remark or None]


def _said(n: int) -> str:
    return ngettext("One answer a question, apart: the test has {n} question. A dash for none.",
                    "One answer a question, apart: the test has {n} questions. A dash for none.", n).format(n=n)
