"""Tables with replicates or sites side by side become tables with a row a plot.

The form of a variety comparison has a line a variety and a column a replicate (Ⅰ Ⅱ Ⅲ, 区组1 …, Rep1 …), the summary of
several places a column a place. Columns of means, ranks and comparisons beside them are computed, so they are left aside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from statistics import fmean, median
from typing import NamedTuple

from desktop.core import catalogues, unit_words
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.importing.mapping import normal
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import read_numbers
from desktop.core.tables.said import unit_said
from desktop.core.tables.words import is_no_value, plain
from desktop.trials.importing.units_written import split_unit

PLOTS, REPLICATES, SITES, SAMPLES = "plots", "replicates", "sites", "samples"
LAYOUTS = {PLOTS: N_("one row a plot"), REPLICATES: N_("replicates side by side"), SITES: N_("sites side by side"),
           SAMPLES: N_("several samples a plot")}
ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6,
         "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_COUNT = r"(?:\d{1,2}|[ⅠⅡⅢⅣⅤⅥ]|VI|IV|I{1,3}|V|[一二三四五六])"
REPLICATE = re.compile(
    rf"(?P<trait>.*?)[\s_\-·/]*(?:第?(?P<zh>{_COUNT})[\s]*(?:次)?(?:重复|区组)|(?:重复|区组|replicate|replication|rep|block|blk|"
    rf"(?<![A-Za-z])R)[\s_\-.]*(?P<word>{_COUNT})|(?P<bare>[ⅠⅡⅢⅣⅤⅥ]|(?<![A-Za-z])(?:VI|IV|I{{1,3}}|V)))", re.IGNORECASE)
SITE = re.compile(r"(?P<trait>.*?)[\s_\-·/]*(?P<site>(?:(?:env|site|loc|location|e|l)[\s_\-]?\d{1,3})|"
                  r"[\u4e00-\u9fff]{1,8}?(?:省|市|县|区|旗|镇|乡|村|农场|场|站|试点|点|所|院|州))", re.IGNORECASE)
NUMBERED = re.compile(r"(?P<trait>.*?[^\d\s_\-.#])[\s_\-.#]*(?P<number>\d{1,2})")
OVER_PLACES = frozenset(("试验点", "试点", "地点", "点次", "各试验点", "各试点", "各点", "承试点", "承试单位", "站点",
                         "site", "sites", "location", "locations", "environment", "environments"))
OWN_COLUMN = {REPLICATES: N_("Replicate"), SITES: N_("Site"), SAMPLES: N_("Sample")}
COMPUTED = re.compile(
    r"平均(?:值|数|产量|亩产)?|均值|合计|总和|小计|(?:平均)?(?:较|比)?(?:ck|对照)?(?:±|增减?产?|增幅|增减)?(?:%|％|率|幅度)?|"
    r"[较比](?:ck|对照).*|位次|名次|排名|序位|差异显著性|显著性|(?:5|1)%(?:水平)?|0\.0[15]|mean|average|avg|total|sum|rank|"
    r"%?(?:of)?check|cv%?|变异系数", re.IGNORECASE)
MARKED = ("对照", "ck")  # alone they head a column of marks, which computes nothing
ALIKE = 3.0  # the middle values of places lie within this ratio of each other
LEAST_ROWS = 3  # fewer rows follow one another by chance
EXACT = 0.02  # a column of means agrees with the means of its row to this share


def is_computed(heading: str) -> bool:
    """Whether a column is computed from others: means, sums, ranks, comparisons with the check, signs of significance."""
    name = normal(split_unit(heading)[0])
    return bool(name) and name not in MARKED and COMPUTED.fullmatch(name) is not None


def layout_named(text: str) -> str:
    """The layout that a word or the sentence for it means. Raises `UserError` for any other."""
    found = next((name for name, words in LAYOUTS.items() if text.casefold() in (name, words, _(words).casefold())), None)
    if found is None:
        raise UserError(_("“{value}” is no layout of a table. Choose one of {names}.").format(
            value=text, names=", ".join(LAYOUTS)))
    return found


def arranged(table: Table, wanted: str = "") -> Table:
    """The table with a row a plot, its layout in `extra["layout"]`. `wanted` is a layout, "" = as recognised."""
    wanted = layout_named(wanted) if wanted else ""
    if wanted in ("", REPLICATES, SITES) and (groups := replicate_groups(table)):
        if are_places(table, groups):
            return _by_place(table, groups)
        if wanted != SITES:
            return _lengthened(table, groups, REPLICATES)
    if wanted in ("", SITES) and (groups := site_groups(table, sure=wanted == SITES)):
        return _lengthened(table, groups, SITES)
    if wanted in ("", SAMPLES) and (groups := sample_groups(table)):
        return _lengthened(table, groups, SAMPLES)
    table.extra["layout"] = wanted if wanted == SAMPLES else PLOTS
    return table


Groups = Mapping[str, Mapping[str, str]]  # trait ("" = not named) → replicate or site → heading


def replicate_groups(table: Table) -> Groups:
    """The columns that are replicates of a trait: numbered from 1 without a gap, two or more, of numbers."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for heading in table.header:
        bare, unit = split_unit(heading)
        match = REPLICATE.fullmatch(bare)
        if match and _numbers(table.column(heading)):
            count = match["zh"] or match["word"] or match["bare"]
            number = int(count) if count.isdecimal() else ROMAN[count.upper()]
            found[_with_unit(match["trait"], unit)].setdefault(str(number), heading)
    return {trait: group for trait, group in found.items()
            if len(group) > 1 and set(group) == {str(n) for n in range(1, len(group) + 1)}}


