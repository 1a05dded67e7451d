"""The mark of a check behind a name is no part of the name."""

from __future__ import annotations

import pytest

from desktop.trials.importing.check_marks import bare, unmarked


@pytest.mark.parametrize(("written", "name"), [
    ("丙(CK)", "丙"), ("丙（对照）", "丙"), ("郑单958 CK1", "郑单958"), ("先玉335*CK", "先玉335"), ("例丰101【ck】", "例丰101"),
    ("CK", "CK"), ("对照", "对照"), ("Jack", "Jack"), ("MCK2", "MCK2"), ("T-check", "T-check")])
def test_a_mark_goes_and_a_name_stays(written: str, name: str) -> None:
    assert bare(written) == name


def test_which_names_bore_a_mark_is_kept() -> None:
    assert unmarked(["甲", "丙(CK)", "丙", None]) == (["甲", "丙", "丙", None], {"丙"})
    assert unmarked(["丙CK2", "丙", "丁CK"]) == (["丙", "丙", "丁CK"], {"丙"})
