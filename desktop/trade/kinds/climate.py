"""Heat, guaranteed values, frost, maturity bands and suitability as JSON."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from desktop.core import catalogues
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trade import climate
from desktop.trade.given import Given, kind, plain

_MOST_DECIMALS = 6
_LEAST_YEARS = 2


def _heat(given: Given) -> dict[str, Any]:
    limit, window = given.number("threshold"), given.count("window", low=1, default=climate.SPAN)
    decimals = given.count("round_means") if given.filled("round_means") else None
    if decimals is not None and decimals > _MOST_DECIMALS:
        raise given.wrong("round_means", _("is more than {n} {n:decimal|decimals}").format(n=_MOST_DECIMALS))
    days = given.items("days", lambda day: (day.day("date"), day.number("mean")), ("date", "mean"))
    _refuse_gaps([day for day, _mean in days])
    if len(days) < window:
        raise given.wrong("days", _("are fewer than the window of {n}").format(n=window))
    means = [mean for _day, mean in days]
    period = climate.stable_period(means, limit, window, decimals)
    begin, end = period or (0, -1)
    sums = climate.heat(means[begin:end + 1], limit)
    return {"start": days[begin][0].isoformat() if period else None, "end": days[end][0].isoformat() if period else None,
            "days": end - begin + 1, "active_sum": plain(sums.active), "effective_sum": plain(sums.effective),
            "means": [plain(mean) for mean in climate.moving_means(means, window, decimals)]}


def _refuse_gaps(days: list[date]) -> None:
    for place, (before, after) in enumerate(pairwise(days), 2):
        if (after - before).days != 1:
            raise UserError(_("“{key}”: after {before} comes {day}; give every day once, in order.").format(
                key=f"days {place} date", before=before, day=after))


def _level(given: Given) -> float:
    level = given.number("level_percent")
    if not 0 < level < 100:
        raise given.wrong("level_percent", _("must lie between 0 and 100"))
    return float(level)


def _guarantee(given: Given) -> dict[str, Any]:
    values = [float(value) for value in given.numbers("values")]
    if len(values) < climate.LEAST_VALUES:
        raise given.wrong("values", _("must be {n} or more").format(n=climate.LEAST_VALUES))
    found = climate.guarantee(values, _level(given), given.choice("side", (climate.AT_LEAST, climate.AT_MOST)))
    if found.empirical is None:
        raise given.wrong("level_percent", _("needs more years than are given"))
    return {"mean": found.mean, "sd": found.sd, "normal": found.normal, "empirical": found.empirical}


def _year(given: Given) -> tuple[date, date]:
    last, first = given.day("last"), given.day("first")
    if last >= first:
        raise given.wrong("first", _("must come after the last frost of spring"))
    if last.year != first.year:
        raise given.wrong("first", _("must lie in the year of the last frost of spring"))
    return last, first


def _frost(given: Given) -> dict[str, Any]:
    years = given.items("years", _year, ("last", "first"))
    if len(years) < _LEAST_YEARS:
        raise given.wrong("years", _("must be {n} or more").format(n=_LEAST_YEARS))
    found = climate.frost(years, _level(given))
    if found.last >= found.first or found.last.year != found.first.year:
        raise given.wrong("level_percent", _("leaves no last and first frost within a year: the years differ too much"))
    return {"last": found.last.strftime("%m-%d"), "first": found.first.strftime("%m-%d"),
            "frost_free": {"mean": found.mean_free, "level": found.level_free, "length_at_level": found.length_at_level}}


def _maturity_band(given: Given) -> dict[str, Any]:
    crop, province = given.text("crop"), given.text("province")
    known = catalogues.load("maturity_bands")
    bands = climate.maturity_bands(crop, province)
    if not bands:
        crops = {row["code"]: catalogues.text(row) for row in catalogues.load("crops").rows}
        places = ((row, catalogues.text({"zh": row["province"], "en": row["province_en"]})) for row in known.rows)
        there = dict.fromkeys(f"{crops[row['crop']]} {place}" for row, place in places)
        raise UserError(_("“{key}”: there are no bands for {crop} in {province}; known are {known}.").format(
            key="province", crop=crop, province=province, known=", ".join(there)))
    band = climate.maturity_band(bands, given.quantity("heat_sum"))
    warnings = [] if known.verified else [_("These limits are to be verified.")]
    found = band or {"band": None, "from": None, "to": bands[0]["from"]}
    return {"band": found["band"], "from": found["from"], "to": found["to"], "source": known.source, "warnings": warnings}


def _suitability(given: Given) -> dict[str, Any]:
    classes = given.items("classes", lambda each: (each.percent("share_percent"), each.number("weight", 0, 1)),
                          ("share_percent", "weight"))
    if sum(share for share, _weight in classes) > Fraction(1001, 10):
        raise given.wrong("classes", _("have shares of more than 100 percent"))
    return {"index": plain(climate.suitability(classes))}


_SPRING = [0.0, 3.9, 4.1, 4.4, 5.8, 6.2, 6.4, 7.0, 0.3, 1.5, 5.3, 5.6, 5.4, 3.7, 7.2, 8.1, 8.4]
_SUMS = [2810, 2650, 2745, 2590, 2880, 2705, 2560, 2930, 2680, 2770, 2620, 2850, 2735, 2695, 2660, 2790, 2600, 2720, 2755]

KINDS = (
    kind("heat", N_("Steadily warm period and its heat"), ("days", "threshold"),
         {"days": [{"date": (date(2026, 3, 4) + timedelta(days=n)).isoformat(), "mean": mean}
                   for n, mean in enumerate(_SPRING)],
          "threshold": 5, "round_means": None}, _heat, ("window", "round_means")),
    kind("guarantee", N_("Value guaranteed in so many percent of the years"), ("values", "level_percent", "side"),
         {"values": _SUMS, "level_percent": 80, "side": "at least"}, _guarantee),
    kind("frost", N_("Last and first frost, days without frost"), ("years", "level_percent"),
         {"years": [{"last": f"{year}-05-{day:02}", "first": f"{year}-09-{day + 12:02}"}
                    for year, day in zip(range(2017, 2027), (7, 17, 10, 13, 16, 5, 18, 12, 9, 14), strict=True)],
          "level_percent": 80}, _frost),
    kind("maturity-band", N_("Maturity band by heat"), ("crop", "province", "heat_sum"),
         {"crop": "maize", "province": "黑龙江省", "heat_sum": 2638.8}, _maturity_band),
    kind("suitability", N_("Suitability index of an area"), ("classes",),
         {"classes": [{"share_percent": 50, "weight": "0.9"}, {"share_percent": 30, "weight": "0.7"},
                      {"share_percent": 20, "weight": "0.5"}, {"share_percent": 0, "weight": "0.3"}]}, _suitability))
