"""Regions by the places they lie in: 河南省 周口市 太康县, 河南 周口 太康."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.kinds import model_of
from desktop.core.records import alive, table_of


def regions_along(session: Session, texts: Iterable[str]) -> Mapping[str, int | str]:
    """Texts of several names, the widest place first → the region of the last one that lies in all the others, or a sentence
    why there is none. A name stands for itself and for its short form. Other texts are left out."""
    wanted = {text: text.split() for text in texts if len(text.split()) > 1}
    if not wanted:
        return {}
    table = table_of(model_of("region"))
    rows = {row.id: row for row in session.execute(
        select(table.c.id, table.c.parent_id, table.c.name, table.c.short, table.c.full_name).where(alive(table)))}
    known: dict[str, list[int]] = {}
    for number, row in rows.items():
        for name in {row.name, row.short} - {"", None}:
            known.setdefault(name, []).append(number)
    found: dict[str, int | str] = {}
    for text, (*above, last) in wanted.items():
        named = known.get(last, [])
        fit = [number for number in named if _lies(rows, number, above)]
        if len(fit) == 1:
            found[text] = fit[0]
        elif fit:
            found[text] = _("“{value}” names {n} {n:region|regions}: write where it lies before it.").format(
                value=text, n=len(fit))
        elif named:
            found[text] = _("{name} does not lie in {above}, but: {places}.").format(
                name=last, above=" ".join(above), places=_(", ").join(sorted(rows[n].full_name for n in named[:4])))
    return found


def _lies(rows: Mapping[int, object], number: int, above: Iterable[str]) -> bool:
    """Whether a region lies in all places of these names."""
    names: set[str] = set()
    at, seen = rows[number].parent_id, set[int]()  # type: ignore[attr-defined]
    while at in rows and at not in seen:
        seen.add(at)
        names |= {rows[at].name, rows[at].short}  # type: ignore[attr-defined]
        at = rows[at].parent_id  # type: ignore[attr-defined]
    return set(above) <= names
