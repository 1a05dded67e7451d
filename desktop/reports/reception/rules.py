"""Who accompanies visitors of a class and their board, from the dated catalogue."""

from __future__ import annotations

from datetime import date

from desktop.core import catalogues
from desktop.core.i18n import CHINESE, language


def usual(class_: str, day: date) -> tuple[str, str]:
    """Companions and board of a class on a day, in the language in force; nothing for a class that no rule names."""
    rows = sorted(catalogues.load("reception_classes").where(**{"class": class_}), key=lambda row: str(row["from"]))
    found = [row for row in rows if date.fromisoformat(row["from"]) <= day] or rows[:1]
    if not found:
        return "", ""
    ending = "zh" if language() == CHINESE else "en"
    return found[-1][f"companions_{ending}"], found[-1][f"board_{ending}"]
