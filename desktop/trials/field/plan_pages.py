"""The plan of a field as one walks it: row 1 at the foot, walk order in the squares, in black and white."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.documents.model import Grid, GridCell
from desktop.core.i18n import _
from desktop.trials.choices import PLOT_KIND
from desktop.trials.model import Plot
from desktop.trials.plan.borders import borders, legend, measures, north_blank
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

    lines = {} if folded else borders(plots)

    def square(place: tuple[int, int]) -> GridCell | None:
        plot = plots.get(place)
        if plot is None:
            return None
        entry = data.entry(plot)
        check = bool(entry and entry.is_check) and not blind
        name = "" if blind or entry is None else f"{entry.number or ''} {entry.name}".strip()
        kind = "" if plot.kind == "plot" else PLOT_KIND.label(plot.kind)
        step = f"→{order[plot.id]}" if walk and plot.id in order else ""
        words = [plot.number, name or kind, extra(plot) if extra else "", step]
        return GridCell("\n".join(filter(None, words)), 0.0 if plot.kind == "plot" else 0.25, check, plot.state != "ok",
                        *lines.get(place, ("", "")))

    notes = [_("Row 1 is at the foot, at the entrance. Bold: check. Struck out: lost or excluded plot.")]
    notes += [text for text in ("" if folded else legend(plots), measures(data.trial)) if text] + [north_blank()]
    if folded:
        notes.append(_("The field is long and narrow: it is drawn in strips, from the left, each beginning at the foot."))
    names = ([], []) if folded else ([str(r) for r in rows], [str(c) for c in columns])
    return Grid([[square((r, c)) for c in columns] for r in rows], names[0], names[1], sheet=_("Field plan"),
                notes=notes if not blind else notes[1:])
