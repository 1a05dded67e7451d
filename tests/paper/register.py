"""Every document of the program, made over the example region: what the tests of paper quality look at.

TO ADD A DOCUMENT: one line in DOCUMENTS, a name and a function that builds it from the database in the language in force.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.i18n import language
from desktop.service.letter_names import LETTERS
from tests.paper.blocks import every_block, handed_out, poster


def first(db: Database, query: str, *values: Any) -> int:
    """The number in the first row of a query on the example."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(query, values).scalar()
    assert found is not None, query
    return int(found)


def _trial(db: Database) -> int:
    return first(db, "SELECT t.id FROM trial t JOIN plot p ON p.trial_id = t.id GROUP BY t.id ORDER BY count(*) DESC")


def field_report(db: Database) -> Document:
    from desktop.trials.report.field_report import trial_report

    return trial_report(db, _trial(db), language())


def series_summary(db: Database) -> Document:
    from desktop.trials.series.series_report import series_report

    return series_report(db, _series(db), language())


def _series(db: Database) -> str:
    with db.reading() as session:
        query = "SELECT series FROM trial WHERE series <> '' GROUP BY series ORDER BY count(*) DESC"
        return str(session.connection().exec_driver_sql(query).scalar())


def demonstration_summary(db: Database) -> Document:
    from desktop.trials.series.demonstration import demonstration_report

    return demonstration_report(db, "例丰101、102大区示范", language())


def variety_dossier(db: Database) -> Document:
    from desktop.trials.dossier.dossier_report import variety_dossier as build

    return build(db, _variety(db), language())


def dealer_file(db: Database) -> Document:
    from desktop.dealers.file_report import dealer_file as build

    return build(db, first(db, "SELECT dealer_id FROM promise GROUP BY dealer_id ORDER BY count(*) DESC"))


def variety_sheet(db: Database) -> Document:
    from desktop.trials.dossier.sheet import variety_sheet as build

    return build(db, _variety(db), language())


def _variety(db: Database) -> int:
    return first(db, "SELECT id FROM variety WHERE code = 'LF101'")


def field_book(db: Database) -> Document:
    from desktop.trials.field.sheets import SheetOptions, field_sheets
    from desktop.trials.trial_data import load

    data = load(db, _trial(db))
    return field_sheets(data, language(), SheetOptions(data.traits, occasions=2))


def planting_plan(db: Database) -> Document:
    from desktop.trials.field.planting import PlantingOptions
    from desktop.trials.field.planting import planting_plan as build
    from desktop.trials.trial_data import load

    return build(load(db, _trial(db)), language(), PlantingOptions(germination=95, thousand=320))


def field_plan(_db: Database) -> Document:
    from desktop.designs import DesignOptions, Item, certify, plan
    from desktop.trials.plan.plan_files import document

    made = plan("rcbd", [Item(n, f"例丰{n}") for n in range(1, 13)], DesignOptions(replicates=3, seed=7))
    return document(made, certify(made), "LS2026-QA1", ["品种"])


def handout(db: Database) -> Document:
    from desktop.service.handout_document import handout_document

    return handout_document(db, first(db, "SELECT id FROM handout WHERE language = ?", language()))


def technique_summary(db: Database) -> Document:
    from desktop.service.technique_summary import technique_summary as build

    return build(db, first(db, "SELECT year FROM season ORDER BY year DESC"))


def sign_in_sheet(db: Database) -> Document:
    from desktop.training.report import sign_in_sheet as build

    return build(db, _training(db))


def training_report(db: Database) -> Document:
    from desktop.training.report import training_report as build

    return build(db, _training(db))


def _training(db: Database) -> int:
    return first(db, "SELECT event_id FROM participant GROUP BY event_id ORDER BY count(*) DESC")


def calculation(db: Database) -> Document:
    from desktop.service.calculation_report import calculation as build
    from desktop.service.calculators import CALCULATORS

    chosen = CALCULATORS[0]
    return build(db, chosen, {quantity.key: quantity.default for quantity in chosen.inputs})


def technique_sheet(db: Database) -> Document:
    from desktop.service.technique_model import TechniqueSheet, TechniqueStep
    from desktop.service.technique_report import technique_sheet as build

    with db.operation("paper") as session:
        made = verbs.store(session, TechniqueSheet, {
            "code": "JS-1", "title": "春玉米高产栽培技术规程", "sown_on": date(2026, 5, 1),
            "crop_id": first(db, "SELECT id FROM crop WHERE code = 'maize'"), "body": "- 适期早播\n- 合理密植\n\n及时追肥。"})
        for begins, what in ((-10, "整地施肥"), (0, "播种"), (45, "拔节期追肥"), (60, "大喇叭口期防治玉米螟")):
            verbs.store(session, TechniqueStep, {
                "sheet_id": made.id, "what": what, "basis": "sowing", "begins": begins, "product": "尿素", "dose": 10,
                "dose_high": 15, "dose_unit": "kg"})
    return build(db, made.id, 2026)


def complaint_file(db: Database) -> Document:
    from desktop.service.complaint_model import Complaint
    from desktop.service.complaint_report import complaint_file as build

    with db.operation("paper") as session:
        made = verbs.store(session, Complaint, {
            "code": "TS-2026-1", "received_on": date(2026, 5, 20), "complainant": "𬬭䶮〇", "phone": "000-0000-0000",
            "place": "例南村", "area_mu": 12.5, "lot": "L26-7", "bought_on": date(2026, 4, 2), "bought_kg": 12.5,
            "description": "出苗率低，缺苗断垄。" * 8, "claim": "退还种子款。"})
    return build(db, made.id)


def letter(db: Database, kind: str) -> Document:
    from desktop.service.letters import letter as build

    return build(db, first(db, "SELECT id FROM complaint ORDER BY id"), kind)


def list_of_dealers(db: Database) -> Document:
    from desktop.core.listing import Query
    from desktop.dealers.lists import DEALERS
    from desktop.ui.lists.print_list import list_document

    with db.reading() as session:
        ids = list(DEALERS.ids(session, Query()))
    return list_document(db, DEALERS, [c for c in DEALERS.columns if c.shown], ids)


DOCUMENTS: dict[str, Callable[[Database], Document]] = {
    "every-block": every_block,
    "large-print": handed_out,
    "poster": poster,
    "field-report": field_report,
    "series-summary": series_summary,
    "demonstration-summary": demonstration_summary,
    "variety-dossier": variety_dossier,
    "dealer-file": dealer_file,
    "variety-sheet": variety_sheet,
    "field-plan": field_plan,
    "field-book": field_book,
    "planting-plan": planting_plan,
    "handout": handout,
    "sign-in-sheet": sign_in_sheet,
    "training-report": training_report,
    "calculation": calculation,
    "technique-sheet": technique_sheet,
    "complaint-file": complaint_file,
    "technique-summary": technique_summary,
    **{kind: partial(letter, kind=kind) for kind in LETTERS},
    "list-of-dealers": list_of_dealers,
}
