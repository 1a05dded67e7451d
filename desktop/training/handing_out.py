"""What was given out at trainings stands in the distribution records of its handout: nobody writes it down twice."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col

from desktop.core import history, verbs
from desktop.core.kinds import model_of
from desktop.core.records import living
from desktop.training.model import TrainingEvent
from desktop.training.plan_model import TrainingMaterial


def follow(session: Session) -> None:
    """Keep the records of the materials that this action touched, or whose training it touched."""
    number = session.info.get("operation")
    action = session.get(history.Operation, number) if number else None
    if action is not None and action.kind != "do":
        return
    touched = session.info.get("touched", {})
    ids = set(touched.get("trainingmaterial", ()))
    events = sorted(touched.get("trainingevent", ()))
    if events:
        ids |= {one.id for one in session.exec(living(TrainingMaterial).where(col(TrainingMaterial.event_id).in_(events)))}
    for key in sorted(ids):
        material = session.get(TrainingMaterial, key)
        if material is not None:
            _keep(session, material)


def _keep(session: Session, material: TrainingMaterial) -> None:
    """One record for the copies given at the training; none where none were given, or the material is no handout."""
    record: Any = model_of("handedout")
    known = session.exec(living(record).where(record.material_id == material.id)).first()
    event = session.get(TrainingEvent, material.event_id) if material.event_id else None
    gone = material.is_deleted or event is None or event.is_deleted or not material.given or material.handout_id is None
    if gone:
        if known is not None:
            verbs.remove(session, record, [known.id])
        return
    assert event is not None
    values = {"handout_id": material.handout_id, "material_id": material.id, "given_on": event.held_on,
              "copies": material.given, "region_id": event.region_id, "dealer_id": event.dealer_id, "occasion": event.topic}
    if known is None or any(getattr(known, name) != value for name, value in values.items()):
        verbs.store(session, record, values, known.id if known is not None else None)
