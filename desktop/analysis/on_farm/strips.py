"""Strips on farms (大区示范、田间对比): every farm a block, one strip of each entry, the check on every farm.

Each entry is compared with the check by its differences farm by farm, which carry no farm's level: their mean with
Student's interval (W. S. Gosset 1908), the exact sign test of farms won and lost, and the probability of beating the
check on a farm like these, from the predictive distribution of one more difference, mean + t s √(1 + 1/n) with n − 1
degrees of freedom (G. J. Hahn, W. Q. Meeker, Statistical Intervals, 1991, section 4.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.columns import PlotColumns
from desktop.analysis.guards import listed
from desktop.analysis.met.series import Cells, Series, mean_of, series
from desktop.analysis.met.variance import combined
from desktop.analysis.notes import Note
from desktop.analysis.on_farm.result import EntryOnFarms, FarmDifference, OnFarm
from desktop.core.errors import UserError
from desktop.core.i18n import _

Floats = NDArray[np.float64]

FEW_FARMS = 6  # with five farms or fewer the exact sign test cannot come below 5 %


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> OnFarm:
    """The comparison strip by strip, the farms as role "block". Several strips of an entry on a farm are averaged.

    Without `check` it is the one entry that stands on every farm. UserError where there is no such entry, no other one,
    or no farm that has both.
    """
    (treatment, levels), (farm, farms), response = columns.treatment, columns.roles["block"], columns.response
    data = series(response, columns.values, (treatment, levels), (farm, farms), None)
    cells = data.cells
    named = _check(cells, treatment, check)
    place = cells.entries.index(named)
    others = [i for i in range(len(cells.entries)) if i != place and _both(cells, i, place).any()]
    if not others:
        raise UserError(_("No farm has both the check {check} and another entry.").format(check=named))
    found = _holm([_entry(cells, i, place, alpha) for i in others])
    ordered = tuple(sorted(found, key=lambda e: -e.difference))
    notes = _notes(data, named, ordered, alpha)
    anova = combined(data) if not data.replicated else ()
    return OnFarm(
        response, treatment, farm, named, len(data.y), data.data.missing, alpha, cells, ordered, anova, tuple(notes)
    )


def _both(cells: Cells, i: int, check: int) -> NDArray[np.bool_]:
    """The farms that have an entry and the check."""
    return np.asarray(cells.present[i] & cells.present[check])


def _check(cells: Cells, column: str, check: str | None) -> str:
    """The check: the one named, or the only entry on every farm. UserError otherwise."""
    if check is not None:
        if check not in cells.entries:
            problem = _('The check "{check}" is not in column "{column}", which holds {levels}.')
            raise UserError(problem.format(check=check, column=column, levels=listed(cells.entries)))
        return check
    everywhere = [e for e, row in zip(cells.entries, cells.present, strict=True) if row.all()]
    if len(everywhere) != 1 or len(cells.entries) < 2:
        raise UserError(
            _('Name the check with --check: in column "{column}" not exactly one entry stands on every farm.').format(
                column=column
            )
        )
    return everywhere[0]


def _entry(cells: Cells, i: int, check: int, alpha: float) -> EntryOnFarms:
    """One entry against the check."""
    places = np.flatnonzero(_both(cells, i, check))
    own, base = cells.means[i, places], cells.means[check, places]
    d = own - base
    n, base_mean = len(d), mean_of(base)
    sd = float(d.std(ddof=1)) if n > 1 else 0.0
    judged = n > 1 and sd > 1e-12 * float(np.abs(cells.means[[i, check]][:, places]).max())
    d[np.abs(d) <= 1e-11 * np.maximum(np.abs(own), np.abs(base))] = 0.0  # a tie but for rounding
    mean = mean_of(d)
    won, tied = int((d > 0).sum()), int((d == 0).sum())
    order = np.lexsort((places, -d))
    t = float(-special.stdtrit(n - 1, alpha / 2)) if judged else 0.0
    low, high = clopper_pearson(won, n, alpha)
    return EntryOnFarms(
        level=cells.entries[i],
        farms=tuple(_on_farm(cells.environments[places[k]], float(own[k]), float(base[k]), float(d[k])) for k in order),
        mean=mean_of(own),
        check_mean=base_mean,
        difference=mean,
        percent=100 * mean / base_mean if base_mean else None,
        sd=sd if n > 1 else None,
        standard_error=sd / sqrt(n) if judged else None,
        half_width=t * sd / sqrt(n) if judged else None,
        prediction_half_width=t * sd * sqrt(1 + 1 / n) if judged else None,
        t_p=2 * float(special.stdtr(n - 1, -abs(mean) / (sd / sqrt(n)))) if judged else None,
        holm_p=None,
        probability=float(special.stdtr(n - 1, mean / (sd * sqrt(1 + 1 / n)))) if judged else None,
        won=won,
        tied=tied,
        sign_p=sign_test(won, n - won - tied),
        share_lower=low,
        share_upper=high,
    )


def _on_farm(farm: str, value: float, check: float, difference: float) -> FarmDifference:
    """One farm's difference."""
    return FarmDifference(farm, value, check, difference, 100 * difference / check if check else None)


