"""What every stored record has in common, and how values become a valid record.

TO ADD A KIND OF RECORD: a class in a feature's `model.py`
    class Visit(Record, table=True):
        dealer_id: int | None = link(N_("Dealer"), "dealer.id", owned=True)
        day: date | None = day(N_("Day"), required=True)
then a step in `desktop/migrations.py`. Its name in lower case is the table's name. What must hold for it whoever writes
(form, import, bulk edit, merge, command) is said by its fields and by `before_save` and its neighbours below.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import ValidationError
from sqlalchemy import BigInteger, Column, ColumnElement, Index, Table, and_
from sqlmodel import Field, Session, SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from desktop.core import money
from desktop.core.errors import FieldErrors
from desktop.core.fields import Moment
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, SOURCE, _, language
from desktop.core.ids import new_id
from desktop.core.mapping import Mapped

R = TypeVar("R", bound="Record")
_BIN = "deleted_at"
_LARGEST = 2**63 - 1  # the largest whole number SQLite and PostgreSQL keep; no measured number comes near it, NaN never


@dataclass(frozen=True)
class Lender:
    """A kind of record whose fields are written and read as those of one that names it in the field `link`."""

    model: type[Record]
    link: str
    columns: Mapping[str, Column[Any]]


class Record(Mapped):
    """A row that a user owns: has a key made here, is never deleted for good, keeps its history."""

    model_config = {"defer_build": True}  # what checks its values is built when one is first checked
    __table_args__: ClassVar[Any] = {"sqlite_strict": True}
    NAME: ClassVar[str] = N_("Record")  # what one is called, for messages: "Dealer"
    FORM: ClassVar[Groups] = ()  # how its fields stand on its form; none named: one after the other
    LENDER: ClassVar[Lender | None] = None  # the record whose fields are written and read as this one's: `lending.borrow`
    ONCE: ClassVar[tuple[str, ...]] = ()  # the fields by which one may be there once: two that two laptops made become one
    MEANT_BY: ClassVar[Any] = None  # texts that are neither name nor code → the records meant: an `importing.links.Lookup`

    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BigInteger,
                    sa_column_kwargs={"autoincrement": False})
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def is_deleted(self) -> bool:
        """Whether it lies in the recycle bin."""
        return self.deleted_at is not None

    def label(self) -> str:
        """What a person calls this record: its name (in English its English name, where it has one), title or code."""
        names = ("name_en", "name", "title", "code") if language() == SOURCE else ("name", "title", "code")
        return str(next((v for k in names if (v := getattr(self, k, ""))), self.id))

    @classmethod
    def called_also(cls) -> Mapping[str, Sequence[str]]:
        """Code of a record → what files call it besides its names; {} but for those of a catalogue."""
        return {}

    def detail(self) -> str:
        """A second line under the label in search hits and pickers; nothing by default."""
        return ""

    def files_from(self) -> tuple[tuple[str, int], ...]:
        """The other records, (table, id), whose files are seen below this one as well; none by default."""
        return ()

    def gives_way(self, _session: Session, _name: str, _keep: int) -> bool:
        """Whether it goes into the bin where its field is to name another record after a merge: what comes by itself, once a
        record, is there already. Never by default."""
        return False

    @classmethod
    def proposed(cls, _session: Session) -> dict[str, Any]:
        """Values of a record that is missing and that references offer to make: this year's season. None by default."""
        return {}

    @classmethod
    def nearness(cls, _session: Session, ids: Collection[int]) -> Mapping[int, int]:
        """How far records of a list that came with the program (3,000 counties) are from the work of this file, 0 nearest:
        of those that are called alike, the nearer are offered first. All are equally near by default."""
        return dict.fromkeys(ids, 0)

    # -- rules ----------------------------------------------------------------------------------------------------
    # A model overrides what it needs. Rows by the hundred thousand run them on the objects of `light`, which have the
    # public functions of the model only: a rule calls no private method and no `super`.

    def problems(self) -> dict[str, str]:
        """Rules over several fields: field → sentence. No problem by default."""
        return {}

    def before_save(self, before: Any, session: Session) -> None:
        """Normalise and derive fields of this record, which is about to be stored; or refuse by raising a `UserError`.

        `before` is the record as it was, None for a new one. It reads only: an import's dry run calls it too.
        """

    @classmethod
    def before_save_many(cls, records: Sequence[Any], session: Session) -> None:
        """`before_save` of many new records, light ones; a model overrides it where one at a time would be slow."""
        if cls.before_save is not Record.before_save:
            for record in records:
                record.before_save(None, session)

    def provide(self, before: Any, session: Session) -> None:
        """Make what this record refers to and nobody has made yet: the person whose name is written on it.

        Called just before it is stored, never in a dry run; `before` as in `before_save`.
        """

    def after_save(self, before: Any, session: Session) -> None:
        """Do what follows from this record, which was stored, in the same action; `before` as in `before_save`."""

    def before_delete(self, session: Session) -> None:
        """Refuse, by raising a `UserError`, that this record is put into the recycle bin by itself."""

    def before_restore(self, session: Session) -> None:
        """Refuse, by raising a `UserError`, that this record comes back from the bin beside another that took its place."""

    def before_move(self, move: Any, session: Session) -> None:
        """Keep what a move to another state brings, or refuse it; `move` is the `moves.Move` that is about to be kept."""

    def after_move(self, move: Any, session: Session) -> None:
        """Do what follows from a move that was kept, or from the first state of a new record (`move.before` is "")."""

    @classmethod
    def identify(cls, session: Session, rows: Sequence[Mapping[str, Any]]) -> tuple[list[int], set[int]]:
        """Which record each of `rows`, lent to others, is: (a key a row, those keys that are there already).

        Rows with one key are one record. By default every row is a new one.
        """
        del session
        return [new_id() for _row in rows], set()


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def alive(*sources: Any) -> ColumnElement[bool]:
    """The condition that rows do not lie in the recycle bin; each source is a model, its table or an alias of that.

    For questions over columns and several tables; whole records are asked for with `living`.
    """
    tables = [source if hasattr(source, "c") else table_of(source) for source in sources]
    return and_(*(table.c.deleted_at.is_(None) for table in tables))


