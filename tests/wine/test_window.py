"""A walk through the window on Windows: every section, no warning of Qt's. The pictures stay in a folder that is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.wine.test_commands import MAKE, done
from tests.wine.windows import OFFSCREEN, PYTHON, Windows

pytestmark = pytest.mark.slow


def test_every_section_opens_without_a_warning(program: Windows) -> None:
    shutil.copy(Path(__file__).with_name("walk.py"), program.outside / "walk.py")
    (program.outside / "pictures").mkdir()
    done(program.run(PYTHON, "-c", MAKE, folder=program.folder))
    walked = program.run(PYTHON, "walk.py", "示例.agridesk", "pictures", folder=program.folder, timeout=900, **OFFSCREEN)
    pictures = sorted((program.outside / "pictures").glob("*.png"))
    kept = program.root / "pictures"  # a test that passes takes its own folder with it
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(program.outside / "pictures", kept)
    print(f"pictures: {kept}")
    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert len(pictures) > 20
