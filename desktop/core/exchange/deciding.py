"""What a person decides about a clash: an edit as any other, which the record's rules may refuse."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.exchange.clash import DELETED, Clash, value
from desktop.core.history import manager
from desktop.core.i18n import _
from desktop.core.kinds import model_of


def decide(db: Database, clash_id: int, *, other: bool) -> None:
    """Let the value that stands here stay, or the other one stand from now on, in one action.

    Raises `Refused` where it is decided already or the record's state locks it, `FieldErrors` where the value does not fit
    the rest of the record any more.
    """
    with db.operation(_("Clash decided")) as session:
        clash = session.get_one(Clash, clash_id)
        if clash.decision:
            raise Refused(_("This is decided already."))
        if other:
            _let_stand(session, clash)
        verbs.store(session, Clash, {"decision": "there" if other else "here", "decided_by": manager(session)}, clash_id)


def _let_stand(session: Session, clash: Clash) -> None:
    model, number = model_of(clash.row_table), int(clash.row_id or 0)
    wanted = value(clash, other=True)
    if clash.field != DELETED:
        verbs.store(session, model, {clash.field: wanted}, number)
    elif wanted:
        verbs.remove(session, model, [number])
    else:
        verbs.bring_back(session, model, number)
