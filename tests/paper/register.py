"""Every kind of document of the program: what it can be about, and what makes it. The tests of paper quality walk it.

TO ADD A DOCUMENT: one line in KINDS. Over the example region it is made of the first of its subjects, over the nasty
database of the first and the last; a kind that finds no subject in either fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.feature import load
from desktop.core.i18n import language
from desktop.core.listing import Query
from desktop.features import FEATURES, TABS
from desktop.service.letter_names import LETTERS
from tests.paper.blocks import every_block, handed_out, poster


@dataclass(frozen=True)
class Kind:
    """A kind of document: `subjects` it can be about, the richest first, and what makes it of one of them.

    `sample`: it is made for the tests, about nothing in the database.
    """

    build: Callable[[Database, Any], Document]
    subjects: Callable[[Database], Sequence[Any]]
    sample: bool = False

    def first(self, db: Database) -> Document:
        """The document of the richest subject, in the language in force."""
        return self.build(db, self.subjects(db)[0])


def richest(query: str) -> Callable[[Database], list[Any]]:
    """The first column of a query's rows, in their order."""
    def asked(db: Database) -> list[Any]:
        with db.reading() as session:
            return [row[0] for row in session.connection().exec_driver_sql(query)]

    return asked


def of(parent: str, child: str) -> Callable[[Database], list[Any]]:
    """The living records of a table, those with the most children first."""
    return richest(f"SELECT p.id FROM {parent} p LEFT JOIN {child} c ON c.{parent}_id = p.id AND c.deleted_at IS NULL "
                   "WHERE p.deleted_at IS NULL GROUP BY p.id ORDER BY count(c.id) DESC, p.id")


def series_of(kinds: str) -> Callable[[Database], list[Any]]:
    """The names of series with trials of these kinds, the longest first."""
    return richest(f"SELECT series FROM trial WHERE series <> '' AND kind {kinds} AND deleted_at IS NULL "
                   "GROUP BY series ORDER BY count(*) DESC")


TRIALS = of("trial", "plot")
LAID_OUT = richest("SELECT trial_id FROM plot WHERE deleted_at IS NULL GROUP BY trial_id ORDER BY count(*) DESC")
TRAINED = richest("SELECT e.id FROM trainingevent e LEFT JOIN participant p ON p.event_id = e.id "
                  "GROUP BY e.id ORDER BY count(p.id) DESC")
ASKED = richest("SELECT test_id FROM trainingtestitem GROUP BY test_id ORDER BY count(*) DESC")
PLANNED = richest("SELECT DISTINCT year FROM trainingplan ORDER BY year DESC")
COMPLAINTS = of("complaint", "evidence")
SHEETS = richest("SELECT s.id FROM techniquesheet s LEFT JOIN techniquestep t ON t.sheet_id = s.id "
                 "GROUP BY s.id ORDER BY count(t.id) DESC")
AHEAD = richest("SELECT id FROM visit WHERE planned_on > date() ORDER BY id LIMIT 3")
YEARS = richest("SELECT year FROM season WHERE year IS NOT NULL ORDER BY year DESC")


def alone(build: Callable[[Database], Document]) -> Kind:
    """A document that is about nothing in the database."""
    return Kind(lambda db, _subject: build(db), lambda _db: [None], sample=True)


def field_report(db: Database, trial: int) -> Document:
    from desktop.trials.report.field_report import trial_report

    return trial_report(db, trial, language())


def series_summary(db: Database, series: str) -> Document:
    from desktop.trials.series.series_report import series_report

    return series_report(db, series, language())


def demonstration_summary(db: Database, series: str) -> Document:
    from desktop.trials.series.demonstration import demonstration_report

    return demonstration_report(db, series, language())


def variety_dossier(db: Database, variety: int) -> Document:
    from desktop.trials.dossier.dossier_report import variety_dossier as build

    return build(db, variety, language())


