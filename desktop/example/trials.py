"""An invented season: 12 hybrids × 8 sites × 3 replicates with a check, three lost plots and one swapped pair."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Season, Variety
from desktop.core.units import round_half_even
from desktop.core.verbs import insert_many, store
from desktop.example.dealers import Place, mobile, person
from desktop.example.varieties import maize, trait
from desktop.trials.model import Entry, FieldEvent, Observation, Plot, Site, Trial, TrialTrait

TRAITS = ("yield_mu", "plot_weight", "grain_moisture", "plant_height", "ear_height", "root_lodging", "stalk_lodging",
          "ear_length", "hundred_kernel_weight", "northern_leaf_blight", "silking", "maturity")
REPLICATES = 3
HARVEST_AREA = 12.0  # m²: the middle three of five rows, as in national maize trials
MU = 666.7
STANDARD_MOISTURE = 14.0


def season_year(today: date) -> int:
    """The year of the last maize season that has been harvested."""
    return today.year if today.month >= 10 else today.year - 1


def make_trials(session: Session, facts: dict[str, Any], places: list[Place], lines: dict[str, Variety],
                chance: Random) -> None:
    """Season, sites, trials, entries, plots and observations."""
    year = season_year(facts["today"])
    season = store(session, Season, {"name": f"{year}春播", "year": year, "starts_on": date(year, 4, 20),
                                     "ends_on": date(year, 10, 20)})
    traits = {code: trait(session, code).id for code in TRAITS}
    interaction = {code: [chance.gauss(0, 16) for _site in facts["sites"]] for code in lines}
    for number, facts_of_site in enumerate(facts["sites"]):
        site = _site(session, facts, facts_of_site, places, chance)
        trial = _trial(session, facts, facts_of_site, site, season, traits["yield_mu"], number)
        for days, kind, what, amount, unit in facts["events"]:
            store(session, FieldEvent, {"trial_id": trial.id, "kind": kind, "what": what, "amount": amount, "unit": unit,
                                        "happened_on": (trial.sown_on or facts["today"]) + timedelta(days=days)})
        for position, code in enumerate(TRAITS, 1):
            store(session, TrialTrait, {"trial_id": trial.id, "trait_id": traits[code], "position": position})
        entries = {code: store(session, Entry, {"trial_id": trial.id, "number": n, "variety_id": variety.id,
                                                "is_check": variety.kind == "check"})
                   for n, (code, variety) in enumerate(lines.items(), 1)}
        expected = {line["code"]: facts_of_site["mean"] + line["effect"] + interaction[line["code"]][number]
                    for line in facts["varieties"]}
        _field(session, facts, facts_of_site, trial, entries, expected, traits, chance)


def _site(session: Session, facts: dict[str, Any], line: dict[str, Any], places: list[Place], chance: Random) -> Site:
    place = places[line["county"]]
    number = int(line["code"][-1]) - 1
    return store(session, Site, {
        "name": line["name"], "code": line["code"], "region_id": place.townships[number % len(place.townships)],
        "latitude": round(place.latitude + chance.uniform(-0.15, 0.15), 5),
        "longitude": round(place.longitude + chance.uniform(-0.2, 0.2), 5), "altitude": float(chance.randrange(150, 260)),
        "soil": line["soil"], "previous_crop": line["previous"], "irrigation": line["irrigation"],
        "farmer": person(facts, chance), "contact": mobile(chance), "remarks": "虚构示例"})


def _trial(session: Session, facts: dict[str, Any], line: dict[str, Any], site: Site, season: Season, response: int,
           number: int) -> Trial:
    year = season.year or 0
    return store(session, Trial, {
        "code": f"LS{year}-{line['code']}", "title": f"{year}年玉米新品种比较试验（{line['name']}，虚构示例）",
        "kind": "comparison", "state": "harvested", "crop_id": maize(session).id, "season_id": season.id,
        "site_id": site.id, "series": f"{year}年例丰玉米品种比较", "design": "rcbd", "replicates": REPLICATES,
        "plot_area": 20.0, "harvest_area": HARVEST_AREA, "rows_per_plot": 5, "row_length": 6.15, "row_spacing": 65.0,
        "plant_spacing": 25.0, "density": 4000.0, "standard_moisture": STANDARD_MOISTURE, "sown_on": date(year, 5, 2 + number),
        "harvested_on": date(year, 10, 1 + number), "trait_id": response, "organiser": facts["company"],
        "author": facts["manager"], "purpose": facts["purpose"], "management": facts["management"],
        "weather": facts["weather"], "remarks": "虚构示例"})


def _field(session: Session, facts: dict[str, Any], line: dict[str, Any], trial: Trial, entries: dict[str, Entry],
           expected: dict[str, float], traits: dict[str, int], chance: Random) -> None:
    """The randomised plots in serpentine order, and what was observed on them."""
    rows, observations = [], []
    for replicate in range(1, REPLICATES + 1):
        order = list(entries)
        chance.shuffle(order)
        grown = _swapped(order, line["code"], replicate, facts["swapped"])
        soil = chance.gauss(0, 14)
        for column, code in enumerate(order, 1):
            entry = entries[code]
            lost = next((why for site, n, r, why in facts["lost"]
                         if (site, n, r) == (line["code"], entry.number, replicate)), "")
            walk = column if replicate % 2 else len(order) + 1 - column
            rows.append({"trial_id": trial.id, "entry_id": entry.id, "number": f"{replicate}{walk:02}",
                         "replicate": replicate, "block": str(replicate), "row": replicate, "column": column,
                         "state": "lost" if lost else "ok", "reason": lost})
            observations.append([] if lost else _observed(facts, trial, grown[column - 1], expected, soil, chance))
    keys = insert_many(session, Plot, rows)
    insert_many(session, Observation, [
        {"plot_id": plot, "trait_id": traits[name], "occasion": 1, "value": value, "text": text,
         "observed_on": trial.harvested_on, "source": "示例"}
        for plot, found in zip(keys, observations, strict=True) for name, value, text in found])


def _swapped(order: list[str], site: str, replicate: int, swap: list[Any]) -> list[str]:
    """What truly stands on the plots: at one site the sower exchanged two bags, and nobody noticed."""
    where, one, two, when = swap
    exchange = {one: two, two: one} if (site, replicate) == (where, when) else {}
    return [exchange.get(code, code) for code in order]


def _observed(facts: dict[str, Any], trial: Trial, code: str, expected: dict[str, float], soil: float,
              chance: Random) -> list[tuple[str, float | None, str]]:
    """(trait, number, text) of one plot; the program derives the yield from weight and moisture, as in the field."""
    line = next(v for v in facts["varieties"] if v["code"] == code)
    moisture = _rounded(24 + (line["days"] - 122) * 0.5 + chance.gauss(0, 0.7), 1)
    yield_mu = expected[code] + soil + chance.gauss(0, 22)
    weight = _rounded(yield_mu * HARVEST_AREA / MU * (100 - STANDARD_MOISTURE) / (100 - moisture), 2)
    sown = trial.sown_on or facts["today"]
    silking = sown + timedelta(days=round(line["days"] * 0.62 + 12 + chance.gauss(0, 0.8)))
    maturity = sown + timedelta(days=round(line["days"] + 12 + chance.gauss(0, 1)))
    numbers = {
        "plot_weight": weight, "grain_moisture": moisture,
        "plant_height": _rounded(line["height"] + chance.gauss(0, 5), 0),
        "ear_height": _rounded(line["ear"] + chance.gauss(0, 4), 0),
        "root_lodging": _rounded(max(0, line["lodging"] + chance.gauss(0, 1.2)), 1),
        "stalk_lodging": _rounded(max(0, line["lodging"] * 0.4 + chance.gauss(0, 0.6)), 1),
        "ear_length": _rounded(19 + line["effect"] / 60 + chance.gauss(0, 0.5), 1),
        "hundred_kernel_weight": _rounded(36 + line["effect"] / 40 + chance.gauss(0, 0.9), 1),
        "northern_leaf_blight": float(chance.choice([1, 3, 3, 3, 5] if line["lodging"] < 4 else [3, 5, 5, 7])),
    }
    return [*((name, value, "") for name, value in numbers.items()),
            ("silking", None, silking.isoformat()), ("maturity", None, maturity.isoformat())]


def _rounded(value: float, decimals: int) -> float:
    return float(round_half_even(value, decimals))
