"""Papers of sales about money: accounts, letters, prices, rebates."""

from __future__ import annotations

from desktop.core.database import Database
from tests.paper.register.kinds import built, built_alone, named, of, records


def in_debt(db: Database) -> list[int]:
    """The dealers with the most that is overdue beyond their advance."""
    from desktop.core.fields import today
    from desktop.sales.money.accounts import accounts

    with db.reading() as session:
        found = accounts(session, today())
    return sorted((key for key in found if found[key].pressing), key=lambda key: -found[key].pressing)


KINDS = {
    "account-statement": built("desktop.sales.money.statement:statement", of("dealer", "shipment")),
    "reconciliation": built("desktop.sales.money.letters:reconciliation", of("dealer", "payment")),
    "dunning-letter": built("desktop.sales.money.letters:dunning_letter", in_debt),
    "ageing-sheet": built_alone("desktop.sales.money.sheets:ageing_sheet"),
    "collection-sheet": built_alone("desktop.sales.money.sheets:collection_sheet"),
    "price-chain": built("desktop.sales.prices.reports:price_chain", of("product", "priceline")),
    "fee-sheet": built("desktop.sales.prices.reports:fee_sheet", named("plan_id", "feearea")),
    "rebate-standing": built("desktop.sales.rebates.reports:standing", named("agreement_id", "rebatetier")),
    "rebate-settlement": built("desktop.sales.rebates.reports:settlement", records("rebatesettlement")),
    "season-settlement": built("desktop.sales.season.papers:sheet", records("seasonsettlement")),
    "season-preview": built("desktop.sales.season.papers:preview", of("dealer", "shipment")),
    "rebates-owed": built_alone("desktop.sales.rebates.reports:liability"),
}
