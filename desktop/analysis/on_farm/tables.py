"""The tables of a comparison on farms: the entries against the check, and farm by farm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.analysis.view import View
from desktop.core.documents.model import NUMBER, Column, Table
from desktop.core.documents.model import Cell as PaperCell
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.analysis.on_farm.strips import EntryOnFarms, OnFarm


def tables(a: OnFarm) -> list[ResultTable]:
    """The statements, the entries, and the farms that each did not win."""
    lost = [text for entry in a.entries if (text := _lost(entry))]
    return [ResultTable("", notes=tuple(a.statement(entry) for entry in a.entries)), _entries(a),
            *(ResultTable("", notes=(text,)) for text in lost)]


def _entries(a: OnFarm) -> ResultTable:
    """One line per entry."""
    several = len(a.entries) > 1
    heads = (Head(a.treatment), Head(_("Farms won")), Head(_("Mean")), Head(_("Check")), Head(_("Difference"), "+.6g"),
             Head("±%", "+.2f"), Head(_("Lower limit")), Head(_("Upper limit")), Head("p", CHANCE),
             *([Head("Holm p", CHANCE)] if several else []), Head(_("Sign test p"), CHANCE), Head(_("New farm %"), ".1f"))
    rows: list[list[Cell]] = [
        [e.level, f"{e.won}/{e.count}", e.mean, e.check_mean, e.difference, e.percent, *e.limits, e.t_p,
         *([e.holm_p] if several else []), e.sign_p, None if e.probability is None else 100 * e.probability]
        for e in a.entries]
    return ResultTable(_("Differences from the check {check} on farms").format(check=a.check), heads, rows)


def _lost(entry: EntryOnFarms) -> str:
    """The farms on which an entry did not beat the check."""
    if not entry.lost:
        return ""
    farms = _(", ").join(f"{f.farm} ({f.difference:+.4g})" for f in entry.lost)
    return _("{entry} did not beat the check on: {farms}").format(entry=entry.level, farms=farms)


def farm_table(a: OnFarm, view: View) -> Table:
    """The differences from the check farm by farm, a column an entry, in the unit shown."""
    by_farm = [{f.farm: f for f in entry.farms} for entry in a.entries]
    heads = [Column(_("Farm")), Column(a.check, NUMBER, view.places),
             *(Column(entry.level, NUMBER, view.places, signed=True) for entry in a.entries)]
    rows: list[list[PaperCell]] = []
    for farm in a.cells.environments:
        base = next((found[farm].check for found in by_farm if farm in found), None)
        rows.append([farm, None if base is None else base * view.scale,
                     *(f[farm].difference * view.scale if farm in f else None for f in by_farm)])
    won: list[PaperCell] = [_("Farms won"), "", *(f"{entry.won}/{entry.count}" for entry in a.entries)]
    return Table(heads, [*rows, won], total_rows=1, sheet=_("Farm by farm"),
                 caption=_("{trait}: difference from {check} farm by farm").format(trait=view.title, check=a.check))
