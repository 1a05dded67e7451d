"""Dealers that may be one and the same: name without trimmings, credit code, the last eight digits of a phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session

from desktop.core.records import alive, table_of
from desktop.core.search import Hit
from desktop.dealers.credit_code import normalised
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person

SUFFIXES = ("股份有限公司", "有限责任公司", "有限公司", "分公司", "公司", "专业合作社", "合作社", "经营部", "经销部", "门市部",
            "商店", "商行", "co.,ltd.", "co.,ltd", "ltd.", "ltd", "limited", "inc.", "inc")
BRACKETED = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]")
NOISE = re.compile(r"[\s·,.,。、\-—_'\"“”&]+")
DIGITS = re.compile(r"\D+")


def bare_name(name: str) -> str:
    """A firm's name without blanks, brackets and the words for its legal form, in lower case and half width."""
    text = unicodedata.normalize("NFKC", name).casefold()
    without = NOISE.sub("", BRACKETED.sub("", text)) or NOISE.sub("", text)
    for suffix in SUFFIXES:
        plain = NOISE.sub("", suffix)
        if without.endswith(plain) and len(without) > len(plain) + 1:
            return without[:-len(plain)]
    return without


def last_eight(phone: str) -> str:
    """The last eight digits of a phone number; "" where it has fewer."""
    digits = DIGITS.sub("", phone)
    return digits[-8:] if len(digits) >= 8 else ""


def similar_dealers(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[Hit]:
    """Living dealers that share bare name, credit code or phone with `values`, the record itself left out."""
    table = table_of(Dealer)
    found: dict[int, Hit] = {}
    rows = session.execute(select(table.c.id, table.c.name, table.c.code, table.c.credit_code, table.c.phone, table.c.address)
                           .where(alive(table), table.c.id != (record_id or 0)))
    name, code = bare_name(str(values.get("name") or "")), normalised(str(values.get("credit_code") or ""))
    phone = last_eight(str(values.get("phone") or ""))
    for row in rows:
        if (name and bare_name(row.name) == name) or (code and normalised(row.credit_code) == code) or (
                phone and last_eight(row.phone) == phone):
            found[row.id] = Hit("dealer", row.id, row.name, " · ".join(t for t in (row.code, row.address) if t))
    for dealer_id in _with_contact(session, phone, record_id):
        found.setdefault(dealer_id[0], Hit("dealer", *dealer_id))
    return list(found.values())[:8]


def _with_contact(session: Session, phone: str, record_id: int | None) -> list[tuple[int, str, str]]:
    """Dealers one of whose contacts has this number: key, name, contact."""
    if not phone:
        return []
    people, contacts, dealers = table_of(Person), table_of(Membership), table_of(Dealer)
    plain = [func.replace(func.replace(c, " ", ""), "-", "") for c in (people.c.mobile, people.c.phone)]
    query = select(dealers.c.id, dealers.c.name, people.c.name).join(contacts, contacts.c.dealer_id == dealers.c.id).join(
        people, people.c.id == contacts.c.person_id).where(
        or_(*(c.endswith(phone) for c in plain)), alive(contacts, dealers),
        dealers.c.id != (record_id or 0))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
