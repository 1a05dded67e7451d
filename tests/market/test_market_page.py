"""The Market tab, clicked through: own bags are counted, every paper stands in its sub-tab."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core import paths, verbs
from desktop.core.database import Database
from desktop.core.records import Record, table_of
from desktop.market.capacity.capacity_page import BalancesBook, CapacityBook
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.climate.climate_page import StationsBook
from desktop.market.climate.model import WeatherStation
from desktop.market.figures.figures_page import FiguresBook, SurveysBook
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.influence.crisis_model import Crisis
from desktop.market.influence.influence_page import CrisesBook, KeyPeopleBook
from desktop.market.influence.model import KeyPerson, TouchPlan
from desktop.market.leads.leads_page import LeadsBook
from desktop.market.leads.model import Lead
from desktop.market.places.model import GrowingPlace
from desktop.market.places.places_page import PlacesBook
from desktop.market.plans.model import PromotionPlan
from desktop.market.plans.plans_page import PlansBook
from desktop.market.promotions.model import FieldDay, MediaRun, SalesPromotion
from desktop.market.promotions.promotions_page import FieldDaysBook, MediaBook, PromotionsBook
from desktop.market.rivals.model import MarketRanking, RivalFirm
from desktop.market.rivals.rivals_page import RankingsBook, RivalsBook
from desktop.market.suitability.model import GrowerQuestion
from desktop.market.suitability.suitability_page import QuestionsBook
from desktop.ui.book.book import Book
from desktop.ui.book.division import RoomButton
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.context import Context
from desktop.ui.county_map import CountyMap
from tests.conftest import Answers
from tests.market.conftest import Market
from tests.market.test_places import geojson
from tests.market.test_suitability import Land
from tests.ui.conftest import settle


def shown(qtbot: QtBot, context: Context, kind: type[Book], record: Record) -> Book:
    """The section of that kind with a record."""
    assert context.window.show_feature("market") and context.window.page is not None
    section = context.window.page.show_section(kind.name)
    settle(qtbot, context)
    assert isinstance(section, Book)
    section.open_record(table_of(type(record)).name, record.id)
    settle(qtbot, context)
    return section


def test_own_bags_are_counted_by_one_click_and_undone_together(
        qtbot: QtBot, context: Context, database: Database, market: Market) -> None:
    made = verbs.save(database, MarketCapacity, {"region_id": market.one, "crop_id": market.crop, "year": 2026,
                                                 "area_likely": 100.0, "kg_mu": 2.0, "bag_kg": 2.5})
    book = shown(qtbot, context, CapacityBook, made)
    button = next(b for b in book.room.findChildren(QToolButton) if b.text().strip() == "Count own bags")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert verbs.get(database, MarketCapacity, made.id).own_bags == 0, "nothing was sent"
    assert book.fields.bindings["bags_likely"].widget.isReadOnly()  # type: ignore[attr-defined]


def test_touches_are_planned_by_one_click_and_undone_together(
        qtbot: QtBot, context: Context, database: Database, market: Market) -> None:
    made = verbs.save(database, KeyPerson, {"name": "Grower A", "tier": "a"})
    book = shown(qtbot, context, KeyPeopleBook, made)
    button = next(b for b in book.room.findChildren(QToolButton) if b.text().strip() == "Plan touches by tier")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert len(verbs.owned(database, TouchPlan, "key_id", made.id)) == 6
    database.undo()
    assert not verbs.owned(database, TouchPlan, "key_id", made.id)


def test_a_figure_that_jumps_is_hinted_at_while_it_is_typed(
        qtbot: QtBot, context: Context, database: Database, market: Market) -> None:
    for year in (2024, 2025):
        made = verbs.save(database, MarketFigure, {"indicator": "耕地面积", "region_id": market.one, "year": year,
                                                   "value": 100.0})
    book = shown(qtbot, context, FiguresBook, made)
    book.fields.propose({"value": 200.0})
    qtbot.waitUntil(lambda: any("+100.0 %" in label.text() for label in book.room.findChildren(QLabel)), timeout=5000)
    book.discard()


def test_a_plan_is_drawn_up_by_clicks_and_its_map_opens_a_county(
        qtbot: QtBot, context: Context, database: Database, market: Market, monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path) -> None:
    folder = tmp_path / "maps"
    folder.mkdir()
    monkeypatch.setattr(paths, "maps_folder", lambda: folder)
    (folder / "a.geojson").write_text(geojson(name="庆安县"), encoding="utf-8")
    Land(database, market)
    made = verbs.save(database, PromotionPlan, {"region_id": market.city, "crop_id": market.crop, "year": 2026,
                                                "target_mu": 900.0})
    book = shown(qtbot, context, PlansBook, made)
    button = next(b for b in book.room.findChildren(QToolButton) if b.text().strip() == "Draw up")
    for action in button.menu().actions()[:2]:
        action.trigger()
        settle(qtbot, context)
    with database.reading() as session:
        rows = [tuple(row) for row in session.connection().exec_driver_sql("SELECT area_mu, role FROM planline")]
        assert session.connection().exec_driver_sql("SELECT count(*) FROM planstep").scalar_one() == 5
    assert rows == [(900.0, "main")]
    tabs, place = next((tabs, place) for tabs in book.room.findChildren(QTabWidget) for place in range(tabs.count())
                       if tabs.tabText(place) == "County map")
    tabs.setCurrentIndex(place)
    settle(qtbot, context)
    county_map = book.room.findChild(CountyMap)
    assert county_map is not None
    qtbot.waitUntil(lambda: bool(county_map.areas), timeout=5000)
    assert county_map.areas[0].words == "黑龙江省 绥化市 庆安县: 900 mu"
    with qtbot.waitSignal(county_map.opened) as heard:
        qtbot.mouseDClick(county_map, Qt.MouseButton.LeftButton, pos=county_map._room().center().toPoint())
    assert heard.args == [market.one]


@pytest.mark.parametrize(("kind", "model", "title", "values", "words"), [
    (SurveysBook, MarketSurvey, "Survey sheet", {"surveyed_on": "2026-06-01", "analysis": "steady"}, "steady"),
    (BalancesBook, SeedBalance, "Sheet of supply and demand", {"year": 2026, "scope": "hybrid"}, "hybrid"),
    (PlacesBook, GrowingPlace, "Varieties here", {"heat": 2500.0}, "No variety of ours"),
    (QuestionsBook, GrowerQuestion, "Answer to the grower", {"grower": "Li", "asked_on": "2026-03-01"}, "not worked out yet"),
    (PlansBook, PromotionPlan, "Promotion plan", {"year": 2026, "title": "Plan A"}, "Plan A"),
    (StationsBook, WeatherStation, "Planting conditions", {"name": "East station"}, "No weather is taken in yet"),
    (RivalsBook, RivalFirm, "Sheet of the rival", {"name": "Rival A"}, "Rival A"),
    (RankingsBook, MarketRanking, "Quarterly ranking", {"year": 2026, "quarter": "1"}, "Write down how much each sells"),
    (PromotionsBook, SalesPromotion, "Evaluation sheet", {"theme": "Spring fair", "starts_on": "2026-03-01",
                                                          "ends_on": "2026-03-09"}, "nothing can be judged"),
    (FieldDaysBook, FieldDay, "Sheet of the field day", {"topic": "Yield", "held_on": "2026-09-01"}, "Yield"),
    (MediaBook, MediaRun, "Log of the year", {"title": "Wall", "starts_on": "2026-03-01"}, "Out and without a proof: Wall"),
    (KeyPeopleBook, KeyPerson, "Report to the director", {"name": "Grower A", "own": True}, "house handled by the manager"),
    (LeadsBook, Lead, "Plan of the case", {"name": "Farm A", "heard_on": "2026-06-01"}, "No step is agreed yet"),
    (CrisesBook, Crisis, "Crisis file", {"title": "Gaps", "heard_on": "2026-06-01"}, "Nobody is named yet who alone speaks")])
def test_the_paper_of_a_record_stands_in_its_sub_tab(qtbot: QtBot, context: Context, database: Database, market: Market,
                                                    kind: type[Book], model: type[Record], title: str,
                                                    values: dict[str, object],
                                                    words: str) -> None:
    known = {"region_id": market.one, "crop_id": market.crop}
    columns = table_of(model).c
    made = verbs.save(database, model, {**{name: key for name, key in known.items() if name in columns}, **values})
    book = shown(qtbot, context, kind, made)
    tabs, place = next((tabs, place) for tabs in book.room.findChildren(QTabWidget) for place in range(tabs.count())
                       if tabs.tabText(place) == title)
    tabs.setCurrentIndex(place)
    settle(qtbot, context)
    paper = book.room.findChild(PaperTab)
    assert paper is not None
    qtbot.waitUntil(lambda: words in paper.text.toPlainText(), timeout=5000)


def test_a_paper_takes_the_whole_height_by_one_click_and_gives_it_back_on_another_tab(
        qtbot: QtBot, context: Context, database: Database, market: Market) -> None:
    made = verbs.save(database, MarketSurvey, {"region_id": market.one, "crop_id": market.crop,
                                               "surveyed_on": date(2026, 5, 1)})
    book = shown(qtbot, context, SurveysBook, made)
    context.window.resize(1366, 768)
    assert isinstance(book, Book)
    tabs = book.pane.tabs
    paper = tabs.open_tab("Survey sheet")
    assert isinstance(paper, PaperTab)
    before = paper.height()
    assert book.fields.isVisible(), "a paper that stands first hides nothing by itself"
    qtbot.mouseClick(tabs.findChild(RoomButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: paper.height() > before + 100)
    assert not book.fields.isVisible()
    tabs.open_tab("History")
    qtbot.waitUntil(book.fields.isVisible, timeout=5000)
    assert not context.settings.remembered.get("large_tabs"), "it is asked for anew each time"


def test_a_map_is_brought_by_the_button_below_the_empty_one_and_one_without_words_is_told(
        qtbot: QtBot, context: Context, database: Database, market: Market, monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path, answers: Answers) -> None:
    import shapefile

    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path / "maps")
    made = verbs.save(database, MarketFigure, {"indicator": "耕地面积", "region_id": market.one, "year": 2025, "value": 100.0})
    with shapefile.Writer(str(tmp_path / "county"), shapeType=shapefile.POLYGON, encoding="gb18030") as map_file:
        map_file.field("NAME", "C", 30)
        map_file.poly([[[127.0, 46.5], [127.0, 47.3], [128.0, 47.3], [127.0, 46.5]]])
        map_file.record("庆安县")
    (tmp_path / "bare.shp").write_bytes((tmp_path / "county.shp").read_bytes())
    book = shown(qtbot, context, FiguresBook, made)
    tab = book.pane.tabs.open_tab("County map")
    qtbot.waitUntil(tab.bring.isVisible)
    for name in ("bare", "county"):
        answers.next = [tmp_path / f"{name}.shp"]
        qtbot.mouseClick(tab.bring, Qt.MouseButton.LeftButton)
        qtbot.waitUntil((tmp_path / "maps" / f"{name}.shp").exists)
        settle(qtbot, context)
    assert any("bare.shp: no outline says whose it is" in text for text in answers.shown)
    qtbot.waitUntil(lambda: not tab.bring.isVisible(), timeout=5000)
