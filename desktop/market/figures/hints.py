"""What looks wrong about figures beside each other: parts that do not add up, jumps from year to year, area × yield.

Hints, never bars: a figure with a reason why it differs is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col

from desktop.core.errors import UserError
from desktop.core.i18n import _, in_language, ngettext
from desktop.core.records import light, living
from desktop.core.units import exact
from desktop.market.figures import indicators
from desktop.market.figures.model import MarketFigure, keep_in_unit
from desktop.market.figures.values import best_by_region, figures_of, value_of
from desktop.regions.model import Region


def figure_hints(session: Session, values: Mapping[str, Any], record_id: int | None) -> Mapping[str, str]:
    """What looks wrong about a figure that is typed: field → sentences."""
    figure = light(MarketFigure)()
    for name in ("indicator", "region_id", "crop_id", "year", "value", "unit", "is_part", "reason"):
        setattr(figure, name, values.get(name) or getattr(figure, name, None))
    figure.id, figure.printed, figure.low, figure.high = record_id or 0, "-", None, None
    one = indicators.find(figure.indicator or "")
    if one is None or figure.value is None or not (figure.region_id and figure.year):
        return {}
    figure.indicator = one.written
    try:
        keep_in_unit(figure, one)
    except UserError:
        return {}
    found = list(hints_of(session, figure))
    return {"value": " ".join(found)} if found else {}


def survey_hints(session: Session, region_id: int, year: int | None = None) -> list[str]:
    """What looks wrong about the figures of a region, each once."""
    return list(dict.fromkeys(said for figure in figures_of(session, region_id, year) for said in hints_of(session, figure)))


def hints_of(session: Session, figure: Any) -> Iterator[str]:
    """What looks wrong about one figure, which need not be stored."""
    one = indicators.find(figure.indicator)
    if one is None or figure.value is None or figure.reason or figure.is_part:
        return
    yield from _jump(session, figure, one)
    if one.sums:
        yield from _below(session, figure)
    yield from _product(session, figure, one)


def _same(figure: Any) -> Any:
    """The other figures of the indicator and crop of one."""
    return living(MarketFigure).where(col(MarketFigure.indicator) == figure.indicator,
                                      col(MarketFigure.crop_id) == figure.crop_id, col(MarketFigure.id) != figure.id)


def _jump(session: Session, figure: Any, one: indicators.Indicator) -> Iterator[str]:
    """A change from the year before (or the last one known) beyond what is plausible, so many years counted."""
    earlier = _same(figure).where(col(MarketFigure.region_id) == figure.region_id,
                                           col(MarketFigure.year) < figure.year, col(MarketFigure.value).is_not(None))
    before = session.exec(earlier.order_by(col(MarketFigure.year).desc())).first()
    was = value_of(before)
    if before is None or not was or one.change_percent is None:
        return
    change = (exact(figure.value) - was) * 100 / abs(was)
    if abs(change) > exact(one.change_percent) * (figure.year - (before.year or 0)):
        yield _("“{figure}” of {year} differs from that of {before} by {change} %.").format(
            figure=in_language(one.written), year=figure.year, before=before.year, change=f"{float(change):+.1f}")


def _below(session: Session, figure: Any) -> Iterator[str]:
    """The sum of the regions right below against the region."""
    children = list(session.exec(living(Region).where(col(Region.parent_id) == figure.region_id)))
    known = best_by_region(session.exec(_same(figure).where(
        col(MarketFigure.year) == figure.year, col(MarketFigure.region_id).in_([child.id for child in children]))))
    if not known:
        return
    whole, parts = exact(figure.value), sum((exact(part.value or 0) for part in known.values()), Fraction(0))
    allowed = abs(whole) * indicators.limit_percent("sum_percent") / 100
    if parts - whole > allowed or (len(known) == len(children) and whole - parts > allowed):
        yield ngettext("The {n} region below adds to {sum}, “{figure}” of {year} is {whole}.",
                       "The {n} regions below add to {sum}, “{figure}” of {year} is {whole}.", len(known)).format(
            n=len(known), sum=_said(parts), figure=in_language(figure.indicator), year=figure.year, whole=_said(whole))


def _product(session: Session, figure: Any, one: indicators.Indicator) -> Iterator[str]:
    """Area × yield against the output, whichever of the three this figure is."""
    if one.code not in ("sown", "yield", "output") or figure.crop_id is None:
        return
    named = {code: next(i.written for i in indicators.indicators() if i.code == code) for code in ("sown", "yield", "output")}
    query = living(MarketFigure).where(
        col(MarketFigure.region_id) == figure.region_id, col(MarketFigure.year) == figure.year,
        col(MarketFigure.crop_id) == figure.crop_id, col(MarketFigure.indicator).in_(named.values()),
        col(MarketFigure.value).is_not(None), col(MarketFigure.id) != figure.id)
    values = {other.indicator: exact(other.value or 0) for other in session.exec(query)}
    values[figure.indicator] = exact(figure.value)
    if len(values) < len(named):
        return
    made, output = output_of(values[named["sown"]], values[named["yield"]]), values[named["output"]]
    if abs(made - output) > abs(output) * indicators.limit_percent("product_percent") / 100:
        yield _("Area × yield gives {made} t, the output of {year} is {output} t.").format(
            made=_said(made), year=figure.year, output=_said(output))


def output_of(area_mu: Fraction, kg_per_mu: Fraction) -> Fraction:
    """The output in tonnes of an area in mu at a yield in kg/mu."""
    return area_mu * kg_per_mu / 1000


def _said(value: Fraction) -> str:
    return f"{float(value):,.2f}".removesuffix(".00")
