"""Encrypted files: any content comes back, from any place; not a changed, missing, moved or added byte passes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.encryption import ring, sealed

MARK, NAME = ring.MAGIC + b"testmark", Path("file.jpg")
SIZES = st.one_of(st.integers(0, 300), st.sampled_from([sealed.PIECE - 1, sealed.PIECE, sealed.PIECE + 1, 2 * sealed.PIECE]))


def made(content: bytes) -> bytes:
    ring.learn(MARK, bytes(32))
    out = io.BytesIO()
    sealed.seal(io.BytesIO(content), out, MARK, NAME)
    return out.getvalue()


def opened(data: bytes) -> bytes:
    with sealed.unsealed(io.BytesIO(data), NAME) as stream:
        return stream.read()


@given(SIZES, st.integers(0, 255), st.integers(0, 2 * sealed.PIECE))
def test_content_comes_back_whole_and_from_any_place(size: int, seed: int, at: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 2))[seed:seed + size]
    data = made(content)
    assert opened(data) == content
    assert len(content) < 16 or content[:16] not in data
    with sealed.unsealed(io.BytesIO(data), NAME) as stream:
        stream.seek(at)
        assert stream.read(100) == content[at:at + 100]


@given(SIZES, st.data())
def test_not_a_changed_byte_passes(size: int, chance: st.DataObject) -> None:
    data = bytearray(made(bytes(size)))
    place = chance.draw(st.integers(len(sealed.MAGIC) + 8, len(data) - 1))
    data[place] ^= 1 << chance.draw(st.integers(0, 7))
    with pytest.raises(sealed.Damaged):
        opened(bytes(data))


@given(SIZES, st.integers(1, sealed.PIECE + sealed.TAG))
def test_nothing_cut_off_or_added_passes(size: int, many: int) -> None:
    data = made(bytes(size))
    for wrong in (data[:max(sealed.HEAD, len(data) - many)], data + bytes(many)):
        with pytest.raises(sealed.Damaged):
            opened(wrong)


def test_pieces_that_changed_places_do_not_pass() -> None:
    data = made(bytes(3 * sealed.PIECE))
    first, step = sealed.HEAD, sealed.PIECE + sealed.TAG
    with pytest.raises(sealed.Damaged):
        opened(data[:first] + data[first + step:first + 2 * step] + data[first:first + step] + data[first + 2 * step:])


def test_a_plain_file_is_read_as_it_is() -> None:
    assert opened(b"AGRDfil") == b"AGRDfil" and opened(b"") == b""
