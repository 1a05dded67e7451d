"""What is said of a dry run beside its counts: what will be added besides, what was assumed, what is kept as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.i18n import _, ngettext
from desktop.core.importing import assumed, keeping
from desktop.core.importing.model import NEW
from desktop.core.kinds import kinds
from desktop.core.records import title_of

if TYPE_CHECKING:
    from desktop.core.importing.planning import Planner


def facts(run: Planner) -> list[str]:
    """The sentences beside the counts of a dry run that is done."""
    return [*_beside(run), *_added(run), *_parts(run),
            *assumed.said(run.kind, run.columns, run.became, len(run.rows_of(NEW))), *_kept(run), *_foreign(run)]


def _beside(run: Planner) -> list[str]:
    said = run.beside_table
    return [_("Taken from beside the table: {facts}").format(facts=_("; ").join(said))] if said else []


def _added(run: Planner) -> list[str]:
    """The records that cells name and nobody knows."""
    counts: dict[str, set[str]] = {}
    for link, _name, text in run.payload.creates:
        counts.setdefault(link, set()).add(text)
    return [ngettext("{n} × {kind} that is not known yet will be added: {names}",
                     "{n} × {kind} that are not known yet will be added: {names}", len(texts)).format(
                         n=len(texts), kind=_(kinds()[link].name), names=_(", ").join(sorted(texts)[:10]))
            for link, texts in counts.items()]


def _parts(run: Planner) -> list[str]:
    written = [one for place in run.written() for one in run.payload.parts.get(place, ()) if one.is_new]
    return [ngettext("{n} × {kind} in the same rows will be added or changed",
                     "{n} × {kind} in the same rows will be added or changed", number).format(n=number, kind=_(part.model.NAME))
            for part in run.kind.parts if (number := sum(one.part is part for one in written))]


def _kept(run: Planner) -> list[str]:
    headings = run.columns.headings(keeping.KEEP)
    return [_("kept as text in “{field}”: {columns}").format(
        field=title_of(run.kind.model, run.kind.keeps), columns=_(", ").join(headings))] if headings else []


def _foreign(run: Planner) -> list[str]:
    return [ngettext("{n} record number is not among the records here: its row is known by its other fields",
                     "{n} record numbers are not among the records here: their rows are known by their other fields",
                     run.foreign).format(n=run.foreign)] if run.foreign else []
