"""Asks `agridesk calculate` as the command does: through the JSON that it reads and writes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from desktop.calculating import kinds
from desktop.core.errors import UserError


def answer(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answer to an input, after both have been JSON."""
    read = json.loads(json.dumps(given, default=str), parse_float=Decimal, parse_int=Decimal)
    return json.loads(json.dumps(kinds()[kind].answer(read), allow_nan=False))  # type: ignore[no-any-return]


def complaint(kind: str, given: dict[str, Any]) -> str:
    """The sentence with which an input is refused."""
    with pytest.raises(UserError) as refused:
        answer(kind, given)
    return str(refused.value)
