"""The records that have a rule: a new one, a change, what its rules give and what they refuse. Used by test_doors.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from desktop.catalogue.model import Crop, Season, Trait, Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.moves import StateChange
from desktop.core.records import Record
from desktop.dealers.model import Dealer, Licence, Outlet, Territory
from desktop.dealers.visit_model import Promise, Visit
from desktop.labels.model import LabelCheck, LabelItem, LabelVersion
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.service.handout_model import HandedOut, Handout
from desktop.service.technique_model import TechniqueSheet, TechniqueStep
from desktop.training.model import Participant, TrainingEvent
from desktop.trials.model import Entry, FieldEvent, Plot, Site, Trial, TrialSeries

YEAR = date.today().year
DAY = date(2026, 6, 1)
IN_GRID = "typed in a grid below its owner only, which fills that link"


def nothing(_db: Database, _number: int) -> None:
    """Nothing is to be done first."""


@dataclass(frozen=True)
class Case:
    """A model and how its rules show.

    `new(db)` makes what a new record stands on and gives its values; `gives`: field → what is stored then (a text is a
    pattern). `change` is a change, `changed` what it gives. `refused` is a change that the rules refuse after
    `prepare(db, id)`. `moved`: the state it goes to after `before_moved(db, id)`. `key`: the fields by which a file names
    it. `twin`: what a second one must have otherwise. `without`: door → why it does not lead to this record.
    """

    model: type[Record]
    new: Callable[[Database], dict[str, Any]]
    key: tuple[str, ...]
    gives: Mapping[str, Any] = field(default_factory=dict)
    change: Mapping[str, Any] = field(default_factory=dict)
    changed: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[Database, int], None] = nothing
    moved: str = ""
    before_moved: Callable[[Database, int], None] = nothing
    twin: Mapping[str, Any] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)


def once(db: Database, model: type[Record], row: int, **values: Any) -> int:
    """A record with this key, made where it is not there yet."""
    with db.reading() as session:
        there = session.get(model, row) is not None
    if not there:
        with db.operation("start") as session:
            verbs.store(session, model, {"id": row, **values})
    return row


def dealer(db: Database) -> int:
    return once(db, Dealer, 101, name="甲种业", code="D-1")


def province(db: Database) -> int:
    return once(db, Region, 110, name="黑龙江省", level="province", code="230000")


def crop(db: Database) -> int:
    return once(db, Crop, 102, code="maize", name_zh="玉米")


def trial(db: Database) -> int:
    once(db, Trial, 103, code="T-1", title="比较")
    once(db, Plot, 104, trial_id=103, number="101")
    return 103


def item(db: Database) -> int:
    return once(db, LabelItem, 105, name="例丰 标签", code="L-1")


def training(db: Database) -> int:
    return once(db, TrainingEvent, 121, topic="观摩", held_on=DAY)


def version(db: Database) -> int:
    return once(db, LabelVersion, 106, item_id=item(db))


def sheet(db: Database) -> int:
    return once(db, TechniqueSheet, 107, title="密植", crop_id=crop(db), code="JS-1")


def moved_through(model: type[Record], *states: str) -> Callable[[Database, int], None]:
    """Brings a record through states, each with a reason."""
    def go(db: Database, number: int) -> None:
        for state in states:
            verbs.move(db, model, [number], StateChange(state, reason="so"))

    return go


def close_sheet(db: Database, _number: int) -> None:
    moved_through(TechniqueSheet, "review", "approved")(db, 107)


def approve_label(db: Database, _number: int) -> None:
    moved_through(LabelVersion, "review", "approved")(db, 106)


PERSON = {"person_id": "王〇"}  # a link to a record that the rule makes is told by its name

CASES = (
    Case(Dealer, lambda _db: {"name": "丰收种业", "credit_code": "9144 0300 7084 61136t", "state": "active"}, ("name",),
         gives={"code": rf"D-{YEAR}-[A-Z]001", "credit_code": "91440300708461136T", "state_since": date.today()},
         change={"credit_code": "9123 0100 ma1b"}, changed={"credit_code": "91230100MA1B"},
         refused={"state": "review"}, moved="hold"),
    Case(Territory, lambda db: {"dealer_id": dealer(db), "region_id": province(db), "starts_on": DAY, "varieties": "甲"},
         ("varieties",), change={"ends_on": date(2026, 7, 1)}, refused={"ends_on": date(2026, 5, 1)}),
    Case(Licence, lambda db: {"dealer_id": dealer(db), "number": "1号", "issued_on": DAY}, ("number",),
         change={"expires_on": date(2027, 1, 1)}, refused={"expires_on": date(2026, 5, 1)}),
    Case(Promise, lambda db: {"dealer_id": dealer(db), "what": "送袋", "made_on": DAY}, ("what",),
         change={"due_on": date(2026, 7, 1)}, refused={"due_on": date(2026, 5, 1)}),
    Case(Visit, lambda db: {"dealer_id": dealer(db), "visited_on": DAY, "people": "王"}, ("people",),
         gives={"state": "done"}, change={"next_on": date.today() + timedelta(days=9)},
         without={"command": "its key there is six fields: a file of visits only adds"},
         refused={"visited_on": date.today() + timedelta(days=2)}),
    Case(Region, lambda db: {"name": "庆安县", "level": "county", "parent_id": province(db)}, ("name",),
         gives={"full_name": "黑龙江省 庆安县"}, change={"name": "庆安区"}, changed={"full_name": "黑龙江省 庆安区"},
         refused={"level": "province"}, twin={"name": "望奎县"}, without={
             "import": "a file of regions would name the key that changes", "grid": IN_GRID,
             "merge": "its name is its key, and the other one is deleted with its own"}),
    Case(Season, lambda _db: {"name": "2026 春", "starts_on": DAY}, ("name",), change={"ends_on": date(2026, 9, 1)},
         refused={"ends_on": date(2026, 5, 1)}),
    Case(Trait, lambda _db: {"code": "plot_weight", "name_zh": "小区产量", "formula": "2 * 3"}, ("code",),
         gives={"formula": r"2 \* 3"}, change={"formula": "plot_area * 2"},
         changed={"formula": "plot_area * 2"}, refused={"formula": "no_such_trait * 2"}, twin={"code": "other"}),
    Case(Trial, lambda _db: {"code": "T-9", "title": "品比", "sown_on": DAY}, ("code",),
         refused={"harvested_on": date(2026, 5, 1)}, change={"harvested_on": date(2026, 9, 30)}, moved="sown",
         before_moved=lambda db, number: once(db, Plot, 120, trial_id=number, number="1") and None),
    Case(Entry, lambda db: {"trial_id": trial(db), "variety_id": once(db, Variety, 108, name="例丰101"), "remark": "r"},
         ("remark",), gives={"number": 1, "name": "例丰101"}, change={"is_check": True}, changed={"is_check": True},
         refused={"number": 0}),
    Case(FieldEvent, lambda db: {"trial_id": trial(db), "happened_on": DAY, "what": "冰雹"}, ("what",),
         change={"ended_on": date(2026, 6, 2)}, refused={"ended_on": date(2026, 5, 1)}),
    Case(TrialSeries, lambda _db: {"name": "甲系列"}, ("name",), gives={"name": "甲系列"},
         refused={"name": "乙系列"}, prepare=lambda db, _n: once(db, TrialSeries, 109, name="乙系列") and None,
         twin={"name": "丙系列"}, without={"import": "its name is its key: another name is another series",
                                       "command": "no command takes series in"}),
    Case(Site, lambda _db: {"name": "试点一", "farmer": "王〇", "contact": "13800000001"}, ("name",), gives=PERSON,
         change={"soil": "黑土"}),
    Case(Outlet, lambda db: {"dealer_id": dealer(db), "name": "一店", "keeper": "王〇"}, ("name",), gives=PERSON,
         change={"bags": 5}, moved="failed"),
    Case(Person, lambda _db: {"name": "赵〇", "mobile": "１３８００００１１１１"}, ("name",), gives={"mobile": "13800001111"},
         change={"phone": "－"}, changed={"phone": ""}, without={"command": "people come in with what they are written on"}),
    Case(Participant, lambda db: {"event_id": training(db), "name": "王〇"}, ("name",), gives=PERSON,
         change={"remark": "r"}),
    Case(HandedOut, lambda db: {"handout_id": once(db, Handout, 122, title="纸"), "given_on": DAY, "whom": "王〇"}, ("whom",),
         gives={"whom": "王〇"}, change={"remark": "r"}),
    Case(TrainingEvent, lambda _db: {"topic": "密植", "held_on": date(2025, 3, 4)}, ("topic",),
         gives={"code": r"T-2025-[A-Z]001"}, change={"state": "announced"}, refused={"state": "cancelled"}),
    Case(LabelItem, lambda _db: {"name": "例玉 标签"}, ("name",), gives={"code": rf"L-{YEAR}-[A-Z]001"},
         change={"pack": "2.5 kg"}, refused={"kind": "no word"}),
    Case(LabelVersion, lambda db: {"item_id": item(db), "changes": "新"}, ("changes",),
         gives={"number": 1, "item_name": "例丰 标签", "made_on": date.today()}, change={"content": "text"},
         refused={"content": "other"}, prepare=moved_through(LabelVersion, "review", "approved", "effective"), moved="review"),
    Case(LabelCheck, lambda db: {"version_id": version(db), "rule": "L01", "state": "present"}, ("rule",),
         gives={"state": "present"}, change={"note": "seen"}, refused={"state": "missing"}, prepare=approve_label),
    Case(TechniqueSheet, lambda db: {"title": "春播", "crop_id": crop(db), "made_on": DAY}, ("title",),
         gives={"code": r"JS-2026-[A-Z]001", "number": 1}, change={"water": "rainfed"}, refused={"water": "irrigated"},
         prepare=moved_through(TechniqueSheet, "review", "approved", "published"), moved="review"),
    Case(TechniqueStep, lambda db: {"sheet_id": sheet(db), "what": "追肥", "basis": "sowing"}, ("what",),
         gives={"what": "追肥"}, change={"product": "尿素"}, refused={"product": "二铵"}, prepare=close_sheet),
    Case(Handout, lambda db: {"title": "明白纸", "crop_id": crop(db), "language": "zh_CN", "made_on": DAY}, ("title",),
         gives={"code": r"MB-2026-[A-Z]001", "body": r"(?s).{100,}"}, change={"page": "A5"}, refused={"body": "other"},
         prepare=moved_through(Handout, "review", "approved", "published"), moved="review"),
    Case(FarmerCase, lambda _db: {"farmer": "王〇", "reported_on": date(2025, 7, 1)}, ("farmer",),
         gives={"code": r"AL-2025-[A-Z]001", **PERSON}, change={"advice": "浇水"}, refused={"closed_on": DAY}, moved="advised"),
    Case(Complaint, lambda db: {"complainant": "李〇", "description": "出苗差", "received_on": date(2026, 11, 1),
                                "severity": "low", "crop_id": crop(db), "sown_on": date(2026, 5, 1)}, ("complainant",),
         gives={"code": r"TS-2026-[A-Z]001", "response_due": date(2026, 11, 8), "resolution_due": date(2026, 12, 31)},
         change={"severity": "high"}, changed={"response_due": date(2026, 11, 2), "resolution_due": date(2026, 11, 16)},
         refused={"state": "closed"}, moved="accepted"),
)