def variety_sheet(db: Database, variety: int) -> Document:
    from desktop.trials.dossier.sheet import variety_sheet as build

    return build(db, variety, language())


def dealer_file(db: Database, dealer: int) -> Document:
    from desktop.dealers.file_report import dealer_file as build

    return build(db, dealer)


def dealer_register(db: Database, _subject: None) -> Document:
    from desktop.dealers.register_report import dealer_register as build

    return build(db)


def rights_map(db: Database, _subject: None) -> Document:
    from desktop.dealers.rights_report import rights_map as build

    return build(db)


def contract_sheet(db: Database, contract: int) -> Document:
    from desktop.dealers.contracts.reports import contract_sheet as build

    return build(db, contract)


def assessment_sheet(db: Database, assessment: int) -> Document:
    from desktop.dealers.assessment.reports import assessment_sheet as build

    return build(db, assessment)


def visit_pack(db: Database, visits: list[int]) -> Document:
    from desktop.visiting.pack import pack

    return pack(db, visits)


def danger_sheet(db: Database, dealer: int) -> Document:
    from desktop.sales.danger.reports import danger_sheet as build

    return build(db, dealer)


def danger_list(db: Database, _subject: None) -> Document:
    from desktop.sales.danger.reports import danger_list as build

    return build(db)


def agent_models(db: Database, comparison: int) -> Document:
    from desktop.sales.agents.reports import comparison_sheet

    return comparison_sheet(db, comparison)


def field_book(db: Database, trial: int) -> Document:
    from desktop.trials.field.sheets import SheetOptions, field_sheets
    from desktop.trials.trial_data import load as load_trial

    data = load_trial(db, trial).in_language(language())
    return field_sheets(data, language(), SheetOptions(data.traits, occasions=2))


def planting_plan(db: Database, trial: int) -> Document:
    from desktop.trials.field.planting import PlantingOptions
    from desktop.trials.field.planting import planting_plan as build
    from desktop.trials.trial_data import load as load_trial

    return build(load_trial(db, trial).in_language(language()), language(), PlantingOptions(germination=95, thousand=320))


def drawn_plan(_db: Database) -> Document:
    from desktop.designs import DesignOptions, Item, certify, plan
    from desktop.trials.plan.plan_files import document

    made = plan("rcbd", [Item(n, f"LF-{n}") for n in range(1, 13)], DesignOptions(replicates=3, seed=7))
    return document(made, certify(made), "LS2026-QA1", ["N"])


def field_plan(db: Database, trial: int) -> Document:
    from desktop.trials.plan.plan_files import stored_plan

    return stored_plan(db, trial)


def handout(db: Database, number: int) -> Document:
    from desktop.service.handout_document import handout_document

    return handout_document(db, number)


def handouts(db: Database) -> list[Any]:
    """The handouts in the language in force, the longest first."""
    return richest(f"SELECT id FROM handout WHERE language = '{language()}' ORDER BY length(body) DESC")(db)


def technique_summary(db: Database, year: int) -> Document:
    from desktop.service.technique_summary import technique_summary as build

    return build(db, year)


def sign_in_sheet(db: Database, training: int) -> Document:
    from desktop.training.sheets import sign_in_sheet as build

    return build(db, training)


def training_paper(build: str) -> Callable[[Database, int], Document]:
    """A paper of training by the place of its builder."""
    def made(db: Database, number: int) -> Document:
        document: Document = load(build)(db, number)
        return document

    return made


def training_report(db: Database, training: int) -> Document:
    from desktop.training.report import training_report as build

    return build(db, training)


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


def complaint_file(db: Database, complaint: int) -> Document:
    from desktop.service.complaint_report import complaint_file as build

    return build(db, complaint)


def letter(db: Database, complaint: int, kind: str) -> Document:
    from desktop.service.letters import letter as build

    return build(db, complaint, kind)


def account_statement(db: Database, dealer: int) -> Document:
    from desktop.sales.money.statement import statement

    return statement(db, dealer)