def site_groups(table: Table, *, sure: bool) -> Groups:
    """The columns that are places: named like places, else alike in size with a column that is their mean."""
    parts = {h: _parts(table, h) for h in table.header}
    numeric = [h for h in table.header if not is_computed(parts[h].lower) and _numbers(table.column(h))]
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for heading in numeric:
        part = parts[heading]
        match = SITE.fullmatch(part.lower)
        if match or part.places or normal(part.lower) in _regions():
            trait, site = (match["trait"], match["site"]) if match else ("", part.lower)
            found[_with_unit(part.upper or trait, part.unit)].setdefault(site, heading)
    named = sure or any(part.places for part in parts.values())
    groups = {trait: group for trait, group in found.items() if len(group) > 1 and (named or _alike(table, group.values()))}
    if groups:
        return groups
    rest = [h for h in numeric if sure or normal(parts[h].lower) not in _traits()]
    averaged = any(_means_of(table, h, rest) for h in table.header if is_computed(parts[h].lower))
    return {"": {h: h for h in rest}} if len(rest) > 1 and (sure or averaged) else {}


class _Part(NamedTuple):
    """A heading of one line or two: what stands above, the name itself, the unit; whether it stands below 试验点."""

    upper: str
    lower: str
    unit: str
    places: bool


def _parts(table: Table, heading: str) -> _Part:
    """A heading taken apart; of two lines the upper one may name the trait, or say that places stand below it."""
    lower = table.extra.get("lower", {}).get(heading, heading)
    above, unit_above = split_unit(heading.removesuffix(lower).strip()) if lower != heading else ("", "")
    bare, unit = split_unit(lower)
    places = normal(above) in OVER_PLACES
    return _Part("" if places else above, bare, unit or unit_above, places)


def is_place(text: str) -> bool:
    """Whether a name is that of a place: a province, city or county, or one that ends as places do."""
    return normal(text) in _regions() or SITE.fullmatch(text.strip()) is not None


def are_places(table: Table, groups: Groups) -> bool:
    """Whether the groups of replicates are of places, not of traits: 望奎 Ⅰ Ⅱ Ⅲ beside 庆安 Ⅰ Ⅱ Ⅲ."""
    names = [split_unit(trait)[0] for trait in groups]
    known = [name for name in names if is_place(name)]
    others = [name for name in names if normal(name) in _traits()]
    return len(names) > 1 and bool(known) and not others and _alike(
        table, [heading for group in groups.values() for heading in group.values()])