def sign_test(won: int, lost: int) -> float:
    """The exact two-sided p of so many wins and losses where both are equally likely."""
    n = won + lost
    return min(1.0, 2 * float(special.bdtr(min(won, lost), n, 0.5))) if n else 1.0


def clopper_pearson(won: int, n: int, alpha: float) -> tuple[float, float]:
    """The exact limits of a share."""
    low = 0.0 if won == 0 else float(special.betaincinv(won, n - won + 1, alpha / 2))
    high = 1.0 if won == n else float(special.betaincinv(won + 1, n - won, 1 - alpha / 2))
    return low, high


def _holm(entries: Sequence[EntryOnFarms]) -> list[EntryOnFarms]:
    """The entries with Student's p adjusted for their number (S. Holm 1979)."""
    from dataclasses import replace

    known = sorted((e for e in entries if e.t_p is not None), key=lambda e: e.t_p or 0.0)
    adjusted: dict[str, float] = {}
    highest = 0.0
    for k, entry in enumerate(known):
        highest = max(highest, min(1.0, (len(known) - k) * (entry.t_p or 0.0)))
        adjusted[entry.level] = highest
    return [replace(entry, holm_p=adjusted.get(entry.level)) for entry in entries]


def _notes(data: Series, check: str, entries: Sequence[EntryOnFarms], alpha: float) -> list[Note]:
    """What the reader should know."""
    cells = data.cells
    found = []
    if data.data.missing:
        columns = ", ".join([data.response, data.entry.name, data.environment.name])
        found.append(Note("missing", {"count": data.data.missing, "columns": columns, "used": len(data.y)}))
    absent = [f for f, stood in zip(cells.environments, cells.present[cells.entries.index(check)], strict=True) if not stood]
    if absent:
        found.append(Note("farms_without_check", {"check": check, "farms": listed(absent)}))
    apart = [e for e in cells.entries if e != check and e not in {entry.level for entry in entries}]
    if apart:
        found.append(Note("farms_never_together", {"check": check, "levels": listed(apart)}))
    if data.replicated:
        found.append(Note("farms_averaged"))
    few = [e.level for e in entries if e.count < FEW_FARMS]
    if few:
        found.append(Note("farms_few", {"levels": listed(few), "least": FEW_FARMS}))
    equal = [e.level for e in entries if e.count > 1 and e.half_width is None]
    if equal:
        found.append(Note("farms_equal", {"levels": listed(equal)}))
    if sum(e.t_p is not None for e in entries) > 1:
        found.append(Note("farms_several"))
    return [*found, *_single_farm_notes(entries, alpha), Note("farms_sample")]


def _single_farm_notes(entries: Sequence[EntryOnFarms], alpha: float) -> list[Note]:
    """Entries whose verdict one farm decides."""
    found = []
    for e in entries:
        if e.t_p is None or e.count < 4:
            continue
        d = np.array([f.difference for f in e.farms])
        furthest = int(np.abs(d - d.mean()).argmax())
        rest = np.delete(d, furthest)
        sd = float(rest.std(ddof=1))
        if not sd:
            continue
        p = 2 * float(special.stdtr(len(rest) - 1, -abs(rest.mean()) / (sd / sqrt(len(rest)))))
        if (p <= alpha) != (e.t_p <= alpha):
            found.append(Note("farms_one_decides", {"level": e.level, "farm": e.farms[furthest].farm,
                                                    "with_p": f"{e.t_p:.3f}", "without_p": f"{p:.3f}"}))
    return found
