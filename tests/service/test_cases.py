"""Cases and complaints: quick entry, similar cases, articles, complaints with clocks, readings, losses, the file."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image as Picture

from desktop.catalogue.model import Crop, Season
from desktop.core import attachments, documents, i18n, paths, verbs
from desktop.core.database import Database
from desktop.core.documents.model import Document, Image, Table, every
from desktop.core.errors import Refused, UserError
from desktop.core.moves import StateChange
from desktop.service import cases, complaints, overview, technique_summary
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint, LossEstimate, Reading
from desktop.service.complaint_report import complaint_file
from desktop.service.complaints import Measured
from desktop.service.overview import CaseFact
from desktop.service.reports import REPORTS
from desktop.trials.model import Trial


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "field.jpg"
    Picture.new("RGB", (80, 60), "green").save(path)
    return path


@pytest.fixture
def maize(database: Database) -> Crop:
    return verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"})


def a_case(database: Database, **values: Any) -> FarmerCase:
    return verbs.save(database, FarmerCase, {"reported_on": date(2026, 6, 1), **values})


def test_a_photo_and_a_note_make_a_case(database: Database, photo: Path) -> None:
    made = cases.quick_case(database, "叶片发白", [photo])
    with database.reading() as session:
        assert [a.name for a in attachments.attachments_of(session, "farmercase", made.id)] == ["field.jpg"]
    assert (made.state, made.description) == ("open", "叶片发白")
    with pytest.raises(UserError):
        cases.quick_case(database, "  ")


def test_a_photo_tells_where_and_when_it_was_taken(database: Database, tmp_path: Path) -> None:
    exif = Picture.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 52.0, 48.0), 3: "E", 4: (127.0, 30.0, 36.0)})
    exif.get_ifd(0x8769)[0x9003] = "2026:06:03 09:12:00"
    Picture.new("RGB", (20, 20)).save(tmp_path / "gps.jpg", exif=exif)
    (tmp_path / "notes.jpg").write_bytes(b"no picture")
    made = cases.quick_case(database, "倒伏", [tmp_path / "notes.jpg", tmp_path / "gps.jpg"])
    assert (made.latitude, made.longitude, made.first_seen) == (46.88, 127.51, date(2026, 6, 3))


def test_earlier_cases_like_it_are_offered_and_their_advice_taken_over(database: Database, maize: Crop) -> None:
    same = a_case(database, crop_id=maize.id, symptom="白化苗", stage="苗期", cause="injury", advice="喷清水")
    a_case(database, crop_id=maize.id, symptom="倒伏", stage="灌浆期")
    other_crop = verbs.save(database, Crop, {"code": "rice", "name_zh": "水稻"})
    a_case(database, crop_id=other_crop.id, symptom="白化苗", stage="苗期")
    new = a_case(database, crop_id=maize.id, symptom="白化苗", stage="苗期")
    (found,) = cases.similar_to(database, new.id)
    assert (found.id, found.score) == (same.id, 3)
    taken = cases.take_advice(database, new.id, found)
    assert (taken.cause, taken.advice) == ("injury", "喷清水")


def test_an_answer_becomes_an_article_that_is_found_for_the_next_case(database: Database, maize: Crop) -> None:
    case = a_case(database, crop_id=maize.id, symptom="白化苗")
    with pytest.raises(UserError, match="no advice"):
        cases.make_article(database, case.id)
    verbs.save(database, FarmerCase, {"advice": "喷清水"}, case.id)
    article = cases.make_article(database, case.id)
    assert verbs.get(database, FarmerCase, case.id).article_id == article.id
    new = a_case(database, crop_id=maize.id, symptom="白化苗")
    assert cases.similar_to(database, new.id)[0].table == "article"


def test_a_complaint_opened_from_a_case_carries_its_facts_and_clocks_and_is_undone_with_it(
    database: Database, maize: Crop
) -> None:
    case = a_case(database, crop_id=maize.id, farmer="王〇", lot="L1", sown_on=date(2026, 5, 1), symptom="出苗差")
    made = cases.make_complaint(database, case.id)
    assert (made.lot, made.complainant, made.case_id) == ("L1", "王〇", case.id)
    assert made.appraisal_last == date(2026, 5, 31) and made.response_due and made.resolution_due
    assert verbs.get(database, FarmerCase, case.id).state == "complaint"
    with pytest.raises(Refused):
        cases.make_complaint(database, case.id)
    database.undo()
    assert verbs.get(database, FarmerCase, case.id).state == "open"


def a_complaint(database: Database, maize: Crop, **values: Any) -> Complaint:
    return verbs.save(database, Complaint, {
        "complainant": "赵䶮", "description": "出苗差", "received_on": date(2026, 6, 1), "crop_id": maize.id,
        "kind": "germination", "sown_on": date(2026, 5, 1), **values}, None)


def test_clocks_follow_the_facts_until_one_is_set_by_hand(database: Database, maize: Crop) -> None:
    made = a_complaint(database, maize)
    assert (made.response_due, made.resolution_due) == (date(2026, 6, 4), date(2026, 7, 1))
    assert made.appraisal_last == date(2026, 5, 31)
    changed = verbs.save(database, Complaint, {"severity": "high", "sown_on": date(2026, 5, 10)}, made.id)
    assert (changed.response_due, changed.appraisal_last) == (date(2026, 6, 2), date(2026, 6, 9))
    by_hand = verbs.save(database, Complaint, {"response_due": date(2026, 6, 20)}, made.id)
    kept = verbs.save(database, Complaint, {"severity": "low"}, by_hand.id)
    assert (kept.response_due, kept.resolution_due) == (date(2026, 6, 20), date(2026, 7, 31))


def test_an_illegal_move_of_a_complaint_is_refused_with_what_is_allowed(database: Database, maize: Crop) -> None:
    made = a_complaint(database, maize)
    with pytest.raises(Refused, match="Accepted, Refused, Waiting"):
        verbs.move(database, Complaint, [made.id], StateChange("settled"))
    with pytest.raises(Refused, match="Say why"):
        verbs.move(database, Complaint, [made.id], StateChange("refused"))


def test_readings_are_kept_beside_the_limits_of_the_standard_in_force(database: Database, maize: Crop) -> None:
    old = a_complaint(database, maize, received_on=date(2025, 6, 1))
    standard = next(s for s in complaints.standards_for(database, old.id) if s.limits.get("germination") == 93)
    complaints.add_readings(database, old.id, standard, [Measured("germination", 90, 93), Measured("purity", None, None)], {})
    (reading,) = verbs.owned(database, Reading, "complaint_id", old.id)
    assert (reading.threshold, reading.promised, reading.result) == (93, 93, 90)
    new = a_complaint(database, maize)
    assert all(not s.limits for s in complaints.standards_for(database, new.id)), "2024 edition: not recorded, no judgement"


def a_document(database: Database, maize: Crop, photo: Path) -> Document:
    made = a_complaint(database, maize, lot="L1", price=1200_00, area_mu=10.0)
    attachments.attach(database, "complaint", made.id, [photo])
    complaints.add_loss(database, made.id, "law45", [("seed_price", 1200, "发票"), ("lost_profit", 8000, "乡政府证明"),
                                                     ("other", 0, "无")])
    verbs.move(database, Complaint, [made.id], StateChange("accepted", date(2026, 6, 2), "李"))
    return complaint_file(database, made.id)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_complaint_file_holds_clocks_estimate_moves_and_pictures(
    database: Database, maize: Crop, photo: Path, tmp_path: Path, language: str
) -> None:
    with i18n.using(language):
        document = a_document(database, maize, photo)
        blocks = list(every(document.blocks))
        cells = [str(c) for b in blocks if isinstance(b, Table) for row in b.rows for c in row]
        assert sum(isinstance(b, Image) for b in blocks) == 1
        assert {"乡政府证明", "李"} <= set(cells)
        assert documents.save(document, tmp_path / "file.pdf").stat().st_size > 5000
    (loss,) = verbs.owned(database, LossEstimate, "complaint_id", _only(database))
    assert loss.amount == 9200_00


def _only(database: Database) -> int:
    from sqlmodel import select

    with database.reading() as session:
        return session.exec(select(Complaint.id)).one()


def test_cases_are_counted_by_group_and_placed(database: Database, maize: Crop) -> None:
    a_case(database, crop_id=maize.id, lot="L1", area_mu=3.0, latitude=45.1, longitude=126.2)
    a_case(database, crop_id=maize.id, lot="L1", area_mu=2.0)
    a_case(database, crop_id=maize.id)
    found = overview.facts(database, date(2026, 1, 1), date(2026, 12, 31))
    lines = overview.grouped(found, "lot")
    assert [(line.name, line.cases, line.open, line.area_mu) for line in lines] == [("L1", 2, 2, 5.0), ("–", 1, 1, 0.0)]
    assert [line.name for line in overview.grouped(found, "week")] == ["2026-W23"]
    assert "1 with coordinates" in overview.sentence(found)
    everything = overview.counted(database, 2026)
    assert everything.lines["lot"] == lines and len(everything.cases) == 3 and not overview.counted(database, 2025).cases
    assert [c.groups["lot"] for c in overview.on_map(found)] == ["L1"]
    assert not overview.on_map(found, "lot", "–"), "the case without a lot has no coordinates"


def test_of_very_many_cases_the_map_shows_the_newest_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MOST_DOTS", 2)
    many = [CaseFact(n, date(2026, 1, n), True, 0.0, {"lot": ""}, (45.0, 126.0), "") for n in (1, 2, 3)]
    assert [c.id for c in overview.on_map(many)] == [2, 3]
    assert "newest of 3" in overview.sentence(many)


def test_the_map_of_cases_lies_over_the_outlines_that_the_user_brought(
        database: Database, maize: Crop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path)
    a_case(database, crop_id=maize.id, latitude=45.1, longitude=126.2)
    ring = [[126.1, 45.0], [126.3, 45.0], [126.3, 45.2], [126.1, 45.0]]
    (tmp_path / "county.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    assert [len(outline) for outline in overview.counted(database, 2026).outlines] == [4]
    (tmp_path / "county.geojson").write_text("{}", encoding="utf-8")
    broken = overview.counted(database, 2026)
    assert not broken.outlines and "county.geojson" in broken.summary and "1 case" in broken.summary


def test_the_summary_is_of_the_last_year_that_has_something_to_sum_up(
        database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = next(report for report in REPORTS.kinds if report.name == "technique-summary")
    monkeypatch.setattr(technique_summary, "today", lambda: date(2027, 1, 5))
    assert technique_summary.last_year(database) == 2027, "of a new file the year that runs"
    for year in (2025, 2026, 2028):
        verbs.save(database, FarmerCase, {"reported_on": date(year, 6, 1), "symptom": f"黄叶{year}"})
    season = verbs.save(database, Season, {"name": "2027春", "year": 2027}).id
    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"}).id
    trial = verbs.save(database, Trial, {"code": "T1", "title": "试验", "crop_id": crop, "season_id": season}).id
    assert technique_summary.last_year(database) == 2026, "what is only planned is nothing yet"
    chosen = tmp_path / "chosen.pdf"
    assert summary.needs == "" and summary.write(database, argparse.Namespace(year=None, out=chosen)) == chosen
    with pypdfium2.PdfDocument(chosen) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "黄叶2026" in text and "黄叶2025" not in text
    with database.operation("sown") as session:
        session.get_one(Trial, trial).state = "sown"
    assert technique_summary.last_year(database) == 2027
