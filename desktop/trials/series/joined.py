"""The trials of a series as one table: entries known by variety, environments by site and season, yields in kg/亩.

Abandoned trials, trials without values and trials whose response is another trait are left out, each by name with its
reason. Yields of one kind are brought to kg/亩 by each trial's own unit and harvested area; an estimated yield, such as
a theoretical one, never joins measured ones.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import fsum

from sqlmodel import Session, col

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Crop, Trait
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, _
from desktop.core.records import living
from desktop.core.unit_words import in_english
from desktop.core.units import MU_OFFICIAL, exact
from desktop.trials.choices import DEMONSTRATIONS
from desktop.trials.model import Plot, Trial, TrialSeries
from desktop.trials.results.trait_result import usable
from desktop.trials.results.yields import is_yield_trait, per_mu_factor, unit_code
from desktop.trials.trial_data import EntryLine, TrialData, read

HARVESTED = ("yield_mu", "yield_ha")  # tails of the catalogue's codes for yields harvested and at standard moisture
Labels = Callable[[TrialData], str]


@dataclass(frozen=True)
class Entrant:
    """An entry of the series: the variety, or the name where no variety is behind it. `number` is that of the first trial."""

    key: str
    name: str
    is_check: bool
    line: EntryLine

    def in_english(self) -> Entrant:
        """The entrant under its variety's English name, where it has one; its units in English."""
        variety = self.line.variety
        english = variety.name_en if variety else ""
        name = self.name.replace(variety.name, english) if variety and english else self.name
        return replace(self, name=in_english(name))


@dataclass
class Environment:
    """A trial as an environment of the series. `factor` brings its values to the series' unit; `keys`: entry id → entrant."""

    label: str
    place: str
    year: str
    data: TrialData
    trait: Trait
    factor: float
    keys: dict[int, str] = field(default_factory=dict)

    def in_language(self, language: str) -> Environment:
        """The environment with its season and the names of its entries in that language, which must be in force."""
        year = self.data.season.title() if self.data.season else self.year
        label = self.label.replace(self.year, year) if self.year else self.label
        return replace(self, label=label, year=year, data=self.data.in_language(language))

    @property
    def replicated(self) -> bool:
        """Whether an entry other than a check stood on several plots."""
        plots = Counter(p.entry_id for p in usable(self.data) if self.data.number(p, self.trait) is not None)
        return any(n > 1 and not self.data.by_entry[entry or 0].is_check for entry, n in plots.items())

    def values(self) -> Iterator[tuple[str, Plot, float | None]]:
        """Entrant, plot and value (in the series' unit) of every plot that takes part."""
        for plot in usable(self.data):
            value = self.data.number(plot, self.trait)
            yield self.keys[plot.entry_id or 0], plot, None if value is None else value * self.factor

    def mean(self) -> float:
        """The mean of the entrants' means, as it stands in every table of the series; lost plots do not weigh it."""
        found: dict[str, list[float]] = {}
        for key, _plot, value in self.values():
            if value is not None:
                found.setdefault(key, []).append(value)
        return fsum(fsum(v) / len(v) for v in found.values()) / len(found)


@dataclass
class SeriesData:
    """A series with all its trials. `left_out` are (trial, reason); `trait` is judged by, in kg/亩 where `per_mu`."""

    name: str
    record: TrialSeries | None
    trait: Trait | None
    per_mu: bool
    environments: list[Environment]
    entrants: list[Entrant]
    left_out: list[tuple[Trial, str]] = field(default_factory=list)
    crop: Crop | None = None

    @property
    def checks(self) -> list[Entrant]:
        """The checks, the most frequent first."""
        return [e for e in self.entrants if e.is_check]

    @property
    def demonstration(self) -> bool:
        """Whether it is strips on farms or in shows, one of each entry, and not plot trials with replicates."""
        return bool(self.environments) and all(
            e.data.trial.design == "on-farm" or (e.data.trial.kind in DEMONSTRATIONS and not e.replicated)
            for e in self.environments)

    @property
    def places(self) -> list[str]:
        """The sites in order."""
        return list(dict.fromkeys(e.place for e in self.environments))

    @property
    def years(self) -> list[str]:
        """The seasons in order."""
        return list(dict.fromkeys(e.year for e in self.environments if e.year))

    def in_language(self, language: str) -> SeriesData:
        """The series under the names its varieties have in that language; as it is where those would not tell them apart."""
        if language == CHINESE:
            return self
        entrants = [e.in_english() for e in self.entrants]
        if len({e.name for e in entrants}) < len(entrants):
            return self
        environments = [e.in_language(language) for e in self.environments]
        return replace(self, entrants=entrants, environments=environments)

    def entrant(self, key: str) -> Entrant:
        """The entrant of that key."""
        return next(e for e in self.entrants if e.key == key)

    def fingerprint(self) -> str:
        """The first 16 digits of the SHA-256 over the fingerprints of all trials: the same data give the same digits."""
        return fingerprint_of(self.name, [(e.data, e.trait) for e in self.environments], self.left_out)


