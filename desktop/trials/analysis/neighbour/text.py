"""The comparison with the neighbouring check as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.trials.analysis.neighbour.neighbour_check import NeighbourAnalysis
from desktop.trials.analysis.text import columns, figure


def report(analysis: NeighbourAnalysis, reading_notes: Sequence[str] = ()) -> str:
    """The check plots, the entries from the best down, and the remarks."""
    first = _("{response}: {n} plots, {missing} missing").format(
        response=analysis.response, n=analysis.n, missing=analysis.missing)
    facts = [(_("Mean"), analysis.mean), (_("Mean of the check"), analysis.checks["mean"]),
             (_("CV % of the check plots"), analysis.checks["cv_percent"])]
    second = "   ".join(f"{name} {figure(value)}" for name, value in facts if value is not None)
    head = [analysis.treatment, "n", _("Mean"), _("Neighbouring check"), _("Difference"), _("% of the check"), _("Rank")]
    rows = [[level, str(e.plots), figure(e.mean), figure(e.check_mean), f"{e.difference:+.6g}",
             "" if e.percent is None else f"{e.percent:.1f}", str(e.rank)] for level, e in analysis.entries.items()]
    parts = [first + "\n" + second, columns(head, rows)]
    notes = [*map(str, analysis.notes), *reading_notes]
    parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"
