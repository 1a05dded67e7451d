"""What the columns of a trial table go to: places by their headings, treatments by how they stand, traits, days, notes.

A column is left out only where it is computed from others, or holds words that nobody expects; the plan names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from statistics import median

from sqlmodel import Session, col

from desktop.catalogue.model import Trait
from desktop.catalogue.season_words import years_in
from desktop.core import catalogues, unit_words
from desktop.core.fields import today
from desktop.core.importing import Target, Use, mapping
from desktop.core.importing.day_values import is_serial
from desktop.core.importing.headed import headed
from desktop.core.importing.values import LONG_DIGITS
from desktop.core.importing.words import NO, YES
from desktop.core.records import living
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import what_is
from desktop.core.tables.dates import UnclearError, day_of
from desktop.core.tables.model import LongNumber
from desktop.core.tables.said import unit_said
from desktop.core.tables.words import is_no_value, is_unclear, plain
from desktop.trials.importing.arranging import is_computed
from desktop.trials.importing.asking import numbered_places
from desktop.trials.importing.crops import crop_of
from desktop.trials.importing.factors import is_constant, speaks_of_plots, treatments
from desktop.trials.importing.headline import titles
from desktop.trials.importing.said_facts import NAMES, named
from desktop.trials.importing.said_facts import targets as fact_targets
from desktop.trials.importing.targets import LEVELS, NEW_DATE, NEW_NUMBER, NOTE, PLACES, YIELD_HEADING
from desktop.trials.importing.units_written import split_unit
from desktop.trials.results.yields import unit_code

PLACE_NAMES = frozenset(t.name for t in PLACES) - {"yield_unit"}
COMPARED = frozenset(("variety", "treatment", "entry", *LEVELS))
# Headings of numbers that nobody observed.
NO_TRAITS = frozenset({"id", "no", "序号", "unit", "plotname", "objectid", "对照", "ck"})
NOTES = frozenset(mapping.normal(n) for n in ("备注", "说明", "remark", "remarks", "note", "notes", "comment", "comments"))
IS_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
SPAN = re.compile(r"[约近<>≤≥~]?\s*\d+(?:\.\d+)?(?:\s*[-~–—至到]\s*\d+(?:\.\d+)?)?\s*(?:左右|以上|以下|余|多|\+)?")
CHECK_MARKS = frozenset((*YES, *NO, "ck", "check", "control", "对照", "c", "*", "★", "☆", "●", "0"))
WHOLE_TRIAL = ("sown_on", "harvested_on", "plot_area", "plot_width", "plot_length")  # facts that all plots of a trial share
MOSTLY = 0.9
AUTUMN = 8  # the month from which on winter crops are sown


def guess(session: Session, table: Table, header: Sequence[str], targets: Sequence[Target],
          chosen: Mapping[str, str]) -> dict[str, Use]:
    """Heading → use. `chosen` are facts of the file that a person has set: crop, what is compared."""
    computed = table.extra.get("computed", ())
    filled = [h if h and h not in computed and not is_computed(h) and any(plain(c) for c in table.column(h)) else ""
              for h in header]
    of_plots = [h if not speaks_of_plots(h) else "" for h in filled]  # a sub-plot is no number of a plot
    places = {h: u for h, u in _by_heading(table, of_plots, _of_crop(session, table, {}, targets, chosen)).items()
              if u.target in PLACE_NAMES}
    places = _settled(table, places, chosen)
    fitting = _of_crop(session, table, places, targets, chosen)
    traits = [t for t in fitting if t.name not in PLACE_NAMES | NAMES.keys()]
    known = frozenset(name for t in traits for name in mapping.names(t))
    uses = treatments(table, places, known) if chosen.get("compared") != "varieties" else places
    uses = _entries_named(of_plots, uses, chosen)
    rest = [h if h not in uses else "" for h in filled]
    uses = {**uses, **_fixed(table, rest, fact_targets())}
    uses = {**uses, **_by_heading(table, [h if h not in uses else "" for h in rest], traits)}
    uses = _long_or_wide(_with_the_rest(table, [h if h not in uses else "" for h in filled], uses))
    named_years, crosses = years_of(table, uses, chosen), _crosses_new_year(table, [h for h in header if h in uses])
    return {h: _answered(table, h, uses[h], named_years, crosses=crosses) for h in header if h in uses}


def _of_crop(session: Session, table: Table, uses: Mapping[str, Use], targets: Sequence[Target],
             chosen: Mapping[str, str]) -> list[Target]:
    """The targets without the traits of other crops, and without those that no heading is guessed to be."""
    crop = crop_of(session, table, uses, chosen.get("crop", ""))
    found = session.exec(living(Trait).where(col(Trait.crop_id).is_not(None)))
    foreign = {f"trait:{t.code}" for t in found if crop is None or t.crop_id != crop.id}
    return [t for t in targets if not t.many and t.name != "yield_unit" and t.name not in foreign]


def _by_heading(table: Table, header: Sequence[str], targets: Sequence[Target]) -> dict[str, Use]:
    """By headings, first as they stand, then without their units; a column that cannot be meant is left."""
    by_name = {t.name: t for t in targets}

    def fitting(heading: str, use: Use) -> bool:
        unit = unit_said(table) if YIELD_HEADING.search(heading) else ""
        return bool(heading) and fits(table.column(heading), headed(by_name[use.target], heading, unit))

    uses = {h: u for h, u in mapping.guess(header, targets).items() if fitting(h, u)}
    taken = {u.target for u in uses.values()}
    bare = {split_unit(h)[0]: h for h in header if h and h not in uses and split_unit(h)[1]}
    lower = {h.rpartition(" ")[2]: h for h in header if h and " " in h and h not in uses}
    bare = {**{split_unit(name)[0]: h for name, h in lower.items() if _only(name, header)}, **bare}
    bare |= {f"小区{split_unit(h)[0]}": h for h in header if h and h not in uses and YIELD_HEADING.search(h)
             and unit_words.of_a_plot(split_unit(h)[1] or unit_said(table))}  # what is weighed on a plot
    more = mapping.guess(list(bare), [t for t in targets if t.name not in taken])
    uses = {**uses, **{bare[b]: u for b, u in more.items() if fitting(bare[b], u)}}
    for heading, use in uses.items():
        free = [t for t in targets if t.name == use.target or t.name not in {u.target for u in uses.values()}]
        uses[heading] = replace(use, target=_nearest(table, heading, by_name[use.target], free))
    return uses


def _nearest(table: Table, heading: str, target: Target, targets: Sequence[Target]) -> str:
    """Of the traits that bear the name of `target` the one in the unit of the column, else counted on the same area."""
    shared = set(target.aliases)
    twins = [t for t in targets if t.name.startswith("trait:") and shared & set(t.aliases)] if target.unit else []
    cells, direct = table.column(heading), mapping.normal(heading)

    def distance(twin: Target) -> tuple[bool, ...]:
        read = headed(twin, heading, unit_said(table) if YIELD_HEADING.search(heading) else "")
        area = read.written.rpartition("/")[2] != twin.unit.rpartition("/")[2]
        unsaid = not read.written and direct not in (mapping.normal(twin.title), mapping.normal(twin.name[len("trait:"):]))
        odd = unsaid and (not fits(cells, read), unit_code(twin.unit) != "kg_per_mu")  # 612 is no yield of a hectare
        return read.factor != 1, area, *(odd or (False, False)), twin is not target

    return min([target, *twins], key=distance).name


def _only(lower: str, header: Sequence[str]) -> bool:
    """Whether a lower heading stands under one upper heading alone: 生育时期 出苗期, but not 海伦 产量 beside 北安 产量."""
    return sum(h.rpartition(" ")[2] == lower for h in header) == 1


def _settled(table: Table, uses: dict[str, Use], chosen: Mapping[str, str]) -> dict[str, Use]:
    """Columns before ranges; treatments that are entries of a variety trial; names of treatments where varieties stand."""
    ranges = [h for h, u in uses.items() if u.target == "column" and mapping.normal(h).startswith("range")]
    columns = [h for h in table.header if mapping.normal(h) in ("col", "column", "colnumber") and h not in uses]
    if ranges and columns:
        uses = {h: u for h, u in uses.items() if h != ranges[0]} | {columns[0]: Use("column")}
    if chosen.get("places") == "replicates" and (places := numbered_places(table, uses)):
        uses = {**uses, places: Use("replicate")}
    uses = {h: u for h, u in uses.items() if u.target not in WHOLE_TRIAL or not _varies(table, h, uses)}
    by_target = {u.target: h for h, u in uses.items()}
    treatment = by_target.get("treatment")
    if treatment and "variety" in by_target and not is_constant(table, by_target["variety"]):
        return {h: u for h, u in uses.items() if h != treatment}
    varieties = chosen.get("compared") == "varieties" or {"entry", "is_check"} & by_target.keys()
    if treatment and varieties and chosen.get("compared") != "treatments":
        uses = {**uses, treatment: Use("variety")}
    return uses


def _entries_named(header: Sequence[str], uses: dict[str, Use], chosen: Mapping[str, str]) -> dict[str, Use]:
    """Where nothing else says what is compared, the texts under a heading of entry numbers do: entry E14."""
    if COMPARED & {use.target for use in uses.values()}:
        return uses
    numbers = next(mapping.names(t) for t in PLACES if t.name == "entry")
    named_so = [h for h in header if h and h not in uses and mapping.normal(h) in numbers]
    compared = "treatment" if chosen.get("compared") == "treatments" else "variety"
    return {**uses, **{h: Use(compared) for h in named_so[:1]}}


def _varies(table: Table, heading: str, uses: Mapping[str, Use]) -> bool:
    """Whether a fact of a whole trial differs between the plots of one: then it is tried or observed."""
    trial = [table.column(h) for h, u in uses.items() if u.target in ("trial", "title", "site", "season")]
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for cell, *names in zip(table.column(heading), *trial, strict=True):
        found[tuple(map(plain, names))].add(plain(cell))
    return any(len(said - {""}) > 1 for said in found.values())


def _fixed(table: Table, header: Sequence[str], facts: Sequence[Target]) -> dict[str, Use]:
    """Columns that are named like a fact of the trial and say the same in every row: 密度 4000 compares nothing."""
    by_name = {name: target.name for target in facts for name in mapping.names(target)}
    named_so = {h: by_name[known] for h in header if h and (known := mapping.normal(split_unit(h)[0])) in by_name}
    found = {h: Use(name) for h, name in named_so.items() if is_constant(table, h)}
    return {h: use for place, (h, use) in enumerate(found.items()) if use not in list(found.values())[:place]}


def _with_the_rest(table: Table, header: Sequence[str], uses: dict[str, Use]) -> dict[str, Use]:
    """Columns of numbers and of days as new traits, remarks as notes."""
    found = dict(uses)
    for heading in header:
        if not heading or mapping.normal(heading) in NO_TRAITS:
            continue
        cells = table.column(heading)
        if mapping.normal(heading) in NOTES:
            found[heading] = Use(NOTE)
        elif is_day(cells) or (mapping.normal(split_unit(heading)[0]) in _day_names() and _may_be_days(cells)):
            found[heading] = Use(NEW_DATE)
        elif is_measured(cells):
            found[heading] = Use(NEW_NUMBER)
    return found


def _long_or_wide(uses: dict[str, Use]) -> dict[str, Use]:
    """A column of values needs one of traits beside it; a table of values has no traits in columns."""
    long_form = {"trait", "value"} <= {u.target for u in uses.values()}
    dropped = {NEW_NUMBER, NEW_DATE} if long_form else {"trait"}
    return {h: replace(u, target=NEW_NUMBER) if u.target == "value" and not long_form else u
            for h, u in uses.items() if u.target not in dropped}


# -- answers that a file gives ----------------------------------------------------------------------------------------


def _answered(table: Table, heading: str, use: Use, named: Sequence[str], *, crosses: bool) -> Use:
    """Days without a year are of the season's."""
    if use.target in PLACE_NAMES and use.target not in ("sown_on", "harvested_on"):
        return use
    months = _yearless_months(table, heading)
    year = _year(months, named, crosses=crosses) if months else ""
    return replace(use, options={"year": year, **use.options}) if year else use


