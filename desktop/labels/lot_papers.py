"""Lots of a season on one paper, and the certificate that goes with a batch."""

from __future__ import annotations

import argparse
from collections import Counter

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Sealed,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listing import Condition, Query
from desktop.core.periods import YEAR, period
from desktop.core.records import living
from desktop.core.reporting import Report, of_document
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.labels.lot_lists import LOTS
from desktop.labels.lot_model import LotTest
from desktop.labels.lot_reports import PARAMETERS, against, verdicts
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse

NAMES = ("lot", "variety", "tested_on", "germination", "promised_germination", "purity", "promised_purity", "cleanness",
         "moisture", "month", "falls_on", "below", "tests", "laboratory")


def lot_season(db: Database, _test_id: int = 0, year: int | None = None) -> Document:
    """The lots tested in a business year (this one), each by its newest test, and what they come to label by label."""
    days = period(YEAR, today().replace(year=year, month=12, day=1) if year else today())
    asked = Query(conditions=(Condition("tested_on", "between", (days.first, days.last)),))
    with db.reading() as session:
        lines = LOTS.lines(session, asked, NAMES)
        by_label = _by_label(session, [key for key, _row in lines])
    title = _("Quality of seed lots {first} to {last}").format(first=days.first, last=days.last)
    below, soon = (NAMES.index(name) for name in ("below", "falls_on"))
    rows: list[list[Cell]] = [[*row[:below], _("yes") if row[below] else "", *row[below + 1:]] for _key, row in lines]
    facts: list[tuple[str, Cell]] = [
        (_("Lots tested"), len(lines)), (_("Worse than the label"), sum(bool(row[below]) for _key, row in lines)),
        (_("Will fall below the label"), sum(row[soon] is not None for _key, row in lines))]
    columns = [Column(_("Lot"), weight=1.5), Column(_("Variety"), weight=1.4), Column(_("Tested on"), DATE),
               *(Column(title, NUMBER, 1, unit="%", group=group) for group, title in (
                   (_("Germination"), _("found")), (_("Germination"), _("promised")), (_("Purity"), _("found")),
                   (_("Purity"), _("promised")))),
               Column(_("Cleanness"), NUMBER, 1, unit="%"), Column(_("Moisture"), NUMBER, 1, unit="%"),
               Column(_("Germination a month"), NUMBER, 2, unit="%"), Column(_("Falls below the label on"), DATE),
               Column(_("Worse than the label")), Column(_("Tests"), NUMBER, 0), Column(_("Laboratory"), weight=1.5)]
    blocks: list[Block] = [Heading(title), KeyValues(facts)]
    if rows:
        marked = [n for n, (_key, row) in enumerate(lines) if row[below]]
        blocks += [Table(columns, rows, marked_rows=marked), Heading(_("By label"), 2), by_label]
    else:
        blocks.append(Paragraph(_("No lot was tested in these days.")))
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), landscape=True,
                    numbered_headings=False)


def _by_label(session: Session, ids: list[int]) -> Table:
    """Lots, the mean of what was found and how many are worse, for each label."""
    found = session.exec(living(LotTest).where(col(LotTest.id).in_(ids))).all()
    lots, worse = Counter(test.item_name for test in found), Counter[str]()
    for test in found:
        version = session.get(LabelVersion, test.version_id) if test.version_id else None
        worse[test.item_name] += any(said.bad for said in verdicts(session, test, version))
    rows: list[list[Cell]] = []
    for name in sorted(lots):
        own = [test for test in found if test.item_name == name]
        means = [[value for test in own if (value := getattr(test, field)) is not None] for field, _title in PARAMETERS]
        rows.append([name or _("No label named"), lots[name], worse[name],
                     *(sum(values) / len(values) if values else None for values in means)])
    return Table([Column(_("Label"), weight=3), Column(_("Lots tested"), NUMBER, 0), Column(_("Worse"), NUMBER, 0),
                  *(Column(_("{what}, mean").format(what=_(title)), NUMBER, 1, unit="%") for _field, title in PARAMETERS)],
                 rows)


def batch_certificate(db: Database, test_id: int) -> Document:
    """The certificate that goes with a batch of seed (批次质量合格证): given only where every figure was tested and none is
    worse than the label or the standard; else the paper says what stands in the way, and bears no seal."""
    test = get(db, LotTest, test_id)
    with db.reading() as session:
        version = session.get(LabelVersion, test.version_id) if test.version_id else None
        item = session.get(LabelItem, version.item_id) if version is not None and version.item_id else None
        variety = session.get(Variety, item.variety_id) if item is not None and item.variety_id else None
        rows, said = against(session, test, version, item)
        judged = verdicts(session, test, version)
        uses = session.exec(living(LabelUse).where(col(LabelUse.lot) == test.lot).order_by(col(LabelUse.packed_on))).all()
    title = _("Certificate of quality of batch {lot}").format(lot=test.lot)
    facts: list[tuple[str, Cell]] = [
        (_("Variety"), variety.title() if variety else ""), (_("Lot"), test.lot),
        (_("Label version"), version.label() if version else ""),
        (_("Pack"), item.pack if item else ""),
        (_("Quantity of the lot"), f"{test.tonnes:g} t" if test.tonnes is not None else ""),
        (_("Grown at"), test.origin), (_("Year of harvest"), str(test.harvested or "")),
        (_("Packed on"), _(", ").join(dict.fromkeys(str(use.packed_on) for use in uses))),
        (_("Tested on"), test.tested_on), (_("Laboratory"), test.laboratory), (_("Test method"), test.method),
        (_("Test report no."), test.certificate_no), (_("Standard cited"), version.standard_no if version else ""),
        (_("Quarantine no."), version.quarantine_no if version else "")]
    columns = [Column(_("Parameter")), Column(_("Limit of the standard")), Column(_("Promised")),
               Column(_("Found"), NUMBER, 1, unit="%"), Column(_("Verdict"), weight=2)]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)]),
                           Table(columns, rows), Paragraph(said)]
    wrong = [one.said for one in judged if one.bad]
    if wrong:
        blocks.append(Callout(" ".join(wrong), _("No certificate can be given for this batch")))
    else:
        blocks += [Paragraph(_("The batch was tested as stated above and keeps what its label promises.")),
                   Signatures([_("Inspected by"), _("Approved by")]), Sealed(str(office(db, "company") or ""), today())]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[test.lot])


def _newest(db: Database, lot: str) -> int:
    with db.reading() as session:
        found = session.exec(living(LotTest).where(col(LotTest.lot) == lot).order_by(
            col(LotTest.tested_on).desc(), col(LotTest.id).desc())).first()
    if found is None:
        raise UserError(_("No lot “{lot}” is recorded in {file}.").format(lot=lot, file=db.path.name))
    return found.id


def _certificate(db: Database, args: argparse.Namespace) -> Document:
    return batch_certificate(db, _newest(db, args.code))


def _season(db: Database, args: argparse.Namespace) -> Document:
    return lot_season(db, 0, args.year)


KINDS = (Report("batch-certificate", "code", of_document(_certificate)), Report("lot-season", "year", of_document(_season)))
