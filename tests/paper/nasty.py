"""A database that papers find hard: many entries and sites, the longest names, texts and figures, and records of which
next to nothing is known.

Its words are of one language, so that a word of the other one on paper is the program's own. Names that a record keeps in
both languages are given in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session, select

from desktop.catalogue.model import AnnouncedTrait, Crop, Season, Trait, Variety, VarietyDecision, VarietyRegion
from desktop.core import settings
from desktop.core.database import Database
from desktop.core.fields import NUMBERS, today
from desktop.core.i18n import using
from desktop.core.records import Record, columns_of
from desktop.core.verbs import insert_many, store
from desktop.dealers.assessment.model import AssessmentLine, DealerAssessment
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.model import Dealer, Licence, Outlet, Territory
from desktop.dealers.visit_model import Promise, Visit
from desktop.labels.change_model import LabelChange
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelRemark, LabelVersion
from desktop.labels.printing_model import LabelCount, LabelUse, PrintDelivery, PrintOrder, PrintReading, QualityFinding
from desktop.labels.works_model import PrintingWorks
from desktop.newdata import open_ready
from desktop.people.model import Membership
from desktop.regions.model import Region
from desktop.sales.orders.model import ShipmentLine
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import (
    Complaint,
    ComplaintCost,
    Evidence,
    Inspection,
    LossEstimate,
    Reading,
    SealedSample,
)
from desktop.service.handout_model import HandedOut, Handout, PrintRun
from desktop.service.technique_model import Article, TechniqueSheet, TechniqueStep
from desktop.trials.model import Entry, FieldEvent, Observation, Plot, Site, Trial, TrialSeries, TrialTrait
from tests.paper.nasty_market import make_market
from tests.paper.nasty_reports import make_reports
from tests.paper.nasty_sales import make_sales

R = TypeVar("R", bound=Record)
DAY = date(2025, 5, 1)
TRAITS = ("yield_mu", "plot_weight", "grain_moisture", "plant_height", "ear_height", "root_lodging", "stalk_lodging",
          "ear_length", "ear_diameter", "hundred_kernel_weight", "northern_leaf_blight", "silking", "maturity")  # fmt: skip
NAMES = {"zh_CN": "黑龙江省农业科学院绥化分院选育超早熟密植耐旱机收玉米𬬭{n:02}号",
         "en": "Suihua Early Dense Stand Hybrid {n:02}"}
WORDS = {"zh_CN": ("内蒙古自治区赤峰市松山区𬬭丰种业科技有限公司示范园东二区",
                   "出苗期遇持续低温阴雨，田间缺苗断垄较重，六月下旬又遭大风倒伏，农户要求尽快到现场查看并给出补救意见。"),
         "en": ("Songshan Seed Science and Technology Company, eastern field 2",
                "Cold and rain held the seedlings back, gaps are wide in most rows, a storm at the end of June laid the "
                "stand, and the grower asks for a visit and for advice on what can still be done. ")}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How much there is: entries of a trial, sites of a series, replicates, rows below a record, sentences of a text."""

    entries: int = 60
    sites: int = 20
    replicates: int = 3
    rows: int = 40
    sentences: int = 12


class Nasty:
    """Fills a database in one language."""

    def __init__(self, session: Session, language: str, size: Size) -> None:
        self.session, self.language, self.size = session, language, size
        self.line, sentence = WORDS[language]
        self.text = "".join(f"{n}：{sentence}" if language == "zh_CN" else f"{n}: {sentence}"
                            for n in range(1, size.sentences + 1))
        self.chance = Random(30)

    def full(self, model: type[R], **given: Any) -> R:
        """A record with something in every field that holds no link, as long or as large as there is."""
        return store(self.session, model, {**self._values(model), **given})

    def many(self, model: type[R], **given: Any) -> list[R]:
        """As many of them as a record may have below it."""
        return [self.full(model, **given) for _row in range(self.size.rows)]

    def bare(self, model: type[R], **given: Any) -> R:
        """A record of which only this is known."""
        return store(self.session, model, given)

    def name(self, number: int, language: str = "") -> str:
        """A name of thirty characters; names differ at their end alone."""
        return NAMES[language or self.language].format(n=number)

    def _values(self, model: type[Record]) -> Mapping[str, Any]:
        return {c.name: value for c in columns_of(model) if (value := self._value(c.info, c.name)) is not None}

    def _value(self, info: Mapping[str, Any], name: str) -> Any:
        kind = info["kind"]
        if info.get("machine") or info.get("series") or info.get("counted_in") or name in ("state", "reason", "cancel_reason"):
            return None
        if kind == "text":
            return "138-0000-0000" if (info.get("normal") and "phone" in name) or name == "mobile" else (
                self.text if info.get("long") else self.line)
        if kind == "choice":
            return max(info["choices"].labels, key=lambda value: len(info["choices"].label(value)))
        if kind in NUMBERS:
            return self._number(info)
        if kind == "day":
            return DAY
        return True if kind == "flag" else None

    def _number(self, info: Mapping[str, Any]) -> Any:
        high = info.get("high")
        if info["kind"] in ("money", "price"):
            return 1_234_567_89
        if info["kind"] == "whole":
            return min(high, 12_345) if high is not None else 12_345
        return min(float(high), 123_456.75) if high is not None else 123_456.75


