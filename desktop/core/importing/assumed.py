"""What new records hold where a file says nothing: a state, a level, a kind. It carries meaning (a dealer is active or only
may become one), so it is said, may be chosen for the file, and no day is made up for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.importing.model import Columns, Target
from desktop.core.importing.values import convert
from desktop.core.lending import default_of
from desktop.core.moves import state_of
from desktop.core.records import column_of

if TYPE_CHECKING:
    from desktop.core.importing.declared import Declared

MOST = 4  # so many different values of one field are named


def offered(kind: Declared, columns: Columns) -> list[Target]:
    """The fields that new records fill by themselves, since nothing in the file says them: words of a closed list, and the
    day since when the state they begin in holds."""
    taken = {use.target for use in columns.uses.values()} | set(columns.fixed)
    free = [name for name in kind.fields if name not in taken and name not in kind.follows]
    words = [name for name in free if column_of(kind.model, name).info.get("choices") and default(kind, columns, name)]
    day = _day(kind, columns)
    return [kind.target(column_of(kind.model, name)) for name in (*words, *([day] if day in free else ()))]


def default(kind: Declared, columns: Columns, name: str) -> Any:
    """What a field of a new record holds where its row says nothing: what was chosen for the file, else as the kind has it."""
    if chosen := columns.assumed.get(name):
        return _converted(kind, name, chosen)
    return kind.defaults[name] if name in kind.defaults else default_of(kind.model, name)


def defaults(kind: Declared, columns: Columns) -> dict[str, Any]:
    """As `kind.defaults`, with what was chosen for the file. Raises `UserError` for a value that cannot be."""
    return {**kind.defaults, **{name: _converted(kind, name, text) for name, text in columns.assumed.items() if text}}


def _converted(kind: Declared, name: str, text: str) -> Any:
    target = kind.target(column_of(kind.model, name))
    done = convert([text], target, {})
    if done.wrong:
        raise UserError(f"{target.heading()}{_(': ')}{done.wrong[0]}")
    return done.values[0]


def _day(kind: Declared, columns: Columns) -> str:
    """The field that keeps the day of the state that new records begin in; "" for none."""
    found = state_of(kind.model)
    return str(found[1].dates.get(default(kind, columns, found[0]), "")) if found else ""


def said(kind: Declared, columns: Columns, became: Mapping[str, Sequence[Any]], new: int) -> list[str]:
    """What `new` records of the file get besides what it says, as a sentence; `became`: field → what their rules made of it."""
    parts = []
    for target in offered(kind, columns) if new else ():
        held = became.get(target.name) or [default(kind, columns, target.name)]
        values = list(dict.fromkeys(held))
        words = [target.choices.label(v) if target.choices else str(v or _("left blank")) for v in values[:MOST]]
        parts.append(_("{field}: {value}").format(field=_(target.title), value=_(" / ").join(words)))
    if not parts:
        return []
    return [ngettext("The file does not say, and {n} new record gets: {values}",
                     "The file does not say, and {n} new records get: {values}", new).format(
                         n=new, values=_("; ").join(parts))]
