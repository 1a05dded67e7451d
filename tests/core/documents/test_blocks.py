"""The list of blocks is closed: each costs a case in every renderer."""

from __future__ import annotations

from typing import get_args

from desktop.core.documents.model import Block

BLOCKS = {"Cover", "Contents", "Heading", "Paragraph", "Bullets", "Checks", "KeyValues", "Table", "Grid", "Figure", "Image",
          "Signatures", "Sealed", "Callout", "QrCode", "Timeline", "TextColumns", "Beside", "PageBreak", "KeepTogether"}


def test_no_block_is_added_where_those_there_are_would_do() -> None:
    assert {block.__name__ for block in get_args(Block)} == BLOCKS, "put together what is to be shown from these blocks"
