"""Mail merge: one copy of a handout for each dealer, village or farmer, in one PDF or one each, with progress and cancel.

TO ADD A KIND OF RECEIVERS: a function of (Database, table) that gives them, and a line in KINDS.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.core import documents
from desktop.core.choices import Choices
from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.core.listing import Query
from desktop.core.picking import several
from desktop.core.records import Record, alive, table_of
from desktop.core.views import View, unpack, views_of
from desktop.dealers.lists import DEALERS
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.service.case_model import FarmerCase
from desktop.service.handout_document import Prepared, Receiver, document

if TYPE_CHECKING:
    from desktop.core.tables import Table

Report = Callable[[int, int], None]

RECEIVERS = Choices("receivers", {
    "dealers": N_("Dealers"), "villages": N_("Villages and townships"), "cases": N_("Farmers with cases"),
    "file": N_("A list in a file"),
})
COLUMNS = {"name": ("姓名", "农户", "农户姓名", "名称", "name", "farmer"),
           "village": ("村", "所在村", "地址", "village", "place"),
           "phone": ("电话", "手机", "联系电话", "phone", "telephone"), "area": ("面积", "面积(亩)", "面积（亩）", "area"),
           "organisation": ("单位", "经销商", "organisation", "dealer")}


def dealers(db: Database, ids: Sequence[int] | None = None) -> list[Receiver]:
    """The dealers, or those of the ids, by name."""
    dealer, region = table_of(Dealer), table_of(Region)
    query = (select(dealer.c.id, dealer.c.name, dealer.c.phone, dealer.c.address, region.c.full_name)
             .outerjoin(region, region.c.id == dealer.c.region_id).where(alive(dealer)).order_by(dealer.c.name))
    wanted = None if ids is None else set(ids)
    with db.reading() as session:
        rows = [row for row in session.execute(query) if wanted is None or row.id in wanted]
    return [_receiver(r.name, {"name": r.name, "organisation": r.name, "phone": r.phone, "village": r.address,
                               "region": r.full_name or ""},
                      ((_("Dealer"), r.name), (_("Telephone"), r.phone), (_("Address"), r.address))) for r in rows]


def dealer_views(db: Database) -> list[tuple[str, int]]:
    """The saved views of the list of dealers: (name, key)."""
    with db.reading() as session:
        return [(view.name, view.id) for view in views_of(session, DEALERS.name)]


def dealers_of_view(db: Database, view_id: int) -> list[Receiver]:
    """The dealers that a saved view shows."""
    with db.reading() as session:
        view = session.get(View, view_id)
        query = unpack(DEALERS, view.state)[0] if view else Query()
        ids = list(DEALERS.ids(session, query))
    return dealers(db, ids)


def villages(db: Database, ids: Sequence[int] | None = None) -> list[Receiver]:
    """The townships and villages, or those of the ids."""
    region = table_of(Region)
    query = select(region.c.id, region.c.name, region.c.full_name).where(
        alive(region), region.c.level.in_(("township", "village"))).order_by(region.c.full_name)
    wanted = None if ids is None else set(ids)
    with db.reading() as session:
        return [_receiver(r.full_name, {"name": r.name, "village": r.name, "region": r.full_name})
                for r in session.execute(query) if wanted is None or r.id in wanted]


def farmers(db: Database, ids: Sequence[int] | None = None) -> list[Receiver]:
    """The farmers who had a case, each once."""
    t, region = table_of(FarmerCase), table_of(Region)
    query = (select(t.c.id, t.c.farmer, t.c.phone, t.c.place, t.c.area_mu, region.c.full_name)
             .outerjoin(region, region.c.id == t.c.region_id).where(alive(t), t.c.farmer != "")
             .order_by(t.c.farmer, t.c.id))
    wanted, found = None if ids is None else set(ids), {}
    with db.reading() as session:
        for r in session.execute(query):
            if wanted is None or r.id in wanted:
                area = "" if r.area_mu is None else f"{r.area_mu:g}"
                found[r.farmer, r.phone] = _receiver(r.farmer, {"name": r.farmer, "phone": r.phone, "village": r.place,
                                                                "area": area, "region": r.full_name or ""})
    return list(found.values())


def listed(table: Table) -> list[Receiver]:
    """The receivers of a table: every column fills the word of its heading; known headings fill ours too.

    Raises `UserError` where no column gives a name.
    """
    headings = [str(h).strip() for h in table.header]
    known = {key: place for key, names in COLUMNS.items()
             for place, heading in enumerate(headings) if heading.casefold() in names}
    if "name" not in known:
        raise UserError(_("{file} has no column of names; call one 姓名 or name.").format(file=table.source))
    found = []
    for row in table.rows:
        words = {heading: _text(cell) for heading, cell in zip(headings, row, strict=False)}
        words |= {key: _text(row[place]) for key, place in known.items()}
        if words["name"]:
            found.append(_receiver(words["name"], words))
    return found


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _receiver(label: str, words: dict[str, str], dealer: Sequence[tuple[str, str]] = ()) -> Receiver:
    return Receiver(label, words, tuple((name, value) for name, value in dealer if value))


KINDS: dict[str, Callable[[Database, Sequence[int] | None], list[Receiver]]] = {
    "dealers": dealers, "villages": villages, "cases": farmers,
}


def _copies(prepared: Prepared, receivers: Sequence[Receiver], report: Report) -> Iterator[Document]:
    """Each copy in order; `report(done, of)` is called as it is asked for, and may raise to cancel."""
    for number, receiver in enumerate(receivers, 1):
        yield document(prepared, receiver)
        report(number, len(receivers))


def one_pdf(prepared: Prepared, receivers: Sequence[Receiver], report: Report, *, both_sides: bool = False) -> bytes:
    """All copies in one PDF, one behind the other; `both_sides`: each begins on a new sheet. `UserError` for nobody.

    Booklets lie on their sheets, two pages a side, so that each can be folded.
    """
    from desktop.core.documents.pdf import write_pdfs

    _refuse_nobody(receivers)
    out = io.BytesIO()
    booklets, counts = prepared.handout.page == "booklet", list[int]()
    write_pdfs(_copies(prepared, receivers, report), out, multiple=4 if booklets else 2 if both_sides else 1, counts=counts)
    return _folded(out.getvalue(), counts) if booklets else out.getvalue()


def _folded(data: bytes, counts: Sequence[int]) -> bytes:
    """The sheets of booklets of so many pages each."""
    from desktop.core.documents import imposition

    sizes, sides, first = imposition.page_sizes(data), list[imposition.Side](), 0
    for count in counts:
        for side in imposition.plan(sizes[first:first + count], layout=imposition.BOOKLET):
            sides.append(replace(side, placed=[replace(p, page=p.page + first) for p in side.placed]))
        first += count
    return imposition.impose(data, sides)


def one_each(prepared: Prepared, receivers: Sequence[Receiver], folder: Path, report: Report) -> list[Path]:
    """A PDF for each receiver in a folder, named after the handout and the receiver; a name that is taken gets a number."""
    _refuse_nobody(receivers)
    made: list[Path] = []
    for receiver, made_for in zip(receivers, _copies(prepared, receivers, report), strict=True):
        name = safe_file_name(f"{prepared.handout.title} {receiver.label}".strip())
        path = folder / f"{name}.pdf"
        number = 1
        while path.exists():  # no file that is there, ours or not, is written over
            number += 1
            path = folder / f"{name} {number}.pdf"
        made.append(documents.save(made_for, path))
    return made


def _refuse_nobody(receivers: Sequence[Receiver]) -> None:
    if not receivers:
        raise UserError(_("Nobody is on the list: choose receivers first."))


def record_given(db: Database, handout_id: int, receivers: Sequence[Receiver], copies_each: int, occasion: str) -> Record:
    """Keep that copies were given out: one line for all, with the number of receivers."""
    from desktop.core import verbs
    from desktop.service.handout_model import HandedOut

    values: dict[str, Any] = {"handout_id": handout_id, "given_on": today(), "copies": copies_each * len(receivers),
                              "whom": several([r.label for r in receivers]), "occasion": occasion}
    return verbs.save(db, HandedOut, values)
