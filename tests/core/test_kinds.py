"""Tables are known without their models: what is frozen agrees with the models, and deletion, undo, merge, search and bin
work where only one page was opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.core.kinds import FROZEN
from desktop.core.paths import resource

ROOT = Path(__file__).resolve().parents[2]


def in_a_process(*arguments: str) -> str:
    """What a Python of its own prints, where no other test has loaded anything."""
    answer = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
                            check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_what_is_frozen_agrees_with_the_models() -> None:
    today = in_a_process("-c", "from tests.freeze_kinds import text; print(text(), end='')")
    assert resource(*FROZEN).read_text(encoding="utf-8") == today, "run: python -m tests.freeze_kinds"


def test_a_dealer_that_other_features_refer_to_is_deleted_merged_and_undone_with_only_dealers_open(tmp_path: Path) -> None:
    path = str(tmp_path / "one.agridesk")
    in_a_process("-m", "tests.core.one_page_child", "prepare", path)
    said = in_a_process("-m", "tests.core.one_page_child", "work", path).splitlines()
    # What the sheet of a visit names (products, and what these name) is loaded with the first writing; nothing else is.
    loaded = "['catalogue', 'dealers', 'labels', 'people', 'regions', 'sales']"
    assert said == ["DealersPage", "third", loaded, "refused", "True", "True", "['lose']",
                    "['farmercase']", "['ok']"]
