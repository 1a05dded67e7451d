"""A verdict in words: of each factor what there is, what is needed, the margin, the class and where both come from; what would
change the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core import catalogues
from desktop.core.choices import Choices
from desktop.core.i18n import N_, _
from desktop.market.places.states import HARVEST, LEVELS, WIND
from desktop.market.suitability.facts import Asked
from desktop.trade import suitability as s

FINEST = 6
"""Decimals below which a margin is a rounding of arithmetic and nothing that was measured."""
CLASSES = Choices("suitability_class", {
    "1": N_("Suitable"), "2": N_("Fairly suitable"), "3": N_("Suitable with risk"), "4": N_("Not suitable"),
    "5": N_("Not allowed here"), "0": N_("Cannot be said")},
    {"1": "green", "2": "blue", "3": "amber", "4": "red", "5": "red", "0": "grey"})
ORIGINS = {"need": N_("needs written down"), "announced": N_("announcement of the variety"),
           "maturity": N_("maturity group"), "crop": N_("rule of the crop")}


@dataclass(frozen=True)
class Reason:
    """A factor of a verdict in words; `margin` is None where it is not known, `free` where it does not limit here."""

    factor: str
    title: str
    there: str
    needed: str
    margin: float | None
    free: bool
    unit: str
    grade: int
    source: str


def grade_label(grade: int) -> str:
    """A class in words."""
    return CLASSES.label(str(grade))


def number(value: float, places: int = 1) -> str:
    """A figure of at most so many decimals, without needless ones."""
    return f"{value:,.{places}f}".rstrip("0").removesuffix(".")


def size(amount: float) -> str:
    """How much is spare or wanting, without its sign: with one decimal, or with so many that something is not told as nothing;
    "0" for what arithmetic alone leaves."""
    amount = round(abs(amount), FINEST)
    places = next((n for n in range(1, FINEST) if round(amount, n)), FINEST)
    return f"{amount:,.{places}f}".removesuffix(".0") if amount else "0"


def _signed(margin: float) -> str:
    said = size(margin)
    return f"{'+' if margin > 0 or said == '0' else '-'}{said}"


def reasons(made: Asked, variety_id: int, place_id: int) -> list[Reason]:
    """All factors of a verdict, in their order."""
    verdict = made.verdict(variety_id, place_id)
    found = []
    for name, margin, grade in zip(s.FACTORS, verdict.margins, verdict.grades, strict=True):
        row = made.rules.row(name)
        there, needed = _SIDES[name](made, variety_id, place_id)
        free = margin == s.ALWAYS
        found.append(Reason(name, catalogues.text(row), there, needed, None if free else margin, free,
                            catalogues.text(row, "unit"), grade, _source(made, name, variety_id, place_id)))
    return found


def _source(made: Asked, name: str, variety_id: int, place_id: int) -> str:
    place = made.places[place_id]
    parts = [_(ORIGINS[origin]) if (origin := made.origins.get((variety_id, name))) else ""]
    if name in ("heat", "days", "water") and place.years:
        parts.append(place.years)
    return _("; ").join(part for part in parts if part)


def _unknown(text: str) -> str:
    return text or _("not known")


def _plain(value: float | None, unit: str = "", places: int = 1) -> str:
    return _unknown("" if value is None else f"{number(value, places)} {unit}".strip())


def _heat(made: Asked, variety: int, place: int) -> tuple[str, str]:
    return _plain(made.conditions[place].heat, "℃·d"), _plain(made.needs[variety].heat, "℃·d")


def _days(made: Asked, variety: int, place: int) -> tuple[str, str]:
    needs = made.needs[variety]
    days = needs.days
    if days is not None and needs.from_emergence:
        days += made.rules.rules.emergence
    return _plain(made.conditions[place].frost_free, _("d")), _plain(days, _("d"))


def _water(made: Asked, variety: int, place: int) -> tuple[str, str]:
    there = made.conditions[place]
    if there.irrigated is not None and there.irrigated >= made.rules.rules.irrigated:
        return _("{share} % irrigated").format(share=number(there.irrigated)), _plain(made.needs[variety].water, "mm")
    total = None if there.rain is None else there.rain + (there.irrigation or 0.0)
    return _plain(total, "mm"), _plain(made.needs[variety].water, "mm")


def _ph(made: Asked, variety: int, place: int) -> tuple[str, str]:
    ph = made.needs[variety].ph
    return _plain(made.conditions[place].ph, "", 2), _unknown("" if ph is None else f"{ph[0]:g}–{ph[1]:g}")


def _salt(made: Asked, variety: int, place: int) -> tuple[str, str]:
    return _plain(made.conditions[place].salt, "g/kg", 2), _plain(made.needs[variety].salt, "g/kg", 2)


def _disease(made: Asked, variety: int, place: int) -> tuple[str, str]:
    """The disease that leaves the least, else all that the place has with those whose resistance is not known."""
    needs, there = made.needs[variety], made.conditions[place]
    if not there.diseases:
        return _("no year is written down"), ""
    _margin, which = s.disease(needs, there, made.rules.rules)
    if which is not None:
        return _outbreak(made, which, there.diseases[which]), _("grade {n}").format(n=number(needs.diseases[which]))
    return (_(", ").join(_outbreak(made, key, level) for key, level in there.diseases.items()),
            _("not known: {names}").format(names=_(", ").join(
                made.diseases[key].title() for key in there.diseases if key not in needs.diseases and key in made.diseases)))


def _outbreak(made: Asked, key: int, level: str) -> str:
    name = made.diseases[key].title() if key in made.diseases else ""
    borne = number(made.rules.rules.disease[level])
    return _("{disease}: {level}, grade {borne} borne").format(disease=name, level=LEVELS.label(level), borne=borne)


def _lodging(made: Asked, variety: int, place: int) -> tuple[str, str]:
    wind = made.conditions[place].wind
    limit = made.rules.rules.lodging.get(wind)
    there = "" if limit is None else _("{wind}, {limit} % borne").format(wind=WIND.label(wind), limit=number(limit))
    return _unknown(there), _plain(made.needs[variety].lodging, "%")


def _density(made: Asked, variety: int, place: int) -> tuple[str, str]:
    needed = made.needs[variety].density
    unit = _("plants/mu")
    return (_plain(made.conditions[place].density, unit),
            _unknown("" if needed is None else f"{number(needed[0])}–{number(needed[1])} {unit}"))


def _moisture(made: Asked, variety: int, place: int) -> tuple[str, str]:
    harvest = made.places[place].harvest
    there = HARVEST.label(harvest)
    if made.conditions[place].grain:
        limit = number(made.rules.rules.moisture)
        there = _("{harvest}, at most {limit} %").format(harvest=HARVEST.label("grain"), limit=limit)
    return _unknown(there), _plain(made.needs[variety].moisture, "%")


_SIDES = {"heat": _heat, "days": _days, "water": _water, "ph": _ph, "salt": _salt, "disease": _disease, "lodging": _lodging,
          "density": _density, "moisture": _moisture}


def margin_said(reason: Reason) -> str:
    """The margin with its sign and unit."""
    if reason.free:
        return _("not limiting")
    if reason.margin is None:
        return ""
    return f"{_signed(reason.margin)} {reason.unit}".strip()


def limiting(made: Asked, variety_id: int, place_id: int) -> list[Reason]:
    """The factors that hold a verdict down."""
    held = made.verdict(variety_id, place_id).limiting
    return [one for one in reasons(made, variety_id, place_id) if one.factor in held]


def in_words(reason: Reason) -> str:
    """A factor as one tells it to a grower: how much there is to spare, or how much is wanting."""
    if reason.free or reason.margin is None:
        return _("{factor}: {said}").format(factor=reason.title, said=margin_said(reason) or _("not known"))
    ample, short, even = _TOLD.get(reason.factor, _TOLD[""])
    told = size(reason.margin)
    sentence = even if told == "0" else ample if reason.margin > 0 else short
    return _(sentence).format(factor=reason.title, amount=f"{told} {reason.unit}".strip(), n=told)


_TOLD = {
    "": (N_("{factor}: {amount} to spare"), N_("{factor}: {amount} wanting"), N_("{factor}: just enough")),
    "ph": (N_("the soil's pH suits it"), N_("the soil's pH lies {n} outside what it bears"), N_("the soil's pH suits it")),
    "disease": (N_("resistance {n} {n:grade|grades} better than is needed here"),
                N_("resistance {n} {n:grade|grades} worse than is needed here"),
                N_("resistance just what is needed here")),
    "lodging": (N_("stands {n} {n:percentage point|percentage points} better than is needed here"),
                N_("lodges {n} {n:percentage point|percentage points} more than is borne here"),
                N_("stands just as well as is needed here")),
    "density": (N_("the density usual here suits it"), N_("the density usual here lies {amount} outside what suits it"),
                N_("the density usual here suits it")),
    "moisture": (N_("{n} {n:percentage point|percentage points} drier at harvest than it must be"),
                 N_("{n} {n:percentage point|percentage points} too wet at harvest"), N_("just dry enough at harvest")),
}
"""What is said of a factor that is ample, short, just enough; under "" of all others."""


def change_said(made: Asked, variety_id: int, place_id: int) -> str:
    """What would change the verdict, in one sentence."""
    verdict, rules = made.verdict(variety_id, place_id), made.rules
    if not verdict.allowed:
        return _("Only an approval or filing that holds for this place would change it.")
    if verdict.grade == s.UNKNOWN:
        needed = [name for name in verdict.unknown if rules.rules.factors[name].needed]
        return _("To be judged it wants: {factors}.").format(factors=_titles(made, needed))
    missing = s.changes(verdict, rules.rules)
    if missing:
        said = _(", ").join(_amount(made, name, lack) for name, lack in missing)
        return _("Short of “{better}” by: {amounts}.").format(amounts=said, better=grade_label(verdict.grade - 1))
    spare = s.spare(verdict, rules.rules)
    if spare is None:
        return ""
    return _("Nearest to “{worse}”, with this to spare: {amount}.").format(
        worse=grade_label(s.GOOD), amount=_amount(made, *spare))


def _amount(made: Asked, name: str, amount: float) -> str:
    row = made.rules.row(name)
    return f"{catalogues.text(row)} {size(amount)} {catalogues.text(row, 'unit')}".strip()


def _titles(made: Asked, names: list[str]) -> str:
    return _(", ").join(catalogues.text(made.rules.row(name)) for name in names)


def held_down_by(made: Asked, variety_id: int, place_id: int) -> str:
    """What holds a verdict down, or what is not known, in a few words."""
    verdict = made.verdict(variety_id, place_id)
    if not verdict.allowed:
        return _("outside the area of its approvals")
    if verdict.grade == s.UNKNOWN:
        return _titles(made, [name for name in verdict.unknown if made.rules.rules.factors[name].needed])
    if verdict.grade == s.BEST:
        return ""
    margins = dict(zip(s.FACTORS, verdict.margins, strict=True))
    return _(", ").join(f"{catalogues.text(made.rules.row(name))} {_signed(margins[name] or 0.0)}"
                        for name in verdict.limiting)
