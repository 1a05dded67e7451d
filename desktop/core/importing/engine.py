"""The steps of an import, for window and command line alike: read, guess, ask, plan, apply."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from desktop.core import disk_space, history, verbs
from desktop.core.computing import uncollected
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import now
from desktop.core.i18n import N_, _, in_every_language, ngettext
from desktop.core.imported import ImportRun
from desktop.core.importing import mapping, runs, sheets
from desktop.core.importing.kind import ImportKind
from desktop.core.importing.model import (
    DUPLICATE,
    ERROR,
    NEW,
    UNCHANGED,
    UPDATE,
    Columns,
    Plan,
    Progress,
    Target,
    Use,
    silent,
    target_named,
)
from desktop.core.importing.questions import Question, evident
from desktop.core.tables import Cell, Sheet, Table, read_table, write_xlsx

TAKEN_IN = 10  # times its size that a file may take in a database: rows, their history, the index


@dataclass(frozen=True)
class Source:
    """A file that was read: its table, and the checksum by which a second import is noticed. `also`: files read with it."""

    path: Path
    sha256: str
    table: Table
    also: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """The names of the files."""
        return _(", ").join(p.name for p in (self.path, *self.also))


@dataclass(frozen=True)
class Result:
    """What an import did. `run` is None where there was nothing to write."""

    plan: Plan
    run: ImportRun | None


def read_source(path: Path, *, sheet: str | None = None, header_row: int | None = None, encoding: str | None = None,
                delimiter: str | None = None, kind: ImportKind | None = None, also: Sequence[Path] = (),
                keep_rows: bool = False, layout: str = "") -> Source:
    """Read a file, with `also` several where the kind takes them together. Raises `UserError` where it cannot be read.

    `keep_rows` takes the rows that look like sums, remarks or signatures for records; `layout` is how the records lie in the
    table, "" = as recognised. `sheet` "*" takes all sheets with the same headings together (see `sheets.together`), "*汇总" a
    sheet that sums up others too, "**" all of those.
    """
    if also and not (kind and kind.several):
        raise UserError(_("Only one file at a time can be taken in here."))
    table = kind.read([path, *also]) if kind else None
    if table is None:
        def read(name: str | None) -> Table:
            return read_table(path, sheet=name, header_row=header_row, encoding=encoding, delimiter=delimiter,
                              keep_rows=keep_rows)

        every, anyway = sheets.with_sums(sheet or "")
        table = sheets.together(read, keep=keep_rows, anyway=anyway) if every else read(sheet)
    if kind is not None:
        table = kind.arranged(table, layout)
    table.extra["paths"] = [path, *also]
    digests = [_digest(p) for p in (path, *also)]
    whole = digests[0] if not also else hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()
    return Source(path, whole, table, tuple(also))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def guess_columns(session: Session, kind: ImportKind, table: Table, chosen: Mapping[str, str] | None = None) -> Columns:
    """The mapping remembered for these headings, else the one guessed; with the answers that the columns give.

    What a file says itself goes before anything that is remembered.

    `chosen` are facts of the whole file that the user has set; with one of them the columns are guessed anew.
    """
    targets = kind.targets(session)
    known = {t.name for t in targets}
    facts = {name: value for name, value in (chosen or {}).items() if value}
    past = None if facts else runs.remembered(session, str(kind.name), table.header)
    if past is not None:
        own = {t.name for t in targets if t.kind in ("day", "moment", "link")}  # the next file has these headings too
        past = replace(past, constants={n: v for n, v in past.constants.items() if n not in {*kind.settable, *own}})
        uses = {h: u if kind.remembers_answers else Use(u.target) for h, u in past.uses.items() if u.target in known}
        columns = replace(past, uses={h: uses[h] for h in table.header if h in uses})
    else:
        ours = _of_ours(table)
        header = [h if place not in ours else "" for place, h in enumerate(table.header)]
        columns = Columns(kind.guess(session, table, header, targets, facts), facts)
    columns = settled(session, kind, table, columns)
    return replace(columns, constants={n: v for n, v in columns.constants.items() if n in facts or n not in columns.said})


def settled(session: Session, kind: ImportKind, table: Table, columns: Columns) -> Columns:
    """`columns` with what the file says beside its table now that they are so, and with the answers that they give."""
    targets = kind.targets(session)
    return evident(table, replace(columns, said=kind.said(table, targets, columns.uses)), targets)


def ask(session: Session, kind: ImportKind, table: Table, columns: Columns) -> list[Question]:
    """What the user must say about the values of the mapped columns. Raises `UserError` for a mapping that cannot be."""
    _check_names(kind.targets(session), table, columns, kind.settable)
    return kind.questions(session, table, columns)


def make_plan(session: Session, kind: ImportKind, table: Table, columns: Columns) -> Plan:
    """The dry run. Raises `UserError` for a mapping that cannot be."""
    targets = kind.targets(session)
    check_columns(targets, table, columns, kind.settable)
    columns = replace(columns, said=kind.said(table, targets, columns.uses))
    with uncollected():
        plan = kind.plan(session, table, columns)
    plan.seen = history.newest(session)
    return plan


def check_columns(targets: Sequence[Target], table: Table, columns: Columns, settable: Sequence[str] = ()) -> None:
    """Raise `UserError` where no column is chosen, a name is not known or two columns go to one field.

    `settable` are the facts of the whole file that the kind knows beside its targets.
    """
    if beside := mapping.lies_on_its_side(table, targets):
        raise UserError(_("The table lies on its side: {names} stand in its first column instead of in the headings. Turn it "
                          "first (in Excel: copy it, then paste it with Transpose).").format(names=_(", ").join(beside[:4])))
    if not columns.uses:
        raise UserError(_("No column is chosen: choose for at least one column what it holds."))
    _check_names(targets, table, columns, settable)
    taken: dict[str, str] = {}
    for heading, use in columns.uses.items():
        target = target_named(targets, use.target)
        if not target.many and taken.setdefault(target.name, heading) != heading:
            raise UserError(_("Columns “{one}” and “{other}” both go to {field}: choose one of them.").format(
                one=taken[target.name], other=heading, field=target.heading()))


def _check_names(targets: Sequence[Target], table: Table, columns: Columns, settable: Sequence[str]) -> None:
    """Raise `UserError` where a heading is not in the file or a field is not known."""
    for heading, use in columns.uses.items():
        if heading not in table.header:
            raise UserError(_("{file} has no column “{column}”; it has: {columns}.").format(
                file=table.source, column=heading, columns=", ".join(table.header)))
        target_named(targets, use.target)
    for name in columns.constants.keys() - set(settable):
        target_named(targets, name)


def apply(db: Database, kind: ImportKind, source: Source, plan: Plan, *, whole: bool = False,
          progress: Progress = silent) -> Result:
    """Write what `plan` says in one action; `whole` = only if no row is wrong.

    A plan that is older than the database is made anew first. Raises `UserError`, and writes nothing, where `whole`
    is asked for and rows are wrong, or where a question about the whole file is open.
    """
    _refuse_partial(plan, whole)
    if not plan.good:
        return Result(plan, None)
    _refuse_open(plan)
    text = ngettext("Import of {file}: {n} row", "Import of {file}: {n} rows", plan.good).format(
        file=source.name, n=plan.good)
    sizes = [path.stat().st_size for path in (source.path, *source.also) if path.is_file()]
    disk_space.require(db.path.parent, TAKEN_IN * sum(sizes))
    with uncollected(), db.operation(text) as session:
        number = session.info["operation"]
        if plan.seen != number - 1:
            plan = kind.plan(session, plan.table, plan.columns)
            _refuse_partial(plan, whole)
            _refuse_open(plan)
        kind.write(session, plan, progress)
        run = verbs.store(session, ImportRun, _record(kind, source, plan, number))
    return Result(plan, run)


def _refuse_partial(plan: Plan, whole: bool) -> None:
    wrong = plan.count(ERROR)
    if whole and wrong:
        raise UserError(ngettext(
            "{n} row is wrong, so nothing was imported: correct it, or import the good rows only.",
            "{n} rows are wrong, so nothing was imported: correct them, or import the good rows only.",
            wrong).format(n=wrong))


def _refuse_open(plan: Plan) -> None:
    if plan.asked:
        raise UserError(_("Nothing was imported, because this is open: {questions}").format(
            questions=" ".join(asked.text for asked in plan.asked)))


def _record(kind: ImportKind, source: Source, plan: Plan, operation: int) -> dict[str, object]:
    return {"kind": kind.name, "file_name": source.name, "sha256": source.sha256,
            "headings": runs.signature(plan.table.header), "columns": plan.columns.as_json(), "made_at": now(),
            "imported": plan.count(NEW), "updated": plan.count(UPDATE), "unchanged": plan.count(UNCHANGED),
            "duplicates": plan.count(DUPLICATE), "failed": plan.count(ERROR), "operation_id": operation}


REASON = N_("Reason it was left out")
"""The heading of the column that `write_left_out` adds; no heading of people's own, who have columns of reasons as well."""


