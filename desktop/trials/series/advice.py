"""处理意见: what is advised for each of one's own varieties, with every criterion met or missed.

Yield is weighed with disease, lodging and maturity against limits that are dated data (`advice_limits` in the catalogues).
Checks and the varieties of others are not advised on. The decision stays with those who sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from desktop.analysis import wording
from desktop.core import catalogues
from desktop.core.i18n import CHINESE, N_, _, language
from desktop.core.units import quantity
from desktop.trials.results import summing, verdict
from desktop.trials.series import sentences
from desktop.trials.series.diseases import Weighed, is_disease, weigh
from desktop.trials.series.joined import Entrant, SeriesData
from desktop.trials.series.other_traits import Summed
from desktop.trials.series.series_result import SeriesLine, SeriesResult

AGAIN, PRODUCTION, RECOMMENDED, DROPPED = "again", "production", "recommended", "dropped"
CLASSES = {AGAIN: N_("to be tried again"), PRODUCTION: N_("to go into production trials"),
           RECOMMENDED: N_("to be recommended"), DROPPED: N_("to be left out")}
MET, MISSED, CAUTION, UNKNOWN, UNWEIGHED = "met", "missed", "caution", "unknown", "unweighed"
SAID = {MET: N_("met"), MISSED: N_("missed"), CAUTION: N_("met, caution"), UNKNOWN: N_("not recorded"),
        UNWEIGHED: N_("not weighed")}
HALF = 50.0  # of the sites: a variety that yields less and at fewer of them is left out
LODGED = (("lodging_sum",), ("root_lodging", "stalk_lodging"), ("lodging_rate",))  # the first that were observed count


@dataclass(frozen=True)
class Criterion:
    """One criterion of one variety: `state` is MET, MISSED, CAUTION, UNKNOWN or UNWEIGHED, `text` names it with figure and
    limit, `why` says why it was not weighed."""

    code: str
    state: str
    text: str
    why: str = ""

    def said(self) -> str:
        """Criterion and state, with the reason where it was not weighed."""
        state = _(SAID[self.state])
        text = _("{criterion}: {state}").format(criterion=self.text, state=state)
        return _("{text} ({why})").format(text=text, why=self.why) if self.why else text


@dataclass(frozen=True)
class Advice:
    """What is advised for a variety, and why."""

    name: str
    decision: str
    criteria: tuple[Criterion, ...]

    def sentence(self) -> str:
        """Name, decision, and every criterion."""
        reasons = _("; ").join(c.said() for c in self.criteria)
        return _("{name}: {decision}. {reasons}.").format(name=self.name, decision=_(CLASSES[self.decision]), reasons=reasons)


def limits_of(crop: str) -> Mapping[str, catalogues.Row]:
    """The limits for a crop by their code: its own rows, else those of any crop."""
    rows = catalogues.load("advice_limits")
    return {row["code"]: row for row in [*rows.where(crop=""), *rows.where(crop=crop)]}


def is_own(entrant: Entrant) -> bool:
    """Whether a variety is one's own to decide on: no check, and not of another company."""
    return entrant.line.own and not entrant.is_check


def advised(result: SeriesResult, traits: Sequence[Summed]) -> list[Advice]:
    """The advice on one's own varieties, best first; empty where `refusal` says why there is none."""
    if refusal(result):
        return []
    limits = limits_of(result.data.crop.code if result.data.crop else "")
    found = []
    for line in result.others:
        if is_own(line.entrant):
            criteria = tuple(_criteria(result, line, traits, limits))
            found.append(Advice(line.entrant.name, _decision(result.data, line, criteria), criteria))
    return found


def refusal(result: SeriesResult | None) -> str:
    """Why nothing can be advised; "" where something can."""
    if result is None:
        return _("No advice: no measured trait has values yet.")
    if not sentences.is_yield(result.data):
        return _("No advice: the series is judged by {trait}, which is no yield.").format(
            trait=result.data.trait.title() if result.data.trait else "")
    if result.check is None:
        return _("No advice: no check was named to compare with.")
    if result.data.demonstration:
        return _("Demonstrations are no ground for trying again, recommending or leaving out: they show, trials decide.")
    if not any(is_own(line.entrant) for line in result.others):
        return _("No advice: none of the entries is a variety of our own.")
    return ""


