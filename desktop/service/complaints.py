"""Verbs of complaints: loss estimates, readings against the standards in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.catalogue.model import Crop
from desktop.core import catalogues, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import SOURCE, _, language
from desktop.regions.model import Region
from desktop.regions.tree import ancestors
from desktop.service import losses
from desktop.service.complaint_model import Complaint, LossEstimate, Reading


def rules_for(db: Database, complaint: Complaint) -> list[losses.LossRule]:
    """The rules in force where and when a complaint came; a village without an area code lies in its county's."""
    with db.reading() as session:
        above = ancestors(session, complaint.region_id) if complaint.region_id else []
        regions = [session.get(Region, key) for key in reversed(above)]
    code = next((region.code for region in regions if region and region.code), "")
    return losses.rules(complaint.received_on or today(), code)


def add_loss(db: Database, complaint_id: int, code: str, inputs: Sequence[tuple[str, float | None, str]],
             remark: str = "") -> LossEstimate:
    """Keep an estimate by a rule; `inputs` are (key, value, where it comes from). Raises `UserError` where one is missing."""
    rule = losses.rule(code)
    amount = losses.estimate(rule, {key: value for key, value, _source in inputs})
    titles = {i.key: (i.title, i.unit) for i in rule.inputs}
    for key, _value, source in inputs:
        if not source.strip():
            raise UserError(_("Say where “{field}” comes from: an estimate without its sources convinces nobody.").format(
                field=titles[key][0]))
    kept = [{"key": key, "title": titles[key][0], "unit": titles[key][1], "value": value, "source": source}
            for key, value, source in inputs]
    return verbs.save(db, LossEstimate, {"complaint_id": complaint_id, "rule": rule.title, "made_on": today(), "inputs": kept,
                                         "amount": amount, "remark": remark})


@dataclass(frozen=True)
class Standard:
    """A class of seed in a standard that is in force: its limits by parameter; none recorded means no judgement."""

    code: str
    title: str
    limits: Mapping[str, float]
    verified: bool
    note: str


_LIMITS = {"purity": "purity_min", "cleanness": "cleanness_min", "germination": "germination_min", "moisture": "moisture_max"}


def standards(crop: str, on: date) -> list[Standard]:
    """The classes of seed of a crop (its code) in the standards in force on a day; one whose beginning is unknown counts."""
    plain, day, english = crop.split("_", maxsplit=1)[0], on.isoformat(), language() == SOURCE
    found = []
    for row in catalogues.load("seed_standards").where(crop=plain):
        if (row["effective_from"] or "") <= day <= (row["effective_to"] or "9999"):
            limits = {name: float(row[key]) for name, key in _LIMITS.items() if row[key] is not None}
            found.append(Standard(row["standard"], row["en"] if english else row["zh"], limits, row["verified"],
                                  row["note_en"] if english else row["note_zh"]))
    return found


def standards_for(db: Database, complaint_id: int) -> list[Standard]:
    """The standards that a complaint's seed is judged by: those of its crop on the day it was received."""
    complaint = verbs.get(db, Complaint, complaint_id)
    if complaint.crop_id is None or complaint.received_on is None:
        return []
    return standards(verbs.get(db, Crop, complaint.crop_id).code, complaint.received_on)


@dataclass(frozen=True)
class Measured:
    """A parameter as it was measured and as the label promises it."""

    parameter: str
    result: float | None
    promised: float | None


def add_readings(db: Database, complaint_id: int, standard: Standard | None, measured: Sequence[Measured],
                 facts: Mapping[str, Any]) -> int:
    """Keep the readings that have a result or a promise, with the standard's limits, in one action; gives their number."""
    wanted = [m for m in measured if m.result is not None or m.promised is not None]
    if not wanted:
        raise UserError(_("Fill in at least one result or promise."))
    with db.operation(_("Readings added")) as session:
        for line in wanted:
            verbs.store(session, Reading, {
                **facts, "complaint_id": complaint_id, "parameter": line.parameter, "result": line.result, "unit": "%",
                "promised": line.promised, "threshold": standard.limits.get(line.parameter) if standard else None,
                "standard": f"{standard.code} {standard.title}" if standard else ""})
    return len(wanted)
