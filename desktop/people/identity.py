"""Who is who: two rows are one person where the names are equal and the last eight digits of the numbers agree.

A name alone tells nobody apart (张伟 is the name of 290,000 people), a number alone is a family's or a shop's.
"""

from __future__ import annotations

import re
from typing import Any

from sqlmodel import Session

from desktop.core.records import alive_in_sql

DIGITS = 8  # a mobile number without its first three, a landline without its area code

Mark = tuple[str, str]


def tail(number: str | None) -> str:
    """The digits of a number that tell it from others, whatever stands before them; "" where there are too few."""
    digits = re.sub(r"\D", "", number or "")
    return digits[-DIGITS:] if len(digits) >= DIGITS else ""


def is_mobile(number: str) -> bool:
    """Whether a number is a mobile's: eleven digits or more that do not begin with an area code."""
    return sum(c.isdigit() for c in number) >= 11 and not number.startswith("0")


def mark(name: Any, number: Any) -> Mark | None:
    """What two rows of one person have in common; None where name or number say too little."""
    plain, digits = re.sub(r"\s", "", str(name or "")).casefold(), tail(number)
    return (plain, digits) if plain and digits else None


def known_people(session: Session) -> dict[Mark, int]:
    """The living people by their marks; of several with one mark the one that was there first."""
    rows = session.connection().exec_driver_sql(
        f"SELECT id, name, mobile, phone FROM person WHERE {alive_in_sql('person')} ORDER BY id DESC").all()
    return {m: number for number, name, *numbers in rows for one in numbers if (m := mark(name, one))}
