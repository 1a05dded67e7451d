"""What an imported table says about the layout: marks of checks, factors, named designs, its certificate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from desktop.core.i18n import _
from desktop.core.importing import Columns
from desktop.core.importing.words import find
from desktop.core.tables.words import plain
from desktop.designs import DesignOptions, FieldPlan, Item, PlannedPlot, certify
from desktop.trials.choices import DESIGN
from desktop.trials.importing.payload import Payload, TrialPlan
from desktop.trials.importing.targets import LEVELS, design_named
from desktop.trials.importing.units_written import IN_BRACKETS, split_unit

SHOWN_TRIALS = 3
NO_CHECKS = frozenset(("test", "entry", "treatment", "参试", "参试品种", "供试", "试验品种"))
MARKS = frozenset(("ck", "check", "checks", "control", "对照", "c", "*", "★", "☆", "●"))  # beside the words for yes


def factor_names(columns: Columns, *, one_variety: bool) -> tuple[str, ...]:
    """The names of the treatment factors: in brackets behind the heading of a level, else the heading.

    The varieties are named by their own heading where they take a place among the factors; `one_variety` takes none.
    """
    headings = {level: columns.heading(level) or "" for level in LEVELS}
    if not any(headings.values()) and (treatment := columns.heading("treatment")):
        return (split_unit(treatment)[0], "", "")
    variety = None if one_variety else columns.heading("variety")
    if any(headings.values()) and variety:
        free = next((level for level in LEVELS if not headings[level]), None)
        headings |= {free: variety} if free else {}
    return tuple(_factor_name(columns, level, heading) for level, heading in headings.items())


def _factor_name(columns: Columns, level: str, heading: str) -> str:
    found = IN_BRACKETS.search(heading)
    ours = "因素" in heading or "factor" in heading
    return found[1] if found and ours and columns.heading(level) else heading


def flags(cells: Sequence[Any], names: Sequence[Any] | None = None) -> list[Any]:
    """Marks of checks as yes and no: CK, 对照, the number of the check (0 for all others), or the check's own name.

    `names` are what stands on the rows: a row whose name is written in the column of checks is a check.
    """
    written = {plain(cell).casefold() for cell in cells}
    named = {plain(n).casefold() for n in names or ()} & written - {""}
    found: list[Any] = []
    for place, cell in enumerate(cells):
        text = plain(cell).casefold()
        if named and names is not None:
            found.append("1" if plain(names[place]).casefold() in named else "0")
        else:
            no = text == "0" or text in NO_CHECKS
            found.append(("0" if no else "1") if no or text.isdecimal() or text in MARKS else cell)
    return found


def design_word(text: str) -> str:
    """The design that a word means: of the command line, of files, or of this program in either language; "" for none."""
    return design_named(text) or find(DESIGN, text) or ""


def findings(payload: Payload) -> list[str]:
    """The certificates of the first new trials of a layout, sentence by sentence."""
    if not payload.layout:
        return []
    lines = []
    for trial in [t for t in payload.trials.values() if t.id is None][:SHOWN_TRIALS]:
        plan = _as_plan(trial, payload)
        certificate = certify(plan)
        state = _("The plan is valid.") if certificate.valid else _("The plan is not valid.")
        lines.append(f"{trial.code}: {DESIGN.label(plan.design)}. {state}")
        lines += [f"{trial.code}: {line}" for line in certificate.lines()]
    return lines


def _as_plan(trial: TrialPlan, payload: Payload) -> FieldPlan:
    design = payload.design_of(trial)
    keys: dict[str, int] = defaultdict(lambda: len(keys) + 1)
    items = [Item(keys[name], name, name in trial.checks, trial.levels.get(name, ())) for name in trial.entries]
    plots = [PlannedPlot(p.number, keys[p.entry] if p.entry else None, p.replicate, p.row or 0, p.column or 0, p.block, p.kind,
                         p.walk) for p in trial.plots.values()]
    options = DesignOptions(replicates=design.replicates, block_size=design.block_size)
    return FieldPlan(design.name, items, options, plots, randomised_here=False)
