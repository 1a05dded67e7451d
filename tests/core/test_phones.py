"""Telephone numbers are kept in one form; what cannot be one is doubted and kept."""

from __future__ import annotations

import pytest

from desktop.core import phones


@pytest.mark.parametrize(("typed", "kept"), [
    ("１３８４６６６５５４４", "13846665544"), ("0455－5721888", "0455-5721888"), ("—", ""),
    (" 139 4555  1234 ", "139 4555 1234"), ("13904550001/13804550002", "13904550001/13804550002"), ("无", "无")])
def test_a_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert phones.normalised(typed) == kept
    assert phones.normalised(kept) == kept


@pytest.mark.parametrize("number", ["", "13945551234", "+86 18745512345", "0455-5721888", "5721888", "12316", "无",
                                    "13904550001、0455-5721888", "0455-5721888转801", "+7 4232 123456"])
def test_a_number_that_can_be_is_not_doubted(number: str) -> None:
    assert not phones.doubt(number)


@pytest.mark.parametrize("number", ["1394550", "139455512345", "13904550001/138045500", "045"])
def test_a_number_that_cannot_be_is_doubted(number: str) -> None:
    assert phones.doubt(number)
