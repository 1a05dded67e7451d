"""Printing works: who prints labels, known by the name that stands on orders, deliveries and findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.kinds import model_of
from desktop.core.records import Record, alive_in_sql, living
from desktop.core.verbs import store


class PrintingWorks(Record, table=True):
    """A printing works. What it is judged by stands on orders, deliveries and findings that bear its name."""

    NAME: ClassVar[str] = N_("Printing works")
    FORM: ClassVar[Groups] = (Group("name:2 contact phone licence_no licence_until address:2 retired remarks:3"),)
    name: str = f.text(N_("Name"), required=True, search=True)
    contact: str = f.text(N_("Contact person"), search=True)
    phone: str = f.phone(N_("Phone"))
    licence_no: str = f.text(N_("Printing licence no."), search=True)
    licence_until: date | None = f.day(N_("Printing licence until"), index=True)
    address: str = f.text(N_("Address"))
    retired: bool = f.yes_no(N_("No longer used"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Contact and phone."""
        return " · ".join(t for t in (self.contact, self.phone) if t)

    def before_save(self, before: Any, session: Session) -> None:
        """There is one of a name; where it is renamed, what names it follows."""
        twin = session.exec(living(PrintingWorks).where(
            col(PrintingWorks.name) == self.name, col(PrintingWorks.id) != self.id)).first()
        if twin is not None and (before is None or before.name != self.name):
            raise FieldErrors({"name": _("There is a printing works “{name}” already.").format(name=self.name)})

    def after_save(self, before: Any, session: Session) -> None:
        """Labels that are printed there go on being so under another name; orders and findings stay as they were written."""
        if before is not None and before.name and before.name != self.name:
            label: Any = model_of("labelitem")
            for item in session.exec(living(label).where(label.printer == before.name)).all():
                store(session, label, {"printer": self.name}, item.id)


def keep_works(session: Session, name: str) -> None:
    """Make the record of a printing works that somebody named and nobody recorded."""
    if name and session.exec(select(col(PrintingWorks.id)).where(col(PrintingWorks.name) == name)).first() is None:
        store(session, PrintingWorks, {"name": name})


def offered_works(session: Session, _values: Mapping[str, Any]) -> list[str]:
    """The printing works there are, by name."""
    return [str(name) for name in session.connection().exec_driver_sql(
        f"SELECT name FROM printingworks WHERE retired = 0 AND {alive_in_sql('printingworks')} ORDER BY name").scalars()]
