"""The name of a label, of which its versions, lots and packings hold a copy to be found by, follows the label."""

from __future__ import annotations

from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.records import living
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse


def follow(session: Session) -> None:
    """Give what bears the name of a label that this action touched its name as it is now."""
    for number in sorted(session.info.get("touched", {}).get("labelitem", ())):
        item = session.get(LabelItem, number)
        if item is None or item.is_deleted:
            continue
        versions = session.exec(living(LabelVersion).where(col(LabelVersion.item_id) == number)).all()
        for version in versions:
            if version.item_name != item.name:
                verbs.store(session, LabelVersion, {"item_name": item.name}, version.id)
        for model in (LabelUse, LotTest):
            link, name = col(model.version_id), col(model.item_name)
            ids = [version.id for version in versions]
            for one in session.exec(living(model).where(link.in_(ids), name != item.name)).all():
                verbs.store(session, model, {"item_name": item.name}, one.id)
