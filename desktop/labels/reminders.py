"""What Today hears from labels: reviews that take long, validity that ends, drafts without artwork, open findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import N_, _, ngettext
from desktop.core.listing import Listing
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Reminder, behind
from desktop.labels.lists import FINDINGS, REVIEW_DAYS, VERSIONS
from desktop.labels.model import LabelItem, LabelVersion


def reminders(session: Session, today: date, days: int) -> Sequence[Reminder | Agenda]:
    """Tiles and dated lines of labels for `today` and the `days` after it."""
    def tile(listing: Listing, preset: str, level: str, one: str, many: str) -> Reminder:
        count = behind(session, listing, preset)
        return Reminder(ngettext(one, many, count).format(days=days, review=REVIEW_DAYS), count, level, "labels",
                        listing.name, preset)

    return [
        tile(VERSIONS, "expired", "late", N_("label in force is no longer valid"), "labels in force are no longer valid"),
        tile(VERSIONS, "waiting", "late", N_("label version more than {review} days in review"),
             "label versions more than {review} days in review"),
        tile(VERSIONS, "expiring", "soon", N_("label whose validity ends within {days} days"),
             "labels whose validity ends within {days} days"),
        tile(VERSIONS, "bare", "info", N_("label draft without artwork"), "label drafts without artwork"),
        tile(FINDINGS, "open", "soon", N_("open quality finding"), "open quality findings"),
        *_ending(session, today, today + timedelta(days=days))]


def _ending(session: Session, today: date, until: date) -> list[Agenda]:
    v, item = table_of(LabelVersion), table_of(LabelItem)
    rows = session.execute(select(v.c.id, v.c.number, v.c.valid_until, item.c.name).join(item, item.c.id == v.c.item_id).where(
        v.c.state == "effective", v.c.valid_until.between(today, until), alive(v))
        .order_by(v.c.valid_until).limit(30))
    return [Agenda(r.valid_until, _("Validity ends: {label}").format(label=r.name),
                   _("Version {number}").format(number=r.number),
                   "soon" if r.valid_until <= today + timedelta(days=7) else "info", "labelversion", r.id) for r in rows]