def make(path: Path, language: str, size: Size) -> Database:
    """A new database at `path`, filled in `language`."""
    with using(language):
        db = open_ready(path)
        n = WORDS[language][0]
        for name, value in (("company", n), ("manager", n[:16]), ("phone", "000-0000-0000")):
            settings.set_office(db, name, value)
        with db.operation("nasty") as session:
            nasty = Nasty(session, language, size)
            place = _regions(nasty)
            crop = session.exec(select(Crop).where(Crop.code == "maize")).one()
            varieties = _varieties(nasty, crop, place)
            _series(nasty, crop, varieties, place)
            dealer = _dealers(nasty, place)
            _service(nasty, crop, varieties[0], dealer, place)
            _training(nasty, dealer, place)
            _labels(nasty, varieties[0], place)
            make_sales(nasty, dealer, varieties[0], place)
            make_reports(nasty)
            make_market(nasty, crop, varieties, place)
    return db


def _regions(nasty: Nasty) -> int:
    """A township of the longest name, below a province and a county."""
    above = None
    for number, level in enumerate(("province", "prefecture", "county", "township")):
        above = nasty.bare(Region, name=f"{nasty.line[:12]} {number}", level=level, parent_id=above.id if above else None,
                           code=f"9{number}0000")  # fmt: skip
    assert above is not None
    return above.id


def _varieties(nasty: Nasty, crop: Crop, place: int) -> list[Variety]:
    made = [nasty.full(Variety, name=nasty.name(n, "zh_CN" if nasty.language == "zh_CN" else "en"), name_en=nasty.name(n, "en"),
                       code=f"V{n:02}", crop_id=crop.id, kind="check" if n == 1 else "own", approved_year=2024)
            for n in range(1, nasty.size.entries + 1)]  # fmt: skip
    dictionary = list(nasty.session.exec(select(Trait).where(Trait.crop_id == crop.id)))
    for trait in dictionary:
        nasty.full(AnnouncedTrait, variety_id=made[0].id, trait_id=trait.id)
    for _row in range(nasty.size.rows):
        nasty.full(VarietyDecision, variety_id=made[0].id)
        nasty.full(VarietyRegion, variety_id=made[0].id, region_id=place)
    nasty.bare(Variety, name=nasty.name(99))
    return made


def _series(nasty: Nasty, crop: Crop, varieties: Sequence[Variety], place: int) -> None:
    """A series at every site, a demonstration at three of them, a trial of which only its name is known."""
    season = nasty.bare(Season, name="2025年春播" if nasty.language == "zh_CN" else "Spring 2025", year=2025)
    traits = {code: nasty.session.exec(select(Trait).where(Trait.code == f"maize.{code}")).one().id for code in TRAITS}
    nasty.full(TrialSeries, name=nasty.line, crop_id=crop.id)
    sites = [nasty.full(Site, name=f"{nasty.line[:26]} {n:02}", code=f"S{n:02}", region_id=place, latitude=45 + n / 40,
                        longitude=124 + n / 30, altitude=150.0 + n) for n in range(1, nasty.size.sites + 1)]  # fmt: skip
    for number, site in enumerate(sites):
        _trial(nasty, site, crop, season, varieties, traits, number)
    for number, site in enumerate(sites[:3]):
        _trial(nasty, site, crop, season, varieties[:2], traits, number, kind="demonstration", design="none", replicates=1,
               series=f"{nasty.line[:20]} 2", code=f"D{number:02}")  # fmt: skip
    nasty.bare(Trial, code="T-0", title=nasty.line)


