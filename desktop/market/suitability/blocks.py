"""The blocks of papers on suitability: verdicts side by side, one verdict with its reasons, the matrix, the rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import catalogues
from desktop.core.documents.model import (
    NUMBER,
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Table,
)
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.market.figures.indicators import indicators
from desktop.market.figures.model import MarketFigure
from desktop.market.figures.values import best_by_region
from desktop.market.suitability import words as w
from desktop.market.suitability.facts import Asked
from desktop.market.suitability.own_trials import Stood, Tried, own_trials, tried
from desktop.market.suitability.rules import unverified, weights
from desktop.trade import suitability as s
from desktop.trade.climate import suitability as index_of

SHADES = {s.BEST: 0.0, s.GOOD: 0.15, s.POOR: 0.4, s.UNFIT: 0.75, s.BLOCKED: 1.0, s.UNKNOWN: 0.0}
SIGNS = {s.BEST: "1", s.GOOD: "2", s.POOR: "3", s.UNFIT: "4", s.BLOCKED: "×", s.UNKNOWN: "?"}


def verdict_table(made: Asked, pairs: Sequence[tuple[int, int]], names: Sequence[str], head: str,
                  trials: Sequence[Tried | None]) -> Table:
    """A verdict a row: `pairs` of variety and place, called `names` under `head`, with what trials say beside it."""
    rows: list[list[Cell]] = []
    for (variety, place), name, trial in zip(pairs, names, trials, strict=True):
        verdict = made.verdict(variety, place)
        margins = dict(zip(s.FACTORS, verdict.margins, strict=True))
        rows.append([name, w.grade_label(verdict.grade), made.basis(variety, place) if verdict.allowed else "",
                     _finite(margins["heat"]), _finite(margins["days"]), w.held_down_by(made, variety, place),
                     w.change_said(made, variety, place), trial.percent - 100 if trial else None,
                     f"{trial.above}/{trial.trials}" if trial else ""])
    columns = [Column(head, weight=2), Column(_("Suitability class")), Column(_("By which approval or filing"), weight=2),
               Column(_("Heat to spare"), NUMBER, 0, unit="℃·d", signed=True),
               Column(_("Days to spare"), NUMBER, 0, unit=_("d"), signed=True), Column(_("Held down by"), weight=2),
               Column(_("What would change it"), weight=3), Column(_("Own trials, to the check"), NUMBER, 1, unit="%",
                                                                   signed=True),
               Column(_("Trials above the check"))]
    return Table(columns, rows, sheet=_("Suitability"))


def _finite(margin: float | None) -> float | None:
    return None if margin is None or margin == s.ALWAYS else margin


def reason_blocks(made: Asked, variety_id: int, place_id: int, title: str) -> list[Block]:
    """One verdict with all its factors."""
    verdict = made.verdict(variety_id, place_id)
    rows: list[list[Cell]] = [[one.title, one.there, one.needed, w.margin_said(one), w.grade_label(one.grade), one.source]
                              for one in w.reasons(made, variety_id, place_id)]
    law = made.basis(variety_id, place_id) if verdict.allowed else _("outside the area of its approvals")
    rows.insert(0, [_("Area of approval"), made.region(place_id).full_name, law or _("area recorded, without its basis"), "",
                    _("allowed") if verdict.allowed else w.grade_label(s.BLOCKED), ""])
    columns = [Column(_("Factor")), Column(_("The place offers"), weight=2), Column(_("The variety needs"), weight=2),
               Column(_("Room left")), Column(_("Suitability class")), Column(_("Source"), weight=2)]
    said = f"{w.grade_label(verdict.grade)}{_('. ')}{w.change_said(made, variety_id, place_id)}"
    return [Heading(title, 3), Paragraph(said), Table(columns, rows, marked_rows=[
        place for place, name in enumerate(("law", *s.FACTORS)) if name in verdict.limiting])]


def matrix(made: Asked, varieties: Sequence[Variety], places: Sequence[int]) -> list[Block]:
    """Varieties × places as a plan of squares with their classes."""
    cells = []
    for variety in varieties:
        row = []
        for place in places:
            grade = made.verdict(variety.id, place).grade
            row.append(GridCell(SIGNS[grade], SHADES[grade], grade == s.BEST))
        cells.append(row)
    key = _(", ").join(f"{SIGNS[grade]} {w.grade_label(grade)}" for grade in
                       (s.BEST, s.GOOD, s.POOR, s.UNFIT, s.BLOCKED, s.UNKNOWN))
    return [Grid(cells, [one.title() for one in varieties], [made.region(place).name for place in places], notes=[key],
                 sheet=_("Suitability"))]


def region_index(session: Session, made: Asked, variety_id: int) -> tuple[dict[int, float], Fraction | None]:
    """Of a variety the percent of the crop's area in each class over all places, and the index by the weights of the classes;
    by the sown areas of the market figures where every place has one, else each place counts once."""
    areas = sown_areas(session, made)
    whole = all(made.places[key].region_id in areas for key in made.places)
    pairs = [(made.verdict(variety_id, key), areas[place.region_id or 0] if whole else 1.0) for key,
             place in made.places.items()]
    shares = s.share_by_class(pairs)
    if not shares or s.UNKNOWN in shares:
        return shares, None
    worth = weights(made.rules)
    return shares, index_of([(Fraction(share).limit_denominator(10**6), worth.get(grade, Fraction(0)))
                             for grade, share in shares.items()])


def sown_areas(session: Session, made: Asked) -> dict[int, float]:
    """The newest sown area of the crop in each region of the places, in mu."""
    written = next(one.written for one in indicators() if one.code == "sown")
    query = living(MarketFigure).where(col(MarketFigure.indicator) == written, col(MarketFigure.crop_id) == made.crop.id,
                                       col(MarketFigure.value).is_not(None))
    figures = session.exec(query).all()
    newest: dict[int, int] = {}
    for one in figures:
        newest[one.region_id or 0] = max(newest.get(one.region_id or 0, 0), one.year or 0)
    best = best_by_region(one for one in figures if one.year == newest[one.region_id or 0])
    return {region: float(one.value or 0) for region, one in best.items()}


def trials_of(session: Session, varieties: Collection[int]) -> Mapping[int, Sequence[Stood]]:
    """The own trials of some varieties."""
    return own_trials(session, varieties)


def tried_at(made: Asked, stood: Mapping[int, Sequence[Stood]], variety_id: int, place_id: int) -> Tried | None:
    """What trials in the region of a place say of a variety; where there are none, those of the region it lies in."""
    region: int | None = made.places[place_id].region_id
    while region is not None:
        found = tried(stood.get(variety_id, ()), made.regions, region)
        if found is not None:
            return found
        region = made.regions[region].parent_id if region in made.regions else None
    return None


def rule_blocks(made: Asked) -> list[Block]:
    """By which limits it was judged, and what of them is to be verified."""
    doubtful = set(unverified(made.rules, s.FACTORS))
    rows: list[list[Cell]] = []
    for name in s.FACTORS:
        row, rule = made.rules.row(name), made.rules.rules.factors[name]
        least = _("never ruled out") if row["least"] is None else rule.least
        rows.append([catalogues.text(row), catalogues.text(row, "unit"), rule.best, rule.good, least,
                     catalogues.text(row, "basis"), _("to be verified") if name in doubtful else ""])
    columns = [Column(_("Factor")), Column(_("Unit"), weight=0), Column(_("Suitable from"), NUMBER, None),
               Column(_("Fairly suitable from"), NUMBER, None), Column(_("With risk from"), NUMBER, None),
               Column(_("Basis"), weight=4), Column(_("Verified"))]
    return [Heading(_("Rule of judgement"), 2), Table(columns, rows, sheet=_("Rule of judgement"), notes=[_(
        "Rules of {day}: the worst factor is the verdict; outside the area of approval or filing nothing may be promoted."
        ).format(day=made.rules.version)])]


def missing_blocks(made: Asked) -> list[Block]:
    """What is missing before more can be said: places without heat, varieties without needs."""
    said = []
    cold = [made.region(key).name for key, place in made.conditions.items() if place.heat is None]
    if cold:
        said.append(_("Without guaranteed heat: {names}.").format(names=_(", ").join(cold[:12])))
    vague = [made.varieties[key].title() for key, needs in made.needs.items() if needs.heat is None]
    if vague:
        said.append(_("Need of heat not known: {names}.").format(names=_(", ").join(vague[:12])))
    homeless = sum(not needs.areas for needs in made.needs.values())
    if homeless:
        said.append(ngettext("{n} variety has no area of approval written down: it is not allowed anywhere until it has.",
                             "{n} varieties have no area of approval written down: they are not allowed anywhere until they "
                             "have.", homeless).format(n=homeless))
    return [Callout(_("Some verdicts wait for facts."), kind="note"), Bullets(said)] if said else []
