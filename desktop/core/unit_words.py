"""What people write for units in headings and cells: 公顷, hm², 万元, kg/667m², 元/斤. Two of one quantity convert exactly."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache

from desktop.core.i18n import SOURCE, language
from desktop.core.units import UNITS

_CODES = {  # what stands for a unit of the table of units, beside its signs
    "公斤": "kg", "千克": "kg", "克": "g", "吨": "t", "市斤": "jin", "ton": "t", "tons": "t",
    "平方米": "m2", "sqm": "m2", "hm2": "ha", "hectare": "ha", "hectares": "ha", "市亩": "mu",
    "毫米": "mm", "厘米": "cm", "公分": "cm", "米": "m", "公尺": "m", "公里": "km", "千米": "km", "市尺": "chi",
}
_ACRE = Fraction("4046.8564224")
_MORE = {  # quantity and worth of what the table of units has not
    "mg": ("mass", Fraction(1, 1_000_000)), "毫克": ("mass", Fraction(1, 1_000_000)), "两": ("mass", Fraction(1, 20)),
    "lb": ("mass", Fraction("0.45359237")), "ac": ("area", _ACRE), "acre": ("area", _ACRE), "英亩": ("area", _ACRE),
    "bu": ("bushels", Fraction(1)), "bushels": ("bushels", Fraction(1)),
    "万吨": ("mass", Fraction(10_000_000)), "元": ("money", Fraction(1)), "yuan": ("money", Fraction(1)),
    "rmb": ("money", Fraction(1)), "cny": ("money", Fraction(1)), "角": ("money", Fraction(1, 10)),
    "百元": ("money", Fraction(100)), "千元": ("money", Fraction(1000)), "万元": ("money", Fraction(10_000)),
    "百万元": ("money", Fraction(1_000_000)), "亿元": ("money", Fraction(100_000_000)),
    "株": ("plants", Fraction(1)), "plants": ("plants", Fraction(1)), "万株": ("plants", Fraction(10_000)),
    "%": ("share", Fraction(1, 100)), "‰": ("share", Fraction(1, 1000)),
    "天": ("time", Fraction(1)), "日": ("time", Fraction(1)), "d": ("time", Fraction(1)), "day": ("time", Fraction(1)),
    "days": ("time", Fraction(1)), "周": ("time", Fraction(7)), "weeks": ("time", Fraction(7)),
    "小时": ("time", Fraction(1, 24)), "h": ("time", Fraction(1, 24)), "hours": ("time", Fraction(1, 24)),
    "分钟": ("time", Fraction(1, 1440)), "min": ("time", Fraction(1, 1440)), "minutes": ("time", Fraction(1, 1440)),
}
TENS = {"十万": 100_000, "百万": 1_000_000, "千万": 10_000_000, "万": 10_000, "亿": 100_000_000}
"""What stands before a unit in statistics: 万公斤, 亿斤."""
_COUNTED = ("公斤", "千克", "kg", "斤", "市斤", "吨", "t", "亩", "公顷", "株", "元")
_OF_A_PLOT = frozenset(("小区", "区", "plot"))  # what a plot weighs is a weight
_OF_ONE_PART = ("area", "mass", "length", "number")


_RUN_TOGETHER = re.compile(r"(?<![a-z])(kg|g|t|mg|bu)(?:[_ .·]?(ha|hm2|mu|m2)-1|_(ha|hm2|mu|ac|acre|m2|plot))$", re.IGNORECASE)


_ENGLISH = {  # units that the table of units has not, as an English document prints them
    "天": "d", "日": "d", "周": "weeks", "小时": "h", "分钟": "min", "株": "plants", "万株": "10⁴ plants", "元": "yuan",
    "万元": "10⁴ yuan", "克": "g", "两": "liang", "毫克": "mg", "小区": "plot", "区": "plot", "个": "",
}


@cache
def _english() -> dict[str, str]:
    """Every unit of one part as it is written in Chinese → its sign in English."""
    signs = {unit.zh: unit.en for unit in UNITS.values()}
    return {**{word: UNITS[code].en for word, code in _CODES.items()}, **_ENGLISH, **signs}


@cache
def _figures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A figure with its unit, and a Chinese character. Compiled on use: so many characters take 5 ms of every start."""
    return (re.compile(r"(?P<figure>\d)\s*(?P<unit>[a-zA-Z²\u3400-\u9fff]+(?:/[a-zA-Z²\u3400-\u9fff]+)?)"),
            re.compile(r"[\u3400-\u9fff]"))


def in_english(text: str) -> str:
    """A text of figures and units ("123 天", "N1 × 4000株/亩") with its units in English; any other as it stands.

    Words among the figures make it somebody's own sentence, which is never half translated.
    """
    figure, han = _figures()
    found = figure.sub(lambda part: f"{part['figure']} {_sign(part['unit'])}".rstrip(), text)
    return text if han.search(found) else found


