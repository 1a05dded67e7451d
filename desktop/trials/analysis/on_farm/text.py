"""A comparison on farms as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.trials.analysis.on_farm.strips import EntryOnFarms, OnFarm
from desktop.trials.analysis.text import columns, figure, probability


def report(a: OnFarm, reading_notes: Sequence[str] = ()) -> str:
    """The whole comparison; `reading_notes` are what reading the table left to say."""
    first = _("{response}: {n} strips on {farms} farms, {missing} missing; check {check}").format(
        response=a.response, n=a.n, farms=len(a.cells.environments), missing=a.missing, check=a.check
    )
    parts = [first, "\n".join(a.statement(entry) for entry in a.entries), _table(a)]
    parts += [text for entry in a.entries if (text := _lost(entry))]
    if notes := [*map(str, a.notes), *reading_notes]:
        parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"


def _table(a: OnFarm) -> str:
    """One line per entry."""
    header = [a.treatment, _("Farms won"), _("Mean"), _("Check"), _("Difference"), "±%", _("Lower limit"), _("Upper limit"),
              "p", *(["Holm p"] if len(a.entries) > 1 else []), _("Sign test p"), _("New farm %")]
    rows = []
    for e in a.entries:
        limits = ["" if limit is None else figure(limit) for limit in e.limits]
        rows.append([
            e.level,
            f"{e.won}/{e.count}",
            figure(e.mean),
            figure(e.check_mean),
            f"{e.difference:+.6g}",
            "" if e.percent is None else f"{e.percent:+.2f}",
            *limits,
            probability(e.t_p),
            *([probability(e.holm_p)] if len(a.entries) > 1 else []),
            probability(e.sign_p),
            "" if e.probability is None else f"{100 * e.probability:.1f}",
        ])
    title = _("Differences from the check {check} on farms").format(check=a.check)
    return title + "\n" + columns(header, rows)


def _lost(entry: EntryOnFarms) -> str:
    """The farms on which an entry did not beat the check."""
    if not entry.lost:
        return ""
    farms = _(", ").join(f"{f.farm} ({f.difference:+.4g})" for f in entry.lost)
    return _("{entry} did not beat the check on: {farms}").format(entry=entry.level, farms=farms)