def answering(name: str, *columns: str) -> Index:
    """An index that answers by itself what is asked of a table's living rows by these columns."""
    return Index(name, *columns, _BIN)


def alive_in_sql(*names: str) -> str:
    """`alive` for a query written out as text: the condition on the tables (or aliases) of these names."""
    return " AND ".join(f"{name}.deleted_at IS NULL" for name in names)


def living(model: type[R]) -> SelectOfScalar[R]:
    """A query for the records of `model` that do not lie in the recycle bin, to be narrowed and put in order."""
    return select(model).where(alive(model))


def columns_of(model: type[SQLModel]) -> list[Column[Any]]:
    """The columns a user knows (those with a title), in the order of the model; first those it borrows."""
    return [*borrowed(model).values(), *own_columns(model)]


def own_columns(model: type[SQLModel]) -> list[Column[Any]]:
    """The columns of the model's own table that a user knows."""
    return [c for c in table_of(model).columns if "title" in c.info]


def column_of(model: type[SQLModel], name: str) -> Column[Any]:
    """The column of a field, its own or a borrowed one. Raises `KeyError` where there is none."""
    return borrowed(model)[name] if name in borrowed(model) else table_of(model).columns[name]


def borrowed(model: type[SQLModel]) -> Mapping[str, Column[Any]]:
    """The fields that a model borrows: name → column of the lender's table."""
    lender: Lender | None = getattr(model, "LENDER", None)
    return lender.columns if lender else {}


def groups_of(model: type[Record]) -> Groups:
    """The groups of a model's form: as it says itself, else all its fields but plain data in the order of the model."""
    return model.FORM or (Group(" ".join(c.name for c in columns_of(model) if c.info["kind"] != "data")),)


def content(record: Record) -> dict[str, Any]:
    """What a user knows of a record: the values of the fields with a title, without its key and its place in the bin."""
    return {c.name: getattr(record, c.name) for c in columns_of(type(record))}


