"""Reports as lists of sections, and the templates that switch, reorder, retitle and fill them.

A report is a list of `Section`; a template (`ReportTemplate`) says which are shown, in which order, under which title and
with which text of one's own. What a template does not name comes at its own place among the others, so that a template
made today keeps working when a report gains a section.

TO ADD A SECTION to a report: a builder that gives its blocks without the heading, and a line in that report's SECTIONS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Block, Heading, KeepTogether, Paragraph
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.records import living
from desktop.trials.choices import LSD
from desktop.trials.model import ReportTemplate

M = TypeVar("M")
OWN = "own:"  # the key of a section that is one's own text alone begins with it
AFTER, BEFORE, INSTEAD = "after", "before", "instead"
PLACES = {AFTER: N_("After what is drafted"), BEFORE: N_("Before what is drafted"), INSTEAD: N_("Instead of it")}
REPORTS = {"trial": N_("Field trial report"), "series": N_("Series summary"), "demonstration": N_("Demonstration summary")}


@dataclass(frozen=True)
class Section(Generic[M]):
    """A part of a report: `build` gives its blocks from the report's material; none: the section is left out.

    `heading` gives a title that depends on the material.
    """

    key: str
    title: str
    build: Callable[[M], Sequence[Block]]
    heading: Callable[[M], str] | None = None


@dataclass(frozen=True)
class Chosen:
    """What a template says of a section; an empty title is the report's own. `place`: where one's own text stands."""

    key: str
    shown: bool = True
    title: str = ""
    text: str = ""
    place: str = AFTER


def from_json(stored: Sequence[Any]) -> list[Chosen]:
    """What was stored; what is not as it should be takes its default, what has no key is left out."""
    found = []
    for one in stored:
        if isinstance(one, Mapping) and one.get("key"):
            place = str(one.get("place", AFTER))
            found.append(Chosen(str(one["key"]), bool(one.get("shown", True)), str(one.get("title") or ""),
                                str(one.get("text") or ""), place if place in PLACES else AFTER))
    return found


def arranged(sections: Sequence[Section[M]], chosen: Sequence[Chosen]) -> list[Chosen]:
    """Every section once, in the template's order; those it does not name follow the one they follow in the report."""
    known = [s.key for s in sections]
    found = [c for c in chosen if c.key in known or c.key.startswith(OWN)]
    named = {c.key for c in found}
    for place, key in enumerate(known):
        if key not in named:
            before = known[place - 1] if place else None
            at = next((i + 1 for i, c in enumerate(found) if c.key == before), 0)
            found.insert(at, Chosen(key))
    return found


def assemble(sections: Sequence[Section[M]], chosen: Sequence[Chosen], material: M) -> list[Block]:
    """The blocks of a report by its template; the language must be in force."""
    by_key = {s.key: s for s in sections}
    blocks: list[Block] = []
    for one in arranged(sections, chosen):
        if one.shown:
            blocks += _section(by_key.get(one.key), one, material)
    return blocks


def _section(section: Section[M] | None, chosen: Chosen, material: M) -> list[Block]:
    own = [Paragraph(line) for line in chosen.text.split("\n") if line.strip()]
    drafted = [] if section is None or (own and chosen.place == INSTEAD) else list(section.build(material))
    body: list[Block] = [*own, *drafted] if chosen.place == BEFORE else [*drafted, *own]
    if not body:
        return []
    title = chosen.title
    if not title and section is not None:
        title = section.heading(material) if section.heading else _(section.title)
    return headed(title, body)


def headed(title: str, body: Sequence[Block]) -> list[Block]:
    """Blocks under their heading, which stays with the first of them."""
    if not title:
        return list(body)
    first = body[0].blocks if isinstance(body[0], KeepTogether) else [body[0]]
    return [KeepTogether([Heading(title), *first]), *body[1:]]


# -- templates --------------------------------------------------------------------------------------------------------


def templates(db: Database, report: str) -> list[ReportTemplate]:
    """The templates of a kind of report, by name."""
    with db.reading() as session:
        query = living(ReportTemplate).where(ReportTemplate.report == report)
        return sorted(session.exec(query), key=lambda t: t.name)


def choice(db: Database, report: str, name: str | None = None) -> list[Chosen]:
    """What the template of that name says; without a name the default one's, or nothing. `UserError` where it is unknown."""
    found = templates(db, report)
    if name is None:
        return next((from_json(t.sections) for t in found if t.is_default), [])
    if name == "":
        return []
    chosen = next((t for t in found if t.name == name), None)
    if chosen is None:
        known = _(", ").join(t.name for t in found) or _("none yet")
        raise UserError(_("There is no report template “{name}” for this report; there are: {known}.").format(
            name=name, known=known))
    return from_json(chosen.sections)


def rule_of(db: Database, report: str, name: str | None = None) -> str:
    """The rule of verdicts of the template of that name; without a name the default one's; LSD where there is none."""
    found = [t for t in templates(db, report) if (t.is_default if name is None else t.name == name)]
    return found[0].rule if found and name != "" else LSD


def save_template(db: Database, report: str, name: str, chosen: Sequence[Chosen], *, default: bool = False,
                  template_id: int | None = None, rule: str = LSD) -> ReportTemplate:
    """Keep a template; where it is to be used without asking, no other of the same report is."""
    values = {"report": report, "name": name.strip(), "is_default": default, "rule": rule,
              "sections": [asdict(c) for c in chosen]}
    with db.operation(_("Report template kept")) as session:
        if default:
            _no_default(session, report, template_id)
        return verbs.store(session, ReportTemplate, values, template_id)


def _no_default(session: Session, report: str, besides: int | None) -> None:
    query = living(ReportTemplate).where(ReportTemplate.report == report, col(ReportTemplate.is_default).is_(True))
    for other in session.exec(query):
        if other.id != besides:
            other.is_default = False
    session.flush()
