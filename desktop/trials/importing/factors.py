"""Which columns of a table hold treatments: seed rates, fertiliser, pesticides, densities, one factor or several.

A treatment is known by its heading, or by how it stands in the table: few levels, equally often, every combination with
the other factors once in every replicate. What was measured never stands so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, permutations
from math import prod

from desktop.core.importing import Use
from desktop.core.importing.mapping import normal
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing.design import recognise
from desktop.trials.importing.standing import Standing, in_field_order
from desktop.trials.importing.targets import LEVELS, YIELD_HEADING
from desktop.trials.importing.units_written import split_unit

WORDS = re.compile(
    r"处理|播量|播种量|密度|株距|行距|氮|磷|钾|肥|药|剂|浓度|用量|灌水|灌溉|播期|深度|覆膜|耕作|因素|水平|主区|副区|裂区|间距|"
    r"\b(?:rate|dose|dosage|densit\w*|spacing|nitro\w*|n|p|k|fert\w*|treat\w*|trt|irrig\w*|herbicide|fungicide|insecticide|"
    r"pesticide|manage\w*|tillage|population|factor\w*|level|whole|main|sub|split|amount)\b", re.IGNORECASE)
WHOLE = re.compile(r"主区|主处理|主因素|\b(?:whole|main)", re.IGNORECASE)
PART = re.compile(r"再裂区|sub-?_?sub", re.IGNORECASE)
SUB = re.compile(r"副区|副处理|副因素|裂区|\b(?:sub(?![\s-]?sample)|split)", re.IGNORECASE)
MOST_LEVELS, MOST_FACTORS, MOST_CANDIDATES = 30, 3, 8
NEARLY = 0.8  # the share of all combinations that must stand in the table; plots may be missing
KNOWN_PLACES = ("trial", "title", "site", "season", "replicate", "block", "farm", "sample")


def treatments(table: Table, uses: Mapping[str, Use], measured: frozenset[str]) -> dict[str, Use]:
    """`uses` with the columns that hold treatments; `measured` are headings of known traits."""
    uses = without_one_level(table, uses)
    columns = {use.target: heading for heading, use in uses.items()}
    if {"trait", "value"} <= columns.keys() or set(LEVELS) & columns.keys():
        return uses
    named = columns.get("variety") or columns.get("treatment")
    if named and columns.get("variety") == named and is_constant(table, named):
        named = None  # one variety, on which treatments are tried
    free = _candidates(table, uses, measured)
    whole = _whole_plots(table, columns, free)
    free = [heading for heading in free if heading not in whole]
    if named and (described := _describing(table, named, free)):
        return {**uses, **_levels(described)}
    found = _crossed(table, columns, named, free)
    if not found:
        return uses
    if not named and len(found) == 1:
        treated = "variety" in columns or _is_treatment(table, found[0])
        return {**uses, **whole, found[0]: Use("treatment" if treated else "variety")}
    factors = [named, *found] if named else list(found)
    given = {h: u for h, u in uses.items() if h != named or u.target == "variety"}
    placed = {**columns, **{use.target: heading for heading, use in whole.items()}}
    return {**given, **whole, **_in_order(table, placed, factors)}


def is_constant(table: Table, heading: str) -> bool:
    """Whether a column says one and the same in every row."""
    cells = {plain(c) for c in table.column(heading)}
    return len(cells) == 1 and cells != {""} and len(table.rows) > 1


def without_one_level(table: Table, uses: Mapping[str, Use]) -> dict[str, Use]:
    """`uses` without the columns of factors that have one level only, where others vary: they compare nothing."""
    levels = {heading for heading, use in uses.items() if use.target in LEVELS}
    fixed = {heading for heading in levels if is_constant(table, heading)}
    varying = [heading for heading in uses if heading in levels - fixed]
    left = {heading: use for heading, use in uses.items() if heading not in levels or fixed == levels}
    return {**left, **_levels(varying)} if fixed and varying else dict(uses)


def _candidates(table: Table, uses: Mapping[str, Use], measured: frozenset[str]) -> list[str]:
    """Columns that may hold a treatment: filled, of few levels that stand about equally often; likely names first."""
    found = []
    for heading in table.header:
        bare = split_unit(heading)[0]
        word = _named([heading])
        if heading in uses or YIELD_HEADING.search(bare) or (normal(heading) in measured and not word):
            continue
        counts = Counter(plain(c) for c in table.column(heading))
        if "" in counts or not 2 <= len(counts) <= min(MOST_LEVELS, len(table.rows) // 2):
            continue
        if max(counts.values()) <= 1.5 * min(counts.values()):
            found.append((not word, heading))
    return [heading for _unlikely, heading in sorted(found, key=lambda pair: pair[0])][:MOST_CANDIDATES]


def _whole_plots(table: Table, columns: Mapping[str, str], free: Sequence[str]) -> dict[str, Use]:
    """A column that numbers the whole plots: each holds one level of another column, drawn anew in every replicate.

    The whole plots are the blocks of the sub-plots then, and a column of blocks that there is holds the replicates.
    """
    complete = columns.get("replicate") or columns.get("block")
    if not complete or {"replicate", "block"} <= columns.keys():
        return {}
    for heading, other in permutations(free, 2):
        if not WHOLE.search(heading) or SUB.search(other):
            continue
        inside, alone = defaultdict(set), defaultdict(set)
        for block, number, level in _texts(table, (complete, heading, other)):
            inside[block, number].add(level)
            alone[number].add(level)
        anew = any(len(levels) > 1 for levels in alone.values()) or len(inside) < len(alone) * len(set(table.column(complete)))
        if anew and len(inside) < len(table.rows) and all(len(levels) == 1 for levels in inside.values()):
            return {complete: Use("replicate"), heading: Use("block")}
    return {}


def _texts(table: Table, headings: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*([plain(c) for c in table.column(h)] for h in headings), strict=True)) if headings else []


def _describing(table: Table, named: str, free: Sequence[str]) -> tuple[str, ...]:
    """Columns whose combinations are the named treatments: trt beside n, p, k."""
    names = _texts(table, [named])
    for size in range(2, MOST_FACTORS + 1):
        for chosen in combinations(free, size):
            levels = _texts(table, chosen)
            pairs = set(zip(names, levels, strict=True))
            if len(pairs) == len(set(names)) == len(set(levels)) == prod(len(set(table.column(h))) for h in chosen):
                return chosen
    return ()


def _crossed(table: Table, columns: Mapping[str, str], named: str | None, free: Sequence[str]) -> tuple[str, ...]:
    """The fewest columns that, with what is named, make every row one plot and are fully crossed; () where none are needed."""
    base = [columns[name] for name in KNOWN_PLACES if name in columns]
    blocks = _texts(table, base) or [()] * len(table.rows)
    own = [named] if named else []
    if named and (not base or _spread(table, blocks, own) == 1):
        return ()
    for most in (1, len(table.rows)):  # a row a plot first, then several samples of every plot
        for size in range(1, MOST_FACTORS + 1 - len(own)):
            for chosen in combinations(free, size):
                if (base or _named(chosen)) and _is_crossed(table, blocks, [*own, *chosen], 0 if not base else most):
                    return chosen
    return ()


def _named(headings: Sequence[str]) -> bool:
    """Whether headings say that they are treatments."""
    return all(WORDS.search(split_unit(h)[0].replace("_", " ")) for h in headings)


def _spread(table: Table, blocks: Sequence[tuple[str, ...]], headings: Sequence[str]) -> int:
    """How often a combination stands in a block at most."""
    return max(Counter(zip(blocks, _texts(table, headings), strict=True)).values(), default=0)


def _is_crossed(table: Table, blocks: Sequence[tuple[str, ...]], headings: Sequence[str], most: int) -> bool:
    """Whether the columns are fully crossed, and each combination stands in nearly every block, equally often.

    `most` is how often it may stand in one block; 0 where nothing tells blocks apart. Repeats need two factors.
    """
    levels = _texts(table, headings)
    counts = Counter(zip(blocks, levels, strict=True))
    whole = prod(len({level[i] for level in levels}) for i in range(len(headings)))
    if len(set(levels)) < whole or len(counts) < NEARLY * whole * len(set(blocks)):
        return False
    often = set(counts.values())
    return most == 0 or often == {1} or (most > 1 and len(often) == 1 and len(headings) > 1)


def _is_treatment(table: Table, heading: str) -> bool:
    """Whether a single column holds treatments rather than names of varieties nobody named so."""
    numbers = all(re.fullmatch(r"[\d.]+\D{0,8}", plain(c)) for c in table.column(heading))
    return numbers or _named([heading])


def _levels(headings: Sequence[str]) -> dict[str, Use]:
    return {heading: Use(level) for heading, level in zip(headings, LEVELS, strict=False)}


def _in_order(table: Table, columns: Mapping[str, str], factors: Sequence[str]) -> dict[str, Use]:
    """The factors as levels A, B, C: by their headings, else as they stand in the field; a variety keeps its column.

    The varieties take the place that is left free among the levels.
    """
    order = _by_words(factors) or _by_field(table, columns, factors)
    variety = columns.get("variety")
    return {heading: Use(level) for heading, level in zip(order, LEVELS, strict=False) if heading != variety}


def _by_words(factors: Sequence[str]) -> list[str]:
    """Whole plots, sub-plots, parts of sub-plots by the headings; [] where they do not say so."""
    rank = {h: 2 if PART.search(h) else 0 if WHOLE.search(h) else 1 for h in factors}
    known = {rank[h] for h in factors if SUB.search(h) or WHOLE.search(h) or PART.search(h)}
    return sorted(factors, key=lambda h: rank[h]) if len(known) > 1 else []


def _by_field(table: Table, columns: Mapping[str, str], factors: Sequence[str]) -> list[str]:
    """The order in which the field shows whole plots and sub-plots; else as they stand in the table."""
    cells = {name: [plain(c) for c in table.column(columns[name])] for name in ("replicate", "block", "row", "column", "plot")
             if name in columns}

    def whole(name: str, place: int) -> int | None:
        text = cells[name][place] if name in cells else ""
        return int(text) if text.isdecimal() else None

    def text(name: str, place: int) -> str:
        return cells[name][place] if name in cells else ""

    plots = [Standing("\x1f".join(levels), text("replicate", i), text("block", i), whole("row", i), whole("column", i), levels)
             for i, levels in enumerate(_texts(table, factors))]
    order = recognise(in_field_order(plots, [text("plot", i) for i in range(len(plots))])).order
    return [factors[i] for i in order] if order else list(factors)


def speaks_of_plots(heading: str) -> bool:
    """Whether a heading speaks of whole plots, sub-plots or parts of them."""
    return any(words.search(heading) for words in (WHOLE, SUB, PART))


def says_split(headings: Sequence[str]) -> bool:
    """Whether the headings of factors speak of whole plots and sub-plots."""
    return bool(_by_words([h for h in headings if h]))
