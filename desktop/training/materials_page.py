"""The sections of materials of all trainings, of everybody who was trained, and the skill matrix."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.training.lists import MATERIALS
from desktop.training.people_lists import TRAINED
from desktop.training.people_reports import training_record
from desktop.training.skill_grid import SkillGrid
from desktop.ui.book.book import Book
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.context import Context
from desktop.ui.grid.grid import Grid
from desktop.ui.page import Section


class MaterialsBook(Book):
    """Hand-outs, slides and samples of all trainings: which version, copies planned and given. Slides hang on as files."""

    icon = "document"
    listing = MATERIALS
    remembers = ("kind",)
    bulk = ("planned", "given", "version")


class TrainedSection(FiguresSection):
    """Everybody who was trained, one row a person; beside it the training record."""

    icon = "user"
    listing = TRAINED
    fills = N_("One row a person who was trained. Enter participants of trainings first.")
    papers = ((N_("Training record"), training_record),)
    tables = frozenset({"person", "participant", "trainingevent", "trainingsession", "sessionmark", "trainingfollowup",
                        "skilllevel"})


class MatrixSection(Section):
    """Skills of our people as a grid; what is typed in is a judgement of today."""

    name = "skill_matrix"
    title = N_("Skill matrix")
    icon = "grid"
    tables = frozenset({"skilllevel", "person", "membership"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.grid = Grid(context, None, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addWidget(self.grid)

    def load(self) -> None:
        """Show the levels as they stand."""
        self.grid.set_source(SkillGrid(self.context.db))

    def can(self, command: str) -> bool:
        """The matrix is printed."""
        return command in ("refresh", "print_")

    def print_(self) -> None:
        """Show the matrix as a paper."""
        from desktop.training.papers import skill_matrix
        from desktop.ui.preview.preview import Preview

        db = self.context.db
        Preview(self.context, _("Skill matrix"), lambda: skill_matrix(db), kind="skill_matrix").show()
