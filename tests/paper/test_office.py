"""Word documents and spreadsheets as an office program opens and prints them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from desktop.core import documents, i18n
from desktop.core.database import Database
from desktop.core.documents import model
from desktop.core.paths import resource
from tests.core.documents.papers import squeezed
from tests.paper.register import DOCUMENTS
from tests.paper.test_paper import example

__all__ = ["example"]
pytestmark = pytest.mark.slow

AT_ONCE = 30  # files for one run of LibreOffice: of three hundred it leaves some out, and says nothing

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Microsoft YaHei</family><prefer><family>Noto Sans SC</family></prefer></alias></fontconfig>"""
"""The program's own fonts, in place of the one of Windows, whatever the machine has: no other may hold rare characters."""


def with_our_fonts(folder: Path) -> dict[str, str]:
    """The environment in which LibreOffice finds them."""
    settings = folder / "fonts.conf"
    settings.write_text(FONTS.format(fonts=resource("fonts"), cache=folder / "fonts"), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}


@pytest.fixture(scope="module")
def printed(example: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document in both formats, printed to PDF by LibreOffice."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("office")
    files = []
    with i18n.using("zh_CN"):
        for name, build in DOCUMENTS.items():
            made = build(example)
            files += [documents.save(made, folder / f"{name}-{ending[1:]}{ending}") for ending in (".docx", ".xlsx")]
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    for start in range(0, len(files), AT_ONCE):
        command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder),
                   *map(str, files[start:start + AT_ONCE])]
        subprocess.run(command, check=True, capture_output=True, timeout=600, env=with_our_fonts(folder))
    return folder


def pages(path: Path) -> list[str]:
    return [squeezed(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(path)]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_opens_and_prints_every_heading(printed: Path, example: Database, name: str, ending: str) -> None:
    words = "".join(pages(printed / f"{name}-{ending}.pdf"))
    with i18n.using("zh_CN"):
        blocks = list(model.flat(DOCUMENTS[name](example).blocks))
    missing = [b.text for b in blocks if isinstance(b, model.Heading) and squeezed(b.text) not in words]
    assert not missing


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_head_of_a_long_table_repeats_and_no_page_is_empty(printed: Path, ending: str) -> None:
    found = pages(printed / f"every-block-{ending}.pdf")
    reached = [text for text in found if re.search(r"例丰\d+号", text)]
    assert len(reached) >= 2 and all("名称" in text and "备注" in text for text in reached)
    assert all(len(text) > 12 for text in found)


def test_a_wide_table_lies_sideways_in_both(printed: Path) -> None:
    for ending in ("docx", "xlsx"):
        sizes = [page.get_size() for page in pypdfium2.PdfDocument(printed / f"every-block-{ending}.pdf")]
        assert any(width > height for width, height in sizes)