def sample_groups(table: Table) -> Groups:
    """The columns that are samples of a trait, such as plants: 株高1 … 株高5 of a known trait, or with their mean beside."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for heading in table.header:
        bare, unit = split_unit(heading)
        if (match := NUMBERED.fullmatch(bare)) and _numbers(table.column(heading)):
            found[_with_unit(match["trait"], unit)].setdefault(str(int(match["number"])), heading)
    return {trait: group for trait, group in found.items()
            if len(group) >= LEAST_ROWS and set(group) == {str(n) for n in range(1, len(group) + 1)}
            and _alike(table, group.values()) and (normal(split_unit(trait)[0]) in _traits() or _has_mean(table, trait))}


def _has_mean(table: Table, trait: str) -> bool:
    return any(_is_mean_of(h, (trait,)) for h in table.header)


def _is_mean_of(heading: str, traits: Iterable[str]) -> bool:
    """Whether a heading names the mean of a trait: 平均株高, 株高均值."""
    name = normal(split_unit(heading)[0])
    return any(name in (f"{word}{bare}", f"{bare}{word}") for trait in traits if (bare := normal(split_unit(trait)[0]))
               for word in ("平均", "均值", "平均值", "mean", "average"))


def _with_unit(trait: str, unit: str) -> str:
    name = trait.strip(" _-·/")
    return f"{name}({unit})" if unit else name


def _numbers(cells: Sequence[Cell]) -> list[float]:
    """The numbers of a column where nearly all cells that say something are numbers, as every table's are read: 612,5 and
    60kg and 12.5* too; else nothing."""
    filled = [c for c in cells if not isinstance(c, bool) and not is_no_value(c)]
    found = [v for v in read_numbers(filled).values if v is not None]
    if not found:  # 1,234 alone: how large it is hardly matters here
        found = [v for v in read_numbers(filled, comma="thousands").values if v is not None]
    return found if len(found) >= 0.8 * len(filled) else []


def _alike(table: Table, headings: Iterable[str]) -> bool:
    middles = [abs(median(_numbers(table.column(h)))) for h in headings]
    return min(middles) > 0 and max(middles) <= ALIKE * min(middles)


def _means_of(table: Table, mean: str, headings: Sequence[str]) -> bool:
    """Whether a column holds the mean of the others in every row."""
    others = [[_number(c) for c in table.column(h)] for h in headings]
    if len(others) == 1:
        return False
    checked = 0
    for place, cell in enumerate(table.column(mean)):
        value, row = _number(cell), [v for column in others if (v := column[place]) is not None]
        if value is None or not row:
            continue
        if abs(fmean(row) - value) > EXACT * max(abs(value), 1e-9):
            return False
        checked += 1
    return checked > 0


def _number(cell: Cell) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    found = _numbers([cell]) if plain(cell) else []
    return found[0] if found else None


@cache
def _regions() -> frozenset[str]:
    """Names of provinces, cities and counties, with and without the word behind them."""
    return frozenset(normal(name) for place in catalogues.regions() for name in (place.name, place.short))


@cache
def _traits() -> frozenset[str]:
    """All names of the traits of the dictionary."""
    rows = catalogues.load("traits").rows
    return frozenset(normal(str(name)) for row in rows for name in (row["zh"], row["en"], *row.get("aliases", ())))


def _by_place(table: Table, groups: Groups) -> Table:
    """A row for every replicate of every place."""
    taken = {heading for group in groups.values() for heading in group.values()}
    kept = [h for h in table.header if h not in taken]
    trait = _free(_trait_above(table) or _("Yield"), kept)
    at = {heading: i for i, heading in enumerate(table.header)}
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        for place, group in groups.items():
            for replicate, heading in group.items():
                rows.append((*(row[at[h]] for h in kept), split_unit(place)[0], replicate, row[at[heading]]))
                numbers.append(number)
    header = (*kept, _free(_("Site"), kept), _free(_("Replicate"), kept), trait)
    made = replace(table, header=header, rows=rows, row_numbers=numbers, extra=dict(table.extra))
    made.extra |= {"layout": SITES, "original": table, "named": trait, "beside": frozenset(kept),
                   "computed": frozenset(h for h in kept if _computed_beside(table, h, groups, SITES))}
    return made


def _computed_beside(table: Table, heading: str, groups: Groups, layout: str) -> bool:
    """Whether a column beside groups is computed from them: beside samples only their mean, else also a multiple of it."""
    lower = table.extra.get("lower", {}).get(heading, heading)
    return is_computed(heading) or is_computed(lower) or _is_mean_of(heading, groups) or any(
        _means_of(table, heading, list(group.values())) if layout == SAMPLES else _follows(table, heading, list(group.values()))
        for group in groups.values())


def _lengthened(table: Table, groups: Groups, layout: str) -> Table:
    """A row for every plot: the columns that are no group, the replicate or site, then a column a trait."""
    taken = {heading for group in groups.values() for heading in group.values()}
    kept = [h for h in table.header if h not in taken]
    places = {key: None for group in groups.values() for key in group}
    unnamed = _free(_trait_above(table) or _("Yield"), kept)
    titles = {trait: f"{_('Yield')}{trait}" if trait.startswith("(") else trait or unnamed for trait in groups}
    own = _free(_(OWN_COLUMN[layout]), [*kept, *titles.values()])
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    at = {heading: i for i, heading in enumerate(table.header)}
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        base = [row[at[h]] for h in kept]
        for place in places:
            cells = [row[at[group[place]]] if place in group else None for group in groups.values()]
            rows.append((*base, place, *cells))
            numbers.append(number)
    made = replace(table, header=(*kept, own, *titles.values()), rows=rows, row_numbers=numbers, extra=dict(table.extra))
    beside = {h for h in kept if _computed_beside(table, h, groups, layout)}
    made.extra |= {"layout": layout, "original": table, "named": None if "" not in groups else unnamed,
                   "beside": frozenset(kept), "computed": frozenset(beside)}
    return made


def _follows(table: Table, heading: str, group: Sequence[str]) -> bool:
    """Whether a column is the mean of a group's columns times one number in every row, as the yield of a mu is."""
    ratios = []
    for cell, *row in zip(table.column(heading), *(table.column(h) for h in group), strict=True):
        value, found = _number(cell), [v for c in row if (v := _number(c)) is not None]
        if value is not None and found and fmean(found):
            ratios.append(value / fmean(found))
    return len(ratios) >= LEAST_ROWS and 0 < max(ratios) - min(ratios) <= EXACT * abs(fmean(ratios))


def _trait_above(table: Table) -> str:
    """The trait that the lines above the headings name: 小区产量(kg) in a title; "" where they name none."""
    unit = unit_said(table)
    for text in table.extra.get("above", ()):
        found = re.search(r"(小区产量|折亩产量|亩产量?|公顷产量|产量)\s*(?:[(（]([^()（）]+)[)）])?", str(text))
        if found:
            name = "小区产量" if unit_words.of_a_plot(found[2] or unit) else found[1]
            return f"{name}({found[2] or unit})" if found[2] or unit else name
    return f"{'小区产量' if unit_words.of_a_plot(unit) else _('Yield')}({unit})" if unit else ""


def _free(name: str, taken: Sequence[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
