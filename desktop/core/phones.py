"""Telephone numbers: the form in which they are kept, and what looks wrong about one (mainland China)."""

from __future__ import annotations

import re
import unicodedata

from desktop.core.i18n import _

SEVERAL = re.compile(r"[/,;、，；\n]")
MOBILE = re.compile(r"1[3-9]\d*")  # the national numbering plan: eleven digits; no number of a town begins like that
MOBILE_DIGITS, LEAST_DIGITS = 11, 5  # the shortest are service numbers such as 12316


def normalised(number: str) -> str:
    """Narrow digits and single blanks; a dash alone, as people write for none, is none."""
    text = " ".join(unicodedata.normalize("NFKC", number).split())
    return text if any(c.isalnum() for c in text) else ""


def doubt(number: str) -> str:
    """What is odd about the numbers written in a field, as a sentence; "" where nothing is."""
    for one in SEVERAL.split(normalised(number)):
        digits = re.sub(r"[\s()\-.]", "", one)
        if digits.startswith("+86"):
            digits = digits[3:]
        if not digits.isdecimal():
            continue  # words beside a number, an extension, a number abroad
        if MOBILE.fullmatch(digits) and len(digits) != MOBILE_DIGITS:
            return _("A mobile number has {n} {n:digit|digits}; this one has {found}.").format(
                n=MOBILE_DIGITS, found=len(digits))
        if len(digits) < LEAST_DIGITS:
            return _("A telephone number has more digits than {number}.").format(number=one.strip())
    return ""
