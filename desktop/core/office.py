"""The table of the settings that belong to the data; read and written through `desktop.core.settings`."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class OfficeSetting(SQLModel, table=True):
    """A setting that belongs to the data and travels with the database."""

    __tablename__ = "office_setting"
    __table_args__ = {"sqlite_strict": True}
    name: str = Field(primary_key=True)
    value: str = "null"
