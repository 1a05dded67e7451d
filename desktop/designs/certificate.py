"""The validity certificate: what a plan may be relied on for. Made after every randomisation, edit and import."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from desktop.core.i18n import N_
from desktop.designs import checks_entries as entries
from desktop.designs.catalogue import DESIGNS
from desktop.designs.chance import GENERATOR
from desktop.designs.model import FAIL, FILLER, GUARD, NOTE, PASS, Certificate, Check, FieldPlan, PlannedPlot

BESIDE = ((0, -1), (0, 1), (-1, 0), (1, 0))


def certify(plan: FieldPlan) -> Certificate:
    """The certificate of a plan; a plan of a design that is not in the list is looked at as any field."""
    own = next((d.looks for d in DESIGNS if d.name == plan.design), ())
    if not plan.standing:
        return Certificate((Check("entries", FAIL, N_("No plot carries an entry.")),))
    general = (_origin, _places, _numbers, entries.all_stand)
    last = (_neighbours, _beside_checks, _spread, _guards)
    return Certificate(tuple(check for look in (*general, *own, *last) for check in look(plan)))


def _origin(plan: FieldPlan) -> list[Check]:
    kinds = Counter(p.kind for p in plan.plots)
    sizes = {"plots": len(plan.standing), "entries": len({p.entry for p in plan.standing}), "fillers": kinds[FILLER],
             "guards": kinds[GUARD]}
    text = N_("{plots} {plots:plot|plots}, {entries} {entries:entry|entries}.")
    if kinds[FILLER] or kinds[GUARD]:
        text = N_("{plots} {plots:plot|plots}, {entries} {entries:entry|entries}, {fillers} filler {fillers:plot|plots}, "
                  "{guards} guard {guards:plot|plots}.")
    found = [Check("size", NOTE, text, sizes)]
    if not plan.randomised_here:
        return [*found, Check("seed", NOTE, N_("The layout was edited or made elsewhere: no seed makes it again."))]
    return [*found, Check("seed", NOTE, N_("Seed {seed} ({generator}): it makes this very plan again."),
                          {"seed": plan.options.seed, "generator": GENERATOR})]


def _places(plan: FieldPlan) -> list[Check]:
    placed = [p for p in plan.plots if p.row and p.column]
    places = Counter((p.row, p.column) for p in placed)
    double = [place for place, times in places.items() if times > 1]
    if double:
        return [Check("places", FAIL, N_("{n} {n:place carries|places carry} two plots, for example row {row}, column "
                                         "{column}."),
                      {"n": len(double), "row": double[0][0], "column": double[0][1]})]
    without = len(plan.plots) - len(placed)
    if without:
        return [Check("places", NOTE, N_("{n} {n:plot has|plots have} no row and column."), {"n": without})]
    free = _free(placed)
    if free:
        return [Check("places", NOTE, N_("No place carries two plots; {n} "
                                         "{n:place in the field stays|places in the field stay} free."), {"n": free})]
    return [Check("places", PASS, N_("No place carries two plots, none stays free."))]


def _free(placed: list[PlannedPlot]) -> int:
    """Places without a plot in the rows and columns that are used."""
    rows, columns = {p.row for p in placed}, {p.column for p in placed}
    return len(rows) * len(columns) - len(placed)


def _numbers(plan: FieldPlan) -> list[Check]:
    double = [number for number, times in Counter(p.number for p in plan.plots).items() if times > 1]
    if double:
        return [Check("numbers", FAIL, N_("{n} plot {n:number occurs|numbers occur} twice, for example {number}."),
                      {"n": len(double), "number": double[0]})]
    gaps = _gaps(plan)
    if gaps:
        return [Check("numbers", NOTE, N_("No plot number occurs twice; {n} {n:number is|numbers are} left out."), {"n": gaps})]
    return [Check("numbers", PASS, N_("No plot number occurs twice, none is left out."))]


def _gaps(plan: FieldPlan) -> int:
    """Numbers left out among plots in order; a step to the next hundred or thousand is a new replicate."""
    prefix = plan.options.prefix
    texts = [p.number.removeprefix(prefix) for p in plan.plots if p.kind != GUARD]
    numbers = sorted(int(text) for text in texts if text.isdecimal())
    return sum(b - a - 1 for a, b in pairwise(numbers) if b - a > 1 and b % 100 != 1)


def _neighbours(plan: FieldPlan) -> list[Check]:
    """Plots of one entry side by side or one behind the other."""
    known = {(p.row, p.column): p.entry for p in plan.standing}
    pairs = [key for (row, column), key in known.items()
             for step in ((0, 1), (1, 0)) if known.get((row + step[0], column + step[1])) == key]
    if not pairs:
        return [Check("neighbours", PASS, N_("No entry stands beside itself."))]
    return [Check("neighbours", NOTE, N_("Plots beside a plot of the same entry: {n} ({names})."),
                  {"n": len(pairs), "names": entries.named(plan, dict.fromkeys(k for k in pairs if k))})]


def _beside_checks(plan: FieldPlan) -> list[Check]:
    """How many entries stand beside a check somewhere."""
    others = {i.key for i in plan.items} - plan.checks
    if not plan.checks or not others:
        return []
    known = {(p.row, p.column): p.entry for p in plan.standing}
    beside = {p.entry for p in plan.standing
              if any(known.get((p.row + r, p.column + c)) in plan.checks for r, c in BESIDE)} & others
    state = PASS if len(beside) == len(others) else NOTE
    return [Check("beside_check", state, N_("{n} of {all} {all:entry|entries} {n:stands|stand} beside a check at least once."),
                  {"n": len(beside), "all": len(others)})]


def _spread(plan: FieldPlan) -> list[Check]:
    """In how many rows and columns a check stands."""
    own = [p for p in plan.standing if p.entry in plan.checks]
    if not own:
        return []
    return [Check("spread", NOTE, N_("Checks stand in {rows} of {all_rows} {all_rows:row|rows} and {columns} of {all_columns} "
                                     "{all_columns:column|columns}."),
                  {"rows": len({p.row for p in own}), "all_rows": len({p.row for p in plan.standing}),
                   "columns": len({p.column for p in own}), "all_columns": len({p.column for p in plan.standing})})]


def _guards(plan: FieldPlan) -> list[Check]:
    """Whether the guards close the ring that their rows and columns begin."""
    guards = {(p.row, p.column) for p in plan.plots if p.kind == GUARD}
    if not guards:
        return []
    inner = [(p.row, p.column) for p in plan.plots if p.kind != GUARD]
    low, high = [min(x) for x in zip(*inner, strict=True)], [max(x) for x in zip(*inner, strict=True)]
    sides = [any(r < low[0] for r, _c in guards), any(r > high[0] for r, _c in guards),
             any(c < low[1] for _r, c in guards), any(c > high[1] for _r, c in guards)]
    rows = range(low[0], high[0] + 1)
    columns = range(low[1], high[1] + 1)
    wanted = {*(((low[0] - 1), c) for c in columns if sides[0]), *(((high[0] + 1), c) for c in columns if sides[1]),
              *((r, low[1] - 1) for r in rows if sides[2]), *((r, high[1] + 1) for r in rows if sides[3])}
    missing = len(wanted - guards)
    if missing:
        return [Check("guards", FAIL, N_("The guard round the trial has {n} {n:gap|gaps}."), {"n": missing})]
    text = N_("The guard closes round all four sides.") if all(sides) else N_("The guard closes on {n} {n:side|sides}.")
    return [Check("guards", PASS if all(sides) else NOTE, text, {"n": sum(sides)})]
