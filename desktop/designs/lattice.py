"""Square lattices: k² entries in blocks of k; simple with two replicates, triple with three, balanced with k + 1.

F. Yates, A new method of arranging variety trials involving a large number of varieties, Journal of Agricultural Science
26, 1936, 424-455. The blocks are the rows, the columns and the letters of orthogonal Latin squares; those come from the
field of k elements, so more than three replicates need a k that is a power of a prime.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.chance import Chance
from desktop.designs.model import Band, DesignOptions, Item
from desktop.designs.needs import need_replicates
from desktop.designs.resolvable import resolvable_bands

# k → (prime, irreducible polynomial's coefficients from the constant upwards, without the leading 1)
FIELDS = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (1, 0)), 16: (2, (1, 1, 0, 0)), 25: (5, (2, 0)), 27: (3, (1, 2, 0)),
          32: (2, (1, 0, 1, 0, 0))}


def lattice(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Every replicate a band of k blocks; two entries never meet twice in a block."""
    count, replicates = len(items), need_replicates(options)
    k = isqrt(count)
    if k * k != count or k < 2:
        raise UserError(_("A square lattice takes a square number of entries such as {below} or {above}, not {n}: "
                          "choose an alpha design, which takes any number.").format(
            below=max(4, k * k), above=(k + 1) ** 2, n=count))
    blocks = lattice_blocks(k, replicates)
    if blocks is None:
        raise UserError(_("A square lattice of {n} {n:entry|entries} has at most {most} {most:replicate|replicates}: choose "
                          "fewer, "
                          "or an alpha design.").format(n=count, most=_most(k)))
    return resolvable_bands(blocks, items, chance)


def lattice_blocks(k: int, replicates: int) -> list[list[list[int]]] | None:
    """The blocks of each replicate, of the numbers 0 … k² - 1; None where there are not so many replicates."""
    return [_blocks(k, number) for number in range(replicates)] if replicates <= _most(k) else None


def _most(k: int) -> int:
    return k + 1 if k in FIELDS or all(k % divisor for divisor in range(2, isqrt(k) + 1)) else 3


def _blocks(k: int, number: int) -> list[list[int]]:
    """The blocks of one replicate: rows, then columns, then the letters of the Latin squares x + c·y."""
    if number == 0:
        return [[x * k + y for y in range(k)] for x in range(k)]
    if number == 1:
        return [[x * k + y for x in range(k)] for y in range(k)]
    blocks: list[list[int]] = [[] for _letter in range(k)]
    for x in range(k):
        for y in range(k):
            blocks[_letter_of(k, x, y, number - 1)].append(x * k + y)
    return blocks


def _letter_of(k: int, x: int, y: int, factor: int) -> int:
    """x + factor·y in the field of k elements, or modulo k where there is none and the factor is 1."""
    if k not in FIELDS:
        return (x + factor * y) % k
    prime, polynomial = FIELDS[k]
    return _add(x, _times(factor, y, prime, polynomial), prime)


def _digits(number: int, prime: int, length: int) -> list[int]:
    return [number // prime ** place % prime for place in range(length)]


def _number(digits: Sequence[int], prime: int) -> int:
    return sum(digit * prime ** place for place, digit in enumerate(digits))


def _add(x: int, y: int, prime: int) -> int:
    """Addition of polynomials over the prime field, digit by digit."""
    length = 1
    while prime ** length <= max(x, y):
        length += 1
    pairs = zip(_digits(x, prime, length), _digits(y, prime, length), strict=True)
    return _number([(a + b) % prime for a, b in pairs], prime)


def _times(x: int, y: int, prime: int, polynomial: Sequence[int]) -> int:
    """Multiplication of polynomials over the prime field, reduced by the irreducible one."""
    degree = len(polynomial)
    product = [0] * (2 * degree - 1)
    for i, a in enumerate(_digits(x, prime, degree)):
        for j, b in enumerate(_digits(y, prime, degree)):
            product[i + j] += a * b
    for power in range(2 * degree - 2, degree - 1, -1):
        for place, coefficient in enumerate(polynomial):
            product[power - degree + place] -= product[power] * coefficient
        product[power] = 0
    return _number([a % prime for a in product[:degree]], prime)