def printed(text: str) -> str:
    """A text of figures and units as a document prints it: with its units in the language in force."""
    return in_english(text) if language() == SOURCE else text


def sign(unit: str) -> str:
    """A unit as the language in force writes it: kg/亩, kg/mu."""
    return _sign(unit) if language() == SOURCE else unit


def _sign(unit: str) -> str:
    """The English sign of a unit, also of one per another; the unit itself where it is none that is known."""
    known = _english()
    top, mark, bottom = unit.partition("/")
    return known.get(unit) or f"{known.get(top, top)}{mark}{known.get(bottom, bottom)}"


_SQUARE = r"\s*(?:m2|m\^2|sqm|平方米|平米)(?![a-z\d])"
_OF_AN_AREA = re.compile(rf"/\s*(\d+(?:\.\d+)?){_SQUARE}(?=\s*[)\]】]?\s*$)", re.IGNORECASE)
_MU = re.compile(rf"(?<![\d.,])66[67](?:\.\d+)?{_SQUARE}", re.IGNORECASE)
_HECTARE = re.compile(rf"(?<![\d.,])(?:10[,\s]?000|1\s?万){_SQUARE}", re.IGNORECASE)


def of_known_areas(text: str) -> str:
    """A text in which an area that is a unit is written as that unit: kg/667㎡ is kg/亩, t/10000 m² is t/公顷; any other as it
    stands. All that takes units out of a text asks here first, so that a mu is never the area of a plot."""
    folded = unicodedata.normalize("NFKC", text)
    named = _HECTARE.sub("公顷", _MU.sub("亩", folded))
    return text if named == folded else named


def area_said(heading: str) -> str:
    """The square metres that a heading names behind its weight: 产量(kg/20㎡); "" for none."""
    found = _OF_AN_AREA.search(unicodedata.normalize("NFKC", of_known_areas(heading)))
    return found[1] if found else ""


def with_slash(text: str) -> str:
    """A heading whose unit at the end is written without a slash with one: yield_kg_ha, GY kg ha-1; what is weighed on a named
    area is of the plot: kg/20㎡."""
    text = of_known_areas(text)
    if _OF_AN_AREA.search(folded := unicodedata.normalize("NFKC", text)):
        text = _OF_AN_AREA.sub("/小区", folded)
    return _RUN_TOGETHER.sub(lambda found: f"{found[1]}/{found[2] or found[3]}", text)


def narrow(text: str) -> str:
    """A unit as it is compared: width, case and blanks aside; ² is 2."""
    return "".join(of_known_areas(unicodedata.normalize("NFKC", text)).casefold().split())


@cache
def simple() -> dict[str, tuple[str, Fraction]]:
    """Every unit of one part as it is written → its quantity and its worth in that quantity's base unit."""
    table = [u for u in UNITS.values() if u.quantity in _OF_ONE_PART]
    signs = {sign: (u.quantity, u.factor) for u in table for sign in (u.zh, u.en)}
    more = {word: (UNITS[code].quantity, UNITS[code].factor) for word, code in _CODES.items()}
    known = {narrow(word): meant for word, meant in {**signs, **more, **_MORE}.items()}
    large = {f"{tens}{word}": (known[word][0], known[word][1] * times) for word in _COUNTED for tens, times in TENS.items()}
    return {**large, **known}


def meant(text: str) -> tuple[str, Fraction] | None:
    """The quantity and the worth of a unit, also of one per another (t/hm², 元/斤); None for what is no known unit."""
    top, mark, bottom = narrow(text).strip("()").partition("/")
    one, other = simple().get(top), simple().get(bottom)
    if not mark or bottom in _OF_A_PLOT:
        return one
    if top in ("万", "10⁴", "104") and other:  # 万/亩 counts plants
        one = ("plants", Fraction(10_000))
    if one and other and one[0] == other[0] == "mass":
        return "share", one[1] / other[1]  # 3.5 % of a soil are 35 g/kg
    return (f"{one[0]}/{other[0]}", one[1] / other[1]) if one and other else None


def factor(written: str, own: str) -> Fraction | None:
    """What a number in unit `written` is multiplied with to be in unit `own`; None where neither says that of the other."""
    if narrow(written) == narrow(own):
        return Fraction(1)
    one, other = meant(written), meant(own)
    return one[1] / other[1] if one and other and one[0] == other[0] else None




def of_a_plot(text: str) -> bool:
    """Whether a unit is that of a plot's weight: kg/区, 斤/小区, g/plot."""
    top, mark, bottom = narrow(text).strip("()").partition("/")
    return bool(mark) and bottom in _OF_A_PLOT and top in simple()
