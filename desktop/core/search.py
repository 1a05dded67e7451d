"""Find anything by a part of it: Chinese by substring, pinyin and initials, codes, phone numbers.

What is stored of a record is its own: the program's words, which stand in many titles ("Version 3, in review"), are put
in when a hit is shown, in the language in force, so that neither a language nor a version of the program makes the index
stale. FTS5 over overlapping grams (pairs of Chinese characters, triples of letters and digits), so that a phrase of grams is
exactly a substring. Kept up to date in the transaction that changes a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlmodel import Session

from desktop.core.bulk import Insert
from desktop.core.i18n import UNSAID, languages, using
from desktop.core.kinds import kinds, model_of
from desktop.core.records import Record, light, own_columns, table_of

SCHEMA = (
    "CREATE TABLE search_entry (id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, title TEXT NOT NULL, "
    "detail TEXT NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE search_text USING fts5(grams, content='', contentless_delete=1, "
    "tokenize=\"unicode61 categories 'L* M* N* Co Cn So'\")",
)
HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
INITIALS = re.compile("([a-z]{2,})([0-9]+)")
PIECES = re.compile("[a-z]+|[0-9]+|[^a-z0-9]+")
DIALECT = sqlite.dialect()
OLDEST = 2000  # so many of the oldest matches are looked through for the one that is named so
STOP = " \u2009 "
SHORT = 40  # names, places and words of a list come again and again; longer texts hardly do
MANY = 2000  # so many records of a kind at once are gathered in memory before the index is written
LONGEST = 12  # letters of a name spelled with letters of its own
HASH, HASH_MANY = 2**20, 2**26  # bytes (FTS5's own measure, and one for an import)
ELSEWHERE = 3  # how far a hit is whose name does not hold what was typed
READINGS = 8  # at most so many combinations of the readings of a name


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    table: str
    id: int
    title: str
    detail: str


def find(session: Session, text: str, limit: int = 50, tables: Iterable[str] = ()) -> list[Hit]:
    """Records that hold every word of `text` somewhere; those that are called so first, then the newest.

    The order: the very name or code, names that begin with it (in letters, or by pinyin or initials), names that hold it,
    the rest; among equals a record before what belongs to another one, then what is nearer to the work (`Record.nearness`).
    """
    match = expression(text)
    if not match:
        return []
    first = text.strip().casefold()
    hits = _matching(session, match, tables, "DESC", limit * 6)
    if len(hits) == limit * 6:  # more than were read: a dealer is older than the visits that mention it
        oldest = _matching(session, match, tables, "ASC", OLDEST)
        hits = list(dict.fromkeys([*hits, *(h for h in oldest if named_so(h, first))]))
    if not hits and text.isascii():
        loose = _matching(session, _apart(text), tables, "DESC", OLDEST)
        hits = [hit for hit in loose if named_so(hit, first)]
    inner = {table: _is_part(table) for table in {h.table for h in hits}}
    near = _nearness(session, hits)
    return sorted(shown(session, hits), key=lambda h: (_distance(h, first), inner[h.table], near[h.table, h.id]))[:limit]


def _nearness(session: Session, hits: Sequence[Hit]) -> dict[tuple[str, int], int]:
    """(table, id) of each hit → how far it is from the work of this file, among records of its kind."""
    kinds_of = {table: [hit.id for hit in hits if hit.table == table] for table in {hit.table for hit in hits}}
    return {(table, number): far for table, ids in kinds_of.items()
            for number, far in model_of(table).nearness(session, ids).items()}


def _distance(hit: Hit, sought: str) -> int:
    """How far a hit is from what was typed: 0 called so, 1 its name begins so, 2 holds it, 3 something else of it does."""
    title = hit.title.casefold()
    readings = pinyin_of(title).split() if sought.isascii() else []
    if sought in (title, *spelled(title), *(readings if runs().fullmatch(title) else ()), *hit.detail.casefold().split(" · ")):
        return 0
    words = [*readings, *(spelling for word in title.split() for spelling in spelled(word))]
    if title.startswith(sought) or any(word.startswith(sought) for word in words):
        return 1
    return 2 if any(sought in word for word in (title, *words)) else ELSEWHERE


def named_so(hit: Hit, sought: str) -> bool:
    """Whether the name of a hit holds what was typed (in small letters), as it stands or spelled."""
    return _distance(hit, sought) < ELSEWHERE


def spelled(name: str) -> tuple[str, str]:
    """What a name may be typed as in letters: the pinyin or the initials of its Chinese, with the figures beside it."""
    said = [pinyin_of(run).split() or [run] for run in runs().findall(name)]
    return "".join(run[0] for run in said), "".join(run[:2][-1] for run in said)


@cache
def runs() -> re.Pattern[str]:
    """Runs of Chinese, and of letters and figures. Compiled on use: so many characters take 3 ms of every start."""
    return re.compile(rf"{HAN}+|(?:(?!{HAN})[^\W_])+", re.UNICODE)


@cache
def _han() -> re.Pattern[str]:
    return re.compile(HAN)


def _is_part(table: str) -> bool:
    """Whether records of a table belong to another one: lines and places of a dealer, versions of a label."""
    links, versions = kinds()[table].links if table in kinds() else (), getattr(model_of(table), "VERSIONS", None)
    return any(link.owned or (versions is not None and link.column == versions.of) for link in links)


def shown(session: Session, hits: list[Hit]) -> list[Hit]:
    """Hits with their titles and second lines as they are read in the language in force."""
    driver: Any = session.connection().connection.driver_connection
    found: dict[int, Hit] = {}
    for table in dict.fromkeys(h.table for h in hits):
        ids = [h.id for h in hits if h.table == table]
        found.update((r.id, Hit(table, r.id, r.label(), r.detail())) for r in _living(driver, model_of(table), ids))
    return [found.get(h.id, h) for h in hits]


def _matching(session: Session, match: str, tables: Iterable[str], order: str, limit: int) -> list[Hit]:
    wanted = list(tables)
    among = f" AND e.table_name IN ({','.join('?' * len(wanted))})" if wanted else ""
    rows = session.connection().exec_driver_sql(
        "SELECT e.table_name, e.id, e.title, e.detail FROM search_text t JOIN search_entry e ON e.id = t.rowid "
        f"WHERE t.grams MATCH ?{among} ORDER BY t.rowid {order} LIMIT ?", (match, *wanted, limit))
    return [Hit(*row) for row in rows]


def expression(text: str) -> str:
    """The FTS5 query for `text`: all its runs, each as a substring. Nothing searchable gives ""."""
    return " AND ".join(_either(run) for run in runs().findall(text.casefold()))


def _either(run: str) -> str:
    """A run as it stands, or the initials of a name and the figures beside it: 例丰101 is typed lf101."""
    mixed = INITIALS.fullmatch(run)
    return f"({_phrase(run)} OR ({_phrase(mixed[1])} AND {_phrase(mixed[2])}))" if mixed else _phrase(run)


def _apart(text: str) -> str:
    """The query for names that `text` may be the spelling of: pinyin of Chinese beside letters (京NK101 typed jnk101).

    It finds too much; `_distance` tells what is meant.
    """
    return " AND ".join(_parted(piece) for run in runs().findall(text.casefold()) for piece in PIECES.findall(run))


def _parted(piece: str) -> str:
    """A piece of a run as it stands, or letters of which the first ones are of other words than the last."""
    places = range(1, len(piece)) if piece.isalpha() and len(piece) <= LONGEST else ()
    return "(" + " OR ".join([_phrase(piece), *(f"({_phrase(piece[:n])} AND {_phrase(piece[n:])})" for n in places)]) + ")"


def _phrase(run: str) -> str:
    size = _size(run)
    if len(run) < size:
        return f'"{run}"*'
    return '"' + " ".join(run[i:i + size] for i in range(len(run) - size + 1)) + '"'


def _size(run: str) -> int:
    return 2 if _han().match(run) else 3


def grams(text: str) -> str:
    """The grams of all runs of `text`, in order, blank between runs kept by a stop gram."""
    return _short(text) if len(text) <= SHORT else _grams(text)


def _grams(text: str) -> str:
    return STOP.join([_of_run(run) if len(run) <= SHORT else _slices(run) for run in runs().findall(text.casefold())])


def _slices(run: str) -> str:
    size = 3 if run[0] < "\u3007" else _size(run)
    return " ".join([run[i:i + size] for i in range(len(run))])


_short, _of_run = lru_cache(maxsize=50_000)(_grams), lru_cache(maxsize=50_000)(_slices)


@lru_cache(maxsize=20_000)
def _sounds(character: str) -> tuple[str, ...]:
    """All readings of a Chinese character without tones, the usual one first."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0])) or (character,)


