"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last one a check character.

Also told apart: the organisation code inside it (characters 9 to 17, GB 11714), whose own check character is the 17th.
"""

from __future__ import annotations

from desktop.core.i18n import _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
LENGTH = 18


def without_blanks(number: str) -> str:
    """A number without blanks, as accounts are typed in groups of four."""
    return "".join(number.split())


def normalised(code: str) -> str:
    """Upper case, without blanks and hyphens."""
    return "".join(code.upper().split()).replace("-", "")


def check_character(first: str) -> str:
    """The check character of the first 17: Σ value × 3^position, to 31 (GB 32100-2015, appendix)."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first))
    return ALPHABET[-total % 31]


def doubt(code: str) -> str:
    """What is odd about a code, as a sentence; "" where nothing is, or where none is given."""
    plain = normalised(code)
    if not plain:
        return ""
    if len(plain) != LENGTH:
        return _("A social credit code has 18 characters; this one has {n}.").format(n=len(plain))
    strange = sorted({c for c in plain if c not in ALPHABET})
    if strange:
        return _("A social credit code never holds {characters}.").format(characters=", ".join(strange))
    if check_character(plain[:-1]) != plain[-1]:
        return _("The check character of this social credit code does not fit: a digit may be mistyped.")
    return ""
