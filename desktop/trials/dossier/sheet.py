"""The one-page sheet of a variety for farmers and dealers: what it is, what it yielded, where it may be grown, whom to ask."""

from __future__ import annotations

from desktop.analysis import wording
from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import (
    Beside,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Table,
)
from desktop.core.farm_units import NO_UNITS, FarmUnits, farm_units
from desktop.core.i18n import _, ngettext
from desktop.core.settings import office
from desktop.core.spoken import said
from desktop.core.units import quantity
from desktop.trials.dossier.dossier_report import differences
from desktop.trials.dossier.facts import Dossier, Season, load, seasons

MOST_TRAITS, MOST_SEASONS, MOST_REGIONS, MOST_WORDS = 8, 3, 6, 170
NOTE_LINES = 3
FIGURE_MM = 58.0
ON_THE_SHEET = 14  # trials that a figure of this height can name


def variety_sheet(db: Database, variety_id: int, language: str = i18n.CHINESE) -> Document:
    """The sheet of a variety on one A4 page. Raises `UserError` where there is no such variety."""
    contact = {name: str(office(db, name) or "") for name in ("company", "region", "manager", "phone")}
    with i18n.using(language):
        dossier = load(db, variety_id)
        return build(dossier, language, contact, farm_units(db))


def build(dossier: Dossier, language: str, contact: dict[str, str], units: FarmUnits = NO_UNITS) -> Document:
    """The document of a dossier at hand, with `units` behind its yields; the language must be in force."""
    variety = dossier.variety
    left: list[Block] = [Heading(_("The variety"), 2), KeyValues(_facts(dossier), columns=1)]
    right: list[Block] = [Heading(_("As announced"), 2), *_announced(dossier)]
    blocks: list[Block] = [Heading(variety.title()), Beside(left, right, share=0.42), *_results(dossier, units),
                           *_area(dossier), *_notes(dossier), *_contact(contact)]
    return Document(variety.title(), blocks, language, subject=_("Variety sheet"), author=contact["company"],
                    keywords=[variety.title()], numbered_headings=False, font_scale=0.9 if crowded(dossier) else 1.0)


def crowded(dossier: Dossier) -> bool:
    """Whether there is so much to say that the print must be smaller to stay on one page."""
    said = [one for one in dossier.announced if one.announced is not None or one.wording]
    return len(said) > 5 or len(dossier.variety.suitable_area) + len(dossier.variety.remarks) > MOST_WORDS


def _facts(dossier: Dossier) -> list[tuple[str, Cell]]:
    v = dossier.variety
    pairs = [(_("Crop"), dossier.crop.title() if dossier.crop else ""), (_("Maturity group"), said(v, "maturity")),
             (_("Approval number"), v.approval_number or v.registration_number), (_("Parentage"), v.parentage),
             (_("Breeder"), v.breeder)]
    return [(name, value) for name, value in pairs if value] or [(_("Name"), v.title())]


def _announced(dossier: Dossier) -> list[Block]:
    """The announced traits with their values or words; a sentence where nothing is recorded."""
    rows: list[list[Cell]] = []
    for one in dossier.announced:
        if one.announced is None and not one.wording:
            continue
        text = one.trait.figure(one.wording or wording.number(one.announced, one.trait.digits()))
        rows.append([one.trait.title(), cut(text, 32)])
    if not rows:
        return [Paragraph(_("No announced traits are recorded."))]
    return [Table([Column(_("Trait")), Column(_("Announced value"), weight=2)], rows[:MOST_TRAITS])]


def cut(text: str, most: int) -> str:
    """A text of at most so many characters in one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def _results(dossier: Dossier, units: FarmUnits) -> list[Block]:
    """The newest seasons as sentences, and the figure of all trials."""
    found = [s for s in seasons(dossier) if s.compared]
    blocks: list[Block] = [Heading(_("Results in our trials"), 2)]
    if not found:
        return [*blocks, Paragraph(_("The variety has no results in our trials yet."))]
    blocks += [Paragraph(sentence(s, units)) for s in found[-MOST_SEASONS:]]
    drawn = differences(Dossier(dossier.variety, dossier.crop, [], [], [], dossier.trials[-ON_THE_SHEET:]), FIGURE_MM)
    return [*blocks, *([drawn] if drawn else [])]


def sentence(season: Season, units: FarmUnits = NO_UNITS) -> str:
    """A season in one sentence anybody reads, its yield also as the place tells it."""
    text = (ngettext("{season}: {n} demonstration, mean {mean}", "{season}: {n} demonstrations, mean {mean}", season.trials)
            if season.demonstrated
            else ngettext("{season}: {n} trial, mean {mean}", "{season}: {n} trials, mean {mean}", season.trials))
    text = text.format(season=season.name or _("Trials"), n=season.trials,
                       mean=quantity(wording.number(season.mean, 1), season.unit) + units.beside(season.mean, season.unit))
    parts = [text]
    if season.percent is not None:
        change = (_("{percent} % more than the check {check}") if season.percent > 0
                  else _("{percent} % less than the check {check}"))
        parts.append(change.format(percent=wording.number(abs(season.percent), 1), check=_(", ").join(season.checks)))
    won = _("above the check in {above} of {n}") if season.demonstrated else ngettext(
        "above the check in {above} of {n} trial", "above the check in {above} of {n} trials", season.compared)
    parts.append(won.format(above=season.above, n=season.compared))
    return wording.clauses(parts)


def _area(dossier: Dossier) -> list[Block]:
    words = cut(dossier.variety.suitable_area, MOST_WORDS)
    regions = [name for name, _basis in dossier.regions]
    if regions:
        more = _(" and {n} more").format(n=len(regions) - MOST_REGIONS) if len(regions) > MOST_REGIONS else ""
        words = words or _(", ").join(regions[:MOST_REGIONS]) + more
    text = words or _("As the approval announcement says; ask before you sow elsewhere.")
    return [Heading(_("Suitable area"), 2), Paragraph(text)]


def _notes(dossier: Dossier) -> list[Block]:
    """The remarks recorded with the variety, and lines to write on for the place."""
    words = cut(dossier.variety.remarks, MOST_WORDS)
    head = Heading(_("Notes on cultivation"), 2)
    said: list[Block] = [Paragraph(words)] if words else []
    blank: list[list[Cell]] = [[""] for _n in range(NOTE_LINES)]
    title = _("To be filled in for the place: sowing time, density, fertiliser, plant protection")
    return [head, *said, Table([Column(title)], blank, row_mm=8.0)]


def _contact(contact: dict[str, str]) -> list[Block]:
    who = "  ".join(x for x in (contact["company"], contact["region"], contact["manager"], contact["phone"]) if x)
    text = _("Yields depend on weather, soil and management; the figures are those of the trials named.")
    return [Callout(text, who or _("Contact: ____________________"), "note")]