@lru_cache(maxsize=20_000)
def pinyin_of(name: str) -> str:
    """Full pinyin and initials of the Chinese in `name`, every reading of characters that have several."""
    words: list[str] = []
    for run in runs().findall(name):
        if _han().match(run):
            for reading in islice(product(*[_sounds(c) for c in run[:24]]), READINGS):
                words += ["".join(reading), "".join([sound[0] for sound in reading])]
    return " ".join(dict.fromkeys(words))


def searched(model: type[Record]) -> list[str]:
    """The fields of a model that are searched."""
    return [c.name for c in own_columns(model) if c.info.get("search")]


@cache
def _values(model: type[Record]) -> Callable[[Any], Iterable[Any]]:
    """Gives what the searched fields of a row of the driver hold: texts, which are kept as they are."""
    places = [place for place, column in enumerate(table_of(model).columns) if column.name in searched(model)]
    return _said(model, itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1)))


@cache
def _texts(model: type[Record]) -> Callable[[Any], Iterable[Any]]:
    """Gives what the searched fields of a light record hold."""
    names = searched(model)
    return _said(model, attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),))


def _said(model: type[Record], read: Callable[[Any], Iterable[Any]]) -> Callable[[Any], Iterable[Any]]:
    """`read`, and what is shown for those texts in other languages where a field says its words (2026 spring for 2026春播)."""
    says = [column.info.get("say") for column in table_of(model).columns if column.name in searched(model)]
    if not any(says):
        return read

    def every(row: Any) -> list[Any]:
        texts = list(read(row))
        for code in languages():
            with using(code):
                texts += [say(text) for text, say in zip(texts, says, strict=False) if say and text]
        return list(dict.fromkeys(texts))

    return every