@cache
def light(model: type[Record]) -> type[Any]:
    """A plain class with the functions and constants of a model and the fields' plain defaults.

    Its objects have `label`, `detail` and `problems` at a tenth of a record's cost: for rows by the hundred thousand.
    """
    own = {k: v for kind in reversed(model.__mro__) if issubclass(kind, Record) for k, v in vars(kind).items()
           if not k.startswith(("_", "model_")) and k not in model.model_fields and k not in borrowed(model)}
    defaults = {name: None if field.default_factory else field.default for name, field in model.model_fields.items()}
    return type(model.__name__, (), {**dict.fromkeys(borrowed(model), ""), **defaults, **own})


def clean_text(value: str) -> str:
    """NFC, no control characters but line breaks and tabs, no bidi overrides, no blanks at the ends."""
    composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in composed if c in "\n\t" or _may_stand(c)).strip()


def _may_stand(character: str) -> bool:
    """Whether a text keeps a character. One this Python does not know yet is kept: rare names use the newest ones."""
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    return (unicodedata.category(character) not in ("Cc", "Cs") and not noncharacter
            and character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def validated(model: type[R], values: Mapping[str, Any], existing: R | None = None) -> R:
    """A new valid record made of `values` over those of `existing`. Raises `FieldErrors` naming each wrong field."""
    record = shaped(model, values, existing)
    refuse_problems(model, record)
    return record


def shaped(model: type[R], values: Mapping[str, Any], existing: R | None = None) -> R:
    """A new record made of `values`, in the form in which they are kept, over those of `existing`.

    Raises `FieldErrors` where a value is not of its field's type.
    """
    cleaned = {k: normalised(model, k, clean_text(v)) if isinstance(v, str) else v for k, v in values.items()}
    merged = {**(existing.model_dump() if existing else {}), **cleaned}
    try:
        return model.model_validate(merged)
    except ValidationError as error:
        raise FieldErrors(_pydantic_problems(model, error)) from None


def doubtful(model: type[SQLModel], values: Mapping[str, Any]) -> dict[str, str]:
    """What looks wrong about the texts among `values` and does not forbid keeping them: field → sentence."""
    said = {name: doubt(str(values.get(name) or "")) for name, doubt in doubting(model).items()}
    return {name: sentence for name, sentence in said.items() if sentence}


@cache
def doubting(model: type[SQLModel]) -> Mapping[str, Callable[[str], str]]:
    """The fields of a model whose texts can look wrong, with what says so."""
    return {c.name: c.info["doubt"] for c in columns_of(model) if c.info.get("doubt")}


def is_normal(model: type[SQLModel], name: str) -> bool:
    """Whether a field keeps its values in one form of its own."""
    return bool(column_of(model, name).info.get("normal"))


def normalised(model: type[SQLModel], name: str, value: Any) -> Any:
    """A value in the one form in which its field keeps it."""
    column = table_of(model).columns.get(name)
    normal = column.info.get("normal") if column is not None else None
    return normal(value) if normal and value else value


def refuse_problems(model: type[Record], record: Any) -> None:
    """Raise `FieldErrors` naming each field of `record` (one of `model`, or light) that does not hold what it must."""
    if problems := {**_field_problems(model, record), **rule_problems(model, record)}:
        raise FieldErrors(problems)


def refuse_misfits(model: type[Record], record: Any) -> None:
    """Raise `FieldErrors` where a word is outside its list or a number outside its limits; empty fields alone may be filled."""
    if _field_problems(model, record, empty=False):
        raise FieldErrors(_field_problems(model, record))


def rule_problems(model: type[Record], record: Any) -> dict[str, str]:
    """Rules over several fields that `record` breaks: field → sentence."""
    found = {}
    for name, other in ordered_days(model):
        day, first = getattr(record, name), getattr(record, other)
        if day and first and day < first:
            found[name] = _("“{field}” lies before “{other}” ({day}).").format(
                field=title_of(model, name), other=title_of(model, other), day=first)
    return {**found, **record.problems()}


@cache
def ordered_days(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The days of a model that may not lie before another one: (field, the other field)."""
    return tuple((c.name, c.info["not_before"]) for c in columns_of(model) if c.info.get("not_before"))


def title_of(model: type[SQLModel], name: str) -> str:
    """The translated title of a field."""
    column = borrowed(model).get(name, table_of(model).columns.get(name))
    return _(column.info.get("title", name)) if column is not None else name


def _pydantic_problems(model: type[Record], error: ValidationError) -> dict[str, str]:
    sentences = {}
    for item in error.errors():
        name = str(item["loc"][0]) if item["loc"] else ""
        sentences[name] = _("{field}: “{value}” does not fit here.").format(
            field=title_of(model, name), value=str(item.get("input", ""))[:60])
    return sentences


def _field_problems(model: type[Record], record: Any, *, empty: bool = True) -> dict[str, str]:
    """Required fields that are empty, words outside their list, numbers outside their hard limits."""
    found = {}
    # Nearly every field of nearly every record is right: nothing is said, so nothing is translated.
    for name, info, words in _told(model):
        value = getattr(record, name)
        if value is None or value == "":
            sentence = _empty(info) if empty else ""
        else:
            sentence = "" if type(value) in _FREE and (words is None or value in words) else _misfit(value, info)
        if sentence:
            found[name] = sentence
    return found


def misfits(model: type[Record], columns: Mapping[str, Sequence[Any]]) -> set[int]:
    """The places of rows, given by field, with a word outside its list or a number outside its limits; equal values once."""
    found: set[int] = set()
    for name, info, words in _told(model):
        values = columns.get(name, ())
        if words is None and {*map(type, values)} <= _WITHOUT_LIMITS:
            continue
        if wrong := {value for value in set(values) if value is not None and value != "" and _misfit(value, info)}:
            found |= {place for place, value in enumerate(values) if value in wrong}
    return found


_FREE = frozenset((str, date, datetime))  # what has no limits but a list of words
_WITHOUT_LIMITS = _FREE | {type(None)}


@cache
def _told(model: type[Record]) -> tuple[tuple[str, Mapping[str, Any], Mapping[str, str] | None], ...]:
    """Name, declaration and allowed words of the fields that a user knows: looked up once, for rows by the hundred thousand."""
    return tuple((c.name, c.info, c.info["choices"].labels if c.info.get("choices") else None) for c in own_columns(model))


def _empty(info: Mapping[str, Any]) -> str:
    return _("{field} must be filled in.").format(field=_(info["title"])) if info.get("required") else ""


def _misfit(value: Any, info: Mapping[str, Any]) -> str:
    """What is wrong with a value that is there; nothing where it fits."""
    choices = info.get("choices")
    if choices and value and value not in choices.labels:
        return _("{field}: “{value}” is not one of the words allowed.").format(field=_(info["title"]), value=value)
    if not isinstance(value, int | float):
        return ""
    if not (abs(value) <= _LARGEST):
        return _("{field}: “{value}” does not fit here.").format(field=_(info["title"]), value=str(value)[:60])
    if not _within(value, info.get("low"), info.get("high")):
        return _("{field}: {value} is outside {low} to {high}.").format(
            field=_(info["title"]), value=_said(value, info), low=_bound(info.get("low"), info, "−∞"),
            high=_bound(info.get("high"), info, "∞"))
    return ""


def _said(value: float, info: Mapping[str, Any]) -> str:
    return money.text(value, info["kind"]) if money.holds(info["kind"]) else str(value)


def _bound(limit: float | None, info: Mapping[str, Any], without: str) -> str:
    return without if limit is None else _said(limit, info)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


__all__ = ["Lender", "Record", "alive", "alive_in_sql", "answering", "borrowed", "clean_text", "column_of", "columns_of",
           "content", "is_normal", "living", "normalised", "ordered_days", "own_columns", "refuse_misfits", "refuse_problems",
           "rule_problems", "shaped", "table_of", "title_of", "validated"]