def _decision(data: SeriesData, line: SeriesLine, criteria: Sequence[Criterion]) -> str:
    """The class by the criteria: what is missed decides first, then in how many seasons and trials it was met."""
    states = {c.state for c in criteria}
    weighed = any(c.code.startswith("disease") and c.state in (MET, CAUTION, MISSED) for c in criteria)
    loses = (line.percent or 0.0) < 0 and (line.positive or 0.0) < HALF
    if line.side == verdict.BELOW or loses or any(c.state == MISSED for c in criteria if c.code.startswith("disease")):
        return DROPPED
    if {MISSED, UNKNOWN} & states or not weighed or not sentences.several_years(data):
        return AGAIN  # what was not recorded, or in no way that can be weighed, is no ground to go on
    return RECOMMENDED if any(e.data.trial.kind == "production" for e in data.environments) else PRODUCTION


def _criteria(result: SeriesResult, line: SeriesLine, traits: Sequence[Summed],
              limits: Mapping[str, catalogues.Row]) -> list[Criterion]:
    """Every criterion of one variety: yield, sites, lodging, maturity, and each graded trait."""
    found = [_least(limits["yield_gain"], line.percent), _least(limits["sites_above"], line.positive)]
    known = {one.trait.code.rsplit(".", 1)[-1]: one.by for one in traits}
    key, check = line.entrant.key, result.check.key if result.check else ""
    found.append(_most(limits["lodging"], _lodging(known, key)))
    own, base = known.get("growth_days", {}).get(key), known.get("growth_days", {}).get(check)
    later = own - base if isinstance(own, float) and isinstance(base, float) else _matures_later(result.data, key, check)
    found.append(_most(limits["maturity"], later, signed=True))
    for one in traits:
        if is_disease(one.trait) and key in one.by:
            found.append(_disease(weigh(one.trait, one.by[key])))
    if not any(one.code.startswith("disease") for one in found):
        found.append(_most(limits["disease"], None))
    return found


def _disease(found: Weighed) -> Criterion:
    state = UNWEIGHED if found.why else MISSED if found.worse else CAUTION if found.near else MET
    return Criterion(f"disease {found.trait.code}", state, found.text, found.why)


def _matures_later(data: SeriesData, key: str, check: str) -> float | None:
    """Days that a variety matures later than the check, on average over the sites that recorded both; None without any."""
    found = []
    for environment in data.environments:
        trait = next((t for t in environment.data.traits if t.code.endswith(".maturity") and t.kind == "date"), None)
        days = summing.of_entries(environment.data, trait) if trait else {}
        by_key = {environment.keys[entry]: date.fromisoformat(str(day)).toordinal() for entry, day in days.items()}
        if key in by_key and check in by_key:
            found.append(by_key[key] - by_key[check])
    return fsum(found) / len(found) if found else None


def _lodging(known: Mapping[str, Mapping[str, float | str]], key: str) -> float | None:
    """Root and stalk lodging together, in percent; None where it was not observed."""
    for codes in LODGED:
        values = [known[c].get(key) for c in codes if c in known]
        numbers = [v for v in values if isinstance(v, float)]
        if len(numbers) == len(codes):
            return sum(numbers)
    return None


def _least(row: catalogues.Row, value: float | None) -> Criterion:
    return _criterion(row, value, ">=", MISSED if value is not None and value < row["limit"] else MET,
                      signed=row["code"] == "yield_gain")


def _most(row: catalogues.Row, value: float | None, *, signed: bool = False) -> Criterion:
    state = MET
    if value is not None and value > row["limit"]:
        state = MISSED
    elif value is not None and value >= row.get("caution", float("inf")):
        state = CAUTION
    return _criterion(row, value, "<=", state, signed=signed)


