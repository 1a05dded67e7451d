"""The icons are one set: same grid, same line, the colour of the text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from desktop.core import paths

ICONS = sorted(path for path in paths.resource("icons").glob("*.svg") if path.stem != "agridesk")
NEEDED = (
    "today dealers trials training labels region variety trait season site crop add edit delete restore save undo redo "
    "search filter columns view export import print preview refresh attach photo history merge settings help backup "
    "check warning error info ok calendar phone close left right up down more folder open new-file pdf sheet document "
    "report chart map star link lock user visit promise licence"
)


def test_every_icon_that_a_page_may_name_is_there() -> None:
    assert set(NEEDED.split()) <= {path.stem for path in ICONS}


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_keeps_the_grid_the_line_and_the_colour_of_the_text(path: Path) -> None:
    root = ET.parse(path).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("stroke-width"), root.get("stroke-linecap")) == (
        "currentColor",
        "1.75",
        "round",
    )
    assert {node.get(key) for node in root.iter() for key in ("fill", "stroke")} <= {None, "none", "currentColor"}
    assert path.stat().st_size < 1500


def test_the_programs_own_icon_has_every_size_windows_asks_for() -> None:
    with Image.open(paths.resource("icons", "agridesk.ico")) as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= set(icon.info["sizes"])
    assert paths.resource("icons", "agridesk.png").is_file()
