"""What may be told of a fault of ours: where it happened and of what kind, never what stood in a record.

A log or a dialog is meant to be sent to somebody. Python's own messages quote values (“could not convert '李四'”), so that only
the messages of kinds that speak of the program are kept, and what they quote is left out.
"""

from __future__ import annotations

import logging
import re
import traceback

TELLING = (ArithmeticError, AssertionError, AttributeError, ImportError, MemoryError, NameError, NotImplementedError,
           RecursionError, RuntimeError, TypeError)
LEFT_OUT = "(left out: it may quote a record)"
_QUOTED = re.compile(r"""(['"“‘]).*?(['"”’])|[^\x00-\x7f]+|\d{5,}""", re.DOTALL)


def told(error: BaseException) -> str:
    """The traceback of an error, its causes before it, without values."""
    parts = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        parts.append(told(cause) + "\nand then:\n")
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    kind = type(error)
    parts.append(f"{frames}{kind.__module__}.{kind.__qualname__}: {_message(error)}")
    return "".join(parts)


def _message(error: BaseException) -> str:
    if type(error).__module__.startswith(("sqlalchemy", "sqlcipher3")):
        return _QUOTED.sub("…", str(getattr(error, "orig", error)))  # the driver's own words: tables and columns
    if isinstance(error, OSError):
        return f"[Errno {error.errno}] {type(error).__name__}"  # paths may hold a person's name
    return _QUOTED.sub("…", str(error)) if isinstance(error, TELLING) else LEFT_OUT


class Formatter(logging.Formatter):
    """Lines of the log without what stood in a record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, with the traceback below where there is one; what libraries quote is left out of both."""
        record.exc_text = None  # as another handler may have written it, with values
        return super().format(record)

    def formatException(self, ei: object) -> str:
        """The traceback of an error without values."""
        assert isinstance(ei, tuple)
        return told(ei[1])
