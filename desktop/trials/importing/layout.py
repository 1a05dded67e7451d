"""What an imported table says about the layout: its design, its treatment factors, its certificate."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from desktop.core.i18n import _
from desktop.core.importing import Columns
from desktop.core.tables.words import plain
from desktop.designs import DesignOptions, FieldPlan, Item, PlannedPlot, certify
from desktop.trials.choices import DESIGN
from desktop.trials.importing.payload import Payload, PlotPlan, TrialPlan

LEVELS = ("level_a", "level_b", "level_c")
IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]\s*$")
SHOWN_TRIALS = 3


def factor_names(columns: Columns) -> tuple[str, ...]:
    """The names of the treatment factors: in brackets behind the heading, else the heading."""
    headings = [columns.heading(name) for name in LEVELS]
    return tuple((found[1] if (found := IN_BRACKETS.search(h)) else h) if h else "" for h in headings)


def flags(cells: Sequence[Any]) -> list[Any]:
    """Marks of checks: some programs write the number of the check, 0 for all others."""
    return [("1" if text != "0" else "0") if (text := plain(cell)).isdigit() else cell for cell in cells]


def guessed_design(trial: TrialPlan, payload: Payload) -> dict[str, Any]:
    """Design, replicates and block size of an imported trial, by where its entries stand."""
    used = [p for p in trial.plots.values() if p.entry and (p.values or payload.layout)]
    often = Counter(p.entry for p in used)
    most = max(often.values(), default=1)
    if most == 1:
        return {"design": "none", "replicates": 1}
    if payload.layout and (name := _partial(trial, used, often)):
        return {"design": name, "replicates": most}
    if not _once_in_each([p.replicate if p.replicate is not None else p.block for p in used], used):
        return {"design": "crd", "replicates": most}
    sizes = _block_sizes(used) if payload.layout else []
    if trial.levels:
        return {"design": _factorial(trial, used), "replicates": most}
    if sizes and max(sizes) < len(often):
        return {"design": "alpha", "replicates": most, "block_size": max(sizes)}
    return {"design": "rcbd", "replicates": most}


def _partial(trial: TrialPlan, used: Sequence[PlotPlan], often: Counter[str]) -> str:
    """Whether some entries stand in every block and others once: augmented, partially replicated, or neither ("")."""
    if len(set(often.values())) == 1 or not _once_in_each([p.block for p in used], used):
        return ""
    others = [n for name, n in often.items() if name not in trial.checks]
    return "augmented" if trial.checks and max(others, default=1) == 1 else "p-rep"


def _factorial(trial: TrialPlan, used: Sequence[PlotPlan]) -> str:
    """A split-plot where every block within a replicate carries one level of the first factor, else a factorial."""
    wholes = defaultdict(set)
    for p in used:
        wholes[p.replicate, p.block].add(trial.levels.get(p.entry, ("",))[0])
    factors = max(sum(bool(level) for level in levels) for levels in trial.levels.values())
    split = len(wholes) > len({p.replicate for p in used}) and all(len(found) == 1 for found in wholes.values())
    return ("split-split-plot" if factors == 3 else "split-plot") if split and factors > 1 else (
        "factorial" if factors > 1 else "rcbd")


def _once_in_each(blocks: Sequence[Any], used: Sequence[PlotPlan]) -> bool:
    pairs = [(p.entry, block) for p, block in zip(used, blocks, strict=True)]
    return all(block not in (None, "") for _entry, block in pairs) and len(set(pairs)) == len(pairs)


def _block_sizes(used: Sequence[PlotPlan]) -> list[int]:
    """Plots of each block within a replicate; nothing where blocks or replicates are not named."""
    if any(p.replicate is None or not p.block for p in used):
        return []
    return list(Counter((p.replicate, p.block) for p in used).values())


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
    facts = guessed_design(trial, payload)
    keys: dict[str, int] = defaultdict(lambda: len(keys) + 1)
    items = [Item(keys[name], name, name in trial.checks, trial.levels.get(name, ())) for name in trial.entries]
    plots = [PlannedPlot(p.number, keys[p.entry] if p.entry else None, p.replicate, p.row or 0, p.column or 0, p.block, p.kind,
                         p.walk) for p in trial.plots.values()]
    options = DesignOptions(replicates=facts["replicates"], block_size=facts.get("block_size"))
    return FieldPlan(facts["design"], items, options, plots, randomised_here=False)
