"""What the certificate looks at: whole plots, strips, squares, incomplete blocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from desktop.core.i18n import N_
from desktop.designs.field import in_one_piece
from desktop.designs.model import FAIL, NOTE, PASS, Check, FieldPlan, PlannedPlot

LARGEST_FOR_EFFICIENCY = 2500  # entries; beyond, the eigenvalues take too long


def in_every_column(plan: FieldPlan) -> list[Check]:
    """Every entry once in every column of a Latin square."""
    often = Counter((p.block, p.entry) for p in plan.standing)
    columns = {p.block for p in plan.standing}
    wrong = sum(often[c, i.key] != 1 for c in columns for i in plan.items)
    shapes = _spoilt_places(plan)
    if wrong or shapes:
        return [Check("columns", FAIL, N_("Not every entry stands once in every column of the square."), {"n": wrong})]
    return [Check("columns", PASS, N_("Every entry stands once in each of {n} {n:column|columns}."), {"n": len(columns)})]


def _spoilt_places(plan: FieldPlan) -> int:
    """Replicates of a square that do not lie in one row, blocks that do not lie in one column."""
    rows, columns = defaultdict(set), defaultdict(set)
    for p in plan.standing:
        rows[p.replicate].add(p.row)
        columns[p.block].add(p.column)
    return sum(len(found) > 1 for found in (*rows.values(), *columns.values()))


def whole_plots(plan: FieldPlan) -> list[Check]:
    """One level of factor A on every whole plot, which lies together; so do its sub-plots where there are three factors."""
    levels = {i.key: i.levels for i in plan.items}
    wholes: dict[Hashable, list[PlannedPlot]] = defaultdict(list)
    subs: dict[Hashable, list[PlannedPlot]] = defaultdict(list)
    mixed = set()
    for p in plan.standing:
        found = levels.get(p.entry or 0, ())
        whole = (p.replicate, p.block)
        wholes[whole].append(p)
        if len(found) > 2:
            subs[*whole, found[1]].append(p)
        if levels.get(wholes[whole][0].entry or 0, ())[:1] != found[:1]:
            mixed.add(whole)
    spoilt = len(mixed) + sum(_torn(plots) for plots in (*wholes.values(), *subs.values()))
    if spoilt:
        return [Check("whole_plots", FAIL, N_("On {n} whole {n:plot|plots} the levels are mixed or a level is torn apart."),
                      {"n": spoilt})]
    return [Check("whole_plots", PASS, N_("Each of {n} whole {n:plot|plots} carries one level of factor "
                                          "A."), {"n": len(wholes)})]


def _torn(plots: list[PlannedPlot]) -> bool:
    """Whether plots do not lie together; those without a place are not judged."""
    places = {(p.row, p.column) for p in plots}
    if any(not row or not column for row, column in places):
        return False
    return not in_one_piece(places)


def strips(plan: FieldPlan) -> list[Check]:
    """One level of factor A in every row, one of B in every column, within every replicate."""
    levels = {i.key: i.levels for i in plan.items}
    seen: dict[Hashable, set[str]] = defaultdict(set)
    for p in plan.standing:
        found = levels.get(p.entry or 0, ("", ""))
        seen[p.replicate, "row", p.row].add(found[0])
        seen[p.replicate, "column", p.column].add(found[1])
    spoilt = sum(len(found) > 1 for found in seen.values())
    if spoilt:
        return [Check("strips", FAIL, N_("In {n} {n:strip|strips} the levels are mixed."), {"n": spoilt})]
    return [Check("strips", PASS, N_("Every row carries one level of factor A, every column one of factor B."))]


def incomplete_blocks(plan: FieldPlan) -> list[Check]:
    """Block sizes, concurrences, connectedness and efficiency of incomplete blocks."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for p in plan.standing:
        blocks[p.replicate, p.block].append(p.entry or 0)
    sizes = sorted({len(found) for found in blocks.values()})
    found = [Check("block_sizes", PASS if sizes[-1] - sizes[0] <= 1 else NOTE, N_("{n} {n:block|blocks} of {sizes} "
                                                                                  "{sizes:plot|plots}."),
                   {"n": len(blocks), "sizes": "–".join(str(s) for s in dict.fromkeys((sizes[0], sizes[-1])))})]
    if any(len(set(b)) < len(b) for b in blocks.values()):
        found.append(Check("twice", FAIL, N_("An entry stands twice in the same incomplete block.")))
    return [*found, *_efficiency(plan, "blocks")]


def rows_and_columns(plan: FieldPlan) -> list[Check]:
    """Concurrences, connectedness and efficiency of rows and columns within replicates."""
    return _efficiency(plan, "grid")


def _efficiency(plan: FieldPlan, kind: str) -> list[Check]:
    from desktop.designs.efficiency import block_efficiency, grid_efficiency

    plots = plan.standing
    if not 1 < len({p.entry for p in plots}) <= LARGEST_FOR_EFFICIENCY:
        return []
    entries, replicates = [p.entry or 0 for p in plots], [p.replicate for p in plots]
    if kind == "grid":
        found = grid_efficiency(entries, _lines(plots, "row"), _lines(plots, "column"), replicates)
    else:
        found = block_efficiency(entries, [(p.replicate, p.block) for p in plots], replicates)
    lines = [_meetings(kind, found.least, found.most)]
    if found.factor is None:
        return [*lines, Check("connected", FAIL, N_("The design is not connected: some differences cannot be estimated."))]
    return [*lines, Check("connected", PASS, N_("The design is connected: every difference can be estimated.")),
            Check("efficiency", PASS, N_("Average efficiency factor {factor:.4f}; no such design exceeds {bound:.4f}."),
                  {"factor": found.factor, "bound": found.bound})]


def _meetings(kind: str, least: int, most: int) -> Check:
    """How often two entries share a block."""
    if kind == "blocks":
        text = N_("Any two entries meet {least} times in a block.") if least == most else N_(
            "Two entries meet {least} to {most} times in a block.")
    else:
        text = N_("Two entries meet {least} to {most} times in a row or a column.")
    return Check("concurrence", PASS if most - least <= 1 else NOTE, text, {"least": least, "most": most})


def _lines(plots: Iterable[PlannedPlot], across: str) -> list[Hashable]:
    return [(p.replicate, getattr(p, across)) for p in plots]
