"""Visits proposed from reasons: which count how much, which week and place they get, taking them into the plan, the pack."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.cli import main
from desktop.core import catalogues, documents, verbs
from desktop.core.documents.model import Table, flat
from desktop.core.errors import Refused
from desktop.core.grid import GridChange
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.model import Dealer, Licence
from desktop.dealers.visit_model import Promise, Visit
from desktop.dealers.visit_sheet_model import VisitLine
from desktop.regions.model import Region
from desktop.sales.money.model import AccountEntry
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.training.model import TrainingEvent
from desktop.visiting import proposal
from desktop.visiting.pack import pack, planned
from desktop.visiting.proposal import Proposal, coming, propose, span_of, take, workdays
from desktop.visiting.reasons import REASONS, Span, found
from desktop.visiting.week_grid import WeekGrid
from tests.dealers.test_contracts import SIGNED, sign
from tests.dealers.test_dealer_file import texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()
WEEK = Span(TODAY, TODAY + timedelta(days=6))
NEXT = coming(TODAY) + timedelta(days=7)  # a week that lies wholly ahead


def dealer(db: Database, name: str = "甲农资", *, visited: int | None = 1, **values: Any) -> Dealer:
    made = verbs.save(db, Dealer, {"name": name, "state": "active", **values})
    if visited is not None:
        verbs.save(db, Visit, {"dealer_id": made.id, "state": "done", "visited_on": TODAY - timedelta(days=visited)})
    return made


def told(db: Database, key: int) -> dict[str, int]:
    """The reasons found for a dealer, by the code whose finder found it."""
    with db.reading() as session:
        return {reason.code: sum(f.points for f in found(session, WEEK, (reason,)).get(key, ())) for reason in REASONS
                if key in found(session, WEEK, (reason,))}


def owes(db: Database, key: int) -> None:
    verbs.save(db, AccountEntry, {"dealer_id": key, "kind": "opening", "entered_on": TODAY - timedelta(days=40),
                                  "due_on": TODAY - timedelta(days=10), "amount": 500_00})


def promised(db: Database, key: int) -> None:
    verbs.save(db, Promise, {"dealer_id": key, "what": "送袋", "due_on": TODAY + timedelta(days=2)})


def licensed(db: Database, key: int) -> None:
    verbs.save(db, Licence, {"dealer_id": key, "kind": "business", "expires_on": TODAY + timedelta(days=30)})


def contracted(db: Database, key: int) -> None:
    made = verbs.save(db, DealerContract, {"title": "合同", "dealer_id": key, "starts_on": TODAY, **SIGNED})
    verbs.save(db, ContractPoint, {"contract_id": made.id, "kind": "first_order", "what": "首批", "due_on": TODAY})
    sign(db, made)


REASON_OF: dict[str, Any] = {
    "overdue": (owes, 40), "promise": (promised, 20), "licence": (licensed, 15), "contract": (contracted, 15),
    "case": (lambda db, key: [verbs.save(db, FarmerCase, {"dealer_id": key, "reported_on": TODAY}) for _n in range(2)], 20),
    "training": (lambda db, key: verbs.save(db, TrainingEvent, {"dealer_id": key, "topic": "密植", "held_on": TODAY}), 10),
    "grade_a": (lambda db, key: verbs.save(db, Dealer, {"grade": "a"}, key), 10),
    "grade_b": (lambda db, key: verbs.save(db, Dealer, {"grade": "b"}, key), 5)}


@pytest.mark.parametrize("code", REASON_OF)
def test_each_reason_counts_its_points_once(database: Database, code: str) -> None:
    made, other = dealer(database), dealer(database, "乙农资")
    make, points = REASON_OF[code]
    make(database, made.id)
    assert told(database, made.id) == {code: points}
    assert told(database, other.id) == {}


def test_a_complaint_and_a_case_count_once_together(database: Database) -> None:
    made = dealer(database)
    verbs.save(database, FarmerCase, {"dealer_id": made.id, "reported_on": TODAY})
    verbs.save(database, Complaint, {"dealer_id": made.id, "complainant": "李", "description": "出苗差", "received_on": TODAY})
    assert told(database, made.id) == {"case": 20}


@pytest.mark.parametrize(("visited", "points"), [(60, None), (61, 10), (67, 10), (68, 20), (88, 40), (400, 40), (None, 40)])
def test_each_week_begun_since_a_visit_was_due_counts_ten_and_forty_at_most(
        database: Database, visited: int | None, points: int | None) -> None:
    made = dealer(database, visited=visited, visit_days=60)
    assert told(database, made.id) == ({} if points is None else {"interval": points})


def test_the_reasons_stand_in_the_catalogue_and_the_catalogue_in_the_table() -> None:
    rows = {row["reason"] for row in catalogues.load("visit_reasons").where(kind="reason")}
    assert rows == {reason.code for reason in REASONS}


def test_the_most_pressing_visits_get_the_days_of_the_week_in_the_order_of_places(database: Database) -> None:
    verbs.save(database, Region, {"name": "例省", "level": "province"})
    [province] = [r for r in verbs_all(database, Region) if r.name == "例省"]
    counties = [verbs.save(database, Region, {"name": name, "level": "county", "parent_id": province.id}) for name in "乙甲"]
    for n in range(17):
        made = dealer(database, f"店{n:02}", region_id=counties[n % 2].id, grade="a" if n else "b", visited=200)
        if n in (3, 4):
            owes(database, made.id)
    dealer(database, "刚去过", visited=1, grade="a")
    with database.reading() as session:
        found_ = propose(session, NEXT)
    chosen = [p for p in found_ if p.day is not None]
    assert len(found_) == 17 and len(chosen) == 15, "three a day on five days; who has too few points is not proposed"
    assert {p.dealer for p in found_ if p.points == 90} == {"店03", "店04"} <= {p.dealer for p in chosen}
    assert [p.day for p in chosen] == sorted(p.day for p in chosen if p.day)
    assert [p.place for p in chosen] == sorted(p.place for p in chosen)
    assert {chosen.count(p) for p in chosen} == {1} and max(
        sum(q.day == p.day for q in chosen) for p in chosen) == 3
    assert found_[-1].dealer == "店00", "what counts least finds no room"


def verbs_all(db: Database, model: Any) -> list[Any]:
    from desktop.core.records import living

    with db.reading() as session:
        return list(session.exec(living(model)))


def test_visits_are_taken_into_the_plan_with_reasons_and_sheet_in_one_step(database: Database) -> None:
    made = dealer(database, visited=None)
    product = goods(database, made.id)
    with database.reading() as session:
        found_ = propose(session, NEXT)
    take(database, found_)
    [visit] = [v for v in verbs.owned(database, Visit, "dealer_id", made.id) if v.state == "planned"]
    assert "never visited (+40)" in visit.reasons and span_of(NEXT).first <= visit.planned_on <= span_of(NEXT).last
    [line] = verbs.owned(database, VisitLine, "visit_id", visit.id)
    assert line.product_id == product and line.counted is None
    with database.reading() as session:
        assert not propose(session, NEXT), "who is planned is not proposed again"
    database.undo()
    assert not verbs_all(database, Visit) and not verbs_all(database, VisitLine)


def goods(db: Database, key: int) -> int:
    """A product that a dealer got lately, beside one he did not."""
    from desktop.catalogue.model import Variety

    variety = verbs.save(db, Variety, {"name": "例丰101"})
    made, _other = (verbs.save(db, Product, {"variety_id": variety.id, "bag_kg": kg, "list_price": 5400}) for kg in (2.5, 5.0))
    shipment = verbs.save(db, Shipment, {"dealer_id": key, "moved_on": TODAY - timedelta(days=30),
                                         "due_on": TODAY - timedelta(days=5)})
    verbs.save(db, ShipmentLine, {"shipment_id": shipment.id, "product_id": made.id, "bags": 10, "price": 5400})
    return made.id


def test_nothing_is_planned_without_a_day() -> None:
    with pytest.raises(Refused, match="No visit has a day yet"):
        take(None, [Proposal(1, "甲", "", (), "routine")])  # type: ignore[arg-type]


def test_at_the_weekend_the_next_week_is_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    saturday = date(2026, 11, 28)
    assert coming(saturday) == date(2026, 11, 30) and coming(saturday - timedelta(days=1)) == date(2026, 11, 27)
    monkeypatch.setattr(proposal, "today", lambda: date(2026, 11, 25))
    assert workdays(span_of(date(2026, 11, 25))) == [date(2026, 11, d) for d in (25, 26, 27)]


def test_what_is_typed_stays_when_the_week_is_read_again(database: Database) -> None:
    made = dealer(database, visited=None)
    grid = WeekGrid(database, NEXT)
    grid.load()
    grid.save([GridChange(made.id, "day", None, None), GridChange(made.id, "purpose", None, "stock")])
    grid.load()
    assert [(p.day, p.purpose) for p in grid.proposals] == [(None, "stock")]


def test_the_pack_holds_debts_prices_tasks_and_the_sheet_with_the_rows_of_the_grid(database: Database) -> None:
    made = dealer(database, visited=None)
    goods(database, made.id)
    contracted(database, made.id)
    promised(database, made.id)
    verbs.save(database, FarmerCase, {"dealer_id": made.id, "farmer": "王五", "reported_on": TODAY})
    with database.reading() as session:
        take_all = propose(session, NEXT)
    [visit] = take(database, take_all)
    [line] = verbs.owned(database, VisitLine, "visit_id", visit)
    verbs.save(database, VisitLine, {"counted": 37}, line.id)
    with database.reading() as session:
        assert planned(session, span_of(NEXT).first, span_of(NEXT).last) == [visit]
    document = pack(database, [visit])
    said = texts(document)
    for text in ("54000", "王五", "首批", "□ 送袋", "5400", "To be collected now: ¥540.00"):
        assert text in said
    [sheet] = [b for b in flat(document.blocks) if isinstance(b, Table) and b.sheet == "Visit sheet"]
    assert sheet.rows[0][:2] == ["例丰101 2.5 kg", 37] and len(sheet.rows) == 3


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_pack_is_written_in_every_format(database: Database, tmp_path: Path, ending: str) -> None:
    made = dealer(database)
    visits = [verbs.save(database, Visit, {"dealer_id": made.id, "planned_on": TODAY + timedelta(days=n)}).id for n in (1, 2)]
    assert documents.save(pack(database, visits), tmp_path / f"pack.{ending}").stat().st_size > 1000


def test_the_command_writes_the_pack_of_a_day_of_a_dealer_and_of_no_visit(
        database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = dealer(database, code="D-7")
    day = TODAY + timedelta(days=30)
    verbs.save(database, Visit, {"dealer_id": made.id, "planned_on": day})
    path = database.path
    database.close()
    for n, choice in enumerate((["--day", day.isoformat()], ["--code", "D-7"], [])):
        assert main(["--database", str(path), "report", "visit-pack", *choice, "--out", str(tmp_path / f"{n}.pdf")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_the_week_is_planned_by_a_click(window: Window, database: Database, qtbot: QtBot) -> None:
    made = dealer(database, visited=None)
    page: Any = window.show_feature("today")
    section = page.show_section("visit_week")
    qtbot.waitUntil(lambda: bool(section.source.proposals) and not window.tasks.busy)
    qtbot.mouseClick(section.plan_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(section.list.table.rows.ids) == 1 and not window.tasks.busy)
    assert not section.source.proposals
    [visit] = verbs.owned(database, Visit, "dealer_id", made.id)
    assert visit.state == "planned"
    section.print_()
    qtbot.waitUntil(lambda: not window.tasks.busy)


def test_the_list_of_visits_leads_to_the_week(window: Window, qtbot: QtBot) -> None:
    page: Any = window.show_feature("dealers")
    page.show_section("visits").propose()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    today: Any = window.show_feature("today")
    assert today.show_section("visit_week").isVisible()


def test_a_week_out_of_view_is_given_up_and_made_anew_unless_days_were_typed(window: Window, qtbot: QtBot) -> None:
    page: Any = window.show_feature("today")
    section, first = page.show_section("visit_week"), page.sections[0].name
    day = section.day + timedelta(days=14)
    section.show_week(day)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    page.show_section(first)
    page.give_up("visit_week")
    again = page.show_section("visit_week")
    assert again is not section and again.day == day
    again.source.save([GridChange(1, "day", None, day)])
    page.show_section(first)
    page.give_up("visit_week")
    assert page.show_section("visit_week") is again, "what was typed is kept nowhere else"
    qtbot.waitUntil(lambda: not window.tasks.busy)
