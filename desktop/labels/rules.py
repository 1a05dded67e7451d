"""The list of mandatory items of a label, from resources/catalogues/label_rules.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import SOURCE, _, language
from desktop.core.paths import resource

MARKS = (";", "；")
"""What stands between two rule sets."""
BETWEEN = " /" + "".join(MARKS)
"""That, and what stands between the two languages."""


@dataclass(frozen=True)
class Words:
    """A text in both languages; where one is missing the other stands in."""

    zh: str = ""
    en: str = ""

    def __str__(self) -> str:
        first, second = (self.en, self.zh) if language() == SOURCE else (self.zh, self.en)
        return first or second


@dataclass(frozen=True)
class Rule:
    """One item: `severity` is E (illegal without), W (likely breach) or I (reminder).

    `verified` is False where the clause was not read in its primary source; `doubtful` is the part of it that was not.
    Such text is shown as “to be verified” and is never treated as law.
    """

    code: str
    title: Words
    text: Words
    doubtful: Words
    basis: Words
    severity: str
    verified: bool
    kinds: tuple[str, ...]
    begins: str = ""
    ends: str = "9999"
    check: Mapping[str, Any] = field(default_factory=dict)

    def holds(self, on: date) -> bool:
        """Whether the text it stands in is in force on a day."""
        return self.begins <= on.isoformat() <= self.ends

    def binding(self) -> bool:
        """Whether a version cannot be approved while this item is missing: the law says so, and we have read it."""
        return self.severity == "E" and self.verified


@cache
def _catalogue() -> dict[str, Any]:
    return dict(json.loads(resource("catalogues", "label_rules.json").read_text(encoding="utf-8")))


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the list."""
    return {rule.code: rule for rule in map(_rule, _catalogue()["rows"])}


def _rule(row: Mapping[str, Any]) -> Rule:
    title, text, doubtful, basis = (Words(row.get(name) or "", row.get(f"{name}_en") or "")
                                    for name in ("title", "rule", "unverified", "basis"))
    return Rule(row["code"], title, text, doubtful, basis, row.get("severity") or "I",
                bool(row.get("verified")), tuple(row.get("kinds") or ("label", "bag")), *_term(row.get("set", "")),
                row.get("check") or {})


def _term(name: str) -> tuple[str, str]:
    """From when and until when the text of a rule is in force; always, where the rule names none."""
    found: Mapping[str, Any] = next((s for s in _catalogue().get("rule_sets", ()) if s["id"] == name), {})
    return found.get("effective_from") or "", found.get("effective_to") or "9999"


def rules_for(kind: str, on: date | None = None) -> Sequence[Rule]:
    """The rules that concern one kind of item (label, manual, bag, qr) on a day, today unless it is said."""
    return [rule for rule in rules().values() if kind in rule.kinds and rule.holds(on or today())]


def rule_set(on: date) -> str:
    """The names of the rule sets in force on a day, in both languages, as a version keeps them (see `said_set`)."""
    day = on.isoformat()
    return _in_both([s for s in _catalogue().get("rule_sets", ())
                     if (s.get("effective_from") or "") <= day <= (s.get("effective_to") or "9999")])


def said_set(kept: str) -> str:
    """Rule sets as a version keeps them in the language in force, in whichever they were written down: each known name is said
    once, and whatever else stands there (a standard of the firm) stays where it stands."""
    by_name = {name: s for s in _catalogue().get("rule_sets", ()) for code in ("zh", "en") if (name := s.get(code))}
    parts, said, at = list[str](), set[str](), 0
    for found in re.finditer("|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True)), kept):
        between, named = kept[at:found.start()], by_name[found[0]]
        again, at = named["id"] in said, found.end()
        said.add(named["id"])
        parts.append(between.rstrip(BETWEEN) if again else _("; ") if between.strip() in MARKS else between)
        parts.append("" if again else str(Words(named.get("zh") or "", named.get("en") or "")))
    return "".join([*parts, kept[at:]])


def whole_set(kept: str) -> str:
    """All in which a text may be found that a version names as its rule sets: what it keeps, and the names of the sets it names
    in both languages."""
    return "\n".join(part for part in (kept, _in_both(_named(kept))) if part)


def _named(kept: str) -> list[Mapping[str, Any]]:
    return [s for s in _catalogue().get("rule_sets", ()) if any(s.get(code) and s[code] in kept for code in ("zh", "en"))]


def _in_both(sets: Sequence[Mapping[str, Any]]) -> str:
    halves = ("; ".join(s.get(code) or "" for s in sets) for code in ("zh", "en"))
    return " / ".join(half for half in halves if half)


def caution() -> str:
    """What the catalogue says about its own limits."""
    return str(Words(_catalogue().get("caution_zh") or "", _catalogue().get("caution_en") or ""))
