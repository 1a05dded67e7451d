"""What is open and would close the gap of a target: orders not shipped, debts overdue, promises, dealers who are short."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core import money
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise
from desktop.sales.money.accounts import accounts
from desktop.sales.stock.advising import advised
from desktop.sales.stock.figures import on_order
from desktop.sales.targets import states as s
from desktop.sales.targets.figures import scope
from desktop.sales.targets.model import SalesTarget

MOST = 8  # dealers named


def what_closes(session: Session, target: SalesTarget, day: date) -> list[str]:
    """Sentences on what is open within a target, the largest first."""
    dealers = scope(session, target)
    names = {dealer.id: dealer.name for dealer in session.exec(living(Dealer)) if dealers is None or dealer.id in dealers}
    return _debts(session, names, day) if target.measure == s.COLLECTED else _goods(session, target, names, day)


def _debts(session: Session, names: dict[int, str], day: date) -> list[str]:
    open_ = sorted(((account.pressing, key) for key, account in accounts(session, day).items()
                    if key in names and account.pressing), reverse=True)
    said = [_("{dealer} is overdue with ¥{amount}.").format(dealer=names[key], amount=money.text(amount))
            for amount, key in open_[:MOST]]
    promised = session.exec(living(Promise).where(col(Promise.state) == "open", col(Promise.amount) > 0)).all()
    return said + [_("{dealer} promised ¥{amount} by {day}.").format(
        dealer=names[p.dealer_id], amount=money.text(p.amount), day=p.due_on or "—") for p in promised if p.dealer_id in names]


def _goods(session: Session, target: SalesTarget, names: dict[int, str], day: date) -> list[str]:
    def mine(dealer: int, product: int) -> bool:
        return dealer in names and target.product_id in (None, product)

    waiting: dict[int, int] = {}
    for (dealer, product), bags in on_order(session).items():
        if mine(dealer, product) and bags:
            waiting[dealer] = waiting.get(dealer, 0) + bags
    wanting: dict[int, int] = {}
    for found, advice in advised(session, day, product_id=target.product_id, dealers=names):
        if mine(found.dealer_id, found.product_id) and advice.order:
            wanting[found.dealer_id] = wanting.get(found.dealer_id, 0) + advice.order
    said = [ngettext(
        "{dealer} ordered {n} bag that has not left yet.",
        "{dealer} ordered {n} bags that have not left yet.", bags).format(dealer=names[key], n=bags)
            for key, bags in sorted(waiting.items(), key=lambda item: -item[1])[:MOST]]
    return said + [ngettext(
        "{dealer} should order {n} bag by the advice on stock.",
        "{dealer} should order {n} bags by the advice on stock.", bags).format(dealer=names[key], n=bags)
                   for key, bags in sorted(wanting.items(), key=lambda item: -item[1])[:MOST]]
