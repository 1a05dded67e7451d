"""People and appointments of a telephone (vCard, iCalendar) as tables, a row a card or an event."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.local_time import local
from desktop.core.tables import sniff
from desktop.core.tables.clean import clean_text
from desktop.core.tables.limits import check_text_size
from desktop.core.tables.model import Cell, Row, Table

_MOBILE = re.compile(r"(?:\+?86)?1\d{10}")


def read_cards(path: Path) -> Table:
    """The people of a vCard file, whatever its version. Raises `UserError` where it is damaged."""
    import vobject

    try:
        rows = [_person(card.contents) for card in vobject.readComponents(_decoded(path), allowQP=True)]
    except (vobject.base.VObjectError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise _damaged(path) from error
    header = (_("Person's name"), _("Mobile"), _("Phone"), _("Dealer"), _("Role"), _("Address"), _("Birthday"), _("Remarks"))
    return _table(path, header, rows, _("A file of contacts: the rows are its cards in their order."))


def _decoded(path: Path) -> str:
    check_text_size(path)
    return sniff.decode(path, path.read_bytes())[0]


def _person(card: dict[str, list[Any]]) -> Row:
    numbers = [(_number(tel.value), "CELL" in _types(tel)) for tel in card.get("tel", ())]
    mobile = next((n for n, cell in numbers if _MOBILE.fullmatch(n)), None) or next((n for n, cell in numbers if cell), None)
    phone = next((n for n, _cell in numbers if n != mobile), None)
    others = [n for n, _cell in numbers if n not in (mobile, phone)]
    company = card["org"][0].value if "org" in card else None
    company = company[0] if isinstance(company, list) and company else company
    said = [*others, *(str(e.value) for e in card.get("email", ())), *(str(n.value) for n in card.get("note", ()))]
    return (_name(card), mobile, phone, _clean(company), _first(card, "title"), _address(card), _first(card, "bday"),
            _clean(_("; ").join(said)))


def _types(tel: Any) -> set[str]:
    """What kind of number it is: TYPE=CELL, or CELL alone in the old form."""
    return {str(t).upper() for t in [*tel.params.get("TYPE", ()), *tel.singletonparams]}


def _number(text: object) -> str:
    return re.sub(r"[\s()-]", "", str(text).removeprefix("tel:"))


def _name(card: dict[str, list[Any]]) -> str | None:
    """The name as shown, else family and given name; together in Chinese, apart in other scripts."""
    if shown := _first(card, "fn"):
        return shown
    if "n" not in card:
        return None
    name = card["n"][0].value
    family, given = (part if isinstance(part, str) else " ".join(part) for part in (name.family, name.given))
    return _clean(f"{given} {family}" if (family + given).isascii() else f"{family}{given}")


def _address(card: dict[str, list[Any]]) -> str | None:
    if "adr" not in card:
        return None
    adr = card["adr"][0].value
    parts = [p if isinstance(p, str) else " ".join(p) for p in (adr.region, adr.city, adr.street, adr.extended)]
    return _clean("".join(parts) if not "".join(parts).isascii() else ", ".join(p for p in parts if p))


def _first(card: dict[str, list[Any]], name: str) -> str | None:
    return _clean(card[name][0].value) if name in card else None


def _clean(value: object) -> str | None:
    return None if value is None else clean_text(str(value))


def read_events(path: Path) -> Table:
    """The events of an iCalendar file. Raises `UserError` where it is damaged."""
    from icalendar import Calendar

    try:
        rows = [_event(e) for calendar in Calendar.from_ical(_decoded(path), multiple=True) for e in calendar.walk("VEVENT")]
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise _damaged(path) from error
    header = (_("Topic"), _("Date"), _("Place"), _("Remarks"))
    note = _("A calendar file: the rows are its events in their order; events that repeat stand once.")
    return _table(path, header, rows, note)


def _event(event: Any) -> Row:
    begins: Any = event.get("DTSTART")
    begin: Cell = getattr(begins, "dt", None)
    day = local(begin).date() if isinstance(begin, datetime) else begin if isinstance(begin, date) else None
    return _said(event, "SUMMARY"), day, _said(event, "LOCATION"), _said(event, "DESCRIPTION")


def _said(event: Any, name: str) -> str | None:
    return _clean(event.get(name))


def _table(path: Path, header: tuple[str, ...], rows: list[Row], note: str) -> Table:
    if not rows:
        raise UserError(_("{file} holds no contacts and no events: export it again.").format(file=path.name))
    return Table(header, rows, list(range(1, len(rows) + 1)), path.name, notes=[note])


def _damaged(path: Path) -> UserError:
    return UserError(_("{file} is damaged or only half copied: get it again from where it came.").format(file=path.name))
