"""Settings, each declared once: name, default (its type), title, description, choices.

TO ADD A SETTING: one line in SETTINGS. The settings dialog, its help text and the check of names come from here.
Program settings lie in the user's configuration folder; what the window remembers (sizes, widths, last values) lies
beside them under `remembered`. Settings with `office=True` belong to the data and travel with the database; their
table is in `office.py`, since the window reads its settings before SQLAlchemy is loaded.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, languages

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.core.database import Database


@dataclass(frozen=True)
class Setting:
    """One setting. `choices` maps each value to its title; without them the default's type says what it takes; `folder`: it
    is the path of one; `picture`: it is the name of one that is kept with the data."""

    name: str
    default: Any
    title: str
    description: str = ""
    choices: dict[Any, str] = field(default_factory=dict)
    office: bool = False
    folder: bool = False
    picture: bool = False

    def word(self, choice: Any) -> str:
        """A choice in the language in force; a language always as it calls itself, so that whoever strayed finds back."""
        return languages().get(choice) or _(self.choices[choice])


LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are read as 1 and 0

SETTINGS = {
    s.name: s
    for s in (
        Setting(
            "language",
            "",
            N_("Language"),
            N_("Language of the window; documents choose theirs apart."),
            {"": N_("As the system"), **languages()},
        ),
        Setting(
            "theme",
            "system",
            N_("Appearance"),
            N_("Light and dark can follow the system."),
            {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")},
        ),
        Setting("font_size", 10, N_("Font size"), N_("In points; the whole window follows.")),
        Setting(
            "backup_minutes",
            30,
            N_("Minutes between automatic backups"),
            N_("A backup is made only when something has changed."),
        ),
        Setting(
            "second_place",
            "",
            N_("Second place for backups"),
            N_("A stick or another drive: once a day a verified copy with all attachments goes there by itself."),
            folder=True,
        ),
        Setting(
            "second_days",
            7,
            N_("Days without a second copy before a reminder"),
            N_("The status bar reminds; 0 = never."),
        ),
        Setting(
            "lock_minutes",
            0,
            N_("Minutes without input before locking"),
            N_("Only for an encrypted database; Ctrl+L locks at once."),
            {0: N_("Never"), 5: "5", 10: "10", 30: "30"},
        ),
        Setting("reminder_days", 30, N_("Days ahead shown as due"), N_("How far Today looks ahead.")),
        Setting(
            "undated_debts",
            "not_due",
            N_("Debts without a due day"),
            N_("How ageing counts them; each list says how many there are."),
            {"not_due": N_("Not due yet"), "document": N_("As old as their paper")},
        ),
        Setting("focus_days", 90, N_("Days late of the focus list"), N_("Dealers whose oldest debt is later are on it.")),
        Setting("focus_amount", 500000, N_("Overdue yuan of the focus list"), N_("Dealers who owe more are on it as well.")),
        Setting("late_percent", 0.0, N_("Interest on late payments, % a year"), N_("Claimed in reminder letters; 0 = none.")),
        Setting("dunning_fee", 0.0, N_("Fee of a dunning letter, yuan"), N_("Claimed with the interest; 0 = none.")),
        Setting(
            "laptop",
            "",
            N_("Letter of this laptop"),
            N_("Stands in every number given here (D-2026-A001). Laptops whose files are to be united need different letters."),
            {letter: letter for letter in LETTERS},
        ),
        Setting("database", "", N_("Database opened last")),
        Setting("company", "", N_("Company"), N_("Printed on reports."), office=True),
        Setting("company_licence", "", N_("Seed licence number"),
                N_("Labels of the company are compared with it."), office=True),
        Setting("company_address", "", N_("Registered address"),
                N_("As on the licence; labels of the company are compared with it."), office=True),
        Setting("logo", "", N_("Company logo"), N_("A PNG or JPEG, printed on covers, letters and handouts."), office=True,
                picture=True),
        Setting("region", "", N_("Region"), N_("Printed on variety sheets."), office=True),
        Setting("manager", "", N_("Manager's name"), N_("Printed on reports and written into the history."), office=True),
        Setting("phone", "", N_("Telephone"), N_("Printed on handouts."), office=True),
        Setting(
            "business_year_start",
            "10-01",
            N_("First day of the business year"),
            N_("Month-day: the first day of a month, because targets and their curves go by whole months."),
            {day: day for day in (f"{month:02}-01" for month in range(1, 13))},
            office=True,
        ),
        Setting(
            "mu_area", 666.7, N_("m² per mu in yields"), N_("Official formulas print 666.7; exact is 666.67."), office=True
        ),
        Setting("farm_area", "mu", N_("Areas told to farmers"), N_("Stands behind mu on handouts and answers to farmers."),
                {"mu": N_("mu"), "shang": N_("mu (shang)")}, office=True),
        Setting("farm_yield", "kg_per_mu", N_("Yields told to farmers"), N_("Also what is sown and spread on a field."),
                {"kg_per_mu": N_("kg/mu"), "jin_per_mu": N_("kg/mu (jin/mu)"),
                 "jin_per_shang": N_("kg/mu (jin/shang)")}, office=True),
        Setting("mu_per_shang", 15.0, N_("Mu per shang"), N_("15 in most of the north-east; it differs by place."),
                office=True),
    )
}


class Settings:
    """The program's settings of this user. Unknown names are an error of ours; unreadable files give the defaults."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or paths.config_folder() / "settings.json"
        self._values: dict[str, Any] = {}
        self.remembered: dict[str, Any] = {}
        self.problem = ""
        self._load()

    def _load(self) -> None:
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            self._values, self.remembered = dict(stored["settings"]), dict(stored["remembered"])
        except (OSError, ValueError, KeyError, TypeError):
            return  # the first start, or a damaged file: the defaults hold

    def get(self, name: str) -> Any:
        """The value of a setting: the user's, else the default."""
        return fitting(SETTINGS[name], self._values.get(name))

    def set(self, name: str, value: Any) -> None:
        """Change a setting and keep it; where it cannot be kept, it holds until the program ends, and `problem` says why."""
        self._values[SETTINGS[name].name] = value
        try:
            self.save()
        except UserError as error:
            self.problem = str(error)

    def letter(self) -> str:
        """The letter of this laptop; the first time it is asked for it is drawn, and kept."""
        if not self.get("laptop"):
            import secrets  # once in the life of a laptop; loading it costs 5 ms of the start

            self.set("laptop", secrets.choice(LETTERS))
        return str(self.get("laptop"))

    def remember(self, key: str, value: Any) -> None:
        """Keep something the window should find again; written at the next `save`."""
        self.remembered[key] = value

    def save(self) -> None:
        """Write settings and memory to disk, whole or not at all."""
        from desktop.core.files import save_own_bytes

        text = json.dumps({"settings": self._values, "remembered": self.remembered}, ensure_ascii=False, indent=1)
        save_own_bytes(self.path, text.encode("utf-8"))


