"""Kept results of series: figures with the fingerprint of all their trials, out of date when a plot of any changes."""

from __future__ import annotations

from typing import Any

from desktop.analysis import wording
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import now
from desktop.core.i18n import N_, _
from desktop.core.settings import office
from desktop.trials.results.options import Options
from desktop.trials.results.stored import Kept, line_texts, plain, store_once, stored_rows
from desktop.trials.series import sentences
from desktop.trials.series.joined import load_record
from desktop.trials.series.series_result import SeriesOptions, SeriesResult, options_from, result_of

METHODS = {"met": N_("Combined analysis"), "on-farm": N_("Farm by farm"), "plain": N_("Plain comparison")}


def method_of(result: SeriesResult) -> str:
    """How a result came about."""
    return result.answer.design if result.answer else "plain"


def keep(db: Database, series_id: int, options: SeriesOptions) -> int:
    """Compute and keep the result of a series; gives its key. The same of the same data is not kept twice."""
    mu = float(office(db, "mu_area"))
    result = result_of(load_record(db, series_id, mu, options.trait_id), options)
    if result is None:
        raise UserError(_("There are no measured values yet."))
    return store(db, result)


def store(db: Database, result: SeriesResult) -> int:
    """`keep` of a result at hand."""
    data = result.data
    record = data.record
    if record is None or data.trait is None:
        raise UserError(_("This series is no longer in the database."))
    options = {**result.options.to_json(), "trait_id": data.trait.id}
    values = {"series_id": record.id, "trait_id": data.trait.id, "method": method_of(result), "options": options,
              "fingerprint": data.fingerprint(), "computed_at": now(), "summary": sentences.overview(result),
              "figures": figures(result)}
    return store_once(db, values, "series_id", data.trait)


def figures(result: SeriesResult) -> dict[str, Any]:
    """The figures as plain numbers and words: the analysis as the command line prints it, and the entries' lines."""
    lines = [{"entry": x.entrant.name, "sites": x.environments, "mean": x.mean, "rank": x.rank, "difference": x.difference,
              "percent": x.percent, "lower": x.lower, "upper": x.upper, "p": x.p, "mark": x.mark, "letters": x.letters,
              "letters_1_percent": x.capitals, "above": x.above, "below": x.below, "ties": x.ties, "lost": list(x.lost)}
             for x in result.lines]
    answer = {"analysis": result.answer.to_json() if result.answer else None, "reason": result.reason, "lines": lines,
              "unit": sentences.unit(result.data), "trials": [e.data.trial.code for e in result.data.environments]}
    return plain(answer)


def kept(db: Database, series_id: int, fingerprints: dict[int, str]) -> list[Kept]:
    """The kept results of a series, the newest first; `fingerprints` are today's by trait, those not there are computed."""
    today = dict(fingerprints)
    found = []
    for row, trait in stored_rows(db, "series_id", series_id):
        if trait.id not in today:
            today[trait.id] = load_record(db, series_id, float(office(db, "mu_area")), trait.id).fingerprint()
        options = options_from(row.options)
        found.append(Kept(row.id, trait.id, trait.title(), _(METHODS.get(row.method, row.method)),
                          wording.test_name(options.test), row.computed_at, row.summary,
                          row.fingerprint != today[trait.id], Options(trait_id=trait.id), tuple(line_texts(row, "sites", 1))))
    return found


def heads() -> list[str]:
    """The heads of a kept result's lines."""
    return [_("Rank"), _("Variety"), _("Number of sites"), _("Mean"), _("Difference"), "±%", "p", "5 %", "1 %"]
