"""Questions, tests made of them, and what the participants of a training wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record, alive_in_sql, living
from desktop.trade import marking
from desktop.training.model import Participant
from desktop.training.rules import rule

QUESTION_KINDS = Choices("question_kind", {
    marking.SINGLE: N_("Single choice"), marking.MULTIPLE: N_("Multiple choice"), marking.TRUE_FALSE: N_("True or false")})
PHASES = Choices("test_phase", {"pre": N_("Before the training"), "post": N_("After the training")},
                 {"pre": "grey", "post": "green"})
SCORE_OF = {"pre": "pre_score", "post": "post_score"}
"""Which score of a participant a test of each phase gives."""


def offered_banks(session: Session, _values: Mapping[str, Any]) -> list[str]:
    """The banks there are."""
    return [str(name) for name in session.connection().exec_driver_sql(
        f"SELECT DISTINCT bank FROM question WHERE bank <> '' AND {alive_in_sql('question')} ORDER BY bank").scalars()]


def said_answer(kept: str) -> str:
    """A right answer in words, where it is a sign for true or false; letters as they are."""
    return {marking.TRUE: _("True"), marking.FALSE: _("False")}.get(kept, kept)


class Question(Record, table=True):
    """A question of a bank: its text, what there is to choose, what is right."""

    NAME: ClassVar[str] = N_("Question of a bank")
    FORM: ClassVar[Groups] = (Group("bank kind points text options answer explanation retired", across=3),)
    bank: str = f.text(N_("Question bank"), required=True, search=True, suggest=offered_banks)
    kind: str = f.choice(N_("Kind of question"), QUESTION_KINDS, default=marking.SINGLE)
    text: str = f.text(N_("The question"), required=True, search=True, long=True)
    options: str = f.text(N_("Answers to choose from, a line each"), long=True)
    answer: str = f.text(N_("Right answer"), required=True, say=said_answer)
    points: int | None = f.whole(N_("Points"), low=1, high=100, default=5)
    explanation: str = f.text(N_("Why the answer is right"), long=True)
    retired: bool = f.yes_no(N_("No longer asked"))

    def label(self) -> str:
        """The question, cut short."""
        return self.text.split("\n")[0][:60]

    def detail(self) -> str:
        """Bank and kind."""
        return " · ".join((self.bank, QUESTION_KINDS.label(self.kind)))

    def choices(self) -> list[str]:
        """What there is to choose."""
        return [line.strip() for line in self.options.split("\n") if line.strip()]

    def before_save(self, before: Any, session: Session) -> None:
        """What is right is kept as letters, √ or ×."""
        del before, session
        self.answer = marking.letters(self.answer, self.kind) or self.answer

    def problems(self) -> dict[str, str]:
        """What is right is among what there is to choose."""
        if self.kind == marking.TRUE_FALSE:
            return {} if self.answer in (marking.TRUE, marking.FALSE) else {"answer": _("Write √ for true or × for false.")}
        known = "ABCDEFGH"[:len([line for line in self.options.split("\n") if line.strip()])]
        if len(known) < 2:
            return {"options": _("Write at least two answers to choose from, a line each.")}
        if not self.answer or not set(self.answer) <= set(known):
            return {"answer": _("Write the letters of the right answers, {first} to {last}.").format(
                first=known[0], last=known[-1])}
        if self.kind == marking.SINGLE and len(self.answer) > 1:
            return {"answer": _("A single choice has one right answer.")}
        if self.kind == marking.MULTIPLE and len(self.answer) < 2:
            return {"answer": _("A multiple choice has two right answers or more.")}
        return {}


class TrainingTest(Record, table=True):
    """A test of a training, before it or after it. Its full mark is the sum of its questions, or what was typed."""

    NAME: ClassVar[str] = N_("Training test")
    FORM: ClassVar[Groups] = (Group("event_id:2 phase title:2 held_on full pass_percent minutes bank draw remark:2"),)
    event_id: int | None = f.link(N_("Training"), "trainingevent.id", owned=True)
    phase: str = f.choice(N_("Phase"), PHASES, default="post")
    title: str = f.text(N_("Title"), search=True)
    held_on: date | None = f.day(N_("Day"), index=True)
    full: int | None = f.whole(N_("Full mark"), low=1, default=100)
    pass_percent: int | None = f.whole(N_("Passed from"), unit="%", low=0, high=100)
    minutes: int | None = f.whole(N_("Time allowed"), unit=N_("min"), low=1)
    bank: str = f.text(N_("Question bank"), suggest=offered_banks)
    draw: int | None = f.whole(N_("Questions to draw"), low=1)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Its title, or what it is."""
        return self.title or PHASES.label(self.phase)

    def before_save(self, before: Any, session: Session) -> None:
        """A new test is held on the day of its training, by the pass mark in force, and is called after it."""
        found = session.connection().exec_driver_sql(
            "SELECT topic, held_on FROM trainingevent WHERE id = ?", (self.event_id,)).first()
        if before is None and found:
            self.held_on = self.held_on or date.fromisoformat(found[1])
            self.title = self.title or found[0]
        if self.pass_percent is None:
            self.pass_percent = rule("pass", self.held_on or f.today())
        self.full = sum(item.points or 0 for item in items_of(session, self.id)) or self.full or 100


