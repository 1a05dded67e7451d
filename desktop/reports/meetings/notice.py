"""The notice of a meeting, and the orders that those who came wrote on its day."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import MONEY, NUMBER, Block, Cell, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.i18n import _, language
from desktop.core.records import alive, living, table_of
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.reports.meetings.model import KINDS, Meeting, MeetingPerson
from desktop.sales.orders.model import OrderLine, SalesOrder

THERE = ("present", "late")
UNWRITTEN = ("draft", "cancelled")


def notice(db: Database, meeting_id: int) -> Document:
    """What those invited are told: what, when, where, the agenda, who is invited, by whom."""
    meeting = get(db, Meeting, meeting_id)
    with db.reading() as session:
        names = [one.name for one in session.exec(living(MeetingPerson).where(
            col(MeetingPerson.meeting_id) == meeting_id).order_by(col(MeetingPerson.name)))]
    title = _("Notice: {title}").format(title=meeting.title)
    facts: list[tuple[str, Cell]] = [
        (_("Kind of meeting"), KINDS.label(meeting.kind)),
        (_("Day of the meeting"), f"{meeting.held_on} {meeting.starts_at}".strip()), (_("Place"), meeting.place),
        (_("Chair"), meeting.chair), (_("Invited"), _(", ").join(names))]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1]])]
    for heading, text in ((_("Notice of the meeting"), meeting.notice), (_("Agenda"), meeting.agenda)):
        if text.strip():
            blocks += [Heading(heading, 2), Paragraph(text)]
    signed = " ".join(text for name in ("company", "manager") if (text := str(office(db, name) or "")))
    return Document(title, [*blocks, Paragraph(signed)] if signed else blocks, language(), numbered_headings=False,
                    keywords=[meeting.code])


def signed_blocks(session: Session, meeting: Meeting) -> list[Block]:
    """The orders of the day by the dealers of those who came, beside the bags that were signed for; nothing without either."""
    came = list(session.exec(living(MeetingPerson).where(col(MeetingPerson.meeting_id) == meeting.id,
                                                         col(MeetingPerson.presence).in_(THERE))))
    dealers = {one.dealer_id for one in came if one.dealer_id}
    order, line = table_of(SalesOrder), table_of(OrderLine)
    query = select(order.c.dealer_id, func.count(order.c.id.distinct()), func.sum(line.c.bags),
                   func.sum(line.c.bags * line.c.price)).select_from(order).outerjoin(
        line, (line.c.order_id == order.c.id) & alive(line)).where(
        alive(order), order.c.ordered_on == meeting.held_on, order.c.state.not_in(UNWRITTEN),
        order.c.dealer_id.in_(dealers)).group_by(order.c.dealer_id)
    written = {row[0]: tuple(row[1:]) for row in session.execute(query)} if dealers else {}
    names = {one.id: one.name for one in session.exec(living(Dealer).where(col(Dealer.id).in_(dealers)))} if dealers else {}
    rows: list[list[Cell]] = []
    told = dict.fromkeys(one.dealer_id for one in sorted(came, key=lambda one: (one.organisation, one.name)))
    for dealer in told:
        signed = sum(one.bags_signed or 0 for one in came if one.dealer_id == dealer)
        orders, bags, amount = written.get(dealer, (0, None, None))
        if signed or orders:
            rows.append([names.get(dealer or 0, _("without a dealer")), signed or None, orders or None, bags, amount])
    if not rows:
        return []
    rows.append([_("Total"), *(sum(int(str(row[place] or 0)) for row in rows) for place in range(1, 5))])
    columns = [Column(_("Dealer"), weight=3), Column(_("Bags signed for"), NUMBER, 0, thousands=True),
               Column(_("Orders of the day"), NUMBER, 0), Column(_("Bags ordered"), NUMBER, 0, thousands=True),
               Column(_("Amount ordered"), MONEY)]
    return [Heading(_("Signed and ordered on the day"), 2), Table(columns, rows, total_rows=1,
                                                                 sheet=_("Signed and ordered on the day"))]
