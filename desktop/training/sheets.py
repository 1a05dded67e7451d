"""Papers of the day: the sign-in sheet of each session, name cards, question sheets with their key, the feedback form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from desktop.core.database import Database
from desktop.core.documents.model import (
    CENTER,
    NOTE,
    NUMBER,
    SMALL,
    Beside,
    Block,
    Bullets,
    Callout,
    Checks,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.documents.model import Cell as DocumentCell
from desktop.core.errors import UserError
from desktop.core.i18n import _, language, ngettext
from desktop.core.records import title_of
from desktop.core.verbs import get
from desktop.trade import marking
from desktop.training.actions import people
from desktop.training.choices import AUDIENCES
from desktop.training.effect_model import RATINGS, TrainingFeedback
from desktop.training.model import Participant, TrainingEvent, TrainingSession, expects, sessions_of
from desktop.training.testing_model import PHASES, QUESTION_KINDS, Question, TrainingTest, items_of

WALK_INS = 6  # empty lines at least for those who come without being registered
ROW_MM = 9
A_PAGE = 40  # more lines than a page can hold


def hours_of(sitting: TrainingSession) -> str:
    """Day and hours of a session."""
    return f"{sitting.held_on or ''} {'–'.join(t for t in (sitting.starts_at, sitting.ends_at) if t)}".strip()


def sign_in_sheet(db: Database, event_id: int) -> Document:
    """The sheets people sign at the door, one a session: who is to come, and empty lines to the end of the page."""
    event = get(db, TrainingEvent, event_id)
    with db.reading() as session:
        sittings, listed = sessions_of(session, event_id), people(session, event_id)
    blocks: list[Block] = []
    for sitting in sittings:
        blocks += [PageBreak()] if blocks else []  # each is signed, filed and keyed in apart from the others
        blocks += _filled(event, sitting, [p for p in listed if expects(sitting, p)], several=len(sittings) > 1)
    return Document(title=_("Sign-in sheet"), language=language(), numbered_headings=False, footer=event.code, blocks=blocks)


def _filled(event: TrainingEvent, sitting: TrainingSession, listed: Sequence[Participant], *, several: bool) -> list[Block]:
    """The sheet of a session with empty lines for walk-ins, and as many more as its last page still holds."""
    least = len(listed) + WALK_INS
    most = least + A_PAGE
    wanted = _pages(_sheet(event, sitting, listed, least, several=several))
    while least < most:  # the highest number of lines on no more pages
        middle = (least + most + 1) // 2
        if _pages(_sheet(event, sitting, listed, middle, several=several)) <= wanted:
            least = middle
        else:
            most = middle - 1
    return _sheet(event, sitting, listed, least, several=several)


def _pages(blocks: Sequence[Block]) -> int:
    """How many pages blocks take. They are followed by one that is full, so that nothing is set smaller to spare a page."""
    from desktop.core.documents.outline import numbered
    from desktop.core.documents.pdf_layout import pages

    full = Table([Column("")], [[""]] * (A_PAGE // 2), row_mm=ROW_MM, boxed=True)
    return len(pages(numbered(Document("", [*blocks, PageBreak(), full], language(), numbered_headings=False, footer=" ")))) - 1


def _sheet(event: TrainingEvent, sitting: TrainingSession, listed: Sequence[Participant], lines: int, *, several: bool
           ) -> list[Block]:
    columns = [Column(_("No."), NUMBER, decimals=0, align=CENTER, weight=0), Column(_("Person's name"), weight=2),
               Column(_("Firm or village"), weight=3), Column(_("Phone"), weight=2), Column(_("Signature"), weight=3)]
    rows: list[list[DocumentCell]] = [[n, p.name, p.organisation, p.phone, ""] for n, p in enumerate(listed, 1)]
    rows += [[n, "", "", "", ""] for n in range(len(listed) + 1, lines + 1)]
    topic = " · ".join(t for t in (event.topic, sitting.topic) if t)
    facts = [(_("Day"), hours_of(sitting)), (_("Place"), sitting.place or event.place),
             (_("Trainer"), sitting.trainer or event.trainer), (_("Audience"), AUDIENCES.label(event.audience))]
    if several:
        group = sitting.group_name or _("All groups")
        facts += [(_("Session no."), str(sitting.number or "")), (_("Training group"), group)]
    return [Heading(_("Sign-in sheet: {topic}").format(topic=topic)), KeyValues(facts),
            Table(columns, rows, row_mm=ROW_MM, boxed=True), Signatures([_("Trainer"), _("Registered by")])]


def name_cards(db: Database, event_id: int) -> Document:
    """A card for everybody on the list, two beside each other, to be cut apart."""
    event = get(db, TrainingEvent, event_id)
    with db.reading() as session:
        listed = [p for p in people(session, event_id) if p.attendance != "excused"]
    cards = [Callout("\n".join(t for t in (p.organisation or " ", p.group_name, event.topic) if t), p.name, NOTE, large=True)
             for p in listed]
    blocks: list[Block] = []
    for place in range(0, len(cards), 2):
        pair = cards[place:place + 2]
        blocks.append(Beside([pair[0]], [pair[1]] if len(pair) > 1 else [Paragraph("")], share=0.5))
    return Document(_("Name cards: {topic}").format(topic=event.topic), blocks or [Paragraph(_("Nobody is registered yet."))],
                    language(), numbered_headings=False, footer=event.code)


# -- tests ------------------------------------------------------------------------------------------------------------


def question_sheet(db: Database, test_id: int) -> Document:
    """The sheet that is handed out: name, questions by kind, room for the answers."""
    test = get(db, TrainingTest, test_id)
    found = _questions(db, test)
    blocks: list[Block] = [
        Heading(named(test)),
        KeyValues([(title, "") for title in (_("Person's name"), _("Firm or village"), _("Phone"), _("Points"))]),
        Paragraph(_rules(test, len(found)), SMALL)]
    for kind, run in groupby(found, key=lambda one: one[2].kind):  # in the order in which the answers are keyed in
        blocks.append(Heading(QUESTION_KINDS.label(kind), 2))
        blocks += [_asked(n, points, question) for n, points, question in run]
    return Document(named(test), blocks, language(), numbered_headings=False, footer=named(test))


def named(test: TrainingTest) -> str:
    """What a test is called on paper: its title and whether it is written before or after."""
    return " · ".join(t for t in (test.title, PHASES.label(test.phase)) if t)


def answer_key(db: Database, test_id: int) -> Document:
    """What is right, question by question, for whoever marks the sheets."""
    test = get(db, TrainingTest, test_id)
    rows: list[list[DocumentCell]] = [
        [n, QUESTION_KINDS.label(question.kind), question.text.split("\n")[0], question.answer, points, question.explanation]
        for n, points, question in _questions(db, test)]
    columns = [Column(_("No."), NUMBER, decimals=0, weight=0), Column(_("Kind of question"), weight=0),
               Column(_("The question"), weight=4), Column(_("Right answer"), align=CENTER, weight=0),
               Column(_("Points"), NUMBER, decimals=0, weight=0), Column(_("Why"), weight=2)]
    title = _("Key: {test}").format(test=named(test))
    return Document(title, [Heading(title), Paragraph(_rules(test, len(rows)), SMALL), Table(columns, rows)], language(),
                    numbered_headings=False)


def _questions(db: Database, test: TrainingTest) -> list[tuple[int, int, Question]]:
    """The questions in the order of the test: number, points, question. Raises `UserError` where there is none."""
    with db.reading() as session:
        items = items_of(session, test.id)
        found = [(item.points or 0, session.get_one(Question, item.question_id)) for item in items]
    if not found:
        raise UserError(_("This test has no questions yet: draw them from a bank, or put them on it one by one."))
    return [(n, points, question) for n, (points, question) in enumerate(found, 1)]


def _rules(test: TrainingTest, n: int) -> str:
    said = [ngettext("{n} question, {full} {full:point|points} in all", "{n} questions, {full} {full:point|points} in "
                                                                        "all", n).format(
        n=n, full=test.full),
            _("passed from {percent} %").format(percent=test.pass_percent)]
    if test.minutes:
        said.append(ngettext("{n} minute", "{n} minutes", test.minutes).format(n=test.minutes))
    return " · ".join(said)


def _asked(n: int, points: int, question: Question) -> Block:
    head = _("{n}. ({points} {points:point|points}) {text}").format(n=n, points=points, text=question.text)
    if question.kind == marking.TRUE_FALSE:
        return KeepTogether([Paragraph(f"{head}  (      )")])
    letters = "ABCDEFGH"
    return KeepTogether([Paragraph(f"{head}  (      )"), Paragraph("\n".join(
        f"    {letter}. {text}" for letter, text in zip(letters, question.choices(), strict=False)))])


# -- feedback ---------------------------------------------------------------------------------------------------------


def feedback_form(db: Database, event_id: int) -> Document:
    """The form that is handed out at the end: marks to be ticked, and room for words."""
    event = get(db, TrainingEvent, event_id)
    marks = [_("5 very good"), _("4 good"), _("3 fair"), _("2 poor"), _("1 very poor")]
    columns = [Column(_("What do you think of"), weight=2), *(Column(mark, align=CENTER) for mark in marks)]
    rows: list[list[DocumentCell]] = [[title_of(TrainingFeedback, name), *["□"] * len(marks)] for name in RATINGS]
    practice = [Checks([(None, line) for line in event.practice.split("\n") if line.strip()])] if event.practice else []
    title = _("Feedback: {topic}").format(topic=event.topic)
    ask: list[Block] = [Heading(_("This I shall use:"), 2), *practice] if practice else []
    return Document(title, [
        Heading(title), KeyValues([(_("Day"), str(event.held_on or "")), (_("Trainer"), event.trainer),
                                   (_("Person's name"), ""), (_("Firm or village"), "")]),
        Table(columns, rows, row_mm=ROW_MM, boxed=True), *ask,
        *(Table([Column(title_of(TrainingFeedback, name))], [[""]], row_mm=22, boxed=True) for name in ("best", "wish")),
        Bullets([_("Tick one mark a line. Thank you.")])], language(), numbered_headings=False)
