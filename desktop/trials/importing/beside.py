"""What stands once a line beside replicates or places side by side: in every plot it would be a trait without any error."""

from __future__ import annotations

from typing import Any

from desktop.core.i18n import _
from desktop.core.tables import Table
from desktop.trials.importing.arranging import REPLICATES, SAMPLES, SITES
from desktop.trials.importing.payload import TraitPlan


def once(values: dict[str, list[Any]], traits: dict[str, TraitPlan], table: Table, layout: str) -> list[str]:
    """Keep the values of a line with its first replicate alone; beside places take the trait out. Returns what to say."""
    numbers, said = table.row_numbers, []
    for heading in [h for h in values if h in table.extra.get("beside", ())]:
        if layout in (REPLICATES, SAMPLES):
            values[heading] = [None if place and numbers[place] == numbers[place - 1] else value
                               for place, value in enumerate(values[heading])]
            if layout == REPLICATES:
                said.append(_("{heading}: one value a line, kept with the first replicate and not repeated.").format(
                    heading=heading))
        elif layout == SITES:
            del values[heading], traits[heading]
            said.append(_("{heading}: one value a line that is of no single site; it is not imported.").format(heading=heading))
    return said
