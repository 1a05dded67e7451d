"""Papers of a check round: the sheet to fill in by hand, the report of what it came to, the notice to remove foreign goods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from desktop.core import catalogues, settings
from desktop.core.attachments import attachments_of, file_of
from desktop.core.database import Database
from desktop.core.documents.model import (
    CENTER,
    DATE,
    NUMBER,
    SMALL,
    Beside,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    Image,
    KeyValues,
    Paragraph,
    Sealed,
    Signatures,
    Table,
)
from desktop.core.errors import Refused, UserError
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.spoken import said
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.dealers.choices import OUTLET_KINDS
from desktop.dealers.model import Dealer, Outlet
from desktop.sales.outlets import words as w
from desktop.sales.outlets.check_model import SHEET_WORDS, CheckLine, CheckRound
from desktop.sales.outlets.checking import lines_of, parts_of, percent_of
from desktop.sales.outlets.rules import items, rule

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
MOST_PHOTOS = 8
EMPTY_ROWS = 3  # below the sheet, for what it does not name


def check_sheet(db: Database, round_id: int) -> Document:
    """The sheet of a round to be filled in at the outlet: items with their full marks, room for marks, faults, deadlines."""
    done = get(db, CheckRound, round_id)
    with db.reading() as session:
        lines = lines_of(session, round_id)
    day = done.checked_on or done.planned_on or today()
    rows: list[list[Cell]] = [[said(line, "part"), _marked(said(line, "item"), must=line.must), line.full_marks]
                              for line in lines] or [
        [catalogues.text(row, "part"), _marked(catalogues.text(row), must=row["must"]), row["marks"]]
        for row in items(done.sheet, day)]
    total = sum(float(row[2]) for row in rows if isinstance(row[2], int | float))
    filled: list[list[Cell]] = [[number, *row, "", "", "", ""] for number, row in enumerate(rows, 1)]
    filled += [[len(rows) + n, "", "", None, "", "", "", ""] for n in range(1, EMPTY_ROWS + 1)]
    columns = [Column(_("No."), NUMBER, 0, align=CENTER, weight=0), Column(_("Part of the sheet"), weight=1),
               Column(_("Item checked"), weight=3), Column(_("Full marks"), NUMBER, 0, weight=0),
               Column("√/×", width_mm=11, weight=0, align=CENTER), Column(_("Marks"), width_mm=13, weight=0),
               Column(_("Fault found"), width_mm=38, weight=0), Column(_("Put right by"), width_mm=20, weight=0)]
    title = _("Check sheet: {sheet}").format(sheet=w.SHEETS.label(done.sheet))
    facts: list[tuple[str, Cell]] = [
        *_about(db, done), (_("Day of the check"), ""), (_("Arrived – left"), ""),
        (_("Checker"), done.checked_by), (_("Reason and purpose"), done.purpose)]
    notes = [_("★ must hold: without it the whole does not pass. Passed from {percent:g} % of the marks on.").format(
        percent=float(rule("pass_percent", day))), _unverified()]
    return Document(title, [
        Heading(title), KeyValues(facts),
        Table(columns, [*_blank_missing(filled), [_("Total"), "", "", total, "", "", "", ""]], total_rows=1, boxed=True,
              row_mm=8, notes=[note for note in notes if note]),
        Signatures([_("Checker"), _("For the outlet")])], language(), footer=done.code, numbered_headings=False)


def _blank_missing(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Nothing, not a dash, where something is to be written in."""
    return [["" if cell is None else cell for cell in row] for row in rows]


def _marked(item: str, *, must: bool) -> str:
    return f"★ {item}" if must else item


def _unverified() -> str:
    if catalogues.load("outlet_checks").verified:
        return ""
    return _("Items and marks are to be verified against the company's rules.")


def _about(db: Database, done: CheckRound) -> list[tuple[str, Cell]]:
    outlet = get(db, Outlet, done.outlet_id or 0)
    return [(_("Outlet"), outlet.name), (_("Dealer"), get(db, Dealer, outlet.dealer_id or 0).name),
            (_("Kind of outlet"), OUTLET_KINDS.label(outlet.kind)), (_("Place"), outlet.place),
            (_("Keeper"), " ".join(t for t in (outlet.keeper, outlet.phone) if t)),
            (_("Kind of check"), w.ROUND_KINDS.label(done.kind))]


def check_report(db: Database, round_id: int) -> Document:
    """What a round came to: marks by part and item, faults with deadline and recheck, result, photos.

    A round that is only planned gives its sheet.
    """
    done = get(db, CheckRound, round_id)
    if done.state == "planned":
        return check_sheet(db, round_id)
    with db.reading() as session:
        lines, photos = lines_of(session, round_id), _photos(db, session, done)
    percent = percent_of(lines)
    title = _("Check report: {outlet}").format(outlet=get(db, Outlet, done.outlet_id or 0).name)
    facts: list[tuple[str, Cell]] = [
        *_about(db, done), (_("Day of the check"), str(done.checked_on or "")), (_("Checker"), done.checked_by),
        (_("Arrived – left"), " – ".join(t for t in (done.arrived_at, done.left_at) if t)),
        (_("Marks of 100"), "–" if percent is None else format_number(percent, 1)),
        (_("Result"), w.RESULTS.label(done.result) or _("not judged"))]
    blocks: list[Block] = [Heading(title), KeyValues(facts), *_verdict(done, lines), *_marks(lines), *_faults(lines)]
    if done.summary:
        blocks += [Heading(_("Summary of the check"), 2), Paragraph(done.summary)]
    return Document(title, [*blocks, *photos, Signatures([_("Checker"), _("For the outlet")])], language(),
                    numbered_headings=False, footer=done.code, keywords=[done.code])


