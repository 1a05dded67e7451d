"""Reads the matrix of a QR code of versions 1 to 6, undamaged: enough to prove that what is printed says what it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Matrix = Sequence[Sequence[bool]]
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda r, c: (r + c) % 2 == 0, lambda r, c: r % 2 == 0, lambda r, c: c % 3 == 0, lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0, lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0, lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0)
BLOCKS = {"M": {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}}  # blocks, data bytes in each
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}


def decode(matrix: Matrix) -> str:
    """The text of an undamaged code."""
    size = len(matrix)
    version = (size - 17) // 4
    spots = [(i, 8) for i in range(6)] + [(7, 8), (8, 8), (8, 7)] + [(8, 14 - i) for i in range(9, 15)]
    word = sum(matrix[r][c] << i for i, (r, c) in enumerate(spots)) ^ 0x5412
    level, mask = LEVELS[word >> 13], MASKS[word >> 10 & 7]
    bits = [matrix[r][c] ^ mask(r, c) for r, c in places(size, version)]
    words = [sum(bit << 7 - i for i, bit in enumerate(bits[n:n + 8])) for n in range(0, len(bits) - 7, 8)]
    blocks, each = BLOCKS[level][version]
    data = [words[i * blocks + block] for block in range(blocks) for i in range(each)]
    return text_of("".join(f"{byte:08b}" for byte in data))


def places(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The modules that hold data, in the order of the standard."""
    column, upwards = size - 1, True
    while column > 0:
        column -= column == 6
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for c in (column, column - 1):
                if not fixed(row, c, size, version):
                    yield row, c
        column, upwards = column - 2, not upwards


def fixed(row: int, column: int, size: int, version: int) -> bool:
    """Whether a module belongs to a pattern."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    if corner or 6 in (row, column):
        return True
    middle = size - 7
    return version > 1 and abs(row - middle) <= 2 and abs(column - middle) <= 2


def text_of(bits: str) -> str:
    """The text of the segments."""
    place, found = 0, ""

    def take(count: int) -> int:
        nonlocal place
        place += count
        return int(bits[place - count:place] or "0", 2)

    while place + 4 <= len(bits) and (mode := take(4)):
        count = take({1: 10, 2: 9, 4: 8}[mode])
        if mode == 4:
            found += bytes(take(8) for _n in range(count)).decode("utf-8")
        elif mode == 2:
            for _pair in range(count // 2):
                found += "".join(ALPHANUMERIC[i] for i in divmod(take(11), 45))
            found += ALPHANUMERIC[take(6)] if count % 2 else ""
        else:
            groups = [3] * (count // 3) + ([count % 3] if count % 3 else [])
            found += "".join(str(take({3: 10, 2: 7, 1: 4}[n])).zfill(n) for n in groups)
    return found
