"""The social credit code: what the check character finds, and that it stays a hint."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.dealers.credit_code import ALPHABET, check_character, doubt, normalised

body = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


def test_published_codes_pass() -> None:
    # Registered codes of two well-known companies, as they print them themselves.
    for code in ("91440300708461136T", "9144030071526726XG"):
        assert check_character(code[:17]) == code[17], code
        assert doubt(code) == ""


def test_no_code_is_no_doubt() -> None:
    assert doubt("") == doubt("  ") == ""


def test_blanks_and_small_letters_do_not_matter() -> None:
    assert normalised(" 9144 0300-7084 6113 6t ") == "91440300708461136T"


def test_a_wrong_length_and_a_forbidden_letter_are_named() -> None:
    assert "18 characters" in doubt("9144030070846113")
    assert "I, O" in doubt("9144030070846IO36T")


@given(body, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_always_found(first: str, place: int, other: str) -> None:
    code = first + check_character(first)
    wrong = code[:place] + other + code[place + 1:]
    assert (doubt(wrong) == "") == (wrong == code)


@given(body, st.integers(0, 15))
def test_two_neighbours_swapped_are_found(first: str, place: int) -> None:
    code = first + check_character(first)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2:]
    assert (doubt(swapped) == "") == (swapped == code)