def _verdict(done: CheckRound, lines: Sequence[CheckLine]) -> list[Block]:
    """What is said above all: foreign goods that are still there."""
    goods = [line for line in lines if line.swap and line.state == "open"]
    if not goods or done.state != "done":
        return []
    return [Callout(_("; ").join(f"{line.fault or said(line, 'item')} ({line.deadline})" for line in goods),
                    _("Foreign goods to be removed"))]


def _marks(lines: Sequence[CheckLine]) -> list[Block]:
    if not lines:
        return [Paragraph(_("No item was written down."))]
    parts: list[list[Cell]] = [[SHEET_WORDS(part.name), float(part.full), float(part.given), float(part.percent or 0)]
                               for part in parts_of(lines)]
    rows: list[list[Cell]] = [[said(line, "part"), _marked(said(line, "item"), must=line.must), line.full_marks, line.marks,
                               line.fault]
                              for line in lines]
    numbers = [Column(_("Full marks"), NUMBER, 1, weight=0), Column(_("Marks"), NUMBER, 1, weight=0)]
    by_part: list[Block] = [Heading(_("Marks by part"), 2), Table(
        [Column(_("Part of the sheet"), weight=3), *numbers, Column(_("Share"), NUMBER, 1, unit="%", weight=0)], parts)]
    return [*(by_part if parts else []), Heading(_("Items"), 2), Table(
        [Column(_("Part of the sheet"), weight=1), Column(_("Item checked"), weight=3), *numbers,
         Column(_("Fault found"), weight=2)], rows)]


def _faults(lines: Sequence[CheckLine]) -> list[Block]:
    rows: list[list[Cell]] = [[line.fault or said(line, "item"), line.deadline, w.FAULT_STATES.label(line.state),
                               line.rechecked_on, line.recheck_note] for line in lines if line.state]
    if not rows:
        return [Paragraph(_("No fault was found."))]
    return [Heading(_("Faults"), 2), Table(
        [Column(_("Fault found"), weight=3), Column(_("Put right by"), DATE, weight=0), Column(_("State"), weight=0),
         Column(_("Rechecked on"), DATE, weight=0), Column(_("Found at the recheck"), weight=2)], rows)]


def _photos(db: Database, session: Session, done: CheckRound) -> list[Block]:
    """The photos that hang on the round, two beside each other; what is missing or has no room is said."""
    kept = [one for one in attachments_of(session, "checkround", done.id) if Path(one.name).suffix.lower() in PICTURES]
    images, said = [], []
    for one in kept[:MOST_PHOTOS]:
        try:
            images.append(Image(file_of(db, one), one.name, width_mm=80.0, height_mm=66.0, alt=one.name))
        except UserError as error:
            said.append(str(error))
    left = len(kept) - MOST_PHOTOS
    if left > 0:
        said.append(ngettext("{n} more photo hangs on the round.", "{n} more photos hang on the round.", left).format(n=left))
    beside: list[Block] = [Beside(images[n:n + 1], images[n + 1:n + 2], share=0.5) for n in range(0, len(images), 2)]
    return [Heading(_("Photos"), 2), *beside, *(Paragraph(text, SMALL) for text in said)] if kept else []


def removal_notice(db: Database, round_id: int) -> Document:
    """The notice to an outlet to remove foreign goods by their deadline. Raises `Refused` where there are none left."""
    done = get(db, CheckRound, round_id)
    with db.reading() as session:
        goods = [line for line in lines_of(session, round_id) if line.swap and line.state == "open"]
        company = str(settings.office_in(session, "company"))
    if not goods:
        raise Refused(_("No foreign goods are written down as still there in this round: tick them in its items first."))
    outlet = get(db, Outlet, done.outlet_id or 0)
    day = done.checked_on or today()
    last = max(line.deadline for line in goods if line.deadline)
    rows: list[list[Cell]] = [[number, line.fault or said(line, "item"), line.deadline, "", ""]
                              for number, line in enumerate(goods, 1)]
    title = _("Notice to remove foreign goods")
    return Document(title, [
        Heading(title), Paragraph(_("No.: {code}").format(code=done.code), SMALL),
        Paragraph(_("To {name}:").format(name=outlet.name)),
        Paragraph(_("at the check of {day} goods that are not ours stood at the company's counter. By agreement only our own "
                    "goods stand there.").format(day=day)),
        Table([Column(_("No."), NUMBER, 0, align=CENTER, weight=0), Column(_("Found at the counter"), weight=3),
               Column(_("To be gone by"), DATE, weight=0), Column(_("Gone on"), width_mm=25, weight=0),
               Column(_("Seen by"), width_mm=25, weight=0)], rows, boxed=True, row_mm=9),
        Paragraph(_("Please remove them by the day named. The counter is rechecked from {day} on; where they still stand then, "
                    "support for the counter stops until they are gone.").format(day=last + timedelta(days=1))),
        Sealed(company, day), Signatures([_("Received for the outlet"), _("Handed over by")])],
        language(), numbered_headings=False, keywords=[done.code])
