"""The one rule of spacing in Chinese texts."""

from __future__ import annotations

import re

LATIN = "file|folder|path|database|encoding|printer|program"  # names in whose place Latin words stand
_HAN = "[\u3400-\u9fff，。、；：？！“”《》（）]"
_FIGURE = rf"[0-9%]|\{{(?!(?:{LATIN})\b)[^}}]*\}}"
_MEASURED = r"([0-9}]) +((?:cm|mm|m|km|m²|kg|g|mL|ha|℃|MB|MiB)(?![A-Za-z²]))"


def closed_up(text: str) -> str:
    """A Chinese text by the one rule of spacing: none between Chinese and figures or what is put in, none before % and units.

    What is put in for the names of `LATIN` is no figure and keeps its spaces, as every Latin word does.
    """
    for pattern in (rf"({_HAN}) +({_FIGURE})", rf"({_FIGURE}) +({_HAN})", r"([0-9}]) +(%)", _MEASURED):
        text = re.sub(pattern, r"\1\2", text)
    return text
