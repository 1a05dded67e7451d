"""A trial as plain arrays: what analysis, map, grid and report start from. One short reading session."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select as rows
from sqlmodel import Session, col, select

from desktop.catalogue.actions import dictionary
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Crop, Season, Trait, Variety
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, _
from desktop.core.records import alive, living, table_of
from desktop.core.unit_words import in_english
from desktop.regions.model import Region
from desktop.trials.model import DERIVED, Entry, FieldEvent, Observation, Plot, Site, Trial, TrialTrait

CHUNK = 500
Value = float | str | None


@dataclass(frozen=True)
class EntryLine:
    """An entry with the name it goes by in this trial; names are unique in a trial.

    `filed`: the name it has in the database, where `name` is the one of another language.
    """

    id: int
    number: int | None
    name: str
    is_check: bool
    remark: str
    variety: Variety | None = None
    levels: tuple[str, str, str] = ("", "", "")
    filed: str = ""

    @property
    def key(self) -> str:
        """The name in the database, the same in every language."""
        return self.filed or self.name

    @property
    def own(self) -> bool:
        """Whether it is one's own to decide on: no check, and no variety of another company."""
        return not self.is_check and (self.variety is None or self.variety.kind == "own")

    def in_english(self) -> EntryLine:
        """The entry under its variety's English name, unless it has one of its own in this trial; its units in English."""
        variety, name = self.variety, self.name
        if variety is not None and variety.name_en:
            name = name.replace(variety.name, variety.name_en)
        first, second, third = map(in_english, self.levels)
        name, levels = in_english(name), (first, second, third)
        if (name, levels) == (self.name, self.levels):
            return self
        return replace(self, name=name, levels=levels, filed=self.key)


@dataclass
class TrialData:
    """A trial with all that belongs to it. `values` maps (plot id, trait id) to occasion → value.

    `excluded` maps (plot id, trait id) to occasion → reason, for the values that take no part in the analysis; `days` to
    occasion → day of the observations of a trait, the first where the plots differ; `events` are the field log in order;
    `dictionary`: all that formulas of its traits can name, where there are any; `computed` maps the id of a trait with computed
    values to whether all its values are.
    """

    trial: Trial
    crop: Crop | None
    season: Season | None
    site: Site | None
    region: str
    traits: list[Trait]
    entries: list[EntryLine]
    plots: list[Plot]
    values: dict[tuple[int, int], dict[int, Value]] = field(default_factory=dict)
    excluded: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    days: dict[int, dict[int, date]] = field(default_factory=dict)
    events: list[FieldEvent] = field(default_factory=list)
    dictionary: Sequence[Trait] = ()
    computed: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_entry = {e.id: e for e in self.entries}

    @property
    def checks(self) -> list[EntryLine]:
        """The entries marked as checks, in order of their numbers."""
        return [e for e in self.entries if e.is_check]

    @property
    def factors(self) -> list[tuple[str, int]]:
        """The treatment factors that entries have levels of: (name, place among an entry's levels)."""
        given = (self.trial.factor_a, self.trial.factor_b, self.trial.factor_c)
        names = [f"{name} {letter}" if name and given.count(name) > 1 else name or letter
                 for name, letter in zip(given, "ABC", strict=True)]
        return [(name, i) for i, name in enumerate(names) if any(e.levels[i] for e in self.entries)]

    def in_language(self, language: str) -> TrialData:
        """The trial with the names its entries have in that language; as it is where those would not tell them apart."""
        if language == CHINESE:
            return self
        entries = [entry.in_english() for entry in self.entries]
        return replace(self, entries=entries) if len({e.name for e in entries}) == len(entries) else self

    def entry(self, plot: Plot) -> EntryLine | None:
        """The entry on a plot; None on a filler."""
        return self.by_entry.get(plot.entry_id or 0)

    def trait(self, trait_id: int) -> Trait:
        """The trait of that id. Raises `UserError` where the trial does not observe it."""
        found = next((t for t in self.traits if t.id == trait_id), None)
        if found is None:
            raise UserError(_("This trait is not observed in trial {code}.").format(code=self.trial.code))
        return found

    def response(self) -> Trait | None:
        """The trait the trial is judged by: the one chosen, else the first yield, else the first measured one."""
        chosen = [t for t in self.traits if t.id == self.trial.trait_id]
        measured = [t for t in self.traits if t.kind in MEASURED]
        yields = [t for t in measured if t.is_yield]
        return next(iter([*chosen, *yields, *measured]), None)

    def occasions(self, trait_id: int) -> list[int]:
        """The occasions on which a trait was observed."""
        return sorted({o for (_plot, t), found in self.values.items() if t == trait_id for o in found})

    def value(self, plot: Plot, trait: Trait, occasion: int | None = None) -> Value:
        """What was observed on a plot; without an occasion the newest one."""
        found = self.values.get((plot.id, trait.id), {})
        return found.get(max(found) if occasion is None else occasion) if found else None

    def number(self, plot: Plot, trait: Trait, occasion: int | None = None) -> float | None:
        """The observed number; None where there is none, or where it is excluded from the analysis."""
        found = self.values.get((plot.id, trait.id), {})
        which = occasion if occasion is not None else max(found, default=0)
        value = None if which in self.excluded.get((plot.id, trait.id), {}) else found.get(which)
        return value if isinstance(value, float) else None

    def block(self, plot: Plot) -> str | None:
        """The complete block a plot lies in: its replicate, else its block; None where neither is known."""
        return str(plot.replicate) if plot.replicate is not None else plot.block or None

    def fingerprint(self, traits: Sequence[Trait] | None = None) -> str:
        """The first 16 digits of the SHA-256 of layout, states and values: the same data give the same digits.

        Of the values of all traits, or of the `traits` named.
        """
        digest = hashlib.sha256(repr([(e.key, e.is_check, e.levels) for e in self.entries]).encode())
        digest.update(f"{self.trial.design} {self.trial.check_kind}".encode())
        shown = sorted(self.traits if traits is None else traits, key=lambda t: t.code)
        for plot in sorted(self.plots, key=lambda p: p.number):
            entry = self.entry(plot)
            place = (plot.number, entry.key if entry else "", plot.replicate, plot.block, plot.row, plot.column, plot.kind,
                     plot.state)
            digest.update(repr(place).encode())
            for trait in shown:
                key = (plot.id, trait.id)
                found = sorted(self.values.get(key, {}).items()), sorted(self.excluded.get(key, ()))
                digest.update(repr(found).encode())
        return digest.hexdigest()[:16]


