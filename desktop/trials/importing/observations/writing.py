"""Writes planned observations: new ones in bulk, changed ones one by one, photographs into the store."""

from __future__ import annotations

from pathlib import Path, PurePath

from sqlmodel import Session, col, select

from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.core.attachments import Attachment, attachments_of
from desktop.core.files import AttachmentStore
from desktop.core.ids import new_ids
from desktop.core.importing import Plan, Progress
from desktop.core.records import alive, content
from desktop.trials.actions import choose_traits
from desktop.trials.importing.observations.archives import media_bytes
from desktop.trials.importing.observations.payload import Kept, Payload
from desktop.trials.model import Observation, TrialTrait

CHUNK = 5000
NOTED = 200


def write_observations(session: Session, plan: Plan, progress: Progress) -> None:
    """Write what the plan keeps; called inside the one action of the import."""
    payload: Payload = plan.payload
    for trait in payload.new_traits:
        verbs.store(session, Trait, {"id": trait.id, **content(trait)})
    for trial_id, traits in payload.trials.items():
        known = _chosen(session, trial_id)
        if set(traits) - set(known):
            choose_traits(session, trial_id, [*known, *(t for t in traits if t not in known)])
    dirty = [kept for kept in payload.kept.values() if kept.dirty]
    new = [kept for kept in dirty if kept.id is None]
    for kept, number in zip(new, new_ids(len(new)), strict=True):
        kept.id = number
    rows = [{**kept.fields(), "id": kept.id, "plot_id": kept.key[0], "trait_id": kept.key[1], "occasion": kept.key[2]}
            for kept in new]
    for start in range(0, len(rows), CHUNK):
        verbs.insert_many(session, Observation, rows[start:start + CHUNK])
        progress(min(1.0, (start + CHUNK) / max(1, len(dirty))))
    fresh = {kept.id for kept in new}
    for place, kept in enumerate(k for k in dirty if k.id not in fresh):
        verbs.store(session, Observation, kept.fields(), kept.id)
        if place % NOTED == 0:
            progress((len(rows) + place) / len(dirty))
    _attach(session, plan, dirty)


def _chosen(session: Session, trial_id: int) -> list[int]:
    query = select(TrialTrait.trait_id).where(TrialTrait.trial_id == trial_id, alive(TrialTrait))
    return [t for t in session.exec(query.order_by(col(TrialTrait.position), col(TrialTrait.id))) if t]


def _attach(session: Session, plan: Plan, dirty: list[Kept]) -> None:
    """Hang photographs and sounds on the observations they belong to; the plan says which are not there."""
    wanted = [(kept, name) for kept in dirty for name in kept.media]
    if not wanted:
        return
    store = AttachmentStore(session.info["attachments"])
    media = plan.payload.media
    for kept, name in wanted:
        if name in media and kept.id is not None:
            _keep(session, store, kept.id, name, *media[name])


def _keep(session: Session, store: AttachmentStore, owner: int, name: str, source: Path, member: str) -> None:
    data = media_bytes(source, member)
    digest = store.add_bytes(data, PurePath(name).suffix)
    if digest not in {a.digest for a in attachments_of(session, "observation", owner)}:
        verbs.store(session, Attachment, {"owner_table": "observation", "owner_id": owner, "name": name, "digest": digest,
                                          "size": len(data)})
