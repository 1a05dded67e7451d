"""A real clash: one field of one record was changed on two laptops. Both values are kept until a person decides."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.core.kinds import kinds, model_of
from desktop.core.records import Record, column_of, table_of, title_of
from desktop.core.stored_values import loaded

DECISIONS = Choices("clash_decision", {"": N_("To be decided"), "here": N_("What stands here stays"),
                                       "there": N_("The other value was taken")})
DELETED = "deleted_at"


class Clash(Record, table=True):
    """A field of a record that was changed here and there. `kept` and `other` hold both values as they are stored (JSON)."""

    NAME: ClassVar[str] = N_("Clash of two laptops")
    row_table: str = f.text(N_("Belongs to"), required=True)
    row_id: int | None = f.owner(N_("Record"), "row_table")
    field: str = f.text(N_("Field"), required=True)
    kept: str = f.text(N_("Stands here"))
    other: str = f.text(N_("Came from the other laptop"))
    partner: str = f.text(N_("Changed by whom"))
    found_on: date | None = f.day(N_("Found on"))
    decision: str = f.choice(N_("Decided"), DECISIONS)
    decided_by: str = f.text(N_("Decided by"))

    def label(self) -> str:
        """The field and whose value came."""
        return f"{self.field_title()}: {self.partner}"

    def field_title(self) -> str:
        """The title of the field, in the language in force."""
        if self.field == DELETED:
            return _("In the recycle bin")
        return title_of(model_of(self.row_table), self.field) if self.row_table in kinds() else self.field


def note(session: Session, key: tuple[str, int], field: str, kept: Any, other: Any, partner: str) -> None:
    """Keep both values of a cell until somebody decides."""
    session.add(Clash(row_table=key[0], row_id=key[1], field=field, kept=json.dumps(kept, ensure_ascii=False),
                      other=json.dumps(other, ensure_ascii=False), partner=partner, found_on=f.today()))


def value(clash: Clash, *, other: bool) -> Any:
    """One of the two values, as the record holds it. Raises `Refused` where the field is gone."""
    model = model_of(clash.row_table)
    stored = json.loads((clash.other if other else clash.kept) or "null")
    if clash.field == DELETED:
        return stored
    if clash.field not in table_of(model).columns:
        raise Refused(_("This field is no longer kept."))
    return loaded(column_of(model, clash.field) if clash.field not in ("id",) else table_of(model).c.id, stored)
