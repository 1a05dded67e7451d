"""Letters beside means: means that share a letter are not separated by the test.

The means are swept from the largest downwards: a letter runs from a head down to the first mean that is separated
from it; that mean opens the next letter, whose head is the first mean not separated from it. This is what the R
package agricolae prints (F. de Mendiburu), whose results this program is compared with. Where all means have the
same replication the letters show exactly what the test says; with unequal replication a test may separate two means
and not a pair further apart, which a sweep cannot show: `contradictions` counts those pairs.
"""

from __future__ import annotations

from itertools import compress

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]

# Single signs, each told from the others in print: Latin, then Greek and Cyrillic where a long list needs them.
SYMBOLS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "αβγδεζηθικλμξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
    "бвгджзийлптфцчшщъыьэюяБГДЖЗИЙЛПУФЦЧШЩЪЫЬЭЮЯ"
)
_MORE = 0x3041  # then Hiragana: entries enough for any trial


def symbol(place: int) -> str:
    """The sign of group `place` (0 is "a")."""
    return SYMBOLS[place] if place < len(SYMBOLS) else chr(_MORE + place - len(SYMBOLS))


def groups(separated: Bools) -> Bools:
    """Groups of means, ordered from the largest, as a table groups × means.

    `separated[i, j]` says whether the test separates means i and j; it is symmetric with a false diagonal.
    """
    count = len(separated)
    member = np.zeros((max(count, 1), count), dtype=bool)
    member[0, :1] = True
    head, group, divided = 0, 0, False
    while head < count - 1:
        row = separated[head, head:]
        if not row.any():
            member[group, head:] = True
            if divided:
                break
            head += 1
            continue
        end = head + int(row.argmax())
        member[group, head:end] = True
        group, divided = group + 1, True
        member[group, end] = True
        head += int((~separated[head : end + 1, end]).argmax())
    return member[: group + 1]


def letters(separated: Bools) -> list[str]:
    """The letters of means ordered from the largest; arguments as in `groups`."""
    member = groups(separated)
    signs = [symbol(i) for i in range(len(member))]
    return ["".join(compress(signs, column)) for column in member.T.tolist()]


def contradictions(separated: Bools) -> list[tuple[int, int]]:
    """Pairs of means (i < j) whose letters do not say what the test says."""
    member = groups(separated).astype(int)
    shared = (member.T @ member) > 0
    wrong = np.triu(shared == separated, k=1)
    return [(int(i), int(j)) for i, j in np.argwhere(wrong)]
