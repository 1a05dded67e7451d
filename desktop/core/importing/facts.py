"""What is said of a dry run beside its counts: what will be added besides, what was assumed, what is kept as text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.i18n import _, ngettext
from desktop.core.importing import assumed, keeping
from desktop.core.importing.model import Columns
from desktop.core.kinds import kinds
from desktop.core.records import title_of

if TYPE_CHECKING:
    from desktop.core.importing.declared import Declared
    from desktop.core.importing.parts import Given


@dataclass(frozen=True)
class Ran:
    """A dry run that is done, as far as something is to be said of it: what stood beside the table, what is made for cells that
    name it (link table, field, text), the further records of the rows that are written, what new records hold by their rules,
    how many are new, and how many numbers are of another database."""

    kind: Declared
    columns: Columns
    beside: Sequence[str]
    creates: Collection[tuple[str, str, str]]
    parts: Sequence[Given]
    became: Mapping[str, list[Any]]
    new: int
    foreign: int


def facts(run: Ran) -> list[str]:
    """The sentences beside the counts of a dry run that is done."""
    return [*_beside(run), *_added(run), *_parts(run),
            *assumed.said(run.kind, run.columns, run.became, run.new), *_kept(run), *_foreign(run)]


def _beside(run: Ran) -> list[str]:
    said = _("; ").join(run.beside)
    return [_("Taken from beside the table: {facts}").format(facts=said)] if said else []


def _added(run: Ran) -> list[str]:
    """The records that cells name and nobody knows."""
    counts: dict[str, set[str]] = {}
    for link, _name, text in run.creates:
        counts.setdefault(link, set()).add(text)
    return [ngettext("{n} × {kind} that is not known yet will be added: {names}",
                     "{n} × {kind} that are not known yet will be added: {names}", len(texts)).format(
                         n=len(texts), kind=_(kinds()[link].name), names=_(", ").join(sorted(texts)[:10]))
            for link, texts in counts.items()]


def _parts(run: Ran) -> list[str]:
    return [ngettext("{n} × {kind} in the same rows will be added or changed",
                     "{n} × {kind} in the same rows will be added or changed", number).format(n=number, kind=_(part.model.NAME))
            for part in run.kind.parts if (number := sum(one.part is part and one.is_new for one in run.parts))]


def _kept(run: Ran) -> list[str]:
    headings = run.columns.headings(keeping.KEEP)
    return [_("kept as text in “{field}”: {columns}").format(
        field=title_of(run.kind.model, run.kind.keeps), columns=_(", ").join(headings))] if headings else []


def _foreign(run: Ran) -> list[str]:
    return [ngettext("{n} record number is not among the records here: its row is known by its other fields",
                     "{n} record numbers are not among the records here: their rows are known by their other fields",
                     run.foreign).format(n=run.foreign)] if run.foreign else []
