"""The list of mandatory items of a label, from resources/catalogues/label_rules.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.core.i18n import SOURCE, language
from desktop.core.paths import resource


@dataclass(frozen=True)
class Rule:
    """One item: `severity` is E (illegal without), W (likely breach) or I (reminder).

    `verified` is False where the clause was not read in its primary source: shown as “to be verified”, never law.
    """

    code: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    basis: str
    severity: str
    verified: bool
    kinds: tuple[str, ...] = ()

    def title(self) -> str:
        """The item in the language in force."""
        return (self.title_en if language() == SOURCE else self.title_zh) or self.title_zh or self.title_en

    def text(self) -> str:
        """What the rule asks, in the language in force."""
        return (self.text_en if language() == SOURCE else self.text_zh) or self.text_zh or self.text_en

    def binding(self) -> bool:
        """Whether a version cannot be approved while this item is missing."""
        return self.severity == "E"


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the list."""
    content = json.loads(resource("catalogues", "label_rules.json").read_text(encoding="utf-8"))
    return {rule.code: rule for rule in map(_rule, content["rows"])}


@cache
def rule_set() -> str:
    """The name of the rule set in use, with its date."""
    content = json.loads(resource("catalogues", "label_rules.json").read_text(encoding="utf-8"))
    return f"{content.get('title', '')} {content.get('as_of', '')}".strip()


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(str(row["code"]), *(str(row.get(k) or "") for k in ("title", "title_en", "rule", "rule_en", "basis")),
                severity=str(row.get("severity") or "I"), verified=bool(row.get("verified", True)),
                kinds=tuple(row.get("kinds") or ()))


def rules_for(kind: str) -> Sequence[Rule]:
    """The rules that concern one kind of item (label, manual, bag, qr); a rule without kinds concerns labels and bags."""
    return [r for r in rules().values() if kind in (r.kinds or ("label", "bag"))]
