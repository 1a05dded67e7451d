"""What follows a label: remarks of the review, changes of printed text, printing works judged, lots in time, net content."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.model import Crop, Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Callout, Sealed, Table
from desktop.core.errors import Refused, UserError
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.labels import actions, differing
from desktop.labels.change_lists import CHANGES
from desktop.labels.change_model import LabelChange
from desktop.labels.change_reports import concerned
from desktop.labels.changing import make_drafts
from desktop.labels.filling import fill_in
from desktop.labels.lot_lists import LOTS
from desktop.labels.lot_model import LotTest
from desktop.labels.lot_papers import batch_certificate, lot_season
from desktop.labels.model import LabelItem, LabelRemark, LabelVersion
from desktop.labels.printing_model import PrintDelivery, PrintOrder, QualityFinding
from desktop.labels.rules import rules_for
from desktop.labels.weighing import falls_below, judged, plan_of, weighed
from desktop.labels.works_lists import WORKS
from desktop.labels.works_model import PrintingWorks
from desktop.labels.works_reports import score_card

TODAY = date.today()


def label(db: Database, name: str = "甲 标签", **printed: object) -> LabelVersion:
    item = verbs.save(db, LabelItem, {"name": name, "net_g": 2500.0})
    return verbs.save(db, LabelVersion, {"item_id": item.id, **printed})


def go(db: Database, version: LabelVersion, *states: str) -> None:
    for state in states:
        verbs.move(db, LabelVersion, [version.id], StateChange(state, reason="so"))


# -- the review -------------------------------------------------------------------------------------------------------------


def test_a_mandatory_item_that_nobody_verified_is_looked_at_and_signed_and_remarks_are_answered(database: Database) -> None:
    version = label(database)
    remark = verbs.save(database, LabelRemark, {"version_id": version.id, "place": "back", "remark": "字太小"})
    assert (remark.said_on, bool(remark.said_by)) == (TODAY, True)
    codes = [rule.code for rule in rules_for("label") if rule.severity == "E" and rule.code != "L19"]
    actions.set_check(database, version.id, codes, "not_applicable", "见样")
    verbs.move(database, LabelVersion, [version.id], StateChange("review"))
    with pytest.raises(Refused, match="L19"):
        verbs.move(database, LabelVersion, [version.id], StateChange("approved"))
    actions.set_check(database, version.id, ["L19"], "missing", "看过")
    with pytest.raises(Refused, match="字太小"):
        verbs.move(database, LabelVersion, [version.id], StateChange("approved"))
    verbs.save(database, LabelRemark, {"answer": "改为2.2 mm"}, remark.id)
    verbs.move(database, LabelVersion, [version.id], StateChange("approved"))
    with pytest.raises(Refused, match="closed"):
        verbs.save(database, LabelRemark, {"answer": "不改"}, remark.id)


# -- differences ---------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=30), st.text(max_size=30))
def test_differences_lose_no_sign_of_either_text(before: str, after: str) -> None:
    runs = differing.runs(before, after)
    assert "".join(run.text for run in runs if run.kind != "came") == before
    assert "".join(run.text for run in runs if run.kind != "gone") == after


def test_numbers_and_words_are_compared_whole() -> None:
    assert differing.marked("生育期125天", "生育期126天") == "生育期【-125-】【+126+】天"
    assert differing.marked("GB 4404.1-2008", "GB 4404.1-2024") == "GB 4404.1-【-2008-】【+2024+】"


# -- a change of printed text --------------------------------------------------------------------------------------------------


def test_a_change_names_the_labels_concerned_and_makes_their_drafts(database: Database) -> None:
    old = {"licence_no": "例（2026）00001", "advice": "许可证例（2026）00001"}
    force, draft, review = (label(database, f"{name} 标签", **old) for name in "甲乙丙")
    label(database, "丁 标签", licence_no="例（2026）00002")
    go(database, force, "review", "approved", "effective")
    go(database, review, "review")
    change = verbs.save(database, LabelChange, {"kind": "licence", "old_text": "例（2026）00001"})
    with database.reading() as session:
        row = dict(zip([c.name for c in CHANGES.columns], CHANGES.rows(session, [change.id])[change.id], strict=True))
        assert (row["concerned"], row["in_force"], row["waiting"]) == (3, 1, 1)
        rows = CHANGES.column("concerned").behind(change)
        assert actions.VERSIONS.count(session, Query(conditions=rows.conditions)) == 3
    with pytest.raises(Refused, match="from now on"):
        make_drafts(database, change.id)
    verbs.save(database, LabelChange, {"new_text": "例（2026）00018"}, change.id)
    assert make_drafts(database, change.id) == "1 new draft · 1 draft corrected · 1 version in review left as it is"
    assert verbs.get(database, LabelVersion, draft.id).advice == "许可证例（2026）00018"
    assert verbs.get(database, LabelVersion, force.id).licence_no == "例（2026）00001", "what is in force stays as printed"
    with database.reading() as session:
        made = next(one for one in verbs.owned(database, LabelVersion, "item_id", force.item_id) if one.number == 2)
        assert (made.licence_no, made.state) == ("例（2026）00018", "draft")
        assert CHANGES.lines(session, Query(), ["concerned", "waiting"])[0][1] == (2, 0)
    tables = [block for block in concerned(database, change.id).blocks if isinstance(block, Table)]
    assert [row[0] for row in tables[0].rows] == ["丙 标签 Version 1", "甲 标签 Version 1"]


# -- filled in -----------------------------------------------------------------------------------------------------------------


def test_a_draft_is_filled_from_variety_pack_and_labels_in_force_and_what_stands_stays(database: Database) -> None:
    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    variety = verbs.save(database, Variety, {"name": "例丰101", "crop_id": crop.id, "approval_number": "例审玉20200001",
                                             "suitable_area": "例省中部"})
    go(database, label(database, producer="示例种业", licence_no="例1", address="例市", contact="000"),
       "review", "approved", "effective")
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签", "variety_id": variety.id, "net_g": 2500.0})
    version = verbs.save(database, LabelVersion, {"item_id": item.id, "area": "例省"})
    fill_in(database, version.id)
    found = verbs.get(database, LabelVersion, version.id)
    assert (found.printed_name, found.crop_name, found.approval_no) == ("例丰101", "玉米", "例审玉20200001")
    assert (found.net_content, found.producer, found.licence_no, found.area) == ("净含量：2.5 kg", "示例种业", "例1", "例省")
    with pytest.raises(UserError, match="not filled in yet"):
        fill_in(database, version.id)


# -- printing works -----------------------------------------------------------------------------------------------------------


def test_a_printing_works_is_judged_by_time_passing_faults_and_corrections(database: Database) -> None:
    version = label(database)
    go(database, version, "review", "approved")
    order = verbs.save(database, PrintOrder, {"version_id": version.id, "pieces": 1000, "printer": "甲印务",
                                              "due_on": TODAY - timedelta(days=20)})
    for ago, taken in ((25, 600), (10, 300)):
        verbs.save(database, PrintDelivery, {
            "order_id": order.id, "delivered_on": TODAY - timedelta(days=ago), "pieces": 500 if ago == 10 else 600,
            "inspected_on": TODAY, "sampled": 100, "faulty": 1, "result": "sorted", "taken": taken})
    finding = {"item_id": version.item_id, "printer": "甲印务", "found_on": TODAY - timedelta(days=9), "severity": "major",
               "due_on": TODAY - timedelta(days=5), "cost": 123_00}
    verbs.save(database, QualityFinding, {**finding, "corrected_on": TODAY - timedelta(days=6)})
    verbs.save(database, QualityFinding, {**finding, "severity": "minor"})
    works = {one.name: one for one in database_works(database)}
    assert set(works) == {"甲印务"}, "who is named on an order is known"
    with database.reading() as session:
        names = ("in_time", "taken", "ppm", "findings", "corrected", "score", "grade", "open_findings", "cost")
        row = dict(zip(names, WORKS.lines(session, Query(), names)[0][1], strict=True))
    taken, faults = 100 * Fraction(900, 1100), 100 - 15 - 5
    score = (30 * 50 + 40 * taken + 20 * faults + 10 * 50) / 100
    assert row["score"] == pytest.approx(float(score))
    assert (row["in_time"], row["ppm"], row["findings"], row["corrected"], row["open_findings"], row["cost"]) == (
        50.0, 10_000.0, 2, 50.0, 1, 246_00)
    assert row["grade"] == "c"
    assert [block for block in score_card(database, works["甲印务"].id).blocks if isinstance(block, Table)]
    verbs.save(database, LabelItem, {"printer": "甲印务"}, version.item_id)
    verbs.save(database, PrintingWorks, {"name": "甲印务公司"}, works["甲印务"].id)
    assert verbs.get(database, LabelItem, version.item_id).printer == "甲印务公司"


def database_works(db: Database) -> list[PrintingWorks]:
    from desktop.core.records import living

    with db.reading() as session:
        return list(session.exec(living(PrintingWorks)))


# -- lots ----------------------------------------------------------------------------------------------------------------------

GOOD = {"purity": 98.0, "cleanness": 99.5, "germination": 95.0, "moisture": 12.5}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(700, 990)), min_size=1, max_size=6))
def test_the_list_of_lots_draws_the_same_line_as_the_paper(database: Database, points: list[tuple[int, int]]) -> None:
    version = label(database, "丙 标签", germination=90.0)
    lot = f"批{version.id}"
    for days, tenths in points:
        verbs.save(database, LotTest, {"lot": lot, "version_id": version.id, "germination": tenths / 10,
                                       "tested_on": date(2026, 1, 1) + timedelta(days=days)})
    expected = falls_below([(date(2026, 1, 1) + timedelta(days=days), tenths / 10) for days, tenths in points], 90.0)
    with database.reading() as session:
        asked = Query(text="")
        rows = {row[0]: row for _key, row in LOTS.lines(session, asked, ("lot", "falls_on", "tests", "tested_on"))}
    found = rows[lot]
    assert found[2] == len(points)
    assert found[3] == date(2026, 1, 1) + timedelta(days=max(days for days, _t in points))
    if expected is None or found[1] is None:
        assert expected == found[1] or (expected or found[1]) > date(2035, 1, 1)
    else:
        assert abs((expected - found[1]).days) <= 1, "the line may end on a whole day"


def test_a_certificate_is_given_only_where_nothing_is_worse_or_missing(database: Database) -> None:
    version = label(database, **{**GOOD, "germination": 93.0})
    fine = verbs.save(database, LotTest, {"lot": "批1", "version_id": version.id, "tested_on": TODAY, **GOOD})
    poor = verbs.save(database, LotTest, {"lot": "批2", "version_id": version.id, "tested_on": TODAY, **GOOD,
                                          "germination": 92.9})
    bare = verbs.save(database, LotTest, {"lot": "批3", "version_id": version.id, "tested_on": TODAY, "purity": 99.0})
    assert any(isinstance(block, Sealed) for block in batch_certificate(database, fine.id).blocks)
    for test, said in ((poor, "found 92.9 %, promised 93 %"), (bare, "Moisture: not tested")):
        blocks = batch_certificate(database, test.id).blocks
        assert not any(isinstance(block, Sealed) for block in blocks)
        assert said in next(block.text for block in blocks if isinstance(block, Callout))
    tables = [block for block in lot_season(database).blocks if isinstance(block, Table)]
    assert [row[0] for row in tables[0].rows] == ["批1", "批2", "批3"] or len(tables[0].rows) == 3
    assert tables[1].rows[0][:3] == ["甲 标签", 3, 2]


@pytest.mark.parametrize(("batch", "packs", "short"), [(1, 1, 0), (10, 10, 0), (11, 10, 0), (99, 13, 1), (100, 50, 3),
                                                       (500, 50, 3), (3200, 80, 5), (3201, 125, 7)])
def test_the_sampling_plan_follows_the_batch(batch: int, packs: int, short: int) -> None:
    plan = plan_of(batch)
    assert (plan.packs, plan.short, plan.far) == (packs, short, 0)


def test_a_batch_passes_by_mean_and_by_single_packs() -> None:
    def answer(weights: list[float], batch: int) -> tuple[bool, bool, bool]:
        found = weighed([Fraction(str(w)) for w in weights], 500.0)
        assert found is not None
        said = judged(found, batch)
        return said.enough, said.mean, said.single

    assert answer([500.0] * 10, 40) == (True, True, True)
    assert answer([500.0] * 9, 40) == (False, True, True)
    assert answer([499.0] * 10, 40) == (True, False, True), "without spread the mean is not corrected"
    assert answer([484.9] + [502.0] * 9, 40) == (True, True, False), "15 g may be lacking, of one pack in 99"
    assert answer([484.9] + [502.0] * 12, 99) == (True, True, True)
    assert answer([469.0] + [503.0] * 12, 99) == (True, True, False), "twice the tolerance never passes"
    assert answer([499.0] * 10, 10) == (True, True, True), "of ten packs no mean is asked for"
