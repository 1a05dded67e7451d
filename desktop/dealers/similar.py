"""Dealers that may be one and the same: name without trimmings, credit code, the last eight digits of a phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.records import alive, table_of
from desktop.core.search import Hit
from desktop.dealers.credit_code import normalised
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person

SUFFIXES = ("股份有限公司", "有限责任公司", "有限公司", "分公司", "公司", "专业合作社", "合作社", "经营部", "经销部", "门市部",
            "商店", "商行", "co.,ltd.", "co.,ltd", "ltd.", "ltd", "limited", "inc.", "inc")
BRACKETED = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]")
NOISE = re.compile(r"[\s·,.,。、\-—_'\"“”&]+")
PLACES = re.compile(r"(?<=[\u4e00-\u9fff]{2})[省市县区旗镇乡村]")
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


def loose_name(name: str) -> str:
    """A bare name without the words for the kind of place in it: 太康丰收农资 for 太康县丰收农资有限公司."""
    bare = bare_name(name)
    short = PLACES.sub("", bare)
    return short if len(short) > 2 else bare


def same_in_file(session: Session, values: Mapping[str, Sequence[Any]], rows: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Of the rows of a file that are taken: those whose name is nearly that of another of them, or of a dealer that is stored,
    although their codes differ. Nothing is refused: they may be two."""
    names, codes = values.get("name") or (), values.get("code") or ()
    if not names:
        return
    table = table_of(Dealer)
    known: dict[str, list[tuple[str, str]]] = {}
    for name, code in session.execute(select(table.c.name, table.c.code).where(alive(table))):
        known.setdefault(loose_name(name), []).append((name, code or ""))
    seen: dict[str, list[tuple[str, str]]] = {}
    for place in rows:
        name, code = str(names[place] or ""), str((codes[place] if codes else "") or "")
        if not name:
            continue
        mine = (name, code)
        others = [one for one in dict.fromkeys((*known.get(loose_name(name), ()), *seen.get(loose_name(name), ())))
                  if one != mine and not (code and one[1] == code) and not (one[0] == name and not (code and one[1]))]
        seen.setdefault(loose_name(name), []).append(mine)
        if others:
            yield place, "name", _("perhaps the same as {names}: look before they stand there twice").format(
                names=_("; ").join(" ".join(part for part in one if part) for one in others[:3]))