def years_of(table: Table, uses: Mapping[str, Use], chosen: Mapping[str, str]) -> Sequence[str]:
    """The years of the season: one, the two of a winter crop (2025-2026, 2025/26); without any this year, which the plan
    says; of several seasons none."""
    heading = next((h for h, u in uses.items() if u.target == "season"), None)
    said = {chosen["season"]} if chosen.get("season") else {plain(c) for c in table.column(heading)} if heading else set()
    found = {years for text in said or {named(table).get("season", "")} if (years := years_in(text))}
    if not found:
        return years_in(" ".join(titles(table))) or (str(today().year),)
    return found.pop() if len(found) == 1 else ()


def _year(months: Sequence[int], named: Sequence[str], *, crosses: bool) -> str:
    """The year of days in these months; "" where it must be asked for.

    A winter crop's autumn is of the first of two years that follow each other, its spring and summer of the second.
    """
    if not crosses:
        return named[0] if len(named) == 1 else ""
    if len(named) != 2 or int(named[1]) - int(named[0]) != 1:
        return ""
    return named[0] if min(months) >= AUTUMN else named[1] if max(months) < AUTUMN else ""


def _crosses_new_year(table: Table, header: Sequence[str]) -> bool:
    """Whether the first days of the table, from the left, are later in the year than the last: sown in autumn."""
    middles = [median(months) for h in header if (months := _yearless_months(table, h))]
    return len(middles) > 1 and middles[0] >= AUTUMN > middles[-1]


