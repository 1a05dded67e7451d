"""The traits of a trial table: stored ones with the factor to their unit, or new ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Crop, Trait
from desktop.core import unit_words
from desktop.core.importing import Columns, Target
from desktop.core.importing.headed import headed, of_the_mu
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.tables.cells import with_unit
from desktop.core.tables.said import unit_said
from desktop.core.tables.words import plain, words
from desktop.core.units import exact
from desktop.trials.importing.payload import PLAIN_YIELD, TraitPlan
from desktop.trials.importing.targets import NEW_DATE, NEW_NUMBER, NEW_TEXT, YIELD_HEADING
from desktop.trials.importing.units_written import split_unit
from desktop.trials.results.yields import per_mu_factor

NEW_KINDS = {NEW_NUMBER: "number", NEW_TEXT: "text", NEW_DATE: "date"}
GRADES = frozenset({"级", "grade", "score"})  # units of what is told by its worst plot or its mode, never by a mean
OLD_UNITS = re.compile(r"斤|[jJ]in|垧|shang|两|千克")
OF_THE_SHANG = re.compile(r"每?垧")  # 每垧产量 is 产量 once it is told per mu
DECIMALS_FROM = 1000  # so many values tell how a new trait is written


class TraitColumns:
    """Finds the traits that headings, or names in a column, mean."""

    def __init__(self, session: Session, table: Table, columns: Columns, targets: Mapping[str, Target],
                 crop: Crop | None = None) -> None:
        self.targets, self.crop, self._table = targets, crop.code if crop else "", table
        self.yield_unit = columns.constants.get("yield_unit", "") or unit_said(table)
        self.stored = {t.code: t for t in session.exec(living(Trait))}

    def column(self, heading: str, target: Target) -> Target:
        """`target` in the unit of its column: that of the heading, else the one chosen for yields."""
        is_yield = bool(YIELD_HEADING.search(heading)) and target.name.startswith("trait:")
        found = headed(target, heading, self.yield_unit if is_yield else "")
        return found if found.factor is not None else replace(found, factor=_bushels(found.written, found.unit, self.crop))

    def of_column(self, heading: str, target: Target, values: Sequence[Any]) -> TraitPlan:
        """The trait of a column, with the decimals that its values are written with."""
        trait = replace(self.meant(heading, target), factor=Fraction(1))  # the values are in its unit already
        trait.decimals = max((_decimals(v) for v in values[:DECIMALS_FROM]), default=0)
        return trait

    def meant(self, heading: str, target: Target) -> TraitPlan:
        """The trait that `target` is: a stored one with the factor to its unit, or a new one named by the heading."""
        bare, written = split_unit(heading)
        if not written and YIELD_HEADING.search(heading):
            written = self.yield_unit
        stored = self.stored.get(target.name.removeprefix("trait:"))
        if stored is None:
            kind = "score" if target.name == NEW_NUMBER and written.casefold() in GRADES else NEW_KINDS[target.name]
            is_yield = kind == "number" and bool(YIELD_HEADING.search(heading))
            unit = self.own_unit(heading) if kind == "number" else written
            bare = bare if unit == written else OF_THE_SHANG.sub("", bare) or bare
            return TraitPlan(heading, bare, unit, kind, self._twin(bare, unit, kind), is_yield,
                             unit_words.factor(written, unit) or Fraction(1), written=written)
        found = self.column(heading, target)
        return TraitPlan(heading, stored.title(), stored.unit, stored.kind, stored.id, stored.is_yield, found.factor,
                         written=found.written)

    def own_unit(self, heading: str) -> str:
        """The unit in which a new trait is kept: the heading's, but of jin and shang kg and kg/亩, in which trials are told.

        A trait that an earlier import made in the unit of the heading goes on in that.
        """
        bare, written = split_unit(heading)
        if not written and not YIELD_HEADING.search(heading):
            return self._in_cells(heading)
        written = of_the_mu(bare, written or (self.yield_unit if YIELD_HEADING.search(heading) else ""), "kg/亩")
        if not OLD_UNITS.search(written) or self._twin(bare, written, "number"):
            return written
        return next((unit for unit in ("kg", "kg/亩") if unit_words.factor(written, unit) is not None), written)

    def _in_cells(self, heading: str) -> str:
        """The unit that the cells of a column name first (60kg); a cell in another one is no number of that trait."""
        cells = self._table.column(heading) if heading in self._table.header else ()
        behind = (with_unit(plain(cell))[1] for cell in cells if isinstance(cell, str))
        return next((word for word in behind if plain(word).casefold() in words("unit")), "")

    def named(self, name: str) -> TraitPlan:
        """The trait that a cell of a long table names."""
        wanted = {plain(name).casefold(), split_unit(plain(name))[0].casefold()}
        stored = next((t for t in self.stored.values()
                       if wanted & {t.code.casefold(), t.name_zh.casefold(), t.name_en.casefold()}), None)
        return self.meant(name, self.targets[f"trait:{stored.code}" if stored else NEW_NUMBER])

    def _twin(self, name: str, unit: str, kind: str) -> int | None:
        """A stored trait of no crop with the very name, unit and kind: made by an earlier import of such a file."""
        wanted = ("yield" if name.casefold() in PLAIN_YIELD else name.casefold(), unit)
        own = [t for t in self.stored.values() if t.crop_id is None and t.kind == kind]
        return next((t.id for t in own if wanted in ((t.name_zh.casefold(), t.unit), (t.name_en.casefold(), t.unit))), None)


def scaled(value: Any, factor: Fraction) -> Any:
    """A value as it is stored: numbers in the trait's unit, days as ISO text, words as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value.isoformat() if isinstance(value, date) else value
    return float(exact(value) * factor)


def _bushels(written: str, own: str, crop: str) -> Fraction | None:
    """The factor of American bushels, which weigh differently by crop; None for other units and unknown crops."""
    per_mu, rest = per_mu_factor(written, crop=crop), unit_words.factor("kg/亩", own)
    return per_mu * rest if per_mu is not None and rest is not None else None


def _decimals(value: Any) -> int:
    """The digits after the point with which a number was written, at most four."""
    if not isinstance(value, float):
        return 0
    return min(4, len(repr(value).partition(".")[2])) if value != int(value) else 0
