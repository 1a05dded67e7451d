"""The commands that take tables in and out: import, export. They do what the wizard does, by the same engine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core import local_time
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.exporting import Export
    from desktop.core.importing import Asked, Columns, ImportKind, Issue, Plan, Question, Source, Target

COUNTS = (("new", N_("imported")), ("update", N_("updated")), ("unchanged", N_("unchanged")),
          ("duplicate", N_("duplicates")), ("error", N_("errors")))
OF_THE_FILE = {  # facts of a whole table that kinds recognise and that may be set instead (`ImportKind.settable`)
    "design": N_("design of the trial, as analyse names it, instead of the one recognised"),
    "crop": N_("crop the table is about: its code or name, or unknown"),
    "layout": N_("how the table lies: plots, replicates, sites or samples"),
    "compared": N_("what is compared: varieties or treatments"),
    "season": N_("season of all rows"),
    "site": N_("site of all rows"),
    "trial": N_("name of the trial of all rows"),
    "places": N_("what a column of numbered places holds: sites or replicates"),
    "check": N_("the check; several divided by a semicolon"),
}
LISTED = 200  # issues printed; all of them go into --left-out


def kind_places() -> dict[str, str]:
    """Every kind that can be imported, by its name on the command line, with its place; none of them is loaded."""
    from desktop.features import FEATURES

    return _by_name(feature.imports for feature in FEATURES)


def form_places() -> dict[str, str]:
    """Every file in a form of its own, as `kind_places`."""
    from desktop.features import FEATURES

    return _by_name(feature.exports for feature in FEATURES)


def _by_name(declared: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {name: place for places in declared for place, names in places.items() for name in names.split()}


def kind_named(name: str) -> ImportKind:
    """The kind that the command line calls so; only what it needs is loaded, as the others take most of a second."""
    kind: ImportKind = _named(kind_places()[name], name)
    return kind


def _named(place: str, name: str) -> Any:
    from desktop.core.feature import found

    return next(thing for thing in found((place,)) if thing.name == name)


def kinds() -> dict[str, ImportKind]:
    """Every kind that can be imported, by its name on the command line."""
    return {name: kind_named(name) for name in kind_places()}


# -- import -----------------------------------------------------------------------------------------------------------


def import_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk import`."""
    from desktop.core.importing.conflicts import RULES

    parser.add_argument("kind", choices=list(kind_places()), metavar="KIND", help=", ".join(kind_places()))
    parser.add_argument("file", type=Path, nargs="+", metavar="FILE",
                        help=_("workbook, text table, or a zip of Field Book; several where the kind takes them together"))
    parser.add_argument("--map", action="append", default=[], metavar="COL=FIELD",
                        help=_("what a column holds; COL= leaves it out; without it the headings are guessed"))
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE",
                        help=_("a value that every row gets"))
    parser.add_argument("--new", action="append", default=[], metavar="FIELD=VALUE",
                        help=_("what new records get where no column says it: state=active"))
    parser.add_argument("--answer", action="append", default=[], metavar="COL:QUESTION=ANSWER",
                        help=_("how ambiguous values are meant, for example “Sown:order=dmy”"))
    for name, words in OF_THE_FILE.items():
        parser.add_argument(f"--{name}", metavar="NAME", help=_(words))
    parser.add_argument("--mode", choices=("all", "new", "update"), help=_("new and changed records, or one of them"))
    parser.add_argument("--on-conflict", choices=list(RULES), help=_(
        "what becomes of a value that differs from one that is there: {rules}").format(
            rules=_("; ").join(f"{name} = {_(text)}" for name, text in RULES.items())))
    parser.add_argument("--sheet", help=_(
        "sheet of a workbook; * takes all with the same headings together, *NAME one that sums up others too, ** all of them"))
    parser.add_argument("--header-row", type=int, metavar="N", help=_("row that holds the headings"))
    parser.add_argument("--encoding", help=_("encoding of a text table"))
    parser.add_argument("--keep-rows", action="store_true",
                        help=_("take rows such as totals, means or remarks for records too"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    parser.add_argument("--whole", action="store_true", help=_("import nothing if a single row is wrong"))
    parser.add_argument("--left-out", type=Path, metavar="FILE.xlsx",
                        help=_("write the rows that were not taken, with the reason"))


def import_(args: argparse.Namespace) -> int:
    """Import a table and print what came of it; exit status 1 where rows were wrong and nothing was taken.

    What the file is, is never guessed: where that is open, what was recognised is printed and `UserError` raised.
    """
    from desktop.core.importing import apply, read_source, write_left_out
    from desktop.newdata import command_database

    kind = kind_named(args.kind)
    chosen = _chosen(kind, args)
    first, *also = args.file
    source = read_source(first, sheet=args.sheet, header_row=args.header_row, encoding=args.encoding, kind=kind, also=also,
                         keep_rows=args.keep_rows, layout=chosen.get("layout", ""))
    with command_database(args, must_exist=False) as db:
        plan, questions = _plan(db, kind, source, args, chosen)
        with db.reading() as session:
            needed = [t for t in kind.needed(session, plan.columns) if t.name not in plan.columns.fixed] if plan.errors else []
        if not args.dry_run:
            if plan.good and plan.asked:
                _refuse_open(plan)
            plan = apply(db, kind, source, plan, whole=args.whole).plan
    _report(plan, questions, needed, kind.assumed(plan.columns), dry=args.dry_run, keeps=bool(kind.keeps))
    if args.left_out is not None and plan.count("error") + plan.count("duplicate"):
        write_left_out(args.left_out, plan)
        sys.stdout.write(_("rows left out: {file}").format(file=args.left_out) + "\n")
    return int(plan.count("error") > 0 and not plan.good)


def _chosen(kind: ImportKind, args: argparse.Namespace) -> dict[str, str]:
    """The facts of the whole file that are set, by an option of their own or by --set."""
    given = {name: value for name in OF_THE_FILE if (value := getattr(args, name)) is not None}
    for name in given:
        if name not in kind.settable:
            raise UserError(_("import {kind} takes no --{option}.").format(kind=kind.name, option=name))
    also = {name: value for name, value in _pairs(args.set, "--set", "FIELD=VALUE") if name in kind.settable}
    chosen = {**also, **given}
    if chosen.get("compared", "varieties") not in ("varieties", "treatments"):
        raise UserError(_("--compared takes “varieties” or “treatments”."))
    return chosen


def _plan(db: Database, kind: ImportKind, source: Source, args: argparse.Namespace, chosen: dict[str, str]
          ) -> tuple[Plan, list[Question]]:
    from desktop.core.importing import ask, earlier, guess_columns, make_plan, open_questions
    from desktop.core.importing.model import target_named

    with db.reading() as session:
        before = earlier(session, str(kind.name), source.sha256)
        if before is not None and before.made_at is not None:
            sys.stderr.write(_("This very file was imported on {day} before.").format(
                day=local_time.shown(before.made_at)) + "\n")
        several = {target.name for target in kind.targets(session) if target.many}
        columns = _columns(guess_columns(session, kind, source.table, chosen), args, several)
        for name in columns.assumed:
            target_named(kind.assumed(columns), name)
        questions = ask(session, kind, source.table, columns)
        _check_answers(_answers(args, columns.uses), questions)
        return make_plan(session, kind, source.table, columns), open_questions(questions)


def _columns(guessed: Columns, args: argparse.Namespace, several: Collection[str]) -> Columns:
    """The guess, corrected by --map, --set, --answer and --mode; `several`: what more than one column may go to."""
    from desktop.core.importing import Use

    uses = dict(guessed.uses)
    for heading, name in _pairs(args.map, "--map", "COL=FIELD"):
        uses = {h: u for h, u in uses.items() if h != heading and (u.target != name or name in several)}
        if name:
            uses[heading] = Use(name)
    for heading, question, answer in _answers(args, uses):
        uses[heading] = replace(uses[heading], options={**uses[heading].options, question: answer})
    constants = {**guessed.constants, **dict(_pairs(args.set, "--set", "FIELD=VALUE"))}
    return replace(guessed, uses=uses, constants=constants, mode=args.mode or guessed.mode,
                   assumed=dict(_pairs(args.new, "--new", "FIELD=VALUE")),
                   conflicts={"": args.on_conflict} if args.on_conflict else {})


def _answers(args: argparse.Namespace, uses: Collection[str]) -> list[tuple[str, str, str]]:
    """(heading, question, answer) of every --answer; `uses` are the headings in use."""
    found = []
    for place, answer in _pairs(args.answer, "--answer", "COL:QUESTION=ANSWER"):
        # Headings and questions may both hold a colon: the longest heading in use is meant.
        heading = max((h for h in uses if place.startswith(f"{h}:")), key=len, default="")
        if not heading:
            raise UserError(_("--answer {text}: there is no column “{column}” in use.").format(
                text=place, column=place.partition(":")[0]))
        found.append((heading, place[len(heading) + 1:], answer))
    return found


def _check_answers(answers: Sequence[tuple[str, str, str]], questions: Sequence[Question]) -> None:
    """Raise `UserError` for an answer to what is not asked, or one that the question has not; years may be any year."""
    asked = {(q.heading, q.name): q.answers for q in questions}
    for heading, name, answer in answers:
        known = asked.get((heading, name))
        if known is None:
            unanswered = [f"{q.heading}:{q.name}={'|'.join(q.answers)}" for q in questions if (q.heading, q.name) not in {
                (h, n) for h, n, _answer in answers}]
            raise UserError(_("--answer {text}: this is not asked; open questions: {open}.").format(
                text=f"{heading}:{name}", open=_("; ").join(unanswered) or _("none")))
        if answer not in known and not (answer.isdecimal() and any(a.isdecimal() for a in known)):
            raise UserError(_("--answer {text}: “{answer}” is no answer to this; choose one of {answers}.").format(
                text=f"{heading}:{name}", answer=answer, answers=", ".join(known)))


def _pairs(texts: Sequence[str], option: str, form: str) -> list[tuple[str, str]]:
    """Options of the form A=B; the last = divides, since headings may hold one."""
    found = []
    for text in texts:
        left, mark, right = text.rpartition("=")
        if not mark or not left:
            raise UserError(_("{option} {text}: write it as {form}.").format(option=option, text=text, form=form))
        found.append((left, right))
    return found


def _report(plan: Plan, questions: list[Question], needed: Sequence[Target], assumed: Sequence[Target], *, dry: bool,
            keeps: bool) -> None:
    """What was recognised, what is not used, counts, facts, what had to be decided in reading, open questions, then the issues:
    row, column, value, what to do. `keeps`: what is not used can be kept as text; `assumed`: what new records fill by
    themselves."""
    from desktop.core.importing.conflicts import RULES

    lines = _recognised(plan)
    lines += [_("--map COLUMN=keep keeps a column as text with the record")] if plan.unused and keeps else []
    lines += [_("Dry run: nothing was written.")] if dry else []
    lines += [f"{_(title)}: {plan.count(state)}" for state, title in COUNTS]
    lines += plan.facts
    lines += [_("--new FIELD=VALUE says it for the new records: {names}").format(
        names=", ".join(t.name for t in assumed))] if assumed and plan.count("new") else []
    lines += plan.table.notes
    others = [name for name in plan.table.extra.get("sheets", ()) if name != plan.table.sheet]
    if others and plan.table.sheet != "*":
        lines.append(_("Further sheets of the file, which are not read: {names} (--sheet NAME, or --sheet \"*\" for all "
                       "with the same headings)").format(names=_(", ").join(others)))
    if plan.table.extra.get("sums"):
        lines.append(_("--sheet \"*NAME\" takes a sheet that sums up others too, --sheet \"**\" all of them"))
    lines += [_("open: --set {name}=…  {title} of all rows, where no column says it").format(name=t.name, title=_(t.title))
              for t in needed]
    lines += [_asked(a) for a in plan.asked]
    lines += [_question(q) for q in questions]
    if any(not c.decision for c in plan.conflicts):
        lines.append(_("open: --on-conflict {rules}  two values of one thing").format(rules="|".join(RULES)))
    lines += [_issue(i) for i in plan.issues[:LISTED]]
    if len(plan.issues) > LISTED:
        lines.append(_("… and {n} more; --left-out writes all of them").format(n=len(plan.issues) - LISTED))
    sys.stdout.write("\n".join(lines) + "\n")


def _recognised(plan: Plan) -> list[str]:
    """The lines of fixed form that come first, whatever becomes of the import."""
    return [*plan.recognised, *([f"not used: {', '.join(plan.unused)}"] if plan.unused else [])]


def _refuse_open(plan: Plan) -> None:
    """Print what was recognised, and raise `UserError` with the questions about the whole file and the options that answer."""
    sys.stdout.write("".join(f"{line}\n" for line in _recognised(plan)))
    questions = (_("{question} Answer with --{name} {answers}.").format(
        question=asked.text, name=asked.name, answers="|".join(asked.answers)) for asked in plan.asked)
    raise UserError(_("Nothing was imported, because this is open: {questions}").format(questions=" ".join(questions)))


def _asked(asked: Asked) -> str:
    return _("open: --{name} {answers}  {text}").format(name=asked.name, answers="|".join(asked.answers), text=asked.text)


def _question(question: Question) -> str:
    return _("open: --answer “{column}:{name}={answers}”  {text} ({examples})").format(
        column=question.heading, name=question.name, answers="|".join(question.answers), text=_(question.text),
        examples=", ".join(question.examples))


def _issue(issue: Issue) -> str:
    if not issue.row:
        return issue.text
    where = _("row {row}").format(row=issue.row)
    if issue.column:
        where += ", " + _("column {column}").format(column=issue.column)
    if issue.value:
        where += f", “{issue.value}”"
    return f"{where}: {issue.text}"


# -- export -----------------------------------------------------------------------------------------------------------


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk export`."""
    names = [*kind_places(), *form_places()]
    parser.add_argument("kind", choices=names, metavar="KIND", help=", ".join(names))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE",
                        help=_("workbook (.xlsx) or text table (.csv)"))
    parser.add_argument("--trial", metavar="CODE", help=_("code of the trial whose field file, trait file or form is wanted"))
    parser.add_argument("--traits", metavar="TRAIT,TRAIT", help=_("only these traits"))
    parser.add_argument("--occasions", type=int, default=1, metavar="N", help=_("how often each trait is to be observed"))
    parser.add_argument("--filled", action="store_true", help=_("with the values that are stored"))
    parser.add_argument("--blind", action="store_true", help=_("without the names of entries and varieties"))


def export(args: argparse.Namespace) -> int:
    """Write all records of a kind as a table that `import` takes back unchanged."""
    from desktop.core.tables import write_csv, write_xlsx
    from desktop.newdata import command_database

    if (place := form_places().get(args.kind)) is not None:
        return _write_form(_named(place, args.kind), args)
    kind = kind_named(args.kind)
    with command_database(args) as db, db.reading() as session:
        sheet = kind.export(session)
        if sheet is None:
            raise UserError(_("“{kind}” cannot be exported as one table.").format(kind=_(kind.title)))
        rows = list(sheet.rows)
    if args.out.suffix.lower() == ".csv":
        write_csv(args.out, sheet.header, rows)
    else:
        write_xlsx(args.out, [replace(sheet, rows=rows)])
    sys.stdout.write(ngettext("{n} row: {file}", "{n} rows: {file}", len(rows)).format(n=len(rows), file=args.out) + "\n")
    return 0


def _write_form(form: Export, args: argparse.Namespace) -> int:
    """Write a file that has a form of its own."""
    from desktop.newdata import command_database

    with command_database(args) as db:
        said = form.write(db, args.out, vars(args))
    sys.stdout.write(said + "\n")
    return 0
