"""Our own trials beside the verdict: what a variety yielded against the check where it stood, trial by trial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import fsum

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.catalogue.model import Trait
from desktop.core.records import alive, table_of
from desktop.regions.lying import Lying, chain
from desktop.trials.choices import DEMONSTRATIONS
from desktop.trials.model import Entry, Observation, Plot, Site, Trial


@dataclass(frozen=True)
class Stood:
    """A variety in a trial: its plain mean in percent of the check's."""

    trial_id: int
    code: str
    region_id: int | None
    year: int | None
    percent: float
    demonstrated: bool


@dataclass(frozen=True)
class Tried:
    """What trials in a region say of a variety: how many, the mean percent of the check, in how many above it."""

    trials: int
    percent: float
    above: int


@dataclass(frozen=True)
class Met:
    """Two varieties in one trial: ours in percent of theirs."""

    code: str
    year: int | None
    percent: float
    demonstrated: bool


def own_trials(session: Session, varieties: Collection[int]) -> dict[int, list[Stood]]:
    """Of each variety the trials with values of it and of a check, by the trial's response or, without one, a yield."""
    found: dict[int, list[Stood]] = defaultdict(list)
    for rows in _by_trial(session, varieties, lambda rows: any(row[7] for row in rows)):
        for one, variety in _percents(rows):
            if variety in varieties:
                found[variety].append(one)
    return dict(found)


def met_in_trials(session: Session, theirs: int, ours: int) -> list[Met]:
    """The trials in which both varieties stood, by the same response."""
    found = []
    for rows in _by_trial(session, (theirs, ours), lambda rows: {theirs, ours} <= {row[6] for row in rows}):
        means = {variety: _mean([row for row in rows if row[6] == variety]) for variety in (theirs, ours)}
        if means[theirs]:
            found.append(Met(str(rows[0][1]), getattr(rows[0][3], "year", None), 100 * means[ours] / means[theirs],
                             rows[0][2] in DEMONSTRATIONS))
    return sorted(found, key=lambda one: (one.year or 0, one.code))


def _mean(rows: list[tuple[object, ...]]) -> float:
    return fsum(float(str(row[8])) for row in rows) / _values(rows)


def _by_trial(session: Session, varieties: Collection[int], wanted_of: Callable[[list[tuple[object, ...]]], bool]
              ) -> list[list[tuple[object, ...]]]:
    """The lines of each trial in which a variety stood, in its response: (trial, code, kind, sown, region, trait, variety, is
    check, sum, count). Without a response the yield with the most values of those that `wanted_of` takes."""
    observation, plot, entry, trial, trait, site = (table_of(model) for model in (Observation, Plot, Entry, Trial, Trait, Site))
    wanted = select(entry.c.trial_id).where(entry.c.variety_id.in_(list(varieties)), alive(entry))
    query = (select(trial.c.id, trial.c.code, trial.c.kind, trial.c.sown_on, site.c.region_id, trait.c.id, entry.c.variety_id,
                    entry.c.is_check, func.sum(observation.c.value), func.count(observation.c.value))
             .select_from(observation.join(plot, plot.c.id == observation.c.plot_id).join(entry, entry.c.id == plot.c.entry_id)
                          .join(trial, trial.c.id == entry.c.trial_id).join(trait, trait.c.id == observation.c.trait_id)
                          .outerjoin(site, site.c.id == trial.c.site_id))
             .where(trial.c.id.in_(wanted), alive(trial), alive(entry), alive(plot), alive(observation),
                    observation.c.value.is_not(None), observation.c.excluded.is_(False), plot.c.state == "ok",
                    trial.c.state != "abandoned", trial.c.factor_a == "",
                    (trial.c.trait_id == trait.c.id) | (trial.c.trait_id.is_(None) & trait.c.is_yield))
             .group_by(trial.c.id, trait.c.id, entry.c.id))
    groups: dict[tuple[int, int], list[tuple[object, ...]]] = defaultdict(list)
    for row in session.execute(query):
        groups[row[0], row[5]].append(tuple(row))
    best: dict[int, list[tuple[object, ...]]] = {}
    for (number, _trait), rows in groups.items():
        if wanted_of(rows) and _values(rows) > _values(best.get(number, [])):
            best[number] = rows
    return list(best.values())


def _values(rows: list[tuple[object, ...]]) -> int:
    return sum(int(str(row[9])) for row in rows)


def _percents(rows: list[tuple[object, ...]]) -> list[tuple[Stood, int]]:
    """The lines of a trial in percent of its checks' mean."""
    checks = [row for row in rows if row[7]]
    base = _mean(checks)
    if not base:
        return []
    number, code, kind, sown, region = rows[0][:5]
    year = getattr(sown, "year", None)
    return [(Stood(int(str(number)), str(code), int(str(region)) if region else None, year,
                   100 * float(str(row[8])) / int(str(row[9])) / base, kind in DEMONSTRATIONS), int(str(row[6])))
            for row in rows if not row[7] and row[6]]


def tried(stood: Collection[Stood], regions: Mapping[int, Lying], region_id: int | None = None) -> Tried | None:
    """The trials in a region (None: everywhere) together; a tie is not above the check. None without any."""
    chosen = [one for one in stood if region_id is None or region_id in chain(regions, one.region_id)]
    if not chosen:
        return None
    return Tried(len(chosen), fsum(one.percent for one in chosen) / len(chosen), sum(one.percent > 100 for one in chosen))