def refresh(session: Session) -> None:
    """Bring the index up to date with what this transaction touched. Called once before commit."""
    known, done = kinds(), session.info.pop("indexed", {})
    for table_name, ids in session.info.pop("touched", {}).items():
        if table_name in known and known[table_name].searched:
            # In order: FTS5 writes a segment of its own whenever a row number falls.
            _index(session, model_of(table_name), sorted(ids - done.get(table_name, set())))


def rebuild(session: Session) -> int:
    """Make the whole index anew; gives the number of records in it."""
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM search_entry")
    connection.exec_driver_sql("DROP TABLE search_text")
    connection.exec_driver_sql(SCHEMA[1])
    for kind in kinds().values():
        if kind.searched:
            ids = connection.exec_driver_sql(f'SELECT id FROM "{kind.table}" ORDER BY id').scalars().all()
            _index(session, model_of(kind.table), list(ids))
    return int(connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar() or 0)


def differing(session: Session, model: type[Record]) -> int:
    """How many records of a searched model stand in the index otherwise than their rows say, or not at all, or in vain.

    Title and second line are compared, and the number of grams: the index holds no text, but counts it.
    """
    driver: Any = session.connection().connection.driver_connection
    ids = [row[0] for row in driver.execute(
        f'SELECT id FROM "{table_of(model).name}" UNION SELECT id FROM search_entry WHERE table_name = ? ORDER BY id',
        (table_of(model).name,))]
    return sum(_differing(driver, model, ids[start:start + 500]) for start in range(0, len(ids), 500))


def _differing(driver: Any, model: type[Record], ids: list[int]) -> int:
    """How many of some records stand in the index otherwise than their rows say."""
    held = {row[0]: (row[1], row[2], _count(row[3])) for row in driver.execute(
        "SELECT e.id, e.title, e.detail, d.sz FROM search_entry e LEFT JOIN search_text_docsize d ON d.id = e.id "
        f"WHERE e.table_name = ? AND e.id IN ({','.join('?' * len(ids))})", (table_of(model).name, *ids))}
    right = {number: (title, detail, len(words.split()))
             for number, title, detail, words in _entries(driver, model, ids)}
    return sum(held.get(number) != right.get(number) for number in ids)


def unowned(session: Session) -> int:
    """How many entries of the index belong to a kind of record that is not searched, and texts to no entry."""
    known = [name for name, kind in kinds().items() if kind.searched]
    execute = session.connection().exec_driver_sql
    return int(execute("SELECT (SELECT count(*) FROM search_entry WHERE table_name NOT IN "
                       f"({','.join('?' * len(known))})) + (SELECT count(*) FROM search_text_docsize d "
                       "WHERE NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.id = d.id))", tuple(known)).scalar() or 0)


def _count(size: bytes | None) -> int:
    """The number of tokens that FTS5 keeps of a text, one varint (https://www.sqlite.org/fts5.html, 9.5 and 4.4.3)."""
    number = 0
    for byte in size or b"":
        number = number << 7 | byte & 0x7F
    return number


