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

from desktop.analysis import wording
from desktop.catalogue.model import Trait
from desktop.core import local_time, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import now
from desktop.core.i18n import _
from desktop.core.records import alive, living
from desktop.core.settings import office
from desktop.core.units import MU_OFFICIAL
from desktop.trials.model import StoredResult
from desktop.trials.report import sentences
from desktop.trials.results import by_design
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
        return local_time.shown(self.computed_at) if self.computed_at else ""


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
    return store_once(db, values_of(data, result), "trial_id", result.trait)


def store_once(db: Database, values: dict[str, Any], owner: str, trait: Trait) -> int:
    """The key of a kept result with these values; the same of the same data, under its `owner`, is not kept twice."""
    with db.reading() as session:
        query = living(StoredResult).where(
            getattr(StoredResult, owner) == values[owner], StoredResult.trait_id == trait.id,
            StoredResult.fingerprint == values["fingerprint"], StoredResult.method == values["method"])
        same = next((r for r in session.exec(query) if r.options == values["options"]), None)
    if same is not None:
        return same.id
    return verbs.save(db, StoredResult, values, label=_("Result of {trait} kept").format(trait=trait.title())).id


def values_of(data: TrialData, result: Result) -> dict[str, Any]:
    """The fields of a kept result."""
    options = {**result.options.to_json(), "trait_id": result.trait.id}
    summary = wording.sentences([sentences.overview(result), sentences.tests_sentence(result), result.substitute])
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
    lines = [{"entry": line.entry.key, "plots": line.count, "mean": line.mean, "rank": line.rank,
              "difference": line.difference, "percent": line.percent, "lower": line.lower, "upper": line.upper, "p": line.p,
              "letters": line.letters, "letters_1_percent": line.capitals} for line in result.lines]
    answer = {"analysis": result.analysis.to_json() if result.analysis else None, "reason": result.reason, "lines": lines,
              **{found.stored_key(): found.to_json() for found in result.answers}}
    return plain(answer)


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    """Figures as they are stored: numbers, words, lists and objects of JSON."""
    found: dict[str, Any] = json.loads(json.dumps(answer, ensure_ascii=False, default=float))
    return found


def kept(db: Database, data: TrialData) -> list[Kept]:
    """The kept results of a trial, the newest first."""
    found = []
    for row, trait in stored_rows(db, "trial_id", data.trial.id):
        options = from_json(row.options)
        stale = row.fingerprint != fingerprint(data, trait, options)
        found.append(Kept(row.id, trait.id, trait.title(), by_design.title(row.method), wording.test_name(options.test),
                          row.computed_at, row.summary, stale, options,
                          tuple(line_texts(row, "plots", trait.digits()))))
    return found


def stored_rows(db: Database, owner: str, key: int) -> list[tuple[StoredResult, Trait]]:
    """The kept results under an owner ("trial_id", "series_id") with their traits, the newest first."""
    with db.reading() as session:
        query = (select(StoredResult, Trait).join(Trait, col(Trait.id) == StoredResult.trait_id)
                 .where(getattr(StoredResult, owner) == key, alive(StoredResult))
                 .order_by(col(StoredResult.computed_at).desc(), col(StoredResult.id).desc()))
        return list(session.exec(query))


def heads() -> list[str]:
    """The heads of a kept result's lines."""
    return [_("Rank"), _("Variety"), _("Plots"), _("Mean"), _("Difference"), "±%", "p", "5 %", "1 %"]


def line_texts(stored: StoredResult, count: str, places: int) -> Iterator[tuple[str, ...]]:
    """The entries' figures of a kept result; `count` is the figure that says what each is a mean of."""
    for line in stored.figures.get("lines", []):
        percent = line.get("percent")
        yield (str(line.get("rank", "")), str(line.get("entry", "")), str(line.get(count, "")),
               wording.number(line.get("mean"), places), wording.signed(line.get("difference"), places),
               "" if percent is None else wording.percent(wording.signed(percent, 1)), wording.p_value(line.get("p")),
               str(line.get("letters", "")), str(line.get("letters_1_percent", "")))


def newest(found: list[Kept], trait_id: int | None) -> Kept | None:
    """The newest kept result of a trait."""
    return next((one for one in found if one.trait_id == trait_id), None)


def stale_sentence(found: list[Kept], trait_id: int) -> str:
    """The sentence about the newest kept result of a trait that the data have left behind; "" where they have not."""
    last = newest(found, trait_id)
    if last is None or not last.stale:
        return ""
    return _("The data changed since {day}, when the last result was kept. What is shown is computed anew; keep it to replace "
             "that one.").format(day=last.day())
