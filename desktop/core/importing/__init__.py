"""Taking tables in: guess the columns, ask what is ambiguous, dry run, one action, result, way back.

    source = read_source(path)
    with db.reading() as session:
        columns = guess_columns(session, kind, source.table)
        open_ = open_questions(ask(session, kind, source.table, columns))
        plan = make_plan(session, kind, source.table, columns)
    result = apply(db, kind, source, plan)
    undo_import(db, result.run.id)

Kinds: `RecordImport` for one row = one record; subclass `ImportKind` for anything else.

What stands here is loaded when it is first asked for: a list that compares two words does not load the whole of importing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.core.imported import ImportRun
    from desktop.core.importing.conflicts import RULES, Conflict, Side
    from desktop.core.importing.engine import (
        Result,
        Source,
        apply,
        ask,
        guess_columns,
        make_plan,
        read_source,
        write_left_out,
    )
    from desktop.core.importing.kind import ImportKind
    from desktop.core.importing.model import (
        DUPLICATE,
        ERROR,
        NEW,
        STATES,
        UNCHANGED,
        UPDATE,
        About,
        Asked,
        Columns,
        Issue,
        Plan,
        Progress,
        Target,
        Use,
        silent,
    )
    from desktop.core.importing.parts import Part
    from desktop.core.importing.questions import Question, open_questions
    from desktop.core.importing.records import RecordImport
    from desktop.core.importing.runs import earlier, first_record, recent
    from desktop.core.importing.undoing import Undone, undo_import
    from desktop.core.importing.values import Converted, convert
    from desktop.core.importing.whom import Addition

_HOMES = {
    "desktop.core.imported": "ImportRun",
    "desktop.core.importing.conflicts": "RULES Conflict Side",
    "desktop.core.importing.engine": "Result Source apply ask guess_columns make_plan read_source write_left_out",
    "desktop.core.importing.kind": "ImportKind",
    "desktop.core.importing.model": "DUPLICATE ERROR NEW STATES UNCHANGED UPDATE About Asked Columns Issue Plan Progress "
                                    "Target Use silent",
    "desktop.core.importing.parts": "Part",
    "desktop.core.importing.questions": "Question open_questions",
    "desktop.core.importing.records": "RecordImport",
    "desktop.core.importing.runs": "earlier first_record recent",
    "desktop.core.importing.undoing": "Undone undo_import",
    "desktop.core.importing.values": "Converted convert",
    "desktop.core.importing.whom": "Addition",
}


def __getattr__(name: str) -> Any:
    """One of the names above, from the module where it stands."""
    for module, names in _HOMES.items():
        if name in names.split():
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DUPLICATE",
    "ERROR",
    "NEW",
    "RULES",
    "STATES",
    "UNCHANGED",
    "UPDATE",
    "About",
    "Addition",
    "Asked",
    "Columns",
    "Conflict",
    "Converted",
    "ImportKind",
    "ImportRun",
    "Issue",
    "Part",
    "Plan",
    "Progress",
    "Question",
    "RecordImport",
    "Result",
    "Side",
    "Source",
    "Target",
    "Undone",
    "Use",
    "apply",
    "ask",
    "convert",
    "earlier",
    "first_record",
    "guess_columns",
    "make_plan",
    "open_questions",
    "read_source",
    "recent",
    "silent",
    "undo_import",
    "write_left_out",
]