def _criterion(row: catalogues.Row, value: float | None, sign: str, state: str, *, signed: bool = False) -> Criterion:
    """A criterion with its figure and limit in words."""
    chinese = language() == CHINESE
    unit = str(row["unit_zh" if chinese else "unit_en"])
    places = 0 if row["code"] in ("disease", "maturity") else 1
    limit = quantity(wording.number(row["limit"], places), unit)
    named = str(row["zh" if chinese else "en"])
    wanted = (_("at least {limit}") if sign == ">=" else _("at most {limit}")).format(limit=limit)
    if value is None:
        return Criterion(row["code"], UNKNOWN, _("{title} ({wanted})").format(title=named, wanted=wanted))
    figure = quantity((wording.signed if signed else wording.number)(value, places), unit)
    return Criterion(row["code"], state, _("{title} {figure} ({wanted})").format(
        title=named, figure=figure, wanted=wanted))


def held_back(result: SeriesResult, traits: Sequence[Summed], shown: Sequence[SeriesLine]) -> list[str]:
    """Why those of the lines shown that are above the check are not advised to go on, sentence by sentence; nothing where all
    of them are. The section on advice gives the reasons of all."""
    winners = [x for x in sentences.ranked(result) if x in shown] if result.check else []
    if reason := refusal(result):
        return [reason] if winners else []
    decided = {one.name: one for one in advised(result, traits)}
    found = []
    for one in (decided[x.entrant.name] for x in winners if x.entrant.name in decided):
        if one.decision not in (PRODUCTION, RECOMMENDED):
            reasons = [c.said() for c in one.criteria if c.state in (MISSED, UNKNOWN, UNWEIGHED)]
            reasons += [] if sentences.several_years(result.data) else [_("one season only")]
            found.append(_("{name} has a mean above the check's and is {decision}: {reasons}.").format(
                name=one.name, decision=_(CLASSES[one.decision]), reasons=_("; ").join(reasons)))
    others = [x.entrant.name for x in winners if x.entrant.name not in decided]
    if others:
        found.append(_("Not advised on, being checks or varieties of others: {names}.").format(names=_(", ").join(others)))
    return found


def lines(result: SeriesResult | None, traits: Sequence[Summed]) -> list[str]:
    """The sentences of the advice: what is advised and why, what is not advised on, where the limits come from."""
    reason = refusal(result)
    if result is None:
        return [reason]
    found = [one.sentence() for one in advised(result, traits)] or [reason]
    if result.data.demonstration and sentences.is_yield(result.data):
        names = _(", ").join(x.entrant.name for x in sentences.ranked(result) if x.above > x.below and is_own(x.entrant))
        found += [_("Above the check on most farms: {names}.").format(names=names)] if names else []
    others = [e.name for e in result.data.entrants if not is_own(e)]
    if others and not reason:
        found.append(_("Not advised on, being checks or varieties of others: {names}.").format(names=_(", ").join(others)))
    if not reason:
        found.append(source_sentence())
    if not sentences.several_years(result.data):
        found.append(_("These are the results of one season; they hold for seasons like it."))
    return found


def source_sentence() -> str:
    """Where the limits come from, and that they are not verified while they are not."""
    catalogue = catalogues.load("advice_limits")
    text = _("Limits as of {day}, to be changed in the catalogue of limits.").format(day=catalogue.as_of.isoformat())
    return wording.sentences([text, "" if catalogue.verified else _("They were not verified against the standard in force.")])


def next_year(result: SeriesResult | None, traits: Sequence[Summed]) -> list[str]:
    """对下年的建议: what to keep, to add and to watch in the trials of the next season."""
    if result is None:
        return [_("Bring the trials to harvest and enter what was observed.")]
    by_class: dict[str, list[str]] = {}
    for one in advised(result, traits):
        by_class.setdefault(one.decision, []).append(one.name)
    found = [_("{decision}: {names}.").format(decision=_(CLASSES[key]), names=_(", ").join(names))
             for key, names in by_class.items() if key != DROPPED]
    if result.check is None:
        found.append(_("Name a check that all trials have."))
    if len(result.data.environments) < 5:
        found.append(_("Add sites: {n} are few to judge stability by.").format(n=len(result.data.environments)))
    thin = [e.data.trial.code for e in result.data.environments if not e.replicated]
    if thin and not result.data.demonstration:
        found.append(_("Give these trials replicates: {codes}.").format(codes=_(", ").join(thin)))
    return found or [_("Repeat the trials at the same sites.")]
