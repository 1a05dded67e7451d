"""Number formats of workbooks: which of them show a number as percents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_BUILT_IN = frozenset({"9", "10"})  # 0% and 0.00%
_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # what a format shows as it stands, colours and conditions


def is_percent(number: str, codes: Mapping[str, str]) -> bool:
    """Whether the format of that number shows percents; `codes` are those of the workbook's own formats."""
    return number in _BUILT_IN or is_percent_code(codes.get(number, ""))


def is_percent_code(code: str) -> bool:
    """Whether a format's code shows percents: a % that is no mere text."""
    return "%" in _TEXT.sub("", code)


def as_percent(value: float) -> float:
    """The percents that a cell shows, without the noise of a multiplication: 0.14 is 14."""
    shown = float(Decimal(repr(float(value))) * 100)
    return int(shown) if shown.is_integer() else shown


def digits_of(value: float | str) -> str:
    """The digits of a long whole number, as the file has them or as few as tell it: 9.11301E+17 is 911301000000000000."""
    return format(Decimal(str(value) if isinstance(value, str) else repr(value)).to_integral_value(), "f")
