"""Papers of field days and of advertising: the plan and outcome of a day with its guests, the log of a year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import money
from desktop.core.attachments import attachments_of
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living, title_of
from desktop.core.units import format_number, quantity
from desktop.dealers.model import Dealer
from desktop.market.promotions.figures import field_day
from desktop.market.promotions.model import FieldDay, FieldDayGuest, MediaRun
from desktop.market.promotions.states import DAY_STATES, MEDIA, RUN_STATES, UNPROVED
from desktop.regions.model import Region
from desktop.trade.promotions import FieldDayFigures, per_thousand

BLANK_ROWS = 15


def field_day_sheet(db: Database, day_id: int) -> Document:
    """A field day: what is shown and where, its programme, a sheet to sign in on, and once it was held what it brought."""
    with db.reading() as session:
        day, figures = session.get_one(FieldDay, day_id), field_day(session, day_id)
        guests = session.exec(living(FieldDayGuest).where(col(FieldDayGuest.day_id) == day_id).order_by(
            col(FieldDayGuest.id))).all()
        blocks: list[Block] = [KeyValues(_facts(session, day)), *_text(day, "programme")]
        blocks += [Heading(_("Guests"), 2), _sign_in(guests)] if day.state == "planned" else [
            *_came(figures), *_guests(session, guests), *_text(day, "result")]
    title = _("Field day: {topic}").format(topic=day.topic)
    return _document(title, [*blocks, Signatures([_("Held by"), _("Host dealer")])], day.code)


def _facts(session: Session, day: FieldDay) -> list[tuple[str, Cell]]:
    named = {name: session.get(model, number) if number else None for name, model, number in (
        ("region", Region, day.region_id), ("variety", Variety, day.variety_id), ("dealer", Dealer, day.dealer_id))}
    region, variety, dealer = named["region"], named["variety"], named["dealer"]
    facts: list[tuple[str, Cell]] = [
        (_("Field day no."), day.code), (_("Day"), day.held_on), (_("State"), DAY_STATES.label(day.state)),
        (_("Region"), region.full_name if isinstance(region, Region) else ""), (_("Place"), day.place),
        (_("Variety shown"), variety.title() if isinstance(variety, Variety) else ""),
        (_("Grower who hosts it"), day.host), (_("Host dealer"), dealer.name if isinstance(dealer, Dealer) else ""),
        (_("Who explains"), day.speaker), (_("Cost"), "" if day.cost is None else f"¥{money.text(day.cost)}"),
        (_("Leaflets given out"), day.leaflets)]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _text(day: FieldDay, name: str) -> list[Block]:
    text = getattr(day, name)
    return [Heading(title_of(FieldDay, name), 2), Paragraph(text)] if text else []


def _sign_in(guests: Sequence[FieldDayGuest]) -> Table:
    """Those invited, and empty rows for who else comes."""
    rows: list[list[Cell]] = [[n, one.name, one.phone, one.organisation, "", ""] for n, one in enumerate(guests, 1)]
    rows += [[n, "", "", "", "", ""] for n in range(len(guests) + 1, len(guests) + 1 + BLANK_ROWS)]
    columns = [Column(_("No."), NUMBER, 0), Column(_("Person's name")), Column(_("Phone")),
               Column(_("Firm or village"), weight=2),
               Column(_("Signature"), weight=2), Column(_("Bags ordered"))]
    return Table(columns, rows, boxed=True, row_mm=8, sheet=_("Guests"))


def _came(figures: FieldDayFigures) -> list[Block]:
    said: list[tuple[str, Cell]] = [
        (_("Invited"), figures.invited), (_("Came"), f"{figures.came} ({_percent(figures.came_percent)})"),
        (_("Ordered"), f"{figures.ordered} ({_percent(figures.ordered_percent)})"), (_("Bags ordered"), figures.bags),
        (_("Cost of each who came"), _yuan(figures.cost_each)), (_("Cost of each bag ordered"), _yuan(figures.cost_bag))]
    return [Heading(_("What it brought"), 2), KeyValues(said)]


def _guests(session: Session, guests: Sequence[FieldDayGuest]) -> list[Block]:
    if not guests:
        return []
    dealers = {one.id: one.name for one in session.exec(living(Dealer).where(col(Dealer.id).in_([g.dealer_id
                                                                                                 for g in guests])))}
    rows: list[list[Cell]] = [[one.name, one.phone, one.organisation, _("yes") if one.invited else "", _("yes") if one.came
                               else "",
                               one.bags, dealers.get(one.dealer_id or 0, ""), one.remark] for one in guests]
    columns = [Column(_("Person's name")), Column(_("Phone")), Column(_("Firm or village"), weight=2), Column(_("Invited")),
               Column(_("Came")), Column(_("Bags ordered"), NUMBER, 0), Column(_("Orders through dealer")), Column(_("Remark"))]
    return [Heading(_("Guests"), 2), Table(columns, rows, sheet=_("Guests"))]


def days_table(session: Session, days: Sequence[FieldDay]) -> Table:
    """Field days, a row each, with their shares and costs, and all together."""
    figures = [field_day(session, day.id) for day in days]
    rows: list[list[Cell]] = [[day.held_on, day.topic, day.place, *_cells(one)] for day, one in zip(days, figures, strict=True)]
    whole = FieldDayFigures(*(sum(getattr(one, name) for one in figures)
                              for name in ("invited", "came", "ordered", "bags", "cost")))
    columns = [Column(_("Day"), DATE), Column(_("Topic of the field day"), weight=2), Column(_("Place"), weight=2),
               *(Column(name, NUMBER, 0) for name in (_("Invited"), _("Came"), _("Ordered"), _("Bags ordered"))),
               Column(_("Ordered of those who came"), NUMBER, 1, unit="%"), Column(_("Cost"), MONEY),
               Column(_("Cost of each who came"), MONEY)]
    return Table(columns, [*rows, [_("Total"), "", "", *_cells(whole)]], total_rows=1, sheet=_("Field days"))


def _cells(one: FieldDayFigures) -> list[Cell]:
    share, each = one.ordered_percent, one.cost_each
    return [one.invited, one.came, one.ordered, one.bags, None if share is None else float(share), one.cost,
            None if each is None else money.half_up(each)]


def media_log(db: Database, year: int | None = None) -> Document:
    """广告投放记录: what was out in a year (this one), its reach and cost per thousand, whether it is proved."""
    wanted = year or today().year
    with db.reading() as session:
        found = [one for one in session.exec(living(MediaRun).order_by(col(MediaRun.starts_on), col(MediaRun.id)))
                 if one.starts_on and one.starts_on.year <= wanted <= (one.ends_on or one.starts_on).year]
        proofs = {one.id: len(attachments_of(session, "mediarun", one.id)) for one in found}
    title = _("Log of advertising, {year}").format(year=wanted)
    if not found:
        return _document(title, [Paragraph(_("Nothing was placed in {year}.").format(year=wanted))], "")
    rows: list[list[Cell]] = [
        [one.starts_on, one.ends_on, MEDIA.label(one.medium), one.title, one.outlet, one.times, one.reach, one.cost,
         one.per_thousand, one.true_per_thousand, RUN_STATES.label(one.state), proofs[one.id]] for one in found]
    counted = [one for one in found if one.reach and one.cost is not None]
    whole = per_thousand(Fraction(sum(one.cost or 0 for one in counted)), Fraction(sum(one.reach or 0 for one in counted)))
    rows.append([_("Total"), "", "", "", "", None, sum(one.reach or 0 for one in found), sum(one.cost or 0 for one in found),
                 None if whole is None else money.half_up(whole), None, "", sum(proofs.values())])
    columns = [Column(_("Out from"), DATE), Column(_("Out until"), DATE), Column(_("Advertising medium")),
               Column(_("What is said"), weight=2),
               Column(_("Station, paper or place"), weight=2), Column(_("Times or copies"), NUMBER, 0),
               Column(_("People it reaches"), NUMBER, 0, thousands=True), Column(_("Cost"), MONEY),
               Column(_("Cost per thousand people"), MONEY), Column(_("Cost per thousand growers"), MONEY), Column(_("State")),
               Column(_("Proofs"), NUMBER, 0)]
    missing = [one.title for one in found if one.state in UNPROVED and not proofs[one.id]
               and one.starts_on is not None and one.starts_on <= today()]
    blocks: list[Block] = [Table(columns, rows, total_rows=1, sheet=_("Advertising"))]
    if missing:
        blocks.append(Callout(_("Out and without a proof: {titles}.").format(titles=_(", ").join(missing))))
    return _document(title, [*blocks, Signatures([_("Advertised by"), _("Checked by")])], "", landscape=True)


def media_log_of(db: Database, run_id: int) -> Document:
    """The log of the year in which an advertisement came out."""
    with db.reading() as session:
        day = session.get_one(MediaRun, run_id).starts_on
    return media_log(db, day.year if day else None)


def _percent(value: Fraction | None) -> str:
    return "–" if value is None else quantity(format_number(value, 1), "%")


def _yuan(value: Fraction | None) -> str:
    return "–" if value is None else f"¥{money.text(money.half_up(value))}"


def _document(title: str, blocks: list[Block], code: str, *, landscape: bool = False) -> Document:
    return Document(title, [Heading(title), *blocks], language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[code] if code else [], landscape=landscape)