class TrainingTestItem(Record, table=True):
    """A question on a test."""

    NAME: ClassVar[str] = N_("Question on a test")
    FORM: ClassVar[Groups] = (Group("test_id number question_id:2 points"),)
    test_id: int | None = f.link(N_("Training test"), "trainingtest.id", owned=True)
    number: int | None = f.whole(N_("Question no."), low=1, counted_in="test_id", reused=True)
    question_id: int | None = f.link(N_("The question"), "question.id", required=True)
    points: int | None = f.whole(N_("Points"), low=1, high=100)

    def label(self) -> str:
        """Its number."""
        return f"{self.number or ''}"

    def before_save(self, before: Any, session: Session) -> None:
        """A question counts what its bank says unless the test says otherwise, and stands on a test once."""
        if before is None:
            refuse_written(session, self.test_id)
        asked = session.get(Question, self.question_id)
        self.points = self.points or (asked.points if asked else None) or 5
        twice = living(TrainingTestItem).where(
            col(TrainingTestItem.test_id) == self.test_id, col(TrainingTestItem.question_id) == self.question_id,
            col(TrainingTestItem.id) != self.id)
        if session.exec(twice).first():
            raise FieldErrors({"question_id": _("This question stands on the test already.")})

    def before_delete(self, session: Session) -> None:
        """What was written and marked keeps its questions."""
        refuse_written(session, self.test_id)


class TrainingTestResult(Record, table=True):
    """What a participant wrote in a test: the answers, which are marked, or the total alone."""

    NAME: ClassVar[str] = N_("Test result")
    FORM: ClassVar[Groups] = (Group("test_id participant_id answers:2 points full percent remark:2"),)
    test_id: int | None = f.link(N_("Training test"), "trainingtest.id", owned=True)
    participant_id: int | None = f.link(N_("Participant"), "participant.id", owned=True)
    answers: str = f.text(N_("Answers"))
    points: float | None = f.number(N_("Points got"), decimals=1, low=0)
    full: int | None = f.whole(N_("Of"), low=1)
    percent: ClassVar[f.Computed] = f.computed(N_("Result"), lambda c: c.points * 100.0 / c.full, unit="%", decimals=1)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Points of the full mark."""
        return "" if self.points is None else f"{self.points:g} / {self.full or ''}"

    def before_save(self, before: Any, session: Session) -> None:
        """Answers are marked; a total is no higher than the full mark; one result a participant of the training."""
        test = session.get(TrainingTest, self.test_id)
        if test is None:
            return
        person = session.get(Participant, self.participant_id)
        if person and person.event_id != test.event_id:
            raise FieldErrors({"participant_id": _("This person is on the list of another training.")})
        if before is None and result_id(session, self.test_id, self.participant_id) is not None:
            raise FieldErrors({"participant_id": _("This person has a result in this test already.")})
        self.full = test.full
        if self.answers:
            self.points = points_of(session, test, self.answers)
        if self.points is not None and self.full and self.points > self.full:
            raise FieldErrors({"points": _("Points got: the full mark is {full}.").format(full=self.full)})


# -- over several of them ---------------------------------------------------------------------------------------------


def items_of(session: Session, test_id: int | None) -> Sequence[TrainingTestItem]:
    """The questions on a test, by number."""
    query = living(TrainingTestItem).where(col(TrainingTestItem.test_id) == test_id)
    return session.exec(query.order_by(col(TrainingTestItem.number), col(TrainingTestItem.id))).all()


def asked(session: Session, test_id: int | None) -> list[marking.Asked]:
    """The questions on a test as they are marked."""
    found = []
    for item in items_of(session, test_id):
        question = session.get_one(Question, item.question_id)
        found.append(marking.Asked(question.kind, question.answer, Fraction(item.points or 0)))
    return found


def points_of(session: Session, test: TrainingTest, answers: str) -> float:
    """What the answers of a sheet come to. Raises `FieldErrors` where they are not one a question, or one is no answer."""
    questions = asked(session, test.id)
    if not questions:
        raise FieldErrors({"answers": _("The test has no questions: type the total, or put questions on the test.")})
    given = marking.split(answers, questions)
    if given is None:
        raise FieldErrors({"answers": ngettext(
            "{n} answer is needed, apart from each other: B ACD √; a dash for none.",
            "{n} answers are needed, apart from each other: B ACD √; a dash for none.", len(questions)).format(
            n=len(questions))})
    unread = [(number, text) for number, (question, text) in enumerate(zip(questions, given, strict=True), 1)
              if text and not marking.letters(text, question.kind)]
    if unread:
        raise FieldErrors({"answers": _("Answer {number}, “{text}”, cannot be read: write letters, √ or ×, or a dash for none.")
                          .format(number=unread[0][0], text=unread[0][1])})
    share = Fraction(rule("multiple", test.held_on or f.today()), 100)
    return float(marking.score(questions, given, share))


def refuse_written(session: Session, test_id: int | None) -> None:
    """Refuse other questions on a test whose answers were typed: they would answer others than were asked."""
    query = living(TrainingTestResult).where(col(TrainingTestResult.test_id) == test_id, col(TrainingTestResult.answers) != "")
    if session.exec(query).first():
        raise FieldErrors({"question_id": _("Answers to this test were typed already: its questions stay. Make another test.")})


def result_id(session: Session, test_id: int | None, participant_id: int | None) -> int | None:
    """The key of what a participant wrote in a test."""
    found = session.exec(living(TrainingTestResult).where(col(TrainingTestResult.test_id) == test_id,
                                                  col(TrainingTestResult.participant_id) == participant_id)).first()
    return found.id if found else None
