"""Names that are made of other records' names follow these: a product of its variety's, a recall of its label's.

A name of a record's own stays: a product is called anew only where it bore the name that was made of its variety.
"""

from __future__ import annotations

import json

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
    if variety is None or variety.is_deleted or not (former := _former(session, variety)):
        return
    for product in session.exec(living(Product).where(col(Product.variety_id) == variety.id)).all():
        fresh = {name: make(getattr(variety, name), product) for name, make in _NAMES
                 if name in former and getattr(product, name) == make(former[name], product)}
        if any(getattr(product, name) != value for name, value in fresh.items()):
            verbs.store(session, Product, fresh, product.id)


def _former(session: Session, variety: Variety) -> dict[str, str]:
    """The names that this action took from a variety."""
    row = session.connection().execute(text(
        'SELECT "before" FROM change WHERE table_name = \'variety\' AND row_id = :id ORDER BY id DESC LIMIT 1'),
        {"id": variety.id}).scalar()
    before = json.loads(row) if row else {}
    return {name: str(before[name] or "") for name, _make in _NAMES
            if name in before and before[name] != getattr(variety, name)}
