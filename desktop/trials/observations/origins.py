"""Where an observation comes from (who, when, which file), and the photos that hang on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from desktop.core import history, local_time, verbs
from desktop.core.attachments import Attachment, attachments_of
from desktop.core.database import Database
from desktop.core.files import AttachmentStore
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.trials.model import DERIVED, Observation

Key = tuple[int, int, int]
SHOWN = 3  # so many earlier values are told


def _find(session: Session, key: Key) -> Observation | None:
    plot, trait, occasion = key
    query = living(Observation).where(Observation.plot_id == plot, Observation.trait_id == trait,
                                      Observation.occasion == occasion)
    return session.exec(query).first()


def story(db: Database, key: Key) -> str:
    """Who entered an observation, when, from which file, and what stood there before; "" where there is none."""
    with db.reading() as session:
        found = _find(session, key)
        if found is None:
            return ""
        lines = [_source(found), _seen(found)]
        for entry in history.of_record(session, "observation", found.id)[:SHOWN]:
            when = local_time.shown(entry.at)
            old = next((str(pair[0]) for name in ("value", "text") if (pair := entry.fields.get(name))
                        and pair[0] not in (None, "")), "")
            was = _("before: {value}").format(value=old) if old else ""
            lines.append("  ".join(part for part in (when, entry.who, entry.label, was) if part))
        photos = len(attachments_of(session, "observation", found.id))
        lines.append(ngettext("{n} photo", "{n} photos", photos).format(n=photos) if photos else "")
        return "\n".join(line for line in lines if line)


def _source(found: Observation) -> str:
    if found.source.startswith(DERIVED):
        return found.source
    return _("From {file}").format(file=found.source) if found.source else _("Typed in the grid")


def _seen(found: Observation) -> str:
    when = (local_time.shown(found.observed_at) if found.observed_at
            else found.observed_on.isoformat() if found.observed_on else "")
    who = "  ".join(part for part in (when, found.person) if part)
    return _("Observed {who}").format(who=who) if who else ""


def add_photos(db: Database, key: Key, paths: Sequence[Path]) -> None:
    """Copy photos into the store and hang them on an observation, which is made where there is none yet."""
    store = AttachmentStore(db.attachments)
    kept = [(path, store.add(path)) for path in paths]
    with db.operation(ngettext("{n} photo added", "{n} photos added", len(paths)).format(n=len(paths))) as session:
        plot, trait, occasion = key
        owner = _find(session, key) or verbs.store(session, Observation, {
            "plot_id": plot, "trait_id": trait, "occasion": occasion})
        known = {a.digest for a in attachments_of(session, "observation", owner.id)}
        for path, digest in kept:
            if digest not in known:
                verbs.store(session, Attachment, {"owner_table": "observation", "owner_id": owner.id, "name": path.name,
                                                  "digest": digest, "size": path.stat().st_size})
