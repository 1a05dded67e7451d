"""Many rows into the database by few statements, run in a thread while the interpreter gets the next rows ready.

A statement of thousands of rows leaves the interpreter to others for as long as it runs; one a row would ask for it each time,
and wait for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any

VARIABLES = 32_766  # of one statement (https://www.sqlite.org/limits.html, 9)
AHEAD = 8  # so many lots of rows may wait to be inserted: more would only take memory

Insert = Callable[[str, Mapping[str, Sequence[Any]]], None]
"""Takes the rows of a table, given by column as SQLite keeps them."""


def inserter(driver: Any) -> Insert:
    """Inserts rows at once, through a connection of the driver."""
    def insert(table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        driver.executemany(_statement(table, tuple(columns), 1), zip(*columns.values(), strict=True))

    return insert


class Lane:
    """Inserts rows in the order given, in a thread of its own; nothing else may use the connection until `wait` comes back.

    Use it as a context: at its end everything is inserted, or what failed is raised. After a failure nothing more is: it may
    have ended the transaction (a full disk does), and what came then would be kept by itself.
    """

    def __init__(self, driver: Any) -> None:
        self._driver, self._pending = driver, deque[Future[None]]()
        self._thread, self._failed = ThreadPoolExecutor(1, "bulk"), False

    def __enter__(self) -> Lane:
        return self

    def __exit__(self, kind: Any, _error: Any, _trace: Any) -> None:
        try:
            if kind is None:
                self.wait()
        finally:
            self._thread.shutdown(cancel_futures=True)

    def insert(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Have rows inserted (see `Insert`); waits only where too many wait already, and raises then what failed."""
        if len(self._pending) == AHEAD:
            self._pending.popleft().result()
        self._pending.append(self._thread.submit(self._run, list(_statements(table, columns))))

    def _run(self, statements: Sequence[tuple[str, list[Any]]]) -> None:
        if self._failed:
            return
        try:
            for statement, values in statements:
                self._driver.execute(statement, values)
        except BaseException:
            self._failed = True
            raise

    def wait(self) -> None:
        """Until all rows given so far are inserted. Raises what failed."""
        while self._pending:
            self._pending.popleft().result()


def _statements(table: str, columns: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Statements with their values; always of 1, 2, 4, 8 … rows, since each other number would be kept prepared too."""
    width, names = len(columns), tuple(columns)
    start, end = 0, len(next(iter(columns.values())))
    while start < end:
        size = 1 << min(VARIABLES // width, end - start).bit_length() - 1
        values: list[Any] = [None] * (size * width)
        for place, column in enumerate(columns.values()):
            values[place::width] = column[start:start + size]
        yield _statement(table, names, size), values
        start += size


@lru_cache(maxsize=32)
def _statement(table: str, names: tuple[str, ...], rows: int) -> str:
    columns, row = ", ".join(f'"{name}"' for name in names), f"({', '.join('?' * len(names))})"
    return f'INSERT INTO "{table}" ({columns}) VALUES {", ".join([row] * rows)}'
