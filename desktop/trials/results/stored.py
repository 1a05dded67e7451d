"""Results that are kept: computed figures with their options and the fingerprint of the data they rest on.

A kept result is never recomputed. Where the data's fingerprint is another one today, it is shown as out of date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import now
from desktop.core.i18n import _
from desktop.core.records import alive, living
from desktop.core.settings import office
from desktop.core.units import MU_OFFICIAL
from desktop.trials import wording
from desktop.trials.model import StoredResult
from desktop.trials.report import sentences as words
from desktop.trials.results import by_design as ways
from desktop.trials.results.options import Options, from_json
from desktop.trials.results.trait_result import Result, result_of
from desktop.trials.trial_data import TrialData, load


@dataclass(frozen=True)
class Kept:
    """A kept result as it is listed. `stale`: the data have changed since; `lines` are the entries' figures as texts."""

    id: int
    trait_id: int
    trait: str
    method: str
    test: str
    computed_at: datetime | None
    summary: str
    stale: bool
    options: Options
    lines: tuple[tuple[str, ...], ...] = ()

    def day(self) -> str:
        """When it was computed, in local time."""
        return self.computed_at.astimezone().strftime("%Y-%m-%d %H:%M") if self.computed_at else ""


def keep(db: Database, trial_id: int, options: Options) -> int:
    """Compute and keep the result of a trait; gives its key. What is kept already, of the same data, is not kept twice."""
    data = load(db, trial_id)
    trait = data.trait(options.trait_id) if options.trait_id else data.response()
    result = result_of(data, trait, float(office(db, "mu_area") or MU_OFFICIAL), options) if trait else None
    if trait is None or result is None:
        raise UserError(_("There are no measured values yet."))
    return store(db, data, result)


def store(db: Database, data: TrialData, result: Result) -> int:
    """`keep` of a result at hand."""
    values = values_of(data, result)
    with db.reading() as session:
        query = living(StoredResult).where(
            StoredResult.trial_id == data.trial.id, StoredResult.trait_id == result.trait.id,
            StoredResult.fingerprint == values["fingerprint"], StoredResult.method == values["method"])
        same = next((r for r in session.exec(query) if r.options == values["options"]), None)
    if same is not None:
        return same.id
    label = _("Result of {trait} kept").format(trait=result.trait.title())
    return verbs.save(db, StoredResult, values, label=label).id


def values_of(data: TrialData, result: Result) -> dict[str, Any]:
    """The fields of a kept result."""
    options = {**result.options.to_json(), "trait_id": result.trait.id}
    summary = wording.sentences([words.overview(result), words.tests_sentence(result), result.substitute])
    return {"trial_id": data.trial.id, "trait_id": result.trait.id, "method": method(data, result),
            "options": options, "fingerprint": fingerprint(data, result.trait, result.options), "computed_at": now(),
            "summary": summary, "figures": figures(result)}


def method(data: TrialData, result: Result) -> str:
    """The word of the way a result was made."""
    return result.tested.design if result.tested else result.way or data.trial.design


def fingerprint(data: TrialData, trait: Trait, options: Options) -> str:
    """The fingerprint of the data that a result of this trait rests on."""
    traits = [t for t in data.traits if t.id in (trait.id, options.covariate_id)]
    return data.fingerprint(traits or [trait])


def figures(result: Result) -> dict[str, Any]:
    """The figures as plain numbers and words: what the command line prints, and the lines of the entries."""
    lines = [{"entry": line.entry.name, "plots": line.count, "mean": line.mean, "rank": line.rank,
              "difference": line.difference, "percent": line.percent, "lower": line.lower, "upper": line.upper, "p": line.p,
              "letters": line.letters, "letters_1_percent": line.capitals} for line in result.lines]
    answer = {"analysis": result.analysis.to_json() if result.analysis else None, "reason": result.reason, "lines": lines,
              **{found.stored_key(): found.to_json() for found in result.answers}}
    plain: dict[str, Any] = json.loads(json.dumps(answer, ensure_ascii=False, default=float))
    return plain


def kept(db: Database, data: TrialData) -> list[Kept]:
    """The kept results of a trial, the newest first."""
    with db.reading() as session:
        query = (select(StoredResult, Trait).join(Trait, col(Trait.id) == StoredResult.trait_id)
                 .where(StoredResult.trial_id == data.trial.id, alive(StoredResult))
                 .order_by(col(StoredResult.computed_at).desc(), col(StoredResult.id).desc()))
        rows = list(session.exec(query))
    found = []
    for stored, trait in rows:
        options = from_json(stored.options)
        stale = stored.fingerprint != fingerprint(data, trait, options)
        found.append(Kept(stored.id, trait.id, trait.title(), ways.title(stored.method), wording.test_name(options.test),
                          stored.computed_at, stored.summary, stale, options, tuple(_texts(trait, stored))))
    return found


def heads() -> list[str]:
    """The heads of a kept result's lines."""
    return [_("Rank"), _("Variety"), _("Plots"), _("Mean"), _("Difference"), "±%", "p", "5 %", "1 %"]


def _texts(trait: Trait, stored: StoredResult) -> Iterator[tuple[str, ...]]:
    """The entries' figures of a kept result, in the trait's own unit."""
    places = wording.digits(trait)
    for line in stored.figures.get("lines", []):
        percent = line.get("percent")
        yield (str(line.get("rank", "")), str(line.get("entry", "")), str(line.get("plots", "")),
               wording.number(line.get("mean"), places), wording.signed(line.get("difference"), places),
               "" if percent is None else f"{wording.signed(percent, 1)} %", wording.p_value(line.get("p")),
               str(line.get("letters", "")), str(line.get("letters_1_percent", "")))


def newest(found: list[Kept], trait_id: int | None) -> Kept | None:
    """The newest kept result of a trait."""
    return next((one for one in found if one.trait_id == trait_id), None)
