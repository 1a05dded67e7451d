"""Papers of labels: the proof to be signed, the versions of a label and what each changed, the register."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.attachments import attachments_of
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import (
    Beside,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.listing import Query, show
from desktop.core.moves import said_reason
from desktop.core.records import living, title_of
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.verbs import get
from desktop.labels import change_reports, lists, lot_papers, lot_reports, printing_reports, proof, works_reports
from desktop.labels import choices as c
from desktop.labels.differing import marked
from desktop.labels.model import CheckLine, LabelItem, LabelVersion, checklist, checklists
from desktop.labels.printed import PRINTED, TEXTS
from desktop.labels.rules import caution, said_set
from desktop.labels.states import CHECKED
from desktop.regions.model import Region

PICTURE = 72.0  # mm: how wide a face is drawn in the history
HALF_A_PAGE = 105.0  # mm: two lower faces stand on one page; below a higher one is room for the remarks of the review


def proof_sheet(db: Database, version_id: int) -> Document:
    """The proof at true size, the check list with who signed what, and the places for the signatures (签样单)."""
    version = get(db, LabelVersion, version_id)
    with db.reading() as session:
        item = session.get(LabelItem, version.item_id) if version.item_id else None
        lines, facts = checklist(session, version), _facts(session, version, item)
        files = [[file.name, file.sha256()] for file in attachments_of(session, "labelversion", version.id)]
    title = _("Proof to be signed: {version}").format(version=version.label())
    blocks: list[Block] = [Heading(title), *_faces(version, item), Heading(_("Check list"), 2),
                           KeyValues(facts), Paragraph(_summary(lines, version.state)), _checks(lines), Callout(caution())]
    if files:
        blocks += [Heading(_("Artwork on file"), 2), Table([Column(_("File"), weight=2), Column("SHA-256", weight=3)], files)]
    blocks.append(Signatures([_("Drafted by"), _("Reviewed by"), _("Approved by"), _("For the printing works")]))
    return Document(title, blocks, language(), numbered_headings=False, keywords=[item.code if item else ""])


def _facts(session: Session, version: LabelVersion, item: LabelItem | None) -> list[tuple[str, Cell]]:
    variety = session.get(Variety, item.variety_id) if item and item.variety_id else None
    region = session.get(Region, item.region_id) if item and item.region_id else None
    facts: list[tuple[str, Cell]] = [
        (_("State"), c.STATES.label(version.state)), (_("Label code"), item.code if item else ""),
        (_("Variety"), variety.title() if variety else ""), (_("Kind"), c.KINDS.label(item.kind) if item else ""),
        (_("Pack"), item.pack if item else ""), (_("Sales region"), region.full_name if region else ""),
        (_("Language"), c.LANGUAGES.label(item.language) if item else ""), (_("Printing works"), item.printer if item else ""),
        (_("Drafted on"), version.made_on), (_("Approved on"), version.approved_on),
        (_("Effective from"), version.effective_from), (_("Valid until"), version.valid_until),
        (_("Rule set"), said_set(version.rule_set)), (_("Reason"), said_reason(version.reason)),
        (_("What is new"), version.changes)]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _faces(version: LabelVersion, item: LabelItem | None) -> list[Block]:
    made = proof.faces_of(version, item)
    if not made:
        return [Callout(_("Nothing is filled in under “What is printed”, so there is nothing to lay out."))]
    blocks: list[Block] = []
    for face in made:
        below: list[Block] = [proof.figure(face)]
        if face.over:
            said = _("{face}: the text needs {n} mm more height; what has no room is not shown.")
            below.append(Callout(said.format(face=face.title, n=f"{face.over:.0f}")))
        if face.height > HALF_A_PAGE:
            below.append(Table([Column(_("Place on the proof")), Column(_("Remark of the review"), weight=3), Column(_("By"))],
                               [["", "", ""]] * 3, row_mm=10.0, boxed=True))
        blocks.append(KeepTogether(below))
    return blocks


def _summary(lines: Sequence[CheckLine], state: str) -> str:
    """How far the check came; of a version not decided upon, what stands in the way of its approval."""
    blocking = [line.rule.code for line in lines if line.blocks()]
    said = _("{n} of {all} checked").format(n=sum(line.state != "open" for line in lines), all=len(lines))
    if state not in CHECKED:
        return said
    stands = _("{n} stand in the way of approval").format(n=len(blocking)) if blocking else _(
        "nothing stands in the way of approval")
    return f"{said} · {stands}" + (f": {_(', ').join(blocking)}" if blocking else "")


def _checks(lines: Sequence[CheckLine]) -> Table:
    columns = [Column(_("Item of the label"), weight=2.2), Column(_("Severity")), Column(_("The program finds"), weight=3),
               Column(_("State"), weight=1.1), Column(_("Signed"), weight=1.4), Column(_("Basis of the rule"), weight=3)]
    rows: list[list[Cell]] = [[
        f"{line.rule.code} {line.rule.title}", c.SEVERITY.label(line.rule.severity),
        f"{c.FOUND.label(line.found.state)} {line.found.text}".strip(),
        f"{c.CHECK_STATES.label(line.state)} {line.note}".strip(), line.signed,
        str(line.rule.basis) + ("" if line.rule.verified and not str(line.rule.doubtful) else _(" (to be verified)"))]
        for line in lines]
    return Table(columns, rows, marked_rows=[n for n, line in enumerate(lines) if line.found.state == "wrong"])


def check_of(db: Database, version_id: int) -> Document:
    """What the program finds of a version under the rules of today."""
    version = get(db, LabelVersion, version_id)
    with db.reading() as session:
        lines = checklist(session, version, today())
    title = _("Check of {version} as of {day}").format(version=version.label(), day=today())
    blocks: list[Block] = [Heading(title), Paragraph(_summary(lines, version.state)), _checks(lines), Callout(caution())]
    return Document(title, blocks, language(), numbered_headings=False)


def check_of_all(db: Database, _version_id: int = 0) -> Document:
    """What the program finds wrong or doubtful today of every version that has not ended, the labels of a change at once."""
    listing = lists.CHECKS
    rows: list[list[Cell]] = []
    with db.reading() as session:
        ids = list(listing.ids(session, Query(conditions=listing.preset("live").conditions())))
        versions = session.exec(living(LabelVersion).where(col(LabelVersion.id).in_(ids)).order_by(
            col(LabelVersion.item_name), col(LabelVersion.number))).all()
        for version, lines in checklists(session, versions, today()):
            rows += [[version.label(), c.STATES.label(version.state), f"{line.rule.code} {line.rule.title}",
                      c.FOUND.label(line.found.state), line.found.text]
                     for line in lines if line.found.state in ("wrong", "doubt")]
    title = _("Check of all labels as of {day}").format(day=today())
    columns = [Column(_("Label version"), weight=2), Column(_("State")), Column(_("Item of the label"), weight=2),
               Column(_("The program finds")), Column(_("Why"), weight=4)]
    found = Table(columns, rows) if rows else Paragraph(_("The program finds nothing wrong or doubtful."))
    said = ngettext(
        "{n} version that has not ended was checked under the rules of the day.",
        "{n} versions that have not ended were checked under the rules of the day.", len(ids)).format(n=len(ids))
    return Document(title, [Heading(title), Paragraph(said), found, Callout(caution())], language(), numbered_headings=False)


def history(db: Database, item_id: int) -> Document:
    """All versions of a label, and field by field what each changed."""
    item = get(db, LabelItem, item_id)
    with db.reading() as session:
        versions = session.exec(living(LabelVersion).where(col(LabelVersion.item_id) == item_id).order_by(
            col(LabelVersion.number))).all()
    title = _("Versions of {name}").format(name=item.name)
    rows: list[list[Cell]] = [[v.number, c.STATES.label(v.state), v.made_on, v.approved_by, v.effective_from,
                               v.superseded_on or v.withdrawn_on, v.changes] for v in versions]
    columns = [Column(_("Version"), "number", 0), Column(_("State")), Column(_("Drafted on"), "date"), Column(_("Approved by")),
               Column(_("Effective from"), "date"), Column(_("In force until"), "date"), Column(_("What is new"), weight=2)]
    blocks: list[Block] = [Heading(title), Table(columns, rows) if rows else Paragraph(_("This label has no version yet."))]
    for before, after in itertools.pairwise(versions):
        changed = differences(before, after)
        blocks.append(Heading(_("From version {a} to version {b}").format(a=before.number, b=after.number), 2))
        columns = [Column(_("Printed field")), Column(_("Before"), weight=2), Column(_("After"), weight=2),
                   Column(_("Word by word: 【-gone-】【+new+】"), weight=3)]
        blocks.append(Table(columns, changed) if changed else Paragraph(_("Nothing that is printed was changed.")))
    blocks += [block for version in reversed(versions) for block in _pictures(version, item)]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[item.code])


def _pictures(version: LabelVersion, item: LabelItem) -> list[Block]:
    """The faces of a version side by side, small."""
    made = [proof.figure(face, width=PICTURE, height=1.3 * PICTURE) for face in proof.faces_of(version, item)]
    pairs: list[Block] = [Beside([made[place]], made[place + 1:place + 2] or [Paragraph("")], share=0.5)
                          for place in range(0, len(made), 2)]
    return [KeepTogether([Heading(version.label(), 2), *pairs])] if pairs else []


def differences(before: LabelVersion, after: LabelVersion) -> list[list[Cell]]:
    """What two versions print otherwise: field, before, after, and of texts what differs word by word."""
    rows: list[list[Cell]] = []
    for name in PRINTED:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            words = marked(old or "", new or "") if name in TEXTS else ""
            rows.append([title_of(LabelVersion, name), *(_cell(name, value) for value in (old, new)), words])
    return rows


def _cell(name: str, value: Any) -> Cell:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else show(lists.field(name), value)


def register(db: Database) -> Document:
    """All labels in use with the version in force and the day it began."""
    listing = lists.ITEMS
    with db.reading() as session:
        ids = list(listing.ids(session, Query(conditions=listing.preset("used").conditions())))
    title = _("Register of labels as of {day}").format(day=today())
    table = list_table(db, listing, [col_ for col_ in listing.columns if col_.shown], ids)
    return Document(title, [Heading(title), table if ids else Paragraph(_("No label is in use."))], language(),
                    numbered_headings=False, landscape=True)


def _proof(db: Database, args: argparse.Namespace) -> Document:
    item = coded(db, LabelItem, args.code)
    with db.reading() as session:
        newest = session.exec(living(LabelVersion).where(col(LabelVersion.item_id) == item).order_by(
            col(LabelVersion.number).desc())).first()
    return history(db, item) if newest is None else proof_sheet(db, newest.id)


def _history(db: Database, args: argparse.Namespace) -> Document:
    return history(db, coded(db, LabelItem, args.code))


def _check(db: Database, _args: argparse.Namespace) -> Document:
    return check_of_all(db)


def _register(db: Database, _args: argparse.Namespace) -> Document:
    return register(db)


REPORTS = Reports((Report("label-proof", "code", of_document(_proof)), Report("label-versions", "code", of_document(_history)),
                   Report("label-register", "", of_document(_register)), Report("label-check", "", of_document(_check)),
                   *printing_reports.KINDS, *lot_reports.KINDS, *lot_papers.KINDS, *change_reports.KINDS,
                   *works_reports.KINDS))
