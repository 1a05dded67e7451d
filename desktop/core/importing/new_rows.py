"""The values of the new rows of a record import, as they are stored: blanks are what a new record holds there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core.lending import default_of

if TYPE_CHECKING:
    from desktop.core.importing.declared import Declared


def new_columns(kind: Declared, values: Mapping[str, Sequence[Any]], places: Sequence[int], defaults: Mapping[str, Any]
                ) -> dict[str, list[Any]]:
    """The rows at `places` by field: those of the file, and `defaults`, what the kind and the user give beside them."""
    columns = {name: [value] * len(places) for name, value in defaults.items() if name not in values}
    for name, cells in values.items():
        blank = defaults[name] if name in defaults else default_of(kind.model, name)
        columns[name] = [blank if (v := cells[p]) is None or v == "" else v for p in places]
    return columns
