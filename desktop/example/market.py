"""Invented figures of the example's market: areas and people of its counties, a survey, a capacity, a balance of seed."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from math import cos, pi
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.example.names import called
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.climate.model import WeatherStation, WeatherYear, written
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.market.rivals.model import MarketRanking, PriceSighting, RankLine, RivalFirm, RivalVariety

SAID = "虚构示例"
FIGURES = (  # indicator, of maize, values two years ago, last year, high to low share
    ("年末总人口", False, 361_000, 358_000), ("乡村户数", False, 92_000, 91_200), ("耕地面积", False, 2_150_000, 2_152_000),
    ("有效灌溉面积", False, 640_000, 655_000), ("农村居民人均可支配收入", False, 18_900, 19_800), ("农资店数", False, 168, 170),
    ("播种面积", True, 402_000, 427_000), ("单位面积产量", True, 612, 598), ("总产量", True, 246_024, 255_346),
    ("种子农民购价", True, 20.5, 21.6))


def make_market(session: Session, facts: dict[str, Any]) -> None:
    """Two years of figures in every county, with more of what a sheet shows in the first."""
    crop = session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
    year, on = facts["today"].year, facts["today"]
    counties = [int(place["code"]) for place in facts["counties"]]
    for place, county in enumerate(counties):
        for name, of_maize, *values in FIGURES:
            for back, value in enumerate(reversed(values), 1):
                share = value if name.startswith(("农村", "单位", "种子")) else round(value * (1 - 0.2 * place))
                store(session, MarketFigure, {
                    "indicator": name, "region_id": county, "crop_id": crop.id if of_maize else None, "year": year - back,
                    "value": float(share), "low": share * 0.97 if of_maize else None,
                    "high": share * 1.04 if of_maize else None,
                    "confidence": "official" if not of_maize else "two_sources", "source": f"统计年鉴（{SAID}）",
                    "taken_on": on,
                    "taken_by": facts["manager"]})
    for name, words in (("种植习惯", "大垄双行，五月上旬播种"), ("支柱产业", "粮食加工、畜牧")):
        store(session, MarketFigure, {"indicator": name, "region_id": counties[0], "year": year - 1, "words": words,
                                      "source": SAID, "taken_on": on, "taken_by": facts["manager"]})
    store(session, MarketSurvey, {
        "region_id": counties[0], "crop_id": crop.id, "surveyed_on": on, "surveyed_by": facts["manager"],
        "analysis": "玉米面积逐年增加，农户多购中熟耐密品种；外地品牌以中低价进入，乡镇店铺经营品牌多，忠诚度低。",
        "structure": "每袋40元以下约占两成，40–60元约占六成，60元以上约占两成。",
        "channels": "县级经销商—乡镇零售店为主，大户直购约占一成。",
        "customers": "种粮大户、合作社在冬季订货，散户三月下旬至四月中旬购种。",
        "remarks": SAID})
    for county in counties:
        store(session, MarketCapacity, {
            "region_id": county, "crop_id": crop.id, "year": year, "plants_mu": 4500.0, "emergence": 93.0, "bag_seeds": 4400,
            "bought_low": 90.0, "bought_likely": 95.0, "bought_high": 100.0, "price": 5400, "own_bags": 21_400, "made_on": on,
            "made_by": facts["manager"], "remarks": SAID})
    rice = session.exec(living(Crop).where(col(Crop.code) == "rice_indica")).first()
    for of, scope, area, per_mu, stock, need, rate, export in (
            (rice, "杂交稻", 1_670_000, 167, 100_000_000, 209_000_000, 1.1, 30_000_000),
            (crop, "杂交玉米", 2_900_000, 365, 800_000_000, 400_000_000, 2.75, 0)):
        if of is not None:
            store(session, SeedBalance, {
                "crop_id": of.id, "year": year, "scope": scope, "area_mu": float(area), "yield_kg": float(per_mu),
                "stock_kg": float(stock), "need_mu": float(need), "rate_kg": rate, "export_kg": float(export), "source": SAID,
                "made_on": on})


def make_rivals(session: Session, facts: dict[str, Any]) -> None:
    """Three rivals with a variety each, what was seen of their prices, two quarters of a ranking."""
    crop = session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
    on, county = facts["today"], int(facts["counties"][0]["code"])
    firms = []
    for place, (name, variety, price) in enumerate((("例甲种业", "示例806", 5200), ("例乙种业", "示例33", 6000),
                                                    ("例丙种业", "示例518", 4500))):
        firm = store(session, RivalFirm, {
            "name": called(name), "base": "外省", "crops": "玉米", "dealers": f"县城例{'甲乙丙'[place]}农资店", "remarks": SAID,
            "policy": "冬季订货每袋让利三元，年终按量返利。", "strengths": "高抗倒、宣传多。", "weaknesses": "晚熟年份水分高。",
            "answer": "" if place == 2 else "村村做对比示范，收获时请大户看水分。", "answer_by": facts["manager"],
            "answer_due": on + timedelta(days=20 * place - 10)})
        sold = store(session, Variety, {"name": variety, "crop_id": crop.id, "kind": "competitor", "remarks": SAID})
        store(session, RivalVariety, {"firm_id": firm.id, "variety_id": sold.id, "maturity": "中晚熟",
                                      "traits": "抗倒，出籽率高",
                                      "weak": "脱水慢"})
        firms.append(firm)
        for back, more in ((200, -200), (60, 0), (25, 100), (6, 200)):
            store(session, PriceSighting, {
                "seen_on": on - timedelta(days=back + 10 * place), "variety_id": sold.id, "region_id": county,
                "shop": "镇西种子店",
                "pack_kg": 2.5, "dealer_price": price - 900, "shop_price": price - 500, "farmer_price": price + more,
                "source": "seen",
                "seen_by": facts["manager"], "copied": place == 2 and back == 6, "remarks": SAID})
    year = on.year if (on.month, on.day) >= (7, 12) else on.year - 1  # a quarter is ranked once it is over
    for quarter, made_on, amounts in (("1", date(year, 4, 10), (150_000.0, 100_000.0, 85_000.0)),
                                      ("2", date(year, 7, 12), (140_000.0, 110_000.0, 60_000.0))):
        ranking = store(session, MarketRanking, {
            "region_id": county, "crop_id": crop.id, "year": year, "quarter": quarter, "unit": "袋", "made_on": made_on,
            "made_by": facts["manager"], "basis": "走访店铺估计", "remarks": SAID})
        for firm, amount in zip(firms, amounts, strict=True):
            store(session, RankLine, {"ranking_id": ranking.id, "firm_id": firm.id, "amount": amount,
                                      "reason": "新品种上市" if quarter == "2" and amount > 100_000 else ""})
        store(session, RankLine, {"ranking_id": ranking.id, "whose": "own", "amount": 85_000.0 if quarter == "2" else 70_000.0,
                                  "answer": "主推品种让大户先种"})
        store(session, RankLine, {"ranking_id": ranking.id, "whose": "rest", "amount": 45_000.0})


def make_weather(session: Session, facts: dict[str, Any], chance: Random) -> None:
    """Twelve years of a station in the first county, the last of them with a gap."""
    station = store(session, WeatherStation, {"name": f"{facts['counties'][0]['name']}气象站", "code": "示例01",
                                              "altitude": 180.0,
                                              "region_id": int(facts["counties"][0]["code"]), "remarks": SAID})
    last = facts["today"].year - 1
    for year in range(last - 11, last + 1):
        days = 366 if isleap(year) else 365
        warm = chance.uniform(-1.2, 1.2)
        means = [round(2.8 + warm - 22 * cos(2 * pi * (day - 15) / 365) + chance.gauss(0, 2.2), 1) for day in range(days)]
        rain = [round(chance.expovariate(0.12), 1) if chance.random() < 0.3 and 90 < day < 280 else 0.0 for day in range(days)]
        gap = [None if year == last and day == 200 else value for day, value in enumerate(means)]
        store(session, WeatherYear, {
            "station_id": station.id, "year": year, "source": SAID, "means": written(gap),
            "lows": written([round(value - 5.5, 1) for value in means]), "rain": written(rain),
            "highs": written([round(value + 6, 1) for value in means])})
