"""The list of mandatory items of a label, from resources/catalogues/label_rules.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import SOURCE, language
from desktop.core.paths import resource


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
    """Rule sets as a version keeps them in the language in force, in whichever they were written down; else as it stands."""
    return str(Words(*_halves(_named(kept)))) or kept


def whole_set(kept: str) -> str:
    """Rule sets as a version keeps them in both languages, so that a name of either is found in them; else as it stands."""
    return _in_both(_named(kept)) or kept


def _named(kept: str) -> list[Mapping[str, Any]]:
    return [s for s in _catalogue().get("rule_sets", ()) if any(s.get(code) and s[code] in kept for code in ("zh", "en"))]


def _halves(sets: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    zh, en = ("; ".join(s.get(code) or "" for s in sets) for code in ("zh", "en"))
    return zh, en


def _in_both(sets: Sequence[Mapping[str, Any]]) -> str:
    return " / ".join(half for half in _halves(sets) if half)


def caution() -> str:
    """What the catalogue says about its own limits."""
    return str(Words(_catalogue().get("caution_zh") or "", _catalogue().get("caution_en") or ""))
