"""The sheets of labels one can print on: those of the catalogue, and one's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col

from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.documents.labels import LabelSheet
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.trials.label_stock import LabelStock

NAMES = ("page_width", "page_height", "across", "down", "label_width", "label_height", "left", "top", "gap_x", "gap_y")
DEFAULT = "a4-3x8"


@dataclass(frozen=True)
class Stock:
    """A sheet with its key ("a4-3x8", or "own:ID"), its name, and whether its measures are sure."""

    key: str
    name: str
    sheet: LabelSheet
    verified: bool = True


def stocks(db: Database) -> list[Stock]:
    """One's own sheets by name, then those of the catalogue."""
    with db.reading() as session:
        own = session.exec(living(LabelStock).order_by(col(LabelStock.name)))
        mine = [Stock(f"own:{s.id}", s.name, _sheet({n: getattr(s, n) for n in NAMES})) for s in own]
    return [*mine, *(Stock(str(row["code"]), catalogues.text(row), _sheet(row), bool(row["verified"]))
                     for row in catalogues.load("label_stock").rows)]


def stock(db: Database, wanted: str) -> Stock:
    """The sheet of that key or name. Raises `UserError` naming those there are."""
    known = stocks(db)
    found = next((s for s in known if wanted in (s.key, s.name)), None)
    if found is None:
        raise UserError(_("There are no labels “{name}”; there are: {names}.").format(
            name=wanted, names=_("; ").join(f"{s.key} = {s.name}" for s in known)))
    return found


def _sheet(values: catalogues.Row) -> LabelSheet:
    number = {n: float(values[n] or 0) for n in NAMES}
    return LabelSheet(number["page_width"], number["page_height"], max(1, int(number["across"])), max(1, int(number["down"])),
                 number["label_width"], number["label_height"], number["left"], number["top"], number["gap_x"], number["gap_y"])
