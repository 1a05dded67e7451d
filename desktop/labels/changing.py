"""Carrying out a change of printed text: where the old text stands, and the next drafts of all labels concerned at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col

from desktop.core import verbs, versions
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.labels.change_model import LabelChange
from desktop.labels.lists import LIVE
from desktop.labels.model import LabelVersion
from desktop.labels.printed import TEXTS
from desktop.labels.rules import whole_set


def places_of(version: LabelVersion, old: str) -> list[str]:
    """The printed fields in which a text stands, and the rule set where that names it."""
    return [*(name for name in TEXTS if old in (getattr(version, name) or "")),
            *(["rule_set"] if old in whole_set(version.rule_set) else [])]


def versions_of(session: Session, change: LabelChange) -> Sequence[LabelVersion]:
    """The versions that have not ended and print the old text, label by label."""
    found = session.exec(living(LabelVersion).where(col(LabelVersion.state).in_(LIVE)).order_by(
        col(LabelVersion.item_name), col(LabelVersion.number))).all()
    return [version for version in found if change.old_text and places_of(version, change.old_text)]


def replaced(version: LabelVersion, change: LabelChange) -> Mapping[str, str]:
    """The printed fields of a version with the new text in place of the old one."""
    return {name: getattr(version, name).replace(change.old_text, change.new_text)
            for name in places_of(version, change.old_text) if name != "rule_set"}


def make_drafts(db: Database, change_id: int) -> str:
    """Write the new text into every draft that prints the old one, and make a draft for each label whose newest version is
    approved or in force; says how many. What is in review is left to the review. Raises `Refused` without a new text."""
    with db.operation(_("Drafts for a change of printed text")) as session:
        change = session.get_one(LabelChange, change_id)
        if not change.new_text:
            raise Refused(_("Write down what is to be printed from now on, and save."))
        newest: dict[int, LabelVersion] = {}
        for version in session.exec(living(LabelVersion).order_by(col(LabelVersion.number))).all():
            newest[version.item_id or 0] = version
        made = mended = waiting = 0
        for version in versions_of(session, change):
            values = replaced(version, change)
            if version.state == "draft" and values:
                verbs.store(session, LabelVersion, values, version.id)
                mended += 1
            elif version.state == "review":
                waiting += 1
            elif version.state in ("approved", "effective") and newest[version.item_id or 0].id == version.id:
                versions.next_version(session, version, **values, changes=change.label())
                made += 1
    return _said(made, mended, waiting)


def _said(made: int, mended: int, waiting: int) -> str:
    parts = [ngettext("{n} new draft", "{n} new drafts", made).format(n=made),
             ngettext("{n} draft corrected", "{n} drafts corrected", mended).format(n=mended)]
    if waiting:
        parts.append(ngettext("{n} version in review left as it is", "{n} versions in review left as they are", waiting).format(
            n=waiting))
    return " · ".join(parts)