def _trial(nasty: Nasty, site: Site, crop: Crop, season: Season, varieties: Sequence[Variety], traits: Mapping[str, int],
           number: int, **other: Any) -> None:  # fmt: skip
    values: dict[str, Any] = {
        "code": f"T{number:02}", "title": f"{nasty.line} {number:02}", "kind": "regional", "crop_id": crop.id,
        "season_id": season.id, "site_id": site.id, "series": nasty.line, "design": "rcbd",
        "replicates": nasty.size.replicates if number != 1 else 1, "plot_area": 20.0, "harvest_area": 12.0,
        "rows_per_plot": 5, "row_length": 6.15, "row_spacing": 65.0, "plant_spacing": 25.0, "density": 4000.0,
        "standard_moisture": 14.0, "sown_on": DAY, "harvested_on": date(2025, 10, 1), "trait_id": traits["yield_mu"],
        "block_size": None, "seed": 7, "factor_a": "", "factor_b": "", "factor_c": "", "check_kind": "variety",
        "soil_ph": 7.9, "conclusion": "", **other}  # fmt: skip
    trial = nasty.full(Trial, **values)
    for position, trait in enumerate(traits.values()):
        nasty.bare(TrialTrait, trial_id=trial.id, trait_id=trait, position=position)
    if number == 0:
        nasty.many(FieldEvent, trial_id=trial.id)
    entries = [nasty.bare(Entry, trial_id=trial.id, number=n, variety_id=v.id, is_check=n == 1,
                          remark=nasty.text if n == 2 else "") for n, v in enumerate(varieties, 1)]  # fmt: skip
    plots = []
    for replicate in range(1, values["replicates"] + 1):
        for column, entry in enumerate(nasty.chance.sample(entries, len(entries)), 1):
            lost = entry.number == 3 and number == 0
            plots.append({
                "trial_id": trial.id, "entry_id": entry.id, "number": f"{replicate}{column:02}", "replicate": replicate,
                "block": str(replicate), "row": replicate, "column": column, "state": "lost" if lost else "ok",
                "reason": nasty.line if lost else "", "kind": "plot"})
    keys = insert_many(nasty.session, Plot, plots)
    number_of = {entry.id: entry.number or 0 for entry in entries}
    insert_many(nasty.session, Observation, [
        {"plot_id": key, "trait_id": traits[code], "value": value, "text": text}
        for key, plot in zip(keys, plots, strict=True) if plot["state"] == "ok"
        for code, value, text in _observed(nasty.chance, number_of[plot["entry_id"]])])  # fmt: skip


def _observed(chance: Random, entry: int) -> list[tuple[str, float | None, str]]:
    weight = 12.0 + entry % 7 * 0.4 + chance.gauss(0, 0.4)
    days = 120 + entry % 9
    return [("plot_weight", round(weight, 2), ""), ("grain_moisture", 24.5, ""), ("plant_height", 280.0 + entry, ""),
            ("ear_height", 110.0 + entry, ""), ("root_lodging", float(entry % 4), ""), ("stalk_lodging", 0.0, ""),
            ("ear_length", 19.0 + chance.gauss(0, 0.5), ""), ("ear_diameter", 5.0, ""),
            ("hundred_kernel_weight", 36.0 + chance.gauss(0, 1), ""),
            ("northern_leaf_blight", chance.choice([1.0, 3.0, 5.0]), ""),
            ("silking", None, (DAY + timedelta(days=72 + entry % 5)).isoformat()),
            ("maturity", None, (DAY + timedelta(days=days)).isoformat())]  # fmt: skip


def _dealers(nasty: Nasty, place: int) -> Dealer:
    dealer = nasty.full(Dealer, region_id=place, code="D-1")
    for _row in range(nasty.size.rows):
        nasty.full(Membership, dealer_id=dealer.id, left_on=None)
        nasty.full(Licence, dealer_id=dealer.id, replaced=False)
        nasty.full(Territory, dealer_id=dealer.id, region_id=place)
        nasty.full(Outlet, dealer_id=dealer.id, region_id=place)
        nasty.full(Promise, dealer_id=dealer.id, side="us", state="open", settled_on=None)
        nasty.full(Visit, dealer_id=dealer.id, state="done", next_on=None)
    nasty.bare(Dealer, name=nasty.line)
    contract = nasty.full(DealerContract, dealer_id=dealer.id, amends_id=None)
    assessment = nasty.full(DealerAssessment, dealer_id=dealer.id)
    for _row in range(nasty.size.rows):
        nasty.full(ContractPoint, contract_id=contract.id)
        nasty.full(AssessmentLine, assessment_id=assessment.id)
    nasty.bare(DealerContract, dealer_id=dealer.id, title="A", starts_on=DAY)
    nasty.bare(DealerAssessment, dealer_id=dealer.id, assessed_on=DAY)
    nasty.full(Visit, dealer_id=dealer.id, state="planned", planned_on=today() + timedelta(days=7), visited_on=None,
               next_on=None)
    return dealer


