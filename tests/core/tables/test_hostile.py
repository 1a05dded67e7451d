"""Whatever the bytes are, reading gives a table or one sentence, never anything else."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.tables import Sheet, read_table, write_xlsx

calm = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(data: bytes) -> str:
    """What reading these bytes comes to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.bin"
        path.write_bytes(data)
        try:
            table = read_table(path)
        except UserError as error:
            assert "t.bin" in str(error) and "\n" not in str(error)
            return "refused"
    assert all(len(row) == len(table.header) for row in table.rows)
    assert len(table.rows) == len(table.row_numbers)
    assert len(set(table.header)) == len(table.header)
    return "read"


@cache
def workbook() -> bytes:
    """A sound workbook."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [(f"品种{i}", i, i / 7, None, "x" * i) for i in range(30)]
        path = write_xlsx(Path(folder) / "t.xlsx", [Sheet("a", ["品种", "n", "x", "y", "z"], rows)])
        return path.read_bytes()


@calm
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    outcome(data)


@calm
@given(
    st.text(st.sampled_from("a1,;|\t\"'\n\r= .-\u3000小\x00\ufeff"), max_size=80),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_any_text(text: str, encoding: str) -> None:
    outcome(text.encode(encoding))


@pytest.mark.slow
@calm
@given(st.data())
def test_a_workbook_with_damaged_bytes(data: st.DataObject) -> None:
    stream = io.BytesIO(workbook())
    for _i in range(data.draw(st.integers(1, 4))):
        stream.seek(data.draw(st.integers(0, len(workbook()) - 4)))
        stream.write(data.draw(st.binary(min_size=1, max_size=4)))
    outcome(stream.getvalue())