def _yearless_months(table: Table, heading: str) -> list[int]:
    """The months of the days without a year in a column of days; [] where each has one."""
    cells = table.column(heading)
    texts = {t for c in set(cells) if isinstance(c, str) and (t := plain(c))} if is_day(cells) else ()
    return [month for text in texts if (month := _yearless_month(text))]


def _yearless_month(text: str) -> int | None:
    """The month of a day that names no year; None for anything else."""
    try:
        day_of(text, "mdy", "")
    except UnclearError as error:
        with suppress(ValueError):  # 2月30日
            return day_of(text, "mdy", "2000").month if str(error) == "year" else None
    except ValueError:
        pass
    return None


# -- what cells look like ---------------------------------------------------------------------------------------------


def _said(cells: Sequence[Cell]) -> list[Cell]:
    """The cells that say something: neither blank nor words for a missing value."""
    return [c for c in cells if not is_no_value(c) and not is_unclear(c)]


def numbers_in(cells: Sequence[Cell]) -> list[float]:
    """The numbers among the cells."""
    texts = (plain(c) for c in cells if not isinstance(c, bool))
    return [float(t) for t in texts if IS_NUMBER.fullmatch(t)]


def is_numeric(cells: Sequence[Cell]) -> bool:
    """Whether at least nine in ten of the cells that say something are numbers."""
    filled = _said(cells)
    return bool(filled) and len(numbers_in(filled)) >= MOSTLY * len(filled)


