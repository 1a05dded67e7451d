"""区域市场调研表: the figures of a region two a row, each with its range and source, what was found, what does not add up."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.model import Crop
from desktop.core.database import Database
from desktop.core.documents.model import Block, Bullets, Callout, Cell, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.fields import today
from desktop.core.i18n import N_, _, in_language, language
from desktop.core.verbs import get
from desktop.market.capacity.figures import capacity_blocks
from desktop.market.figures import indicators
from desktop.market.figures.hints import survey_hints
from desktop.market.figures.model import CONFIDENCE, GAPS, MarketFigure, MarketSurvey
from desktop.market.figures.values import figures_of
from desktop.regions.model import Region

GROUPS = {"economy": N_("Economy"), "people": N_("Population and households"), "land": N_("Land and growers"),
          "crop": N_("Crops"),
          "channel": N_("Channel")}
FINDINGS = (("structure", N_("Market structure and price bands")), ("channels", N_("Channels")), ("rivals", N_("Rivals")),
            ("customers", N_("Customers")))


def survey_sheet(db: Database, survey_id: int) -> Document:
    """The survey of a region on one sheet of A4."""
    survey = get(db, MarketSurvey, survey_id)
    with db.reading() as session:
        region = session.get(Region, survey.region_id)
        crop = session.get(Crop, survey.crop_id) if survey.crop_id else None
        figures = [one for one in figures_of(session, survey.region_id or 0, survey.year)
                   if survey.crop_id is None or one.crop_id in (None, survey.crop_id)]
        capacity = capacity_blocks(session, survey.region_id or 0, survey.crop_id)
        wrong = survey_hints(session, survey.region_id or 0, survey.year)
        pairs, sources = _figures(figures)
        blocks = [*_head(survey, region, crop), *pairs, *_findings(survey), *capacity, *_wrong(wrong), *sources]
    title = _("Market survey of {region}").format(region=region.full_name if region else "")
    return Document(title, [Heading(title), *blocks], language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[survey.code])


def _head(survey: MarketSurvey, region: Region | None, crop: Crop | None) -> list[Block]:
    facts: list[tuple[str, Cell]] = [
        (_("Region"), region.full_name if region else ""), (_("Surveyed on"), survey.surveyed_on),
        (_("Surveyed by"), survey.surveyed_by), (_("Crop"), crop.title() if crop else _("all crops"))]
    return [KeyValues([(name, value) for name, value in facts if value])]


def _figures(figures: Sequence[MarketFigure]) -> tuple[list[Block], list[Block]]:
    """The figures two a row, and the table of where each is from."""
    if not figures:
        return [Paragraph(_("No figures of this region are written down yet: enter them, or take a yearbook table in."))], []
    order = {one.written: place for place, one in enumerate(indicators.indicators())}
    groups = {one.written: one.group for one in indicators.indicators()}
    ranked = sorted(figures, key=lambda one: (order.get(one.indicator, len(order)), one.crop_id or 0))
    pairs: list[tuple[str, Cell]] = [(in_language(one.called), value_said(one)) for one in ranked]
    rows: list[list[Cell]] = []
    last = ""
    for one in ranked:
        group = _(GROUPS.get(groups.get(one.indicator, ""), N_("Others")))
        rows.append([group if group != last else "", in_language(one.called), value_said(one), _range(one), one.year,
                     CONFIDENCE.label(one.confidence), " ".join(part for part in (one.source, one.taken_by) if part),
                     one.taken_on])
        last = group
    columns = [Column(_("Subject")), Column(_("Figure"), weight=2), Column(_("Figure's value"), weight=2),
               Column(_("Range"), weight=2), Column(_("Year"), weight=0), Column(_("How sure")),
               Column(_("Source"), weight=2), Column(_("Learnt on"), "date")]
    return [KeyValues(pairs)], [Heading(_("Figures and their sources"), 2),
                                Table(columns, rows, sheet=_("Market figures"))]


def value_said(figure: MarketFigure) -> str:
    """A value with its unit, or its words, or why there is none."""
    if figure.value is None:
        return figure.words or GAPS.label(figure.gap)
    unit = in_language(figure.unit)
    return f"{_number(figure.value)}{'' if unit == '%' else ' '}{unit}".strip()


def _number(value: float) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _range(figure: MarketFigure) -> str:
    if figure.low is None and figure.high is None:
        return ""
    return " – ".join("" if end is None else _number(end) for end in (figure.low, figure.high))


def _findings(survey: MarketSurvey) -> list[Block]:
    blocks: list[Block] = [Heading(_("Analysis"), 2), Paragraph(survey.analysis or _("Nothing is written down yet."))]
    for name, title in FINDINGS:
        if getattr(survey, name):
            blocks += [Heading(_(title), 2), Paragraph(getattr(survey, name))]
    return blocks


def _wrong(hints: Sequence[str]) -> list[Block]:
    if not hints:
        return []
    return [Heading(_("What does not fit together"), 2),
            Callout(_("These figures are to be checked, or a reason is to be written beside them."), kind="note"),
            Bullets(hints)]
