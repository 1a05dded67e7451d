"""Papers of technical service: handouts, technique sheets, calculations, complaints."""

from __future__ import annotations

from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.i18n import language
from desktop.service.letter_names import LETTERS
from tests.paper.register.kinds import Kind, built, of, richest


def handouts(db: Database) -> list[Any]:
    """The handouts in the language in force, the longest first."""
    return richest(f"SELECT id FROM handout WHERE language = '{language()}' ORDER BY length(body) DESC")(db)


def years(db: Database) -> list[int]:
    """The years of the seasons, first the last one of which there is something to sum up."""
    from desktop.service.technique_summary import last_year

    seasons = richest("SELECT year FROM season WHERE year IS NOT NULL ORDER BY year DESC")(db)
    return list(dict.fromkeys((last_year(db), *seasons)))


def calculation(db: Database, key: str) -> Document:
    from desktop.service.calculation_report import calculation as build
    from desktop.service.calculators import CALCULATORS

    chosen = next(c for c in CALCULATORS if c.name == key)
    return build(db, chosen, {quantity.key: quantity.default for quantity in chosen.inputs})


def calculators(_db: Database) -> list[str]:
    from desktop.service.calculators import CALCULATORS

    return [c.name for c in CALCULATORS]


def technique_sheet(db: Database, sheet: int) -> Document:
    from desktop.service.technique_report import technique_sheet as build

    return build(db, sheet, 2026)


def letter(db: Database, complaint: int, kind: str) -> Document:
    from desktop.service.letters import letter as build

    return build(db, complaint, kind)


COMPLAINTS = of("complaint", "evidence")
KINDS = {
    "handout": built("desktop.service.handout_document:handout_document", handouts),
    "calculation": Kind(calculation, calculators),
    "technique-sheet": Kind(technique_sheet, richest(
        "SELECT s.id FROM techniquesheet s LEFT JOIN techniquestep t ON t.sheet_id = s.id "
        "GROUP BY s.id ORDER BY count(t.id) DESC")),
    "complaint-file": built("desktop.service.complaint_report:complaint_file", COMPLAINTS),
    "technique-summary": built("desktop.service.technique_summary:technique_summary",
                               years),
    **{kind: Kind(partial(letter, kind=kind), COMPLAINTS) for kind in LETTERS},
}
