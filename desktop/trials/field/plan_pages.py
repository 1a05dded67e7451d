"""The plan of a field as one walks it: row 1 at the foot, walk order in the squares, in black and white."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.documents.model import Grid, GridCell
from desktop.core.i18n import _
from desktop.trials.choices import PLOT_KIND
from desktop.trials.model import Plot
from desktop.trials.report.tables import places
from desktop.trials.trial_data import TrialData

Extra = Callable[[Plot], str]


def plan_grid(data: TrialData, *, blind: bool = False, walk: bool = False, extra: Extra | None = None) -> Grid | None:
    """The plan; None where no plot has a place. `walk` shows the order, `extra` a further line for each plot."""
    where, folded = places(data)
    if not where:
        return None
    plots = {where[p.id]: p for p in data.plots if p.id in where}
    order = {p.id: i for i, p in enumerate((p for p in data.plots if p.kind == "plot"), start=1)}
    rows = range(max(r for r, _c in plots), min(r for r, _c in plots) - 1, -1)
    columns = range(min(c for _r, c in plots), max(c for _r, c in plots) + 1)

    def square(plot: Plot | None) -> GridCell | None:
        if plot is None:
            return None
        entry = data.entry(plot)
        check = bool(entry and entry.is_check) and not blind
        name = "" if blind or entry is None else f"{entry.number or ''} {entry.name}".strip()
        kind = "" if plot.kind == "plot" else PLOT_KIND.label(plot.kind)
        step = f"→{order[plot.id]}" if walk and plot.id in order else ""
        lines = [plot.number, name or kind, extra(plot) if extra else "", step]
        return GridCell("\n".join(line for line in lines if line), 0.0, check, plot.state != "ok")

    notes = [_("Row 1 is at the foot, at the entrance. Bold: check. Struck out: lost or excluded plot.")]
    if folded:
        notes.append(_("The field is long and narrow: it is drawn in strips, from the left, each beginning at the foot."))
    names = ([], []) if folded else ([str(r) for r in rows], [str(c) for c in columns])
    return Grid([[square(plots.get((r, c))) for c in columns] for r in rows], names[0], names[1], sheet=_("Field plan"),
                notes=notes if not blind else notes[1:])
