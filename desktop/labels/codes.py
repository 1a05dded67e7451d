"""The codes that were read from artwork, as they are kept with a version: one text, each code below its kind. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

QR, EAN = "QR", "EAN-13"


class Read(Protocol):
    """A code that was read: what kind it is, and its text."""

    @property
    def kind(self) -> str: ...

    @property
    def text(self) -> str: ...


def kept(codes: Sequence[Read]) -> str:
    """The codes as they are kept with a version: each with its kind on a line before it."""
    return "\n".join(f"[{code.kind}]\n{code.text}" for code in codes)


def of_kind(text: str, kind: str) -> list[str]:
    """The texts of one kind (`QR`, `EAN`) in what is kept."""
    found: list[list[str]] = []
    current: list[str] | None = None
    for line in (text or "").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = [] if line == f"[{kind}]" else None
            found += [current] if current is not None else []
        elif current is not None:
            current.append(line)
    return ["\n".join(lines).strip() for lines in found]
