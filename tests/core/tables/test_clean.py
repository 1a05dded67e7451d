"""Columns of a workbook are cleaned whole, and come out as cell by cell."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.tables.clean import clean_cell, clean_column

PLAIN = [f"库存{n}袋" for n in range(30)]
ODD = ["", "  ", " 两端 ", "a\x07b", "一\r\n二", "\u0301x", "e\u0301", "\ufeff头", date(2026, 4, 15), 7.0]


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_cell_of_a_long_column_is_cleaned_as_it_is_alone(odd) -> None:
    cells = [*PLAIN, odd, *PLAIN]
    assert clean_column(cells) == [*PLAIN, clean_cell(odd), *PLAIN]