def is_a_code(cell: Cell) -> bool:
    """Whether a cell holds so many digits that nobody measured them: numbers of identity cards, of firms, of accounts."""
    return isinstance(cell, LongNumber) or (isinstance(cell, str) and LONG_DIGITS.fullmatch(plain(cell)) is not None)


def is_measured(cells: Sequence[Cell]) -> bool:
    """Whether most cells hold numbers as people write them, with signs and units: 12.5*, 60kg, 5%, 16-18, 约20."""
    filled = _said(cells)
    if any(is_a_code(c) for c in filled):
        return False
    spans = sum(isinstance(c, str) and SPAN.fullmatch(plain(c)) is not None for c in filled)
    return bool(filled) and (what_is(filled) == "number" or spans >= MOSTLY * len(filled))


def is_day(cells: Sequence[Cell]) -> bool:
    """Whether the cells hold days; plain numbers are none."""
    filled = _said(cells)
    return bool(filled) and sum(_is_one_day(c) for c in filled) >= MOSTLY * len(filled)


@cache
def _day_names() -> frozenset[str]:
    """What the dictionary calls traits that are days, of whatever crop."""
    rows = [row for row in catalogues.load("traits").rows if row["kind"] == "date"]
    return frozenset(mapping.normal(str(name)) for row in rows for name in (row["zh"], row["en"], *row.get("aliases", ())))


def _may_be_days(cells: Sequence[Cell]) -> bool:
    """Whether text cells may be month and day with a full stop between them, as 10.5: under the name of a day they are."""
    filled = [plain(c) for c in _said(cells)]
    return bool(filled) and all(re.fullmatch(r"\d{1,2}\.\d{1,2}", text) for text in filled)


def _is_one_day(cell: Cell) -> bool:
    if not isinstance(cell, str | int | float | bool | None):
        return True
    if is_serial(cell) or not isinstance(cell, str) or IS_NUMBER.fullmatch(plain(cell)):
        return False
    try:
        day_of(plain(cell), "mdy", "2000")
    except ValueError:
        return False
    return True


def fits(cells: Sequence[Cell], target: Target) -> bool:
    """Whether a column can be meant for a target: whole numbers are whole, days are days, a trait's middle is plausible."""
    found = numbers_in(cells)
    if target.kind == "whole":
        return is_numeric(cells) and all(v == int(v) for v in found)
    if target.name == "is_check":
        return sum(plain(c).casefold() in CHECK_MARKS for c in cells if plain(c)) >= 1 or not found
    if target.kind == "day":
        return is_day(cells) or not target.name.startswith("trait:")
    if not target.name.startswith("trait:") or target.kind != "number":
        return True
    if not found:
        return is_measured(cells)
    low, high = target.plausible
    middle = median(found) * float(target.factor or 0)
    # A weight of a plot does not convert to a yield: it becomes a trait of its own.
    return target.factor is not None and (low is None or middle >= low) and (high is None or middle <= high)
