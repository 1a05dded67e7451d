"""A change that makes printed text out of date: a rule, an approval number, a licence, the producer's address."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.labels.choices import CHANGES


class LabelChange(Record, table=True):
    """A text that is to be printed otherwise from a day on. Concerned is every version that prints the old text."""

    NAME: ClassVar[str] = N_("Change of printed text")
    FORM: ClassVar[Groups] = (
        Group("kind code holds_from until old_text:2 new_text:2 basis:2 done_on remarks:3"),)
    code: str = f.code(N_("Change no."), "BG")
    kind: str = f.choice(N_("What changes"), CHANGES, default="approval")
    old_text: str = f.text(N_("Printed until now"), required=True, search=True)
    new_text: str = f.text(N_("To be printed from now on"), search=True)
    holds_from: date | None = f.day(N_("Holds from"), index=True)
    until: date | None = f.day(N_("Old prints may be used until"), index=True, not_before="holds_from")
    basis: str = f.text(N_("Basis of the change"), search=True)
    done_on: date | None = f.day(N_("Closed on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What changes, from what to what."""
        return f"{CHANGES.label(self.kind)}{_(': ')}{self.old_text} → {self.new_text or '–'}"

    def problems(self) -> dict[str, str]:
        """The old text says something, and the new one is another."""
        if 0 < len(self.old_text.strip()) < 2:
            return {"old_text": _("Write at least two signs of what is printed until now: one stands on every label.")}
        if self.old_text and self.old_text == self.new_text:
            return {"new_text": _("The new text is the same as the old one.")}
        return {}

    def before_save(self, before: Any, _session: Session) -> None:
        """A change that nobody dated holds from today."""
        if before is None and self.holds_from is None:
            self.holds_from = f.today()