def load(db: Database, trial_id: int) -> TrialData:
    """A trial with its entries, plots and observations. Raises `UserError` where there is no such trial."""
    with db.reading() as session:
        return read(session, trial_id)


def read(session: Session, trial_id: int) -> TrialData:
    """`load` inside a session."""
    trial = session.get(Trial, trial_id)
    if trial is None:
        raise UserError(_("This trial is no longer in the database."))
    site = session.get(Site, trial.site_id) if trial.site_id else None
    region = session.get(Region, site.region_id) if site and site.region_id else None
    plots = _plots(session, trial_id)
    data = TrialData(
        trial, session.get(Crop, trial.crop_id) if trial.crop_id else None,
        session.get(Season, trial.season_id) if trial.season_id else None, site, region.full_name if region else "",
        _traits(session, trial_id), entries_of(session, trial_id), plots)
    data.dictionary = dictionary(session, trial.crop_id) if any(t.formula.strip() for t in data.traits) else ()
    _read_values(session, data)
    log = living(FieldEvent).where(FieldEvent.trial_id == trial_id)
    data.events = sorted(session.exec(log), key=lambda e: (e.happened_on or date.min, e.id))
    return data


def _traits(session: Session, trial_id: int) -> list[Trait]:
    query = (select(Trait).join(TrialTrait, col(TrialTrait.trait_id) == Trait.id)
             .where(TrialTrait.trial_id == trial_id, alive(TrialTrait))
             .order_by(col(TrialTrait.position), col(TrialTrait.id)))
    return list(session.exec(query))


def entries_of(session: Session, trial_id: int) -> list[EntryLine]:
    """The entries of a trial in order of their numbers, under the names they go by in it."""
    query = (select(Entry, Variety).join(Variety, col(Entry.variety_id) == Variety.id, isouter=True)
             .where(Entry.trial_id == trial_id, alive(Entry)))
    rows = sorted(session.exec(query), key=lambda pair: (pair[0].number is None, pair[0].number or 0, pair[0].id))
    names = [_printed(entry, variety) for entry, variety in rows]
    often = {name for name, times in Counter(names).items() if times > 1}
    return [EntryLine(entry.id, entry.number, f"{name} [{entry.number or entry.id}]" if name in often else name,
                      entry.is_check, entry.remark, variety, (entry.level_a, entry.level_b, entry.level_c))
            for (entry, variety), name in zip(rows, names, strict=True)]


def _printed(entry: Entry, variety: Variety | None) -> str:
    return entry.name or (variety.name if variety else "") or str(entry.number or entry.id)


def _plots(session: Session, trial_id: int) -> list[Plot]:
    query = living(Plot).where(Plot.trial_id == trial_id)
    return sorted(session.exec(query), key=walk_order)


def walk_order(plot: Plot) -> tuple[Any, ...]:
    """Sorts plots as one walks: by their walk order; those without one by number where that is digits, else by text."""
    digits = plot.number.isdecimal()
    return (plot.walk is None, plot.walk or 0, not digits, int(plot.number) if digits else 0, plot.number, plot.id)


def _read_values(session: Session, data: TrialData) -> None:
    t, origins = table_of(Observation).c, defaultdict[int, set[bool]](set)
    for chunk in _chunks([p.id for p in data.plots]):
        query = rows(t.plot_id, t.trait_id, t.occasion, t.value, t.text, t.excluded, t.reason, t.observed_on, t.source).where(
            t.plot_id.in_(chunk), alive(Observation))
        for plot_id, trait_id, occasion, number, text, excluded, reason, day, source in session.execute(query):
            key, which = (plot_id or 0, trait_id or 0), occasion or 1
            data.values.setdefault(key, {})[which] = number if number is not None else text or None
            if number is not None or text:
                origins[key[1]].add((source or "").startswith(DERIVED))
            if excluded:
                data.excluded.setdefault(key, {})[which] = reason
            if day is not None:
                known = data.days.setdefault(key[1], {})
                known[which] = min(day, known.get(which, day))
    data.computed = {trait_id: len(found) == 1 for trait_id, found in origins.items() if True in found}


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[i:i + CHUNK] for i in range(0, len(ids), CHUNK))