def reconciliation(db: Database, dealer: int) -> Document:
    from desktop.sales.money.letters import reconciliation as build

    return build(db, dealer)


def dunning_letter(db: Database, dealer: int) -> Document:
    from desktop.sales.money.letters import dunning_letter as build

    return build(db, dealer)


def ageing_sheet(db: Database, _subject: None) -> Document:
    from desktop.sales.money.sheets import ageing_sheet as build

    return build(db)


def collection_sheet(db: Database, _subject: None) -> Document:
    from desktop.sales.money.sheets import collection_sheet as build

    return build(db)


def in_debt(db: Database) -> list[int]:
    """The dealers with the most that is overdue beyond their advance."""
    from desktop.core.fields import today
    from desktop.sales.money.accounts import accounts

    with db.reading() as session:
        found = accounts(session, today())
    return sorted((key for key in found if found[key].pressing), key=lambda key: -found[key].pressing)


def price_chain(db: Database, product: int) -> Document:
    from desktop.sales.prices.reports import price_chain as build

    return build(db, product)


def fee_sheet(db: Database, plan: int) -> Document:
    from desktop.sales.prices.reports import fee_sheet as build

    return build(db, plan)


def rebate_standing(db: Database, agreement: int) -> Document:
    from desktop.sales.rebates.reports import standing

    return standing(db, agreement)


def rebate_settlement(db: Database, settlement: int) -> Document:
    from desktop.sales.rebates.reports import settlement as build

    return build(db, settlement)


def rebates_owed(db: Database, _subject: None) -> Document:
    from desktop.sales.rebates.reports import liability

    return liability(db)


def calendar(db: Database, month: date) -> Document:
    from desktop.today.board import told_by
    from desktop.today.calendar_document import calendar_document
    from desktop.today.dates import gather_dates

    told = [(feature.name, told_by(feature)) for feature in FEATURES if feature.reminders]
    gathered = gather_dates(db, told, month, month + timedelta(days=30), month)
    return calendar_document(f"{month:%Y-%m}", gathered, [line for _feature, line in gathered.lines])


def books() -> dict[str, Any]:
    """The books of every tab by the names of their lists."""
    from desktop.ui.book.book import Book

    sections = [section for feature in TABS for section in load(feature.page).sections if issubclass(section, Book)]
    return {book.listing.name: book for book in sections}


def without_own_paper() -> dict[str, Any]:
    """The books whose records are printed as plain sheets."""
    return {name: book for name, book in books().items() if book.paper is None}


def printed_list(db: Database, name: str) -> Document:
    from desktop.ui.lists.print_list import MOST, list_document

    listing = books()[name].listing
    with db.reading() as session:
        ids = list(listing.ids(session, Query()))[:MOST]
    return list_document(db, listing, [c for c in listing.columns if c.shown], ids)


def record_sheet(db: Database, subject: tuple[str, int]) -> Document:
    from desktop.core.documents.record_sheet import record_sheet as build

    book = books()[subject[0]]
    return build(db, book.listing, subject[1], [(c.listing, c.parent) for c in book.children if c.key == "id"])


def recorded(db: Database) -> list[Any]:
    """The first and the last record of every book that has any."""
    made = []
    for name, book in without_own_paper().items():
        with db.reading() as session:
            ids = list(book.listing.ids(session, Query()))
        made += [(name, number) for number in dict.fromkeys((*ids[:1], *ids[-1:]))]
    return made


def _load_and_build(place: str, db: Database, subject: Any) -> Document:
    document: Document = load(place)(db, subject)
    return document


def built(place: str, subjects: Callable[[Database], Sequence[Any]]) -> Kind:
    """A kind that "module:function" builds of the database and a record's key."""
    return Kind(partial(_load_and_build, place), subjects)


def built_alone(place: str) -> Kind:
    """A kind that "module:function" builds of the database, about no one record of it."""
    return Kind(lambda db, _subject: load(place)(db), lambda _db: [None])


