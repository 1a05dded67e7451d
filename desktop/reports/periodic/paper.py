"""The paper of a periodic report. One that was handed in says what it said then; any other what the records say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    SMALL,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.logo import branded
from desktop.core.periods import YEAR
from desktop.core.records import living
from desktop.core.settings import office_in
from desktop.core.verbs import get
from desktop.people.model import Person
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic import columns, content, layouts, planning
from desktop.reports.periodic import states as s
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.periodic.naming import called, days_of, titled
from desktop.reports.periodic.offers import FIELD_OF, offers

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

MADE = ("handed", "corrected")


@dataclass
class Written:
    """A report as it is read: its head, what the records say, the texts chosen and typed, the plan."""

    report: Any
    content: content.Content
    who: str
    company: str
    texts: list[Any] = field(default_factory=list)
    plan: list[Any] = field(default_factory=list)

    @property
    def layout(self) -> layouts.Layout:
        """Its template, as it was when the figures were taken."""
        return layouts.thawed(self.report.kind, self.content["layout"])

    @property
    def title(self) -> str:
        """What stands above it."""
        heading = self.layout.heading
        return f"{heading} {called(self.report.kind, self.report.starts_on, self.report.ends_on)}" if heading else titled(
            self.report.kind, self.report.starts_on, self.report.ends_on)

    def said(self, section: str) -> list[str]:
        """The texts of a section: what was typed into the report itself, then what was picked."""
        return [*self.typed(section), *(one_line(text) for text in self.picked(section))]

    def typed(self, section: str) -> list[str]:
        """The lines of a section that were typed into the report itself."""
        typed = str(getattr(self.report, FIELD_OF[section])) if section in FIELD_OF else ""
        return [line.strip() for line in typed.split("\n") if line.strip()]

    def picked(self, section: str) -> list[Any]:
        """The texts of a section that were picked."""
        return [text for text in self.texts if text.section == section]


def one_line(text: Any) -> str:
    """A picked text with its day and whom it is about."""
    head = " ".join(t for t in (f"{text.on_day:%m-%d}" if text.on_day else "", text.about) if t)
    said = " ".join(text.text.split())
    return f"{head}{_(': ')}{said}" if head else said


def written(session: Session, report: PeriodReport) -> Written:
    """A stored report as it is read."""
    frozen = report.frozen if report.state in MADE and report.frozen else None
    texts = session.exec(living(ReportText).where(
        col(ReportText.report_id) == report.id, col(ReportText.chosen).is_(True)).order_by(
        col(ReportText.on_day), col(ReportText.id))).all()
    plan = session.exec(living(ReportPlan).where(col(ReportPlan.report_id) == report.id).order_by(
        col(ReportPlan.due_on), col(ReportPlan.id))).all()
    return Written(report, frozen or content.gather(session, report), _who(session, report.person_id),
                   str(office_in(session, "company") or ""), list(texts), list(plan))


def unwritten(session: Session, kind: str, day: date) -> Written:
    """The report of the period that a day lies in as it would be filled, without being begun."""
    start = layouts.start_of(session)
    first, last = days_of(kind, day, start)
    report = PeriodReport(kind=kind, starts_on=first, ends_on=last, code="")
    layout = layouts.layout_for(session, kind, None, first)
    texts = [offer for offer in offers(session, kind, first, last) if offer.chosen]
    plan = [*planning.due_items(session, kind, first, last, None), *planning.next_items(session, kind, first, last, start)]
    return Written(report, content.gathered(session, layout, first, last), _who(session, None),
                   str(office_in(session, "company") or ""), texts, plan)


def _who(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id else None
    return person.name if person is not None else str(office_in(session, "manager") or "")


def report_paper(db: Database, report_id: int) -> Document:
    """The paper of a stored report."""
    report = get(db, PeriodReport, report_id)
    with db.reading() as session:
        found = written(session, report)
    return branded(db, document(found))


def document(found: Written) -> Document:
    """A report as a document."""
    letterhead = [Paragraph(line, SMALL) for line in found.layout.letterhead.splitlines() if line.strip()]
    blocks: list[Block] = [*letterhead, Heading(found.title), KeyValues(_facts(found))]
    if found.layout.intro:
        blocks.append(Paragraph(found.layout.intro))
    for section, words in found.layout.sections:
        inside = _section(found, section)
        blocks += [Heading(words or s.SECTIONS.label(section), 2), *(inside or [Paragraph(_("Nothing in this period."))])]
    signers = [name.strip() for name in found.layout.signers.replace("，", ",").split(",") if name.strip()]
    blocks.append(Signatures(signers or [_("Report by"), _("Read by")]))
    return Document(found.title, blocks, language(), author=found.who, numbered_headings=False,
                    keywords=[found.report.code] if found.report.code else [])


def _facts(found: Written) -> list[tuple[str, Cell]]:
    report = found.report
    version = f"{report.code} · {_('Version')} {report.number}" if (report.number or 1) > 1 else report.code
    facts: list[tuple[str, Cell]] = [
        (_("Company"), found.company), (_("Report by"), found.who), (_("Days reported on"), _("{first} to {last}").format(
            first=report.starts_on, last=report.ends_on)), (_("Report no."), version), (_("Reported to"), report.to_whom),
        (_("Handed in on"), report.handed_on)]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _section(found: Written, section: str) -> list[Block]:
    rows = found.content["tables"].get(section) or []
    blocks: list[Block] = []
    if section == "figures":
        blocks = _figures(found)
    elif section == "targets" and rows:
        blocks = [Table([Column(_("Name of the target"), weight=2), Column(_("What it counts")), Column(_("To reach"), NUMBER),
                         Column(_("In this period"), NUMBER), Column(_("Up to now"), NUMBER),
                         Column(_("Of the year"), NUMBER, 1, unit="%"), Column(_("Of the curve"), NUMBER, 1, unit="%")],
                        columns.target_rows(rows))]
    elif section in ("due_plan", "next_plan"):
        blocks = _plan(found, "due" if section == "due_plan" else "next")
    elif rows:
        total = columns.total_of(section, rows)
        notes = [_("Only dealers something was sent to, paid by or who were visited in this period.")] if (
            section == "dealers") else []
        blocks = [Table([said.column() for said in columns.COLUMNS[section]], [*columns.rows_of(section, rows), *total],
                        total_rows=len(total), notes=notes)]
        blocks += [_chart(rows)] if section == "months" and len(rows) > 1 else []
    said = found.typed(section) + [one_line(text) for text in found.picked(section) if not _stands_in(rows, text)]
    return [*blocks, Bullets(said)] if said else blocks


def _stands_in(rows: Sequence[Sequence[Any]], text: Any) -> bool:
    """Whether a picked text can be read in the list above it already, word for word."""
    words = " ".join(text.text.split())
    return any(words == " ".join(cell.split()) for row in rows for cell in row if isinstance(cell, str))


COMPARED = (
    ("before", N_("Period before"), N_("On the period before"), tuple(kind for kind in s.KINDS if kind != YEAR)),
    ("last_year", N_("Last year"), N_("On last year"), ("month", "quarter", "half", YEAR, s.SEASON)))
"""What a report is compared with, what its columns are called, and which kinds are: before a year lies last year."""


def _figures(found: Written) -> list[Block]:
    rows = found.content["figures"]
    if not rows:
        return []
    words, kind = dict(found.layout.figures), found.report.kind
    others = [(name, title, change) for name, title, change, kinds in COMPARED if kind in kinds]
    heads = [Column(_("Key figure"), weight=2), Column(_("Unit")), Column(_("In this period"), NUMBER)]
    for _name, title, change in others:
        heads += [Column(_(title), NUMBER), Column(_(change), NUMBER, 1, unit="%", signed=True)]
    heads += [Column(_("Business year to date"), NUMBER)] if kind != YEAR else []
    cells: list[list[Cell]] = []
    for row in rows:
        measure = MEASURES[row["key"]]
        compared: list[Cell] = []
        for other, _title, _change in others:
            compared += [columns.formed(row[other], measure.kind), columns.change(row["value"], row[other])]
        cells.append([words.get(row["key"]) or _(measure.title), columns.unit(row["key"]),
                      columns.formed(row["value"], measure.kind), *compared,
                      *([columns.formed(row["to_date"], measure.kind)] if kind != YEAR else [])])
    changes = [_(change) for _name, _title, change in others]
    said = _("“–” under {columns}: there is nothing to compare with.").format(columns=_(", ").join(changes))
    notes = [*([said] if changes else []), *_unheld(found)]
    until = found.content.get("until")
    if until and until < found.report.ends_on.isoformat():
        notes.insert(0, _("As of {day}, before the period is over; it is compared with as many days.").format(day=until))
    return [Table(heads, cells, notes=notes)]


def _unheld(found: Written) -> list[str]:
    """Trainings of the period that nobody has marked as held: they are in no figure yet."""
    rows = found.content.get("unheld") or []
    named = _("; ").join(f"{day} {topic}" for day, topic in rows)
    return [_("Not counted, since not marked as held yet: {trainings}.").format(trainings=named)] if rows else []


def _plan(found: Written, part: str) -> list[Block]:
    rows = [item for item in found.plan if item.part == part]
    if not rows:
        return []
    heads = [Column(_("Item of work"), weight=3), Column(_("To be done by"), DATE), Column(_("Responsible"))]
    cells: list[list[Cell]] = [[item.what, item.due_on or "", item.person or found.who] for item in rows]
    if part == "due":
        heads += [Column(_("How far it came")), Column(_("How it went"), weight=2)]
        cells = [[*row, s.PLAN_STATES.label(item.state), _note(item)] for row, item in zip(cells, rows, strict=True)]
    elif any(_note(item) for item in rows):
        heads.append(Column(_("Remark"), weight=2))
        cells = [[*row, _note(item)] for row, item in zip(cells, rows, strict=True)]
    blocks: list[Block] = [Table(heads, cells)]
    if part == "due":
        kept = sum(item.state == "done" for item in rows)
        counted = sum(item.state != "dropped" for item in rows)
        blocks.append(Paragraph(_("Plan kept: {done} of {all}.").format(done=kept, all=counted)))
    return blocks


def _note(item: Any) -> str:
    over = ngettext("carried over {n} time",
        "carried over {n} times", item.carried).format(n=item.carried) if item.carried else ""
    return _("; ").join(t for t in (item.note, over) if t)


CHARTED = ((N_("Net sales"), 2), (N_("Payments collected"), 3))


def _chart(rows: Sequence[Sequence[Any]]) -> Figure:
    names = [str(row[0])[:7] for row in rows]
    series = [(_(title), [row[place] / 1_000_000 for row in rows]) for title, place in CHARTED]
    label = _("10,000 yuan")

    def draw(figure: Canvas) -> None:
        from desktop.core.documents import figures

        figures.line_chart(figure, names, series, axis_label=label)

    caption = _("Sales and payments by month")
    return Figure(draw, caption, height_mm=70.0, alt=caption)


def since_paper(db: Database, report_id: int) -> Document:
    """What a report that was handed in would say otherwise today: what was entered later stays visible as such."""
    report = get(db, PeriodReport, report_id)
    title = _("Changed since it was handed in")
    blocks: list[Block] = [Heading(title)]
    if report.state not in MADE or not report.frozen:
        return Document(title, [*blocks, Paragraph(_("The report was not handed in yet: its figures follow the records."))],
                        language(), numbered_headings=False)
    with db.reading() as session:
        layout = layouts.thawed(report.kind, report.frozen["layout"])
        assert report.starts_on is not None and report.ends_on is not None
        stood = report.frozen.get("until")
        now = content.gathered(session, layout, report.starts_on, report.ends_on,
                               date.fromisoformat(stood) if stood else report.ends_on)
    figures, lists = content.changed_since(report.frozen, now)
    if not figures and not lists:
        blocks.append(Paragraph(_("Nothing: the records still say what the report says.")))
    if figures:
        blocks.append(Table([Column(_("Key figure"), weight=2), Column(_("As handed in"), NUMBER),
                             Column(_("Says today"), NUMBER)], [
            [_(MEASURES[key].title), columns.formed(then, MEASURES[key].kind), columns.formed(value, MEASURES[key].kind)]
            for key, then, value in figures]))
    if lists:
        blocks.append(Table([Column(_("List"), weight=2), Column(_("Rows as handed in"), NUMBER, 0),
                             Column(_("New or changed"), NUMBER, 0), Column(_("Gone or changed"), NUMBER, 0)],
                            [[s.SECTIONS.label(section), *counts] for section, *counts in lists]))
    return Document(title, blocks, language(), numbered_headings=False)

