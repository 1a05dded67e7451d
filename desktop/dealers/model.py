"""The dealer and what belongs to the dealer: outlets, territories, licences."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.dealers import choices as c
from desktop.dealers.credit_code import doubt, normalised, without_blanks
from desktop.dealers.states import DEALERS, OUTLETS
from desktop.people.finding import keep_person


class Dealer(Record, table=True):
    """A firm or person who sells our seed, or may."""

    NAME: ClassVar[str] = N_("Dealer")
    FORM: ClassVar[Groups] = (
        Group("name:2 code kind level grade state state_since since region_id address:2 phone credit_code "
              "visit_days salesperson_id remarks", N_("Dealer")),
        Group("latitude longitude warehouse:2 warehouse_t warehouse_m2 area_mu warehouse_keeper warehouse_condition:2",
              N_("Place and warehouse")),
        Group("legal_person capital tax_no taxpayer invoice_address:2 bank:2 bank_account bank_code", N_("Bank and tax")),
        Group("business_area competitors", N_("Business details")),
    )
    code: str = f.code(N_("Dealer code"), "D")
    name: str = f.text(N_("Name"), required=True, search=True, index=True)
    kind: str = f.choice(N_("Kind"), c.KINDS, default="company")
    level: str = f.choice(N_("Dealer level"), c.LEVELS, default="county")
    grade: str = f.choice(N_("Grade"), c.GRADES)
    state: str = f.state(N_("State"), DEALERS, "prospect")
    state_since: date | None = f.day(N_("In this state since"))
    credit_code: str = f.text(N_("Social credit code"), search=True, index=True, normal=normalised, doubt=doubt)
    region_id: int | None = f.link(N_("Region"), "region.id")
    address: str = f.text(N_("Address"), search=True)
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=6, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=6, low=-180, high=180)
    phone: str = f.phone(N_("Phone"))
    since: date | None = f.day(N_("Dealer since"))
    warehouse: str = f.text(N_("Warehouse address"))
    warehouse_t: float | None = f.number(N_("Warehouse capacity"), unit="t", decimals=1, low=0)
    warehouse_m2: float | None = f.number(N_("Warehouse area"), unit="m²", decimals=0, low=0)
    warehouse_keeper: str = f.text(N_("Keeper of the warehouse"))
    warehouse_condition: str = f.text(N_("Condition of the warehouse"))
    area_mu: float | None = f.number(N_("Area served"), unit=N_("mu"), decimals=0, low=0)
    business_area: str = f.text(N_("Business area"), long=True)
    competitors: str = f.text(N_("Main competing varieties"), long=True)
    legal_person: str = f.text(N_("Legal representative"), search=True)
    capital: int | None = f.money(N_("Registered capital"))
    tax_no: str = f.text(N_("Tax number"), normal=normalised)
    taxpayer: str = f.choice(N_("Taxpayer"), c.TAXPAYERS)
    invoice_address: str = f.text(N_("Address and telephone on invoices"))
    bank: str = f.text(N_("Bank"))
    bank_account: str = f.text(N_("Bank account"), normal=without_blanks)
    bank_code: str = f.text(N_("Bank code"), normal=without_blanks)
    visit_days: int | None = f.whole(N_("Visit every"), unit=N_("d"), low=1, high=730)
    salesperson_id: int | None = f.link(N_("Looked after by"), "person.id")
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Code and address, as a second line."""
        return " · ".join(t for t in (self.code, self.address or self.phone) if t)


class Outlet(Record, table=True):
    """A shop below a dealer, or the company's counter in one."""

    NAME: ClassVar[str] = N_("Outlet")
    FORM: ClassVar[Groups] = (
        Group("name:2 dealer_id:2 kind state keeper phone region_id place:2 opened_on closed_on bags area_m2 shelf_m",
              N_("Outlet")),
        Group("carrier:2 carrier_phone check_days reason:3 remarks", N_("Delivery and checks")),
    )
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    name: str = f.text(N_("Name"), required=True, search=True)
    kind: str = f.choice(N_("Kind of outlet"), c.OUTLET_KINDS, default="shop")
    state: str = f.state(N_("State"), OUTLETS, "open")
    region_id: int | None = f.link(N_("Region"), "region.id")
    place: str = f.text(N_("Place"), search=True)
    keeper: str = f.text(N_("Keeper"), search=True)
    person_id: int | None = f.link(N_("Person"), "person.id")
    phone: str = f.phone(N_("Phone"))
    bags: int | None = f.whole(N_("Bags sold last season"), low=0)
    carrier: str = f.text(N_("Carrier"), search=True)
    carrier_phone: str = f.phone(N_("Carrier's phone"))
    opened_on: date | None = f.day(N_("Opened on"))
    closed_on: date | None = f.day(N_("Closed down on"))
    area_m2: float | None = f.number(N_("Shop area"), unit="m²", decimals=1, low=0)
    shelf_m: float | None = f.number(N_("Own shelf or counter"), unit="m", decimals=1, low=0)
    check_days: int | None = f.whole(N_("Checked every"), unit=N_("d"), low=1, high=730)
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """The keeper is a person."""
        keep_person(self, before, session, name="keeper", number="phone", role="contact", place=self.name)


class Territory(Record, table=True):
    """A place in which a dealer may sell, for some or all varieties, in some season."""

    NAME: ClassVar[str] = N_("Territory")
    FORM: ClassVar[Groups] = (Group("region_id is_exclusive starts_on ends_on varieties:2 remarks"),)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    varieties: str = f.text(N_("Varieties"))
    is_exclusive: bool = f.yes_no(N_("Exclusive"))
    starts_on: date | None = f.day(N_("Valid from"))
    ends_on: date | None = f.day(N_("Valid until"), not_before="starts_on")
    remarks: str = f.text(N_("Remarks"), long=True)


class Licence(Record, table=True):
    """A licence, filing or contract on paper, with its day of expiry. Filings are per season, so there are many."""

    NAME: ClassVar[str] = N_("Licence")
    FORM: ClassVar[Groups] = (
        Group("dealer_id kind number issuer issued_on expires_on days_left verified_on quantity_kg scope:2 replaced remarks"),
    )
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    kind: str = f.choice(N_("Kind"), c.LICENCE_KINDS, default="business")
    days_left: ClassVar[f.Computed] = f.computed(N_("Days left"), lambda c: c.days(c.expires_on, c.today), kind="whole")
    number: str = f.text(N_("Licence number"), search=True)
    issuer: str = f.text(N_("Issued by"))
    scope: str = f.text(N_("Varieties or scope"), search=True)
    quantity_kg: float | None = f.number(N_("Filed quantity"), unit="kg", decimals=0, low=0)
    issued_on: date | None = f.day(N_("Issued on"))
    expires_on: date | None = f.day(N_("Expires on"), index=True, not_before="issued_on")
    verified_on: date | None = f.day(N_("Original seen on"))
    replaced: bool = f.yes_no(N_("Replaced"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Kind and number."""
        return f"{c.LICENCE_KINDS.label(self.kind)} {self.number}".strip()
