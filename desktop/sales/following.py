"""Names that are made of other records' names follow these: a product of its variety's, a recall of its label's.

A name of a record's own stays: a product is called anew only where it bore the name that was made of its variety.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.records import living
from desktop.labels.model import LabelVersion
from desktop.sales.lots.recall_model import LabelRecall
from desktop.sales.products.model import Product, called, called_in_english

_NAMES = (("name", called), ("name_en", called_in_english))


def follow(session: Session) -> None:
    """Name products and recalls anew whose variety or label this action renamed."""
    touched = session.info.get("touched", {})
    for number in sorted(touched.get("variety", ())):
        _products(session, session.get(Variety, number))
    for number in sorted(touched.get("labelversion", ())):
        version = session.get(LabelVersion, number)
        recalls = living(LabelRecall).where(col(LabelRecall.version_id) == number)
        for recall in session.exec(recalls).all() if version is not None else ():
            if version is not None and recall.item_name != version.item_name:
                verbs.store(session, LabelRecall, {"item_name": version.item_name}, recall.id)


def _products(session: Session, variety: Variety | None) -> None:
    if variety is None or variety.is_deleted:
        return
    former = {name: str(value or "") for name, value in _taken(session, "variety", variety.id).items()
              if name in ("name", "name_en") and value != getattr(variety, name)}
    if not former:
        return
    for product in session.exec(living(Product).where(col(Product.variety_id) == variety.id)).all():
        fresh = {name: make(getattr(variety, name), product) for name, make in _NAMES
                 if name in former and getattr(product, name) in _stood(session, product, make, former[name])}
        if any(getattr(product, name) != value for name, value in fresh.items()):
            verbs.store(session, Product, fresh, product.id)


def _stood(session: Session, product: Product, make: Callable[[str, Any], str], former: str) -> tuple[str, str]:
    """What a product was called after its variety's former name, with the pack it has and with that it had before this
    action."""
    packs = {name: getattr(product, name) for name in ("bag_kg", "bag_seeds")}
    taken = {name: value for name, value in _taken(session, "product", product.id).items() if name in packs}
    return make(former, product), make(former, SimpleNamespace(**{**packs, **taken}))


def _taken(session: Session, table: str, number: int) -> dict[str, Any]:
    """The values that this action took from a record, as they stood before it, however often the record was stored in it."""
    rows = session.connection().execute(text(
        'SELECT "before" FROM change WHERE table_name = :table AND row_id = :id AND operation_id = :action ORDER BY id DESC'),
        {"table": table, "id": number, "action": session.info["operation"]}).scalars()
    found: dict[str, Any] = {}
    for row in rows:
        found |= json.loads(row or "{}")  # the first of the action last
    return found
