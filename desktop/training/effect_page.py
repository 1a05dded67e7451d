"""The sections of the plan, of tests and their questions, of practice looked at, of skills."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record
from desktop.training import effect_lists, lists
from desktop.training.testing import ResultsGrid
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.context import Context
from desktop.ui.grid.grid import Grid


def preview(book: Book, title: str, build: Callable[[Any], Any], kind: str) -> None:
    """Show a paper, ready to print; `build` makes it of the database."""
    from desktop.ui.preview.preview import Preview

    db = book.context.db
    Preview(book.context, title, lambda: build(db), kind=kind).show()


class PlanBook(Book):
    """What is to be taught to whom in which month, and what was held of it."""

    icon = "list"
    listing = lists.PLAN
    remembers = ("year", "audience")
    bulk = ("year", "month", "audience", "trainer")
    children = (Child(lists.EVENTS, N_("Trainings"), parent="plan_id"),)

    def defaults(self) -> Mapping[str, Any]:
        """A line of this month."""
        return {"year": today().year, "month": today().month}

    def tools(self) -> Sequence[Tool]:
        """The trainings of a line, the plan as a paper, next year's plan."""
        return (Tool(N_("Plan its trainings"), "add", self.make_trainings),
                Tool(N_("Plan of the year"), "print", self.plan_sheet, needs_record=False),
                Tool(N_("Take over to next year"), "copy", self.take_over, needs_record=False))

    def make_trainings(self) -> None:
        """Make the trainings of this line that are not there yet."""
        from desktop.training.planning import make_trainings

        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: make_trainings(db, number), self._made))

    def _made(self, n: int) -> None:
        self.context.message(ngettext("{n} training planned", "{n} trainings planned", n).format(n=n), undo=True)

    def plan_sheet(self) -> None:
        """Show the plan of the year of the line shown, else of this year."""
        from desktop.training.papers import plan_sheet

        year = getattr(self.record, "year", None) or today().year
        preview(self, _("Plan of the year"), lambda db: plan_sheet(db, year), "plan_sheet")

    def take_over(self) -> None:
        """Plan for the year after the one shown what is planned for that."""
        from desktop.training.planning import take_year_over

        db, year = self.context.db, (getattr(self.record, "year", None) or today().year) + 1
        self.settle(lambda: self.context.tasks.run(lambda: take_year_over(db, year), self._taken))

    def _taken(self, n: int) -> None:
        self.context.message(ngettext("{n} line taken over", "{n} lines taken over", n).format(n=n), undo=True)


class ResultsTab(QWidget):
    """What was written in the test shown, keyed in as answers or totals."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.grid = Grid(context, None, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)

    def show_record(self, record: Record | None) -> None:
        """Show the sheets of another test."""
        self.grid.set_source(ResultsGrid(self.context.db, record.id) if record else None)


class TestsBook(Book):
    """Tests before and after trainings, their questions and results."""

    icon = "check"
    listing = effect_lists.TESTS
    children = (Child(effect_lists.ITEMS, grid=True),)

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """The results as a grid."""
        return ((N_("Test results"), partial(ResultsTab, self.context)),)

    def tools(self) -> Sequence[Tool]:
        """Questions onto the test, and the test on paper."""
        ways = (Tool(N_("Draw from the bank"), "add", self.draw), Tool(N_("As in the other test"), "copy", self.take_over))
        return (Tool(N_("Questions"), "add", self.draw, menu=ways), Tool(N_("Question sheet"), "print", self.question_sheet),
                Tool(N_("Key"), "print", self.answer_key))

    def draw(self) -> None:
        """Draw questions from the test's bank."""
        from desktop.training.testing import draw_questions

        self._put(draw_questions)

    def take_over(self) -> None:
        """Ask the same as in the training's other test."""
        from desktop.training.testing import take_over

        self._put(take_over)

    def _put(self, action: Callable[[Any, int], int]) -> None:
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: action(db, number), self._added))

    def _added(self, n: int) -> None:
        self.context.message(ngettext("{n} question added", "{n} questions added", n).format(n=n), undo=True)

    def print_record(self) -> None:
        """Print the question sheet."""
        self.question_sheet()

    def question_sheet(self) -> None:
        """Show the sheet that is handed out."""
        from desktop.training.sheets import question_sheet

        self._preview(question_sheet)

    def answer_key(self) -> None:
        """Show what is right."""
        from desktop.training.sheets import answer_key

        self._preview(answer_key)

    def _preview(self, build: Callable[[Any, int], Any]) -> None:
        if self.record is not None:
            number = self.record.id
            preview(self, self.record.label(), lambda db: build(db, number), build.__name__)


class QuestionsBook(Book):
    """Questions by bank."""

    icon = "help"
    listing = effect_lists.QUESTIONS
    remembers = ("bank", "kind", "points")
    bulk = ("bank", "points", "retired")


class FollowUpsBook(Book):
    """Whether those who were trained use what was taught."""

    icon = "search"
    listing = effect_lists.FOLLOW_UPS
    remembers = ("seen_by",)
    bulk = ("due_on", "state", "seen_on", "seen_by")

    def tools(self) -> Sequence[Tool]:
        """The answer for those selected, in one click."""
        ways = tuple(Tool(title, icon, partial(self.answer, state)) for title, icon, state in (
            (N_("Uses it"), "check", "yes"), (N_("Uses it partly"), "check", "partly"), (N_("Does not use it"), "close", "no"),
            (N_("Does not apply"), "info", "na")))
        return (Tool(N_("Is it used"), "check", partial(self.answer, "yes"), menu=ways),)

    def answer(self, state: str) -> None:
        """Answer for everybody who is selected."""
        from desktop.training.seeing import answer

        ids, context = self.list.table.selected_ids(), self.context
        if ids:
            self.settle(lambda: context.tasks.run(lambda: answer(context.db, ids, state), partial(context.message, undo=True)))


class SkillsBook(Book):
    """What our own people can do, and the plan to the next level."""

    icon = "star"
    listing = effect_lists.SKILLS
    remembers = ("skill", "evaluated_by", "evaluated_on")
    bulk = ("target", "target_on", "evaluated_by")

    def defaults(self) -> Mapping[str, Any]:
        """Judged today."""
        return {"evaluated_on": today()}

    def tools(self) -> Sequence[Tool]:
        """The matrix."""
        return (Tool(N_("Skill matrix"), "print", self.skill_matrix, needs_record=False),)

    def skill_matrix(self) -> None:
        """Show the matrix of people and skills."""
        from desktop.training.papers import skill_matrix

        preview(self, _("Skill matrix"), skill_matrix, "skill_matrix")
