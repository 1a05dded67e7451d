"""Papers of rebates: where an agreement stands, the settlement for both signatures, the liability of all agreements."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlmodel import col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    MONEY,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.records import living
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.rebates.accrual import Accrual, Books, accrual
from desktop.sales.rebates.model import RebateAgreement, RebateSettlement
from desktop.sales.rebates.states import BASES, FORMS, METHODS, PARTS
from desktop.trade.agreements import Step
from desktop.trade.rebates import UNIT


def standing(db: Database, agreement_id: int, as_of: date | None = None) -> Document:
    """What an agreement has come to by a day (today), line by line, and what the next tier needs."""
    with db.reading() as session:
        found = accrual(session, agreement_id, as_of or today())
    title = _("Rebate so far: {name}").format(name=found.agreement.name)
    blocks = [Heading(title), KeyValues(_facts(db, found)), *_reckoning(found, found.before), *_steps(found)]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[found.agreement.code])


def settlement(db: Database, settlement_id: int) -> Document:
    """The settlement sheet for both signatures, by the figures that were kept when it was made."""
    kept = get(db, RebateSettlement, settlement_id)
    with db.reading() as session:
        found = accrual(session, kept.agreement_id or 0, kept.as_of or today())
    title = _("Rebate settlement {code}").format(code=kept.code)
    facts = [*_facts(db, found), (_("To be credited"), money.text(kept.amount)), (_("Credited as"), FORMS.label(kept.form))]
    blocks: list[Block] = [Heading(title), KeyValues(facts), *_kept(found, kept)]
    if kept.amount < 0:
        owed = _("Below nothing: the dealer pays back ¥{amount}, or it is taken off the next settlement.")
        blocks.append(Paragraph(owed.format(amount=money.text(-kept.amount))))
    signed = Signatures([_("For the company (seal)"), _("For the dealer (seal)")])
    return Document(title, [*blocks, signed], language(), numbered_headings=False, keywords=[kept.code])


def _kept(found: Accrual, kept: RebateSettlement) -> list[Block]:
    """How the sum came about; where shipments have changed since, what was kept, and what the day comes to now."""
    if found.earned == kept.earned:
        return _reckoning(found, kept.before or 0)
    return [KeyValues([(_("Earned to date"), money.text(kept.earned)), (_("Settled before"), money.text(kept.before))]),
            Callout(_("What was shipped has changed since: today the same day comes to ¥{amount}.").format(
                amount=money.text(found.earned)))]


def liability(db: Database, as_of: date | None = None) -> Document:
    """What all agreements in force have come to by a day and what of it is not settled."""
    day = as_of or today()
    with db.reading() as session:
        wanted = living(RebateAgreement).where(col(RebateAgreement.state).in_(("active", "settled"))).order_by(
            col(RebateAgreement.code))
        books = Books(session)
        found = [accrual(session, agreement.id, day, books) for agreement in session.exec(wanted).all()]
        named = session.exec(living(Dealer).where(col(Dealer.id).in_([a.agreement.dealer_id for a in found])))
        dealers = {dealer.id: dealer.name for dealer in named}
    rows: list[list[Cell]] = [[a.agreement.code, dealers.get(a.agreement.dealer_id or 0, ""), a.agreement.name, a.earned,
                               a.before, a.amount]
                              for a in found]
    totals = [sum(amounts) for amounts in zip(*((a.earned, a.before, a.amount) for a in found), strict=True)]
    columns = [Column(_("Agreement no.")), Column(_("Dealer"), weight=2), Column(_("Name"), weight=2),
               *(Column(name, MONEY) for name in (_("Earned to date"), _("Settled before"), _("Still owed")))]
    title = _("Rebates owed as of {day}").format(day=day)
    blocks: list[Block] = [Heading(title), Table(columns, [*rows, [_("Total"), "", "", *totals]], total_rows=1) if rows
                           else Paragraph(_("No rebate agreement is in force."))]
    return Document(title, blocks, language(), numbered_headings=False)


def _facts(db: Database, found: Accrual) -> list[tuple[str, Cell]]:
    agreement = found.agreement
    return [(_("Dealer"), get(db, Dealer, agreement.dealer_id or 0).name), (_("Agreement no."), agreement.code),
            (_("Term"), f"{agreement.starts_on} – {agreement.ends_on}"), (_("Reckoned up to"), str(found.as_of)),
            (_("Rebate on"), BASES.label(agreement.basis)), (_("How tiers pay"), METHODS.label(agreement.method))]


def _reckoning(found: Accrual, before: int) -> list[Block]:
    """A row a line of the agreement, what conduct takes off, the sum, what was settled `before` (fen)."""
    bags = found.agreement.basis == "bags"
    kind = Column(_("Base"), NUMBER, 0 if bags else 2, thousands=True, unit=_("bags") if bags else _("yuan"))
    columns = [Column(_("Paid on")), Column(_("Period")), kind, Column(_("Of the task"), NUMBER, 1, unit="%"),
               Column(_("Tier"), NUMBER, 0), Column(_("Rebate"), MONEY)]
    rows: list[list[Cell]] = [[PARTS.label(line.part), line.stretch.name, float(line.base), _float(line.stretch.percent),
                               _("task missed") if line.short else line.tier, money.half_up(line.amount * 100)]
                              for line in found.lines]
    whole = sum(money.half_up(line.amount * 100) for line in found.lines)
    totals: list[list[Cell]] = [[_("Total"), "", "", "", "", whole]]
    if found.terms.cut_percent:
        totals.append([_("After conduct (−{percent}%)").format(percent=f"{float(found.terms.cut_percent):g}"), "", "", "", "",
                       found.earned])
    totals += [[_("Settled before"), "", "", "", "", before],
               [_("Still owed"), "", "", "", "", found.earned - before]]
    return [Table(columns, [*rows, *totals], total_rows=len(totals)), *_mean_prices(found), *_by_days(found)]


def _mean_prices(found: Accrual) -> list[Block]:
    """Where bags count and tiers pay percents: of what price a bag, line by line."""
    if found.agreement.basis != "bags" or all(t.per == UNIT for tiers in found.terms.tiers.values() for t in tiers):
        return []
    said = [_("{name} ¥{price} a bag").format(name=line.stretch.name or PARTS.label(line.part),
                                        price=money.text(money.half_up(line.stretch.price * 100)))
            for line in found.lines if line.stretch.price is not None]
    return [Paragraph(_("Percents are those of the mean price of the bags: {prices}.").format(
        prices=_(", ").join(dict.fromkeys(said)) or "–"))]


def _by_days(found: Accrual) -> list[Block]:
    """The factor by days of payment: what was paid within which days, and what it makes of all."""
    if not found.factors:
        return []
    limits = [factor.within for factor in found.factors]
    names = [*(_("within {n} d").format(n=limit) for limit in limits), _("later"), _("not paid yet")]
    amounts = dict.fromkeys(names, 0)
    for days, amount in found.paid:
        place = len(limits) + 1 if days is None else next((i for i, limit in enumerate(limits) if days <= limit), len(limits))
        amounts[names[place]] += amount
    percents = [*(float(factor.percent) for factor in found.factors), 0.0, 0.0]
    rows: list[list[Cell]] = [[name, amounts[name], percent] for name, percent in zip(names, percents, strict=True)]
    total: list[Cell] = [_("Total"), sum(amounts.values()), float(found.terms.factor_percent)]
    said = _("The rebate above is multiplied by the mean factor of all goods; an allotted payment pays its shipment, other "
             "money what is open longest.")
    return [Heading(_("Factor by days of payment"), 2),
            Table([Column(_("Paid")), Column(_("Goods sent"), MONEY), Column(_("Of the rebate"), NUMBER, 2, unit="%")],
                  [*rows, total], total_rows=1), Paragraph(said)]


def _steps(found: Accrual) -> Sequence[Block]:
    """How far the next tier is, and what reaching it brings."""
    said = [_step(step, f"{PARTS.label(step.line.part)} {step.line.stretch.name}".strip(), bags=found.agreement.basis == "bags")
            for step in found.steps]
    return [Heading(_("To the next tier"), 2), *(Paragraph(line) for line in said)] if said else []


def _step(step: Step, part: str, *, bags: bool) -> str:
    gain = money.text(money.half_up(step.gain * 100))
    if bags:
        n = int(step.to_go)
        return ngettext("{part}: {n} more bag brings ¥{gain}.", "{part}: {n} more bags bring ¥{gain}.", n).format(
            part=part, n=n, gain=gain)
    return _("{part}: ¥{amount} more bring ¥{gain}.").format(
        part=part, amount=money.text(money.half_up(step.to_go * 100)), gain=gain)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _standing(db: Database, args: argparse.Namespace) -> Document:
    return standing(db, coded(db, RebateAgreement, args.code), args.day)


def _liability(db: Database, args: argparse.Namespace) -> Document:
    return liability(db, args.day)


REPORTS = Reports((Report("rebate", "code", of_document(_standing)), Report("rebates", "", of_document(_liability))))