_LEFT_OUT = N_("Left out")
_EARLIER = ("Reason", "原因")  # what the column was headed by until 0.10.0; people's own tables have such columns too


def _of_ours(table: Table) -> set[int]:
    """The places of the columns that `write_left_out` added; an earlier release's stands last on the sheet that it named."""
    ours, last = in_every_language(REASON), len(table.header) - 1
    earlier = table.sheet in in_every_language(_LEFT_OUT) and last > 0 and table.header[last] in _EARLIER
    return {place for place, heading in enumerate(table.header) if heading in ours} | ({last} if earlier else set())


def write_left_out(path: Path, plan: Plan) -> Path:
    """Write the rows that were not taken (errors and repetitions) as a workbook: same columns and the reason."""
    reasons: dict[int, list[str]] = {}
    for issue in plan.issues:
        reasons.setdefault(issue.row, []).append(f"{issue.column}: {issue.text}" if issue.column else issue.text)
    table, ours = plan.table, _of_ours(plan.table)
    kept = [i for i in range(len(table.header)) if i not in ours]
    rows: list[Sequence[Cell]] = [
        [*(table.rows[i][c] for c in kept), " ".join(reasons.get(table.row_numbers[i], reasons.get(0, [])))]
        for i, state in enumerate(plan.states) if state in (ERROR, DUPLICATE)]
    return write_xlsx(path, [Sheet(_(_LEFT_OUT), [*(table.header[c] for c in kept), _(REASON)], rows)])