def _index(session: Session, model: type[Record], ids: list[int]) -> None:
    with enlarged(session, len(ids)):
        _write(session.connection().connection.driver_connection, model, ids)


@contextmanager
def enlarged(session: Session, records: int) -> Iterator[None]:
    """Inside the block the index of so many records is gathered in memory before it is written, where they are many."""
    driver: Any = session.connection().connection.driver_connection
    sizes = (HASH_MANY, HASH) if records > MANY else ()
    for size in sizes[:1]:
        driver.execute("INSERT INTO search_text (search_text, rank) VALUES ('hashsize', ?)", (size,))
    yield
    for size in sizes[1:]:
        driver.execute("INSERT INTO search_text (search_text, rank) VALUES ('hashsize', ?)", (size,))


def append(session: Session, model: type[Record], records: Iterable[Any], insert: Insert) -> None:
    """Index new records (light ones that hold what was stored) by `insert`; `refresh` does it where they change again."""
    table = str(table_of(model).name)
    if not kinds()[table].searched:
        return
    ids, titles, details, texts = zip(*_described(records, _texts(model)), strict=True)
    insert("search_entry", {"id": ids, "table_name": [table] * len(ids), "title": titles, "detail": details})
    insert("search_text", {"rowid": ids, "grams": texts})
    session.info.setdefault("indexed", {}).setdefault(table, set()).update(ids)


def _write(driver: Any, model: type[Record], ids: list[int]) -> None:
    name = str(table_of(model).name)  # plain text, which the driver takes as it is
    newest = driver.execute("SELECT max(id) FROM search_entry").fetchone()[0] or 0
    for start in range(0, len(ids), 500):
        chunk = ids[start:start + 500]
        held = chunk if chunk[0] <= newest else []  # keys grow: new records stand behind all that the index holds
        known = driver.execute(f"SELECT id FROM search_entry WHERE id IN ({','.join('?' * len(held))})", held).fetchall()
        driver.executemany("DELETE FROM search_entry WHERE id = ?", known)
        driver.executemany("DELETE FROM search_text WHERE rowid = ?", known)
        made = list(_entries(driver, model, chunk))
        driver.executemany("INSERT INTO search_entry VALUES (?, ?, ?, ?)", [(e[0], name, e[1], e[2]) for e in made])
        driver.executemany("INSERT INTO search_text (rowid, grams) VALUES (?, ?)", [(e[0], e[3]) for e in made])


def _entries(driver: Any, model: type[Record], ids: list[int]) -> Iterator[tuple[int, str, str, str]]:
    """What the index holds of the living records: id, title and second line without the program's words, grams."""
    return _described(_living(driver, model, ids), _values(model))


def _described(records: Iterable[Any], values: Callable[[Any], Any]) -> Iterator[tuple[int, str, str, str]]:
    """The entries of light records; `values` gives what the searched fields of one hold."""
    with using(UNSAID):
        for record in records:
            title = " ".join(record.label().split())
            yield record.id, title, " ".join(record.detail().split()), _grams_of(values(record), title)


def _living(driver: Any, model: type[Record], ids: list[int]) -> Iterator[Any]:
    """The living rows as light objects with the model's `label` and `detail`: a twentieth of the cost of records."""
    query = f'SELECT * FROM ({_columns_query(model)}) WHERE id IN ({",".join("?" * len(ids))})'
    return map(_row_type(model), driver.execute(query, ids))


@cache
def _columns_query(model: type[Record]) -> str:
    table = table_of(model)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'SELECT {names} FROM "{table.name}" WHERE deleted_at IS NULL'


@cache
def _row_type(model: type[Record]) -> type[Any]:
    """`light(model)` made of a row of the driver, whose fields are read from it only when they are asked for."""
    def field(place: int, read: Callable[[Any], Any] | None) -> property:
        return property((lambda self: read(self[place])) if read else itemgetter(place))

    fields = {column.name: field(place, column.type.dialect_impl(DIALECT).result_processor(DIALECT, None))
              for place, column in enumerate(table_of(model).columns)}
    return type(model.__name__, (light(model), tuple), fields)


def _grams_of(values: Iterable[str | None], title: str) -> str:
    """What is searched of a record: its searched fields, and the pinyin of its title where that is one of them."""
    own = [text for text in values if text]
    if title.partition(" ")[0] in "\n".join(own):  # a title holds no line's end
        own.append(pinyin_of(title))
    return STOP.join([found for text in own if (found := grams(text))])
