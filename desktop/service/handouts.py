"""Verbs of handouts: a new one starts from its crop's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.service import starters, versions, ways
from desktop.service.handout_model import Handout

PREFIX = "MB"


def save(db: Database, values: Mapping[str, Any], record_id: int | None) -> Handout:
    """Add or change a handout. A new one without a text gets the starter of its crop, if there is one.

    Raises `Refused` where it is approved already.
    """
    given = dict(values)
    if record_id is None and not given.get("body") and (given.get("crop_id") or given.get("variety_id")):
        given["body"] = _starter(db, given)
    saved: Handout = versions.save_document(db, ways.HANDOUT, PREFIX, given, record_id)
    return saved


def _starter(db: Database, given: Mapping[str, Any]) -> str:
    with db.reading() as session:
        try:
            return starters.draft(session, given.get("crop_id"), given.get("variety_id"), given.get("language") or "").body
        except UserError:
            return ""  # no starter for this crop: the page is empty, and the editor's menu offers the blocks
