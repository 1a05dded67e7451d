"""What the README tells to type is right as it stands there: no environment is activated, every command exists."""

from __future__ import annotations

import re

import pytest

from desktop.cli import COMMANDS
from desktop.core.paths import PACKAGE

README = PACKAGE.parent / "README.md"
pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README stands beside the package in a checkout alone")


def examples() -> list[str]:
    """The lines of all blocks of code."""
    blocks = re.findall(r"^```\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_every_example_names_the_program_by_its_folder_and_a_command_that_exists() -> None:
    called = [line for line in examples() if re.search(r"\bagridesk(?=\s|$)", line) and "linux.sh" not in line]
    assert len(called) > 10
    for line in called:
        for before, words in re.findall(r"(\S*)\bagridesk(?=\s|$)([^&|;}]*)", line):
            assert before in (".venv/bin/", ".venv\\Scripts\\", "dist/agridesk/"), line
            named = [word for word in words.split() if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)][:1]
            assert set(named) <= {command.name for command in COMMANDS}, line


def test_lines_for_powershell_do_not_join_commands_as_its_old_version_cannot() -> None:
    told = README.read_text(encoding="utf-8").split("Windows PowerShell：\n\n```\n")[1:]
    assert len(told) == 2
    for block in told:
        assert "&&" not in block.split("```")[0]


def test_no_example_needs_an_environment_that_is_activated() -> None:
    """Whatever an environment brings is named by its folder there."""
    brought = re.findall(r"([^\s`]*)\b(?:pip|pyinstaller|python) (?:install|-m|build\.spec)",
                         README.read_text(encoding="utf-8"))
    assert len(brought) > 10
    assert set(brought) == {".venv/bin/", ".venv\\Scripts\\"}