def fingerprint_of(name: str, used: list[tuple[TrialData, Trait]], left_out: list[tuple[Trial, str]]) -> str:
    """The fingerprint of the trials used, each of the trait it is judged by, and of those left out."""
    digest = hashlib.sha256(name.encode())
    for data, trait in sorted(used, key=lambda pair: pair[0].trial.id):
        identity = [(e.number, e.variety.id if e.variety else None) for e in data.entries]
        facts = (data.trial.id, trait.code, data.trial.harvest_area, data.trial.plot_area, data.trial.site_id,
                 data.trial.season_id, identity, data.fingerprint([trait]))
        digest.update(repr(facts).encode())
    digest.update(repr(sorted(trial.id for trial, _reason in left_out)).encode())
    return digest.hexdigest()[:16]


def load(db: Database, name: str, mu: float = float(MU_OFFICIAL), trait_id: int | None = None) -> SeriesData:
    """The series of that name, judged by `trait_id` (the most frequent response if None).

    Raises `UserError` where no trial carries the name.
    """
    with db.reading() as session:
        return read_series(session, name, mu, trait_id)


def load_record(db: Database, series_id: int, mu: float = float(MU_OFFICIAL), trait_id: int | None = None) -> SeriesData:
    """`load` by the key of the series' record; a series whose name no trial carries is empty."""
    with db.reading() as session:
        record = session.get(TrialSeries, series_id)
        if record is None:
            raise UserError(_("This series is no longer in the database."))
        return read_series(session, record.name, mu, trait_id, empty=True)


def read_series(session: Session, name: str, mu: float, trait_id: int | None = None, *, empty: bool = False) -> SeriesData:
    """`load` inside a session; with `empty` a series without trials is no error."""
    query = living(Trial).where(Trial.series == name).order_by(col(Trial.code))
    trials = list(session.exec(query))
    if not trials and not empty:
        raise UserError(_("No trial belongs to a series called “{name}”.").format(name=name))
    found = living(TrialSeries).where(TrialSeries.name == name)
    record = session.exec(found.order_by(col(TrialSeries.id))).first()
    left_out = [(t, t.reason or _("no reason given")) for t in trials if t.state == "abandoned"]
    every = [read(session, t.id) for t in trials if t.state != "abandoned"]
    return assemble(name, record, every, mu, trait_id, left_out)


def assemble(name: str, record: TrialSeries | None, every: list[TrialData], mu: float, trait_id: int | None = None,
             left_out: list[tuple[Trial, str]] | None = None) -> SeriesData:
    """The series of trials at hand."""
    lost = list(left_out or [])
    trait = _trait(every, trait_id)
    made = SeriesData(name, record, trait, told_per_mu(trait), [], [], lost, next((d.crop for d in every if d.crop), None))
    for data in every:
        environment, reason = _environment(made, data, mu)
        if environment is None:
            lost.append((data.trial, reason))
        else:
            made.environments.append(environment)
    _label(made.environments)
    _enter(made)
    return made


def measured(data: TrialData, trait: Trait) -> bool:
    """Whether a plot in order has a number of the trait."""
    return any(data.number(p, trait) is not None for p in usable(data))


