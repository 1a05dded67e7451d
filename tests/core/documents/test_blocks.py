"""The list of blocks is closed: each costs a case in every renderer."""

from __future__ import annotations

from typing import get_args

from desktop.core.documents.model import Block, Column, Table

BLOCKS = {"Cover", "Contents", "Heading", "Paragraph", "Bullets", "Checks", "KeyValues", "Table", "Grid", "Figure", "Image",
          "Signatures", "Sealed", "Callout", "QrCode", "Timeline", "TextColumns", "Beside", "PageBreak", "KeepTogether"}


def test_no_block_is_added_where_those_there_are_would_do() -> None:
    assert {block.__name__ for block in get_args(Block)} == BLOCKS, "put together what is to be shown from these blocks"


def test_a_total_of_nothing_but_blanks_is_blank() -> None:
    columns = [Column("name"), Column("bags"), Column("money"), Column("people")]
    table = Table(columns, [["a", None, 0, 2], ["b", "", None, 3], ["Total", 0, 0, 5]], total_rows=1)
    assert list(table.rows) == [["a", None, 0, 2], ["b", "", None, 3], ["Total", None, 0, 5]], "0 that somebody wrote counts"
    uneven = Table(columns, [["a", None], ["Total", 0, 0, 5]], total_rows=1)
    assert list(uneven.rows) == [["a", None], ["Total", None, None, 5]]
    assert Table(columns, [["Total", 0, 0, 0]], total_rows=1).rows == [["Total", 0, 0, 0]]