def _service(nasty: Nasty, crop: Crop, variety: Variety, dealer: Dealer, place: int) -> None:
    linked = {"crop_id": crop.id, "variety_id": variety.id, "region_id": place}
    sheet = nasty.full(TechniqueSheet, **linked, code="JS-1")
    for row in range(nasty.size.rows):
        nasty.full(TechniqueStep, sheet_id=sheet.id, position=row, basis="sowing", begins=-20 + 4 * row, ends=4 * row, term="",
                   month=None, day=None, dose=10.125, dose_high=1234.5, dose_unit="kg")  # fmt: skip
    bare = nasty.bare(TechniqueSheet, title=nasty.line, crop_id=crop.id, code="JS-2")
    for language in ("zh_CN", "en"):
        handout = nasty.full(Handout, **linked, sheet_id=sheet.id, language=language, body="", page="A4", large_print=False)
        nasty.bare(Handout, title=nasty.line, language=language, sheet_id=bare.id, body=nasty.line)
    nasty.many(PrintRun, handout_id=handout.id)
    nasty.many(HandedOut, handout_id=handout.id, dealer_id=dealer.id, region_id=place)
    case = nasty.full(FarmerCase, **linked, dealer_id=dealer.id)
    complaint = nasty.full(Complaint, **linked, dealer_id=dealer.id, case_id=case.id, lot="L1", received_on=date(2025, 6, 1))
    below = {"complaint_id": complaint.id}
    for row in range(nasty.size.rows):
        nasty.full(Evidence, **below)
        nasty.full(SealedSample, **below, number=f"{nasty.line[:20]} {row}")
        nasty.full(Inspection, **below)
        nasty.full(Reading, **below)
        nasty.full(ComplaintCost, **below)
        nasty.full(ShipmentLine, lot="L1", variety_id=variety.id, dealer_id=dealer.id, moved_on=date(2025, 3, 1), kg=1234.5,
                   product_id=None, shipment_id=None, order_line_id=None, returns_id=None, bags=None, price=None)
    nasty.full(LossEstimate, **below, inputs=[])
    nasty.bare(Complaint, complainant="A", description="B")
    nasty.full(Article, crop_id=crop.id)


def _training(nasty: Nasty, dealer: Dealer, place: int) -> None:
    from tests.paper.nasty_training import make_training

    make_training(nasty, dealer, place)


def _labels(nasty: Nasty, variety: Variety, place: int) -> None:
    """A label of two long versions, its making with many readings, findings; one of which next to nothing is known."""
    item = nasty.full(LabelItem, variety_id=variety.id, region_id=place, language="en" if nasty.language == "en" else "zh",
                      barcode="6901234567892")
    sizes = {"width_mm": 110.0, "height_mm": 150.0, "name_mm": 10.0, "net_mm": 6.0, "least_mm": 2.0}
    nasty.bare(LabelVersion, item_id=item.id, content=nasty.line)
    version = nasty.full(LabelVersion, item_id=item.id, **sizes)
    order = nasty.full(PrintOrder, version_id=version.id)
    delivery = nasty.full(PrintDelivery, order_id=order.id, pieces=20_000, result="sorted")
    for _row in range(nasty.size.rows):
        nasty.full(PrintReading, delivery_id=delivery.id)
        nasty.full(LabelUse, version_id=version.id)
        nasty.full(LotTest, version_id=version.id, lot=nasty.line, weights="2498.5, 2501 " * 20)
    nasty.bare(LotTest, lot="A", tested_on=DAY)
    nasty.full(LabelCount, version_id=version.id)
    nasty.full(LabelRemark, version_id=version.id)
    nasty.full(LabelChange, old_text=nasty.line, new_text=f"{nasty.line} 2", done_on=None)
    nasty.bare(LabelChange, old_text="AB")
    nasty.bare(PrintingWorks, name="A")
    nasty.full(QualityFinding, item_id=item.id, version_id=version.id, delivery_id=delivery.id)
    nasty.bare(QualityFinding, item_id=item.id, found_on=DAY)
    nasty.bare(PrintDelivery, order_id=nasty.bare(PrintOrder, version_id=version.id, pieces=1).id, delivered_on=DAY, pieces=1)
