"""The text in a label's QR code: four lines, in the order of 农办种〔2016〕24号, articles 3 to 9.

Variety, producer or importer, unit code (at most 20 digits and letters), address for tracing. Pure.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from desktop.core.i18n import _

LINES = 4
UNIT = re.compile(r"[0-9A-Za-z]{1,20}")


def problems(text: str, variety: str = "", company: str = "") -> list[str]:
    """What is wrong with a payload, one sentence each; `variety` and `company` are compared where they are known."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) != LINES:
        return [_("The QR code holds four lines: variety, producer or importer, unit code, tracing address. "
                  "Here are {n}.").format(n=len(lines))]
    found = []
    if variety and lines[0] != variety:
        found.append(_("Line 1 is “{value}”, the variety is “{variety}”.").format(value=lines[0], variety=variety))
    if company and lines[1] != company:
        found.append(_("Line 2 is “{value}”, the company is “{company}”.").format(value=lines[1], company=company))
    if not UNIT.fullmatch(lines[2]):
        found.append(_("Line 3: a unit code has at most 20 digits and letters, nothing else."))
    if not _is_address(lines[3]):
        found.append(_("Line 4 is not a web address that begins with http:// or https://."))
    return found


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # such as an unclosed bracket
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text


def same(one: str, other: str) -> bool:
    """Whether two payloads have the same lines; blanks around them and empty lines do not count."""
    first, second = ([line.strip() for line in text.splitlines() if line.strip()] for text in (one, other))
    return first == second