def _trait(every: list[TrialData], trait_id: int | None) -> Trait | None:
    """The trait asked for, else the response of the most trials."""
    known = {t.id: t for data in every for t in data.traits if t.kind in MEASURED}
    if trait_id in known:
        return known[trait_id]
    responses = [r for data in every if (r := data.response()) and measured(data, r)]
    counted = Counter(r.id for r in responses)
    return next((r for r in responses if counted[r.id] == max(counted.values())), None)


def told_per_mu(trait: Trait | None) -> bool:
    """Whether the series is told in kg/亩: yields in a unit of weight per area, or of weight per plot."""
    return trait is not None and is_yield_trait(trait) and per_mu_factor(trait.unit, harvest_area=1.0) is not None


def _environment(series: SeriesData, data: TrialData, mu: float) -> tuple[Environment | None, str]:
    """The trial as an environment; None with the reason where it cannot take part."""
    assert series.trait is None or isinstance(series.trait, Trait)
    found = [t for t in data.traits if series.trait and measured(data, t) and _same_kind(t, series.trait)]
    trait = next((t for t in found if series.trait and t.id == series.trait.id), found[0] if found else None)
    if trait is None or series.trait is None:
        title = series.trait.title() if series.trait else ""
        return None, _("no values of {trait}").format(trait=title) if title else _("no measured values")
    factor = 1.0
    if series.per_mu:
        found_factor = per_mu_factor(trait.unit, harvest_area=data.trial.harvest_area or data.trial.plot_area,
                                     crop=data.crop.code if data.crop else "", mu=exact(mu))
        if found_factor is None:
            return None, _("the harvested area is not known, so that {unit} cannot be turned into kg/mu").format(
                unit=trait.unit_shown())
        factor = float(found_factor)
    place = data.site.name if data.site else data.trial.code
    return Environment("", place, data.season.name if data.season else "", data, trait, factor), ""


def _same_kind(trait: Trait, wanted: Trait) -> bool:
    """The trait itself, or a yield measured in the same way in another unit."""
    if trait.id == wanted.id:
        return True
    return trait.is_yield and wanted.is_yield and _plain_yield(trait) and _plain_yield(wanted)


def _plain_yield(trait: Trait) -> bool:
    """Harvested yields, and yields of one's own by area; estimates and yields on a counted area stand alone."""
    tail = trait.code.rsplit(".", 1)[-1]
    own = not trait.source and unit_code(trait.unit) is not None and "理论" not in trait.name_zh and "测产" not in trait.name_zh
    return tail in HARVESTED or own


def _label(environments: list[Environment]) -> None:
    """Name each environment by its site, with season and trial only as far as they tell them apart."""
    several = len({e.year for e in environments}) > 1
    environments.sort(key=lambda e: (e.year, e.data.trial.code))
    for e in environments:
        e.label = f"{e.place} {e.year}".strip() if several else e.place
    often = {label for label, times in Counter(e.label for e in environments).items() if times > 1}
    for e in environments:
        if e.label in often:
            e.label = f"{e.label} ({e.data.trial.code})"


def _enter(series: SeriesData) -> None:
    """Gather the entrants in order of their numbers in the first trial, and tell each trial's entries which they are."""
    first: dict[str, EntryLine] = {}
    checks: Counter[str] = Counter()
    for environment in series.environments:
        often = Counter(line.variety.id for line in environment.data.entries if line.variety)
        for line in environment.data.entries:
            key = _key(line, often)
            environment.keys[line.id] = key
            first.setdefault(key, line)
            checks[key] += line.is_check
    names = {key: (line.variety.name if line.variety and key[0] == "v" else line.name) for key, line in first.items()}
    twice = {name for name, times in Counter(names.values()).items() if times > 1}
    entrants = [Entrant(key, f"{names[key]} [{line.number or line.id}]" if names[key] in twice else names[key],
                        checks[key] > 0, line) for key, line in first.items()]
    series.entrants = sorted(entrants, key=lambda e: -checks[e.key] if e.is_check else 1)


def _key(line: EntryLine, often: Counter[int]) -> str:
    """What an entry is known by over the trials: its variety; its name where one variety stands for several treatments."""
    if line.variety is None or any(line.levels) or (often[line.variety.id] > 1 and line.name != line.variety.name):
        return f"n{line.name}"
    return f"v{line.variety.id}"
