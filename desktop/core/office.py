"""The table of the settings that belong to the data; read and written through `desktop.core.settings`."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Field, Session, SQLModel

from desktop.core.records import table_of


class OfficeSetting(SQLModel, table=True):
    """A setting that belongs to the data and travels with the database."""

    __tablename__ = "office_setting"
    __table_args__ = {"sqlite_strict": True}
    name: str = Field(primary_key=True)
    value: str = "null"


def value_of(session: Session, name: str) -> str | None:
    """The stored text of a setting; None where it was never set. Asked of the table, since Today asks it while it starts:
    the first record asked for makes SQLAlchemy look through every model that is loaded."""
    table = table_of(OfficeSetting)
    return session.execute(select(table.c.value).where(table.c.name == name)).scalar_one_or_none()
