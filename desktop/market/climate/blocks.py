"""Blocks on the climate of a station: the passing of temperatures, frost, rain by month, trends, risks of sowing weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from desktop.core.documents.model import NUMBER, Block, Cell, Column, Heading, KeyValues, Paragraph, Table
from desktop.core.i18n import N_, _
from desktop.core.units import format_number
from desktop.market.climate import figures as c
from desktop.market.climate.sowing import MOST_RISK, Week, window
from desktop.trade.climate import AT_MOST, LEAST_VALUES, frost, guarantee, trend

Of = Callable[[c.ClimateYear], "float | None"]
TRENDS: tuple[tuple[str, str, Of], ...] = (
    (N_("Active heat"), "℃·d", lambda one: one.active), (N_("Frost-free days"), N_("d"), lambda one: one.frost_free),
    (N_("Rain from April to September"), "mm", lambda one: one.rain))


def month_and_day(day: date | None) -> str:
    """A day of any year."""
    return "" if day is None else f"{day:%m-%d}"


def passing_table(years: Sequence[c.ClimateYear]) -> Table:
    """When 0, 5, 10 and 15 ℃ are steadily passed: mean days and those of eight years of ten, days and heat in between."""
    rows: list[list[Cell]] = []
    for limit in c.LIMITS:
        known = [one.passings[limit] for one in years if limit in one.passings]
        starts, ends = [_of_year(one.starts) for one in known], [_of_year(one.ends) for one in known]
        heat = c.over_years(years, _at(limit, "active"))
        useful, days = c.over_years(years, _at(limit, "effective")), c.over_years(years, _at(limit, "days"))
        rows.append([f"≥{limit} ℃", len(known), _mean_day(starts), _sure_day(starts, AT_MOST), _mean_day(ends),
                     _sure_day(ends, c.AT_LEAST), days.mean if days else None, heat.mean if heat else None, c.stricter(heat),
                     useful.mean if useful else None])
    columns = [Column(_("Steadily at"), weight=0), Column(_("Years with a value"), NUMBER, 0), Column(_("Starts, mean")),
               Column(_("Starts, 80 %")), Column(_("Ends, mean")), Column(_("Ends, 80 %")), Column(_("Warm days"), NUMBER, 0),
               Column(_("Active heat, mean"), NUMBER, 0, unit="℃·d"), Column(_("Active heat, 80 %"), NUMBER, 0, unit="℃·d"),
               Column(_("Effective heat, mean"), NUMBER, 0, unit="℃·d")]
    return Table(columns, rows, sheet=_("Passing of temperatures"))


def _at(limit: int, name: str) -> Of:
    def of(one: c.ClimateYear) -> float | None:
        found = one.passings.get(limit)
        return None if found is None else float(getattr(found, name))

    return of


def _of_year(day: date) -> float:
    return float((day - date(day.year, 1, 1)).days)


def _mean_day(places: Sequence[float]) -> str:
    return _day(sum(places) / len(places)) if places else ""


def _sure_day(places: Sequence[float], side: str) -> str:
    return _day(guarantee(places, c.LEVEL, side).normal) if len(places) >= LEAST_VALUES else ""


def _day(place: float) -> str:
    return month_and_day(date(2001, 1, 1) + timedelta(days=round(place)))


def frost_facts(years: Sequence[c.ClimateYear]) -> list[Block]:
    """The frost days of eight years of ten; the yearly lengths beside the stricter combination of both ends."""
    days = [(one.last_frost, one.first_frost) for one in years if one.last_frost and one.first_frost]
    if len(days) < LEAST_VALUES:
        return [Paragraph(_("Frost days at 80 %: fewer than ten years say both."), "small")]
    found = frost([(last, first) for last, first in days if last and first], c.LEVEL)
    return [KeyValues([
        (_("Last frost, 80 %"), month_and_day(found.last)), (_("First frost, 80 %"), month_and_day(found.first)),
        (_("Frost-free days, mean"), format_number(found.mean_free, 0)),
        (_("Frost-free days, 80 % of the yearly lengths"), f"{int(found.length_at_level)}"),
        (_("Frost-free days between both days of 80 %"), found.level_free)])]


def rain_by_month(years: Sequence[c.ClimateYear]) -> list[Block]:
    """Rain of each month: mean, least and most."""
    rows: list[list[Cell]] = []
    for title, of in ((_("Mean"), _mean), (_("Least"), min), (_("Most"), max)):
        cells: list[Cell] = [title]
        for month in range(12):
            values = [value for one in years if one.months and (value := one.months[month]) is not None]
            cells.append(of(values) if values else None)
        rows.append(cells)
    if all(cell is None for row in rows for cell in row[1:]):
        return []
    columns = [Column(_("Rain, mm")), *(Column(str(month), NUMBER, 0) for month in range(1, 13))]
    return [Table(columns, rows, sheet=_("Rain by month"))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def trend_lines(years: Sequence[c.ClimateYear]) -> list[Block]:
    """How heat, frost-free days and rain have changed in ten years, with the interval of 95 %."""
    found = []
    for title, unit, of in TRENDS:
        pairs = [(one.year, float(value)) for one in years if (value := of(one)) is not None]
        line = trend([year for year, _value in pairs], [value for _year, value in pairs])
        if line is not None:
            sure = _("sure") if line.sure else _("may be chance")
            found.append(_("{figure} {change} {unit} in ten years (95 %: {low} to {high}; {sure})").format(
                figure=_(title), change=f"{line.per_decade:+.1f}", unit=_(unit), low=f"{line.low:+.1f}",
                high=f"{line.high:+.1f}", sure=sure))
    return [Paragraph(_("; ").join(found), lead=_("Trend"))] if found else []


def sowing_blocks(weeks: Sequence[Week], need: float | None, whose: str) -> list[Block]:
    """The risks of each week of sowing, and the window that follows."""
    if not weeks:
        return []
    rows: list[list[Cell]] = [[month_and_day(date(2001, *one.begins)), one.frost, one.cold, one.hot,
                               _("yes") if one.good else ""] for one in weeks]
    found = window(weeks)
    said = (_("Sowing window: {first} to {last}.").format(first=month_and_day(found[0]), last=month_and_day(found[1]))
            if found else _("No week has both risks at {risk} % and below.").format(risk=f"{MOST_RISK:g}"))
    if need is not None:
        said += _(" Reckoned with {need} ℃·d ({whose}).").format(need=f"{need:,.0f}", whose=whose)
    columns = [Column(_("Sown in the week from")), Column(_("Frost after emergence"), NUMBER, 0, unit="%"),
               Column(_("Does not ripen"), NUMBER, 0, unit="%"), Column(_("Heat at flowering"), NUMBER, 0, unit="%"),
               Column(_("In the window"))]
    return [Heading(_("Sowing windows"), 2), Paragraph(said), Table(columns, rows, sheet=_("Sowing windows"), marked_rows=[
        place for place, one in enumerate(weeks) if one.good], notes=[_(
            "Share of the years: frost between emergence and midsummer; the need not reached before the first frost; three "
            "days and more of 35 ℃ while it flowers. In the window: at most {risk} % each.").format(risk=f"{MOST_RISK:g}")])]