KINDS: dict[str, Kind] = {
    "every-block": alone(every_block),
    "large-print": alone(handed_out),
    "poster": alone(poster),
    "field-report": Kind(field_report, TRIALS),
    "series-summary": Kind(series_summary, series_of("<> 'demonstration'")),
    "demonstration-summary": Kind(demonstration_summary, series_of("= 'demonstration'")),
    "variety-dossier": Kind(variety_dossier, of("variety", "entry")),
    "dealer-file": Kind(dealer_file, of("dealer", "promise")),
    "dealer-register": Kind(dealer_register, lambda _db: [None]),
    "rights-map": Kind(rights_map, lambda _db: [None]),
    "contract-sheet": Kind(contract_sheet, richest("SELECT id FROM dealercontract ORDER BY id")),
    "assessment-sheet": Kind(assessment_sheet, richest("SELECT id FROM dealerassessment ORDER BY id")),
    "visit-pack": Kind(visit_pack, lambda db: [(visit,) for visit in AHEAD(db)]),
    "danger-sheet": Kind(danger_sheet, of("dealer", "dangermark")),
    "danger-list": Kind(danger_list, lambda _db: [None]),
    "agent-models": Kind(agent_models, richest("SELECT id FROM agentcomparison ORDER BY id")),
    "variety-sheet": Kind(variety_sheet, of("variety", "entry")),
    "drawn-plan": alone(drawn_plan),
    "field-plan": Kind(field_plan, LAID_OUT),
    "field-book": Kind(field_book, LAID_OUT),
    "planting-plan": Kind(planting_plan, LAID_OUT),
    "handout": Kind(handout, handouts),
    "sign-in-sheet": Kind(sign_in_sheet, TRAINED),
    "training-report": Kind(training_report, TRAINED),
    "name-cards": Kind(training_paper("desktop.training.sheets:name_cards"), TRAINED),
    "feedback-form": Kind(training_paper("desktop.training.sheets:feedback_form"), TRAINED),
    "invitation": Kind(training_paper("desktop.training.invitation:invitation"), TRAINED),
    "certificates": Kind(training_paper("desktop.training.certificates:certificates"), richest(
        "SELECT event_id FROM participant WHERE certificate <> '' GROUP BY event_id ORDER BY count(*) DESC")),
    "question-sheet": Kind(training_paper("desktop.training.sheets:question_sheet"), ASKED),
    "answer-key": Kind(training_paper("desktop.training.sheets:answer_key"), ASKED),
    "training-plan": Kind(training_paper("desktop.training.papers:plan_sheet"), PLANNED),
    "training-year": Kind(training_paper("desktop.training.papers:year_summary"), PLANNED),
    "training-month": Kind(training_paper("desktop.training.papers:month_sheet"), lambda _db: [None]),
    "training-week": Kind(training_paper("desktop.training.papers:week_sheet"), lambda _db: [None]),
    "skill-matrix": Kind(training_paper("desktop.training.papers:skill_matrix"), lambda _db: [None]),
    "calculation": Kind(calculation, calculators),
    "technique-sheet": Kind(technique_sheet, SHEETS),
    "complaint-file": Kind(complaint_file, COMPLAINTS),
    "technique-summary": Kind(technique_summary, YEARS),
    **{kind: Kind(partial(letter, kind=kind), COMPLAINTS) for kind in LETTERS},
    "price-chain": Kind(price_chain, of("product", "priceline")),
    "fee-sheet": Kind(fee_sheet, richest("SELECT plan_id FROM feearea GROUP BY plan_id ORDER BY count(*) DESC")),
    "rebate-standing": Kind(rebate_standing, richest(
        "SELECT agreement_id FROM rebatetier GROUP BY agreement_id ORDER BY count(*) DESC")),
    "rebate-settlement": Kind(rebate_settlement, richest("SELECT id FROM rebatesettlement ORDER BY id")),
    "account-statement": Kind(account_statement, of("dealer", "shipment")),
    "reconciliation": Kind(reconciliation, of("dealer", "payment")),
    "dunning-letter": Kind(dunning_letter, in_debt),
    "ageing-sheet": Kind(ageing_sheet, lambda _db: [None]),
    "collection-sheet": Kind(collection_sheet, lambda _db: [None]),
    "rebates-owed": Kind(rebates_owed, lambda _db: [None]),
    "order-sheet": built("desktop.sales.orders.papers:order_sheet", richest(
        "SELECT order_id FROM orderline GROUP BY order_id ORDER BY count(*) DESC")),
    "delivery-note": built("desktop.sales.orders.papers:shipment_note", richest(
        "SELECT shipment_id FROM shipmentline GROUP BY shipment_id ORDER BY count(*) DESC")),
    "late-orders": built_alone("desktop.sales.orders.papers:late_orders"),
    "stock-sheet": built("desktop.sales.stock.papers:stock_sheet", of("dealer", "stockitem")),
    "stock-of-all": built_alone("desktop.sales.stock.papers:stock_of_all"),
    "stock-advice": built("desktop.sales.stock.papers:advice_of", richest(
        "SELECT i.id FROM stockitem i ORDER BY (SELECT count(*) FROM countline c WHERE c.dealer_id = i.dealer_id) DESC, i.id")),
    "count-sheet": built("desktop.sales.stock.papers:count_sheet", richest("SELECT id FROM stockcount ORDER BY id")),
    "stock-plan": built("desktop.sales.stock.papers:plan_sheet", richest("SELECT id FROM stockplan ORDER BY id")),
    "diversion-case": built("desktop.sales.diversion.reports:case_report", richest("SELECT id FROM diversioncase ORDER BY id")),
    "diversion-notice": built("desktop.sales.diversion.reports:notice", richest("SELECT id FROM diversioncase ORDER BY id")),
    "diversion-rates": built_alone("desktop.sales.diversion.reports:by_dealer"),
    "target-sheet": built("desktop.sales.targets.papers:target_sheet", richest(
        "SELECT t.id FROM salestarget t ORDER BY (SELECT count(*) FROM salestarget p WHERE p.parent_id = t.id) DESC, t.id")),
    "target-attainment": built_alone("desktop.sales.targets.papers:attainment"),
    "month-sheet": built("desktop.sales.targets.papers:month_sheet", of("dealer", "salestarget")),
    "period-report": built("desktop.reports.periodic.paper:report_paper", richest(
        "SELECT r.id FROM periodreport r ORDER BY (SELECT count(*) FROM reporttext t WHERE t.report_id = r.id) DESC, r.id")),
    "kpi-sheet": built("desktop.reports.kpi.papers:kpi_sheet", richest(
        "SELECT s.id FROM kpisheet s ORDER BY (SELECT count(*) FROM kpiline l WHERE l.sheet_id = s.id) DESC, s.id")),
    "trip-application": built("desktop.reports.trips.papers:application", of("trip", "tripstop")),
    "trip-report": built("desktop.reports.trips.papers:trip_report", of("trip", "tripstop")),
    "trip-expenses": built("desktop.reports.trips.papers:expense_sheet", of("trip", "tripexpense")),
    "minutes": built("desktop.reports.meetings.papers:minutes", of("meeting", "meetingperson")),
    "meeting-sheet": built("desktop.reports.meetings.papers:sign_in", of("meeting", "meetingperson")),
    "report-since": built("desktop.reports.periodic.paper:since_paper", richest(
        "SELECT id FROM periodreport WHERE state = 'handed' ORDER BY id")),
    "check-sheet": built("desktop.sales.outlets.check_papers:check_sheet", richest(
        "SELECT id FROM checkround ORDER BY state <> 'planned', length(purpose) DESC, id")),
    "check-report": built("desktop.sales.outlets.check_papers:check_report", richest(
        "SELECT round_id FROM checkline GROUP BY round_id ORDER BY count(*) DESC, round_id")),
    "removal-notice": built("desktop.sales.outlets.check_papers:removal_notice", richest(
        "SELECT round_id FROM checkline WHERE swap AND state = 'open' GROUP BY round_id ORDER BY count(*) DESC")),
    "coverage-sheet": built("desktop.sales.outlets.coverage_papers:coverage_sheet", richest(
        "SELECT a.id FROM coveragearea a LEFT JOIN countedshop s ON s.area_id = a.id GROUP BY a.id ORDER BY count(s.id) DESC")),
    "coverage-of-all": built_alone("desktop.sales.outlets.coverage_papers:coverage_of_all"),
    "label-proof": built("desktop.labels.reports:proof_sheet", richest(
        "SELECT id FROM labelversion ORDER BY length(traits_text) DESC, id")),
    "label-history": built("desktop.labels.reports:history", richest(
        "SELECT i.id FROM labelitem i ORDER BY (SELECT count(*) FROM labelversion v WHERE v.item_id = i.id) DESC, i.id")),
    "label-check": built("desktop.labels.reports:check_of", richest(
        "SELECT id FROM labelversion ORDER BY length(traits_text) DESC, id")),
    "label-checks": built_alone("desktop.labels.reports:check_of_all"),
    "lot-quality": built("desktop.labels.lot_reports:lot_quality",
                         richest("SELECT id FROM lottest ORDER BY length(weights) DESC")),
    "label-register": built_alone("desktop.labels.reports:register"),
    "print-order": built("desktop.labels.printing_reports:order_sheet", richest("SELECT id FROM printorder ORDER BY id")),
    "print-inspection": built("desktop.labels.printing_reports:inspection",
                              richest("SELECT id FROM printdelivery ORDER BY id")),
    "label-notice": built("desktop.labels.printing_reports:notice", richest("SELECT id FROM qualityfinding ORDER BY id")),
    "label-stock": built_alone("desktop.labels.printing_reports:stock_sheet"),
    "lot-trace": built("desktop.sales.lots.reports:of_line", richest(
        "SELECT id FROM shipmentline WHERE lot <> '' ORDER BY lot IN (SELECT lot FROM labeluse) DESC, id")),
    "label-trace": built("desktop.sales.lots.reports:of_version", richest(
        "SELECT v.id FROM labelversion v ORDER BY (SELECT count(*) FROM labeluse u WHERE u.version_id = v.id) DESC, v.id")),
    "market-survey": built("desktop.market.figures.papers:survey_sheet", richest("SELECT id FROM marketsurvey ORDER BY id")),
    "market-capacity": built("desktop.market.capacity.papers:capacity_sheet", richest(
        "SELECT id FROM marketcapacity ORDER BY id")),
    "seed-balance": built("desktop.market.capacity.papers:balance_sheet", richest("SELECT id FROM seedbalance ORDER BY id")),
    "planting-conditions": built("desktop.market.climate.papers:conditions_sheet", richest(
        "SELECT station_id FROM weatheryear GROUP BY station_id ORDER BY count(*) DESC")),
    "rival-sheet": built("desktop.market.rivals.papers:rival_sheet", richest(
        "SELECT firm_id FROM rivalvariety GROUP BY firm_id ORDER BY count(*) DESC")),
    "rival-prices": built_alone("desktop.market.rivals.papers:price_sheet"),
    "market-ranking": built("desktop.market.rivals.papers:ranking_sheet", richest(
        "SELECT ranking_id FROM rankline GROUP BY ranking_id ORDER BY count(*) DESC")),
    "list": Kind(printed_list, lambda _db: list(books())),
    "calendar": Kind(calendar, lambda _db: [date(2025, 5, 1), date(2020, 1, 1)]),
    "record-sheet": Kind(record_sheet, recorded),
}
DOCUMENTS: dict[str, Callable[[Database], Document]] = {name: kind.first for name, kind in KINDS.items()}