def database_in_use() -> Path:
    """The database meant where none is named: the one the window opened last, else the one in the data folder."""
    known = Settings().get("database")
    return Path(known) if known else paths.default_database()


def fitting(setting: Setting, value: Any) -> Any:
    """`value` where it is of the setting's type and among its choices, else the default: files are edited by hand."""
    kind = type(setting.default)
    if kind is float and type(value) is int:
        value = float(value)
    number = not isinstance(value, float) or math.isfinite(value)
    fits = type(value) is kind and (not setting.choices or value in setting.choices) and number
    return value if fits else setting.default


def office(db: Database, name: str) -> Any:
    """The value of a setting that belongs to the data."""
    with db.reading() as session:
        return office_in(session, name)


def office_in(session: Session, name: str) -> Any:
    """The value of a setting that belongs to the data, as `session` sees it."""
    from desktop.core.office import value_of

    found = value_of(session, SETTINGS[name].name)
    try:
        stored = json.loads(found) if found else None
    except ValueError:
        stored = None
    return fitting(SETTINGS[name], stored)


def set_office(db: Database, name: str, value: Any) -> None:
    """Change a setting that belongs to the data. Raises `UserError` for a value that the setting cannot have."""
    from desktop.core.office import OfficeSetting

    if fitting(SETTINGS[name], value) != value:
        raise UserError(_("“{value}” cannot be the setting “{title}”.").format(value=value, title=_(SETTINGS[name].title)))
    with db.transaction() as session:
        session.merge(OfficeSetting(name=SETTINGS[name].name, value=json.dumps(value, ensure_ascii=False)))
        session.info.setdefault("touched", {})["office_setting"] = set()  # what follows settings is told
