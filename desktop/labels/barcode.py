"""EAN-13, the barcode of goods (GB 12904): its check digit, and the bars as they are drawn. Pure."""

from __future__ import annotations

from itertools import groupby

from desktop.core.i18n import _

MODULE_MM = 0.33
"""The width of the thinnest bar at the size of 100 %."""
WIDTH_MM, HEIGHT_MM = 37.29, 25.93
"""The whole code with the white beside it and its digits, at 100 %."""
QUIET = 11  # modules of white at the left; seven at the right
LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
"""By the first digit, which has no bars of its own: in which of two forms each of the next six is drawn."""


def digits(text: str) -> str:
    """A code as it is kept: its digits without blanks and hyphens."""
    return "".join(sign for sign in text if sign not in " -\u3000")


def check_digit(first: str) -> str:
    """The thirteenth digit that belongs to twelve."""
    total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(first))
    return str(-total % 10)


def problem(text: str) -> str:
    """What is wrong with a code; "" where it is one."""
    if not (text.isascii() and text.isdigit()) or len(text) != 13:
        return _("A barcode of goods has 13 digits; “{text}” has {n} {n:sign|signs}.").format(text=text, n=len(text))
    right = check_digit(text[:12])
    if text[12] != right:
        return _("The last digit of “{text}” does not fit the others: it would be {digit}.").format(text=text, digit=right)
    return ""


def modules(text: str) -> str:
    """The 95 modules of a code from the left, "1" dark. The code has no problem."""
    forms = {"L": LEFT, "G": tuple(_inverted(one)[::-1] for one in LEFT)}
    left = "".join(forms[form][int(sign)] for form, sign in zip(PARITY[int(text[0])], text[1:7], strict=True))
    right = "".join(_inverted(LEFT[int(sign)]) for sign in text[7:])
    return f"101{left}01010{right}101"


def _inverted(pattern: str) -> str:
    return pattern.translate(str.maketrans("01", "10"))


def bars(text: str) -> list[tuple[int, int]]:
    """The dark bars of a code: where each begins and how wide it is, in modules from the first bar."""
    found, place = [], 0
    for sign, run in groupby(modules(text)):
        width = len(list(run))
        if sign == "1":
            found.append((place, width))
        place += width
    return found
