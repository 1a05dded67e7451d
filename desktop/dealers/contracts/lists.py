"""The lists of contracts and of their points."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, func, or_

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.contracts.states import RUNS
from desktop.dealers.model import Dealer
from desktop.regions.model import Region

SOON_DAYS = 60  # a contract is talked about anew two months before its end
_contract, _point, _dealer, _place = (table_of(DealerContract), table_of(ContractPoint), table_of(Dealer),
                                      table_of(Region).c.full_name)
_day: Any = func.date("now", "localtime")
IN_FORCE = (Condition("state", "is", "signed"),)
RUNNING: Any = case(
    (_contract.c.state == "draft", "unsigned"), (_contract.c.state != "signed", "over"),
    (_contract.c.starts_on > _day, "ahead"), (_contract.c.ends_on < _day, "past"),
    (_contract.c.ends_on <= func.date("now", "localtime", f"+{SOON_DAYS} days"), "soon"),
    else_="running")
POINTS_OF = rollups.count(ContractPoint, "contract_id")
NEXT_DUE = rollups.first(ContractPoint, "contract_id", "due_on", (("due_on", False), ("id", False)), where=(
    Condition("due_on", "filled"), Condition("done_on", "empty")))
OPEN: Any = and_(_contract.c.state == "signed", or_(_point.c.done_on.is_(None), and_(
    _point.c.every_months.is_not(None), _point.c.due_on > _point.c.done_on)))

CONTRACTS = Listing(
    "contracts", N_("Contracts"), DealerContract,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), Column("running", N_("Term"), RUNNING, "choice", RUNS),
             column(DealerContract, "ends_on"), column(DealerContract, "starts_on"), column(DealerContract, "state"),
             column(DealerContract, "code"), column(DealerContract, "title"),
             column(DealerContract, "dealer_signed_on"), column(DealerContract, "company_signed_on"),
             POINTS_OF.column(DealerContract, "points", N_("Number of points")),
             NEXT_DUE.column(DealerContract, "next_due", N_("First point never done, due"), shown=False),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("ends_on", True),
    presets=[
        Preset("running", N_("Contracts in force"), lambda: (Condition("running", "in", ("running", "soon")),)),
        Preset("ending", N_("Contracts that end within 60 days"), lambda: (Condition("running", "in", ("soon",)),)),
        Preset("past", N_("Contracts past their term"), lambda: (Condition("running", "in", ("past",)),)),
        Preset("unsigned", N_("Contracts not signed yet"), lambda: (Condition("running", "in", ("unsigned",)),)),
    ])
CONTRACT_POINTS = Listing(
    "contract_points", N_("Points of the contract"), ContractPoint,
    columns=[*(column(ContractPoint, name) for name in ("kind", "what", "due_on", "every_months", "done_on", "amount", "bags",
                                                        "percent", "days", "remark")),
             Column("open", N_("Still to be done"), OPEN, "flag", shown=False),
             Column("contract", N_("Dealer contract"), _contract.c.title, shown=False),
             Column("dealer", N_("Dealer"), _dealer.c.name, shown=False)],
    joins=[(DealerContract, "contract_id"), (Dealer, "dealer_id", DealerContract)], order=("id", False),
    presets=[Preset("due", N_("Points of contracts falling due"), lambda: (
        Condition("open", "yes"), Condition("due_on", "next_days", days_ahead())))])
