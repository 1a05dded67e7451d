"""Page ranges as people write them: "2-3,5"."""

from __future__ import annotations

import re

from desktop.core.errors import UserError
from desktop.core.i18n import _

RANGE = re.compile(r"(\d+)(?:-(\d+)?)?$")


def page_range(text: str, count: int) -> list[int]:
    """The pages (from 1) that `text` asks for among `count`, in order, each once; "" means all, "4-" to the end.

    Raises `UserError` naming the part that cannot be read or lies outside.
    """
    joined = re.sub(r"\s*[-–—~～]\s*", "-", text.strip())
    parts = [p for p in re.split(r"[,，、;；\s]+", joined) if p]
    if not parts:
        return list(range(1, count + 1))
    found: set[int] = set()
    for part in parts:
        found.update(_part(part, count))
    return sorted(found)


def _part(part: str, count: int) -> range:
    match = RANGE.match(part)
    if not match:
        raise UserError(_("“{part}” is not a page range. Write for example 2-3,5.").format(part=part))
    first = int(match[1])
    last = int(match[2]) if match[2] else count if len(part) > len(match[1]) else first
    if not 1 <= first <= last <= count:
        raise UserError(_("The document has pages 1 to {count}; “{part}” lies outside.").format(count=count, part=part))
    return range(first, last + 1)


def as_range(pages: list[int]) -> str:
    """Sorted pages as a range: [2, 3, 5] is "2-3,5"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
