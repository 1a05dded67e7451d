"""Importing a 100,000-row workbook of visits, against calamine plus a raw insert of the same rows."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

from desktop.core import verbs
from desktop.core.tables import Sheet, write_xlsx
from desktop.newdata import open_ready

ROWS = 100_000
HEADER = ("经销商", "状态", "走访日期", "目的", "见到的人", "发现", "结果")
DEALERS = [f"测试种业{n:03}" for n in range(100)]


def workbook(folder: Path) -> Path:
    """The workbook: seven columns as a user has them."""
    path = folder / "visits.xlsx"
    rows = [(DEALERS[n % 100], "done", date(2020, 1, 1) + timedelta(days=n % 2000), "routine", f"人{n % 900}",
             f"库存{n % 97}袋", f"意向{n}") for n in range(ROWS)]
    write_xlsx(path, [Sheet("走访", HEADER, rows)])
    return path


def raw_seconds(path: Path, folder: Path) -> float:
    """Reading with calamine and inserting the rows raw, one transaction, durable."""
    from python_calamine import CalamineWorkbook

    from desktop.core.database import connect

    start = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    connection = connect(folder / "raw.db")
    columns = ", ".join(f"c{n} TEXT" for n in range(len(HEADER)))
    connection.execute(f"CREATE TABLE raw (id INTEGER PRIMARY KEY, {columns}) STRICT")
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO raw VALUES (?{', ?' * len(HEADER)})",
                           [(n, *(str(cell) for cell in row)) for n, row in enumerate(rows)])
    connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - start


def imported_seconds(path: Path, folder: Path) -> float:
    """Reading, planning and importing with history and search index, as the wizard does."""
    from desktop.core import importing
    from desktop.dealers.imports import VISITS
    from desktop.dealers.model import Dealer

    db = open_ready(folder / "import.agridesk")
    try:
        with db.operation("dealers") as session:
            verbs.insert_many(session, Dealer, [{"name": name} for name in DEALERS])
        start = time.perf_counter()
        source = importing.read_source(path)
        with db.reading() as session:
            columns = importing.guess_columns(session, VISITS, source.table)
            plan = importing.make_plan(session, VISITS, source.table, columns)
        importing.apply(db, VISITS, source, plan, whole=True)
        elapsed = time.perf_counter() - start
        with db.reading() as session:
            count = session.connection().exec_driver_sql("SELECT count(*) FROM visit").scalar()
        if count != ROWS:
            raise RuntimeError(f"{count} of {ROWS} rows arrived: {plan.issues[:3]}")
        return elapsed
    finally:
        db.close()
