"""`agridesk calculate KIND`: reads one JSON object, prints the figures as one JSON object. No database is opened."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from desktop.core.calculating import Calculation, Calculator, calculation_of
from desktop.core.errors import UserError
from desktop.core.i18n import _

STDIN = "-"


def kinds() -> dict[str, Calculation]:
    """Every calculation by its name on the command line, as the features declare them."""
    from desktop.core.feature import found
    from desktop.features import FEATURES

    declared = found(place for feature in FEATURES for place in feature.calculators)
    made = [calculation_of(known) if isinstance(known, Calculator) else known for known in declared]
    return {calculation.name: calculation for calculation in made}


def calculate_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `agridesk calculate`."""
    parser.add_argument("kind", nargs="?", choices=list(kinds()), metavar="KIND",
                        help=_("what to compute; without it the kinds are listed"))
    parser.add_argument("file", nargs="?", default=STDIN, metavar="FILE", help=_("a JSON object; - reads it from the input"))
    parser.add_argument("--example", action="store_true", help=_("print an input that works"))


def calculate(args: argparse.Namespace) -> int:
    """List the kinds, print an example, or compute. Raises `UserError` for an input that makes no sense."""
    if args.kind is None:
        sys.stdout.writelines(f"{name:<18} {_(calculation.title)}\n" for name, calculation in kinds().items())
        return 0
    chosen = kinds()[args.kind]
    answer = chosen.example if args.example else chosen.answer(_given(args.file))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    return 0


def _given(file: str) -> dict[str, Any]:
    """The JSON object of a file or of the standard input; its numbers keep every digit."""
    try:
        raw = Path(file).read_bytes() if file != STDIN else sys.stdin.buffer.read() if sys.stdin else b""
        given = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse,
                           object_pairs_hook=_once)
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror)) from error
    except UnicodeDecodeError:
        raise UserError(_("The input is not text in UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise UserError(_("The input is no JSON: line {line}, column {column}.").format(
            line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise UserError(_("The input is nested too deeply.")) from None
    if not isinstance(given, dict):
        raise UserError(_("The input must be one JSON object."))
    return given


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; a key that stands in it twice is refused, since nobody knows which of the two is meant."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise UserError(_("“{key}” stands there twice: leave one of them out.").format(key=key))
        found[key] = value
    return found


def _refuse(word: str) -> NoReturn:
    raise UserError(_("{value} is no number that can be computed with.").format(value=word))
