"""The clock of a field appraisal: until which day a trait can still be judged in the field.

The rule on field appraisals refuses an application once the stage at which the trait shows has passed; so the first clock
of a complaint is the crop's, not the paper's. The windows are editable data in resources/catalogues/.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core import catalogues
from desktop.core.i18n import SOURCE, language

KIND_OF = {"emergence": "germination"}


@dataclass(frozen=True)
class Window:
    """The days between which a trait can be judged, the stage in words, and whether the data behind it are verified."""

    first: date
    last: date
    stage: str
    verified: bool

    def days_left(self, today: date) -> int:
        """Days until the last useful one; negative when it is over."""
        return (self.last - today).days


def window(crop: str, kind: str, sown_on: date | None) -> Window | None:
    """The window of a kind of complaint about a crop (its code); None where it is not known or there is no sowing date."""
    if sown_on is None:
        return None
    plain = crop.split("_", maxsplit=1)[0]  # rice_indica: the windows are those of rice
    rows = catalogues.load("appraisal_windows").where(crop=plain, kind=KIND_OF.get(kind, kind))
    if not rows:
        return None
    row = rows[0]
    stage = row["stage_en"] if language() == SOURCE else row["stage_zh"]
    return Window(sown_on + timedelta(days=row["first_day"]), sown_on + timedelta(days=row["last_day"]), stage, row["verified"])
