"""The technique sheet on paper: facts, calendar of measures with this year's days, text, approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.catalogue.model import Crop, Variety
from desktop.catalogue.season_words import season_words
from desktop.core import settings
from desktop.core.database import Database
from desktop.core.documents import markdown
from desktop.core.documents.model import (
    CENTER,
    QUOTE,
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
from desktop.core.i18n import _, language, ngettext
from desktop.core.solar_terms import FIRST, LAST, SOLAR_TERM, term_on_or_before
from desktop.core.unit_words import printed
from desktop.core.units import quantity
from desktop.core.verbs import get, owned
from desktop.regions.model import Region
from desktop.service import field_words, sheet_checks
from desktop.service.calendar import DatedStep, dated
from desktop.service.choices import DOCUMENT_STATE, MEASURE, WATER
from desktop.service.technique_model import TechniqueSheet, TechniqueStep


def calendar_of(db: Database, sheet_id: int, year: int) -> list[DatedStep]:
    """The dated measures of a sheet."""
    return dated(get(db, TechniqueSheet, sheet_id), owned(db, TechniqueStep, "sheet_id", sheet_id), year)


def technique_sheet(db: Database, sheet_id: int, year: int) -> Document:
    """A technique sheet for a year, in the language in force."""
    sheet = get(db, TechniqueSheet, sheet_id)
    lines = calendar_of(db, sheet_id, year)
    blocks: list[Block] = [Heading(sheet.title)]
    found = sheet_checks.doubts(db, sheet_id, lines)
    if sheet.state != "published":
        blocks.append(Paragraph(_("{state}: not to be handed out yet.").format(state=DOCUMENT_STATE.label(sheet.state)), QUOTE))
    if found:
        blocks.append(Callout("\n".join(found), _("To be checked")))
    blocks.append(KeyValues([(name, value) for name, value in _facts(db, sheet) if value]))
    if lines:
        blocks += [Heading(_("Calendar of measures {year}").format(year=year), 2), calendar_table(lines)]
    if sheet.body:
        blocks += [Heading(_("Technique"), 2), *markdown.blocks(sheet.body)]
    blocks.append(Signatures([_("Drafted by"), _("Approved by")]))
    return Document(title=sheet.title, language=language(), blocks=blocks, numbered_headings=False,
                    author=str(settings.office(db, "manager")), header=sheet.code,
                    footer=str(settings.office(db, "company")))


def sheet_of_this_year(db: Database, sheet_id: int) -> Document:
    """A technique sheet with this year's days."""
    return technique_sheet(db, sheet_id, today().year)


def _facts(db: Database, sheet: TechniqueSheet) -> list[tuple[str, str]]:
    crop = get(db, Crop, sheet.crop_id).title() if sheet.crop_id else ""
    variety = get(db, Variety, sheet.variety_id).title() if sheet.variety_id else _("all varieties")
    region = get(db, Region, sheet.region_id).full_name if sheet.region_id else ""
    return [(_("Crop"), crop), (_("Variety"), variety), (_("Region"), region), (_("Sowing season"), season_words(sheet.season)),
            (_("Water"), WATER.label(sheet.water)), (_("Target"), sheet.target), (_("Version"), str(sheet.number or "")),
            (_("State"), DOCUMENT_STATE.label(sheet.state)), (_("Published on"), _day(sheet.published_on)),
            (_("Source"), sheet.source)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def calendar_table(lines: Sequence[DatedStep]) -> Table:
    """The calendar as a table: days, solar term, stage, measure, product with dose, safety interval."""
    columns = [Column(_("Days"), align=CENTER, weight=0), Column(_("Solar term"), weight=0),
               Column(_("Growth stage"), weight=1), Column(_("Kind"), weight=0), Column(_("Measure"), weight=4),
               Column(_("Product and dose per mu"), weight=2), Column(_("Safety interval"), align=CENTER, weight=0)]
    rows: list[list[Cell]] = [
        [days(line), term(line), field_words.said(line.step.stage), MEASURE.label(line.step.kind), line.step.what,
         dose(line.step),
         _("{n} d").format(n=line.step.safety_interval) if line.step.safety_interval else ""] for line in lines]
    kept = [i for i in range(len(columns)) if i in (0, 4) or any(row[i] for row in rows)]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], sheet=_("Calendar of measures"))


def farmers_calendar(lines: Sequence[DatedStep]) -> Table:
    """The calendar as it is handed out: when, and what to do with stage, dose and safety interval in one sentence."""
    rows: list[list[Cell]] = [[days(line), term(line), _to_do(line.step)] for line in lines]
    return Table([Column(_("Days"), weight=0), Column(_("Solar term"), weight=0), Column(_("Measure"), weight=1)], rows,
                 sheet=_("Calendar of measures"))


def _to_do(step: TechniqueStep) -> str:
    """A measure in one sentence: “jointing, fertilising: …; urea 15–20 kg; safety interval 30 days”."""
    kind = MEASURE.label(step.kind)
    stage = field_words.said(step.stage)
    head = kind if stage in ("", kind) else _("{stage}, {measure}").format(stage=stage, measure=kind)
    days = step.safety_interval
    waiting = ngettext("safety interval {n} day", "safety interval {n} days", days).format(n=days) if days else ""
    told = _("; ").join(t for t in (step.what.rstrip("。.;；"), dose(step), waiting) if t)
    return f"{head}{_(': ')}{told}" if told else head


def days(line: DatedStep) -> str:
    """The days of a measure: 4-25, or 4-25 to 5-2."""
    if line.begins is None or line.ends is None:
        return ""
    first, last = (f"{d.month}-{d.day}" for d in (line.begins, line.ends))
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def term(line: DatedStep) -> str:
    """The solar term in which a measure begins."""
    if line.begins is None or not FIRST <= line.begins.year <= LAST:
        return ""
    return SOLAR_TERM.label(term_on_or_before(line.begins))


def dose(step: TechniqueStep) -> str:
    """Product with its dose: urea 10–15 kg."""
    low = "" if step.dose is None else f"{step.dose:g}"
    high = "" if step.dose_high is None or step.dose_high == step.dose else f"–{step.dose_high:g}"
    amount = printed(quantity(f"{low}{high}", step.dose_unit)) if low else ""
    return " ".join(part for part in (step.product, amount) if part)
