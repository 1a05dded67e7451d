"""Ordered schema steps, append only. `PRAGMA user_version` says how many a database has had.

TO CHANGE THE SCHEMA
1. change the model;
2. append to STEPS, at its end:
   - a new column: what `python -m tests.freeze_schema --added TABLE.COLUMN` prints, `added("dealer.email", "TEXT …")`.
     The rows that are there get the field's default;
   - a new table, or another shape of one: `tables("NNN_NAME")`, its text frozen by `python -m tests.freeze_schema
     NNN_NAME TABLE ...`, with what the rows that are there get in a new column, where that is not its default:
     `tables("NNN_NAME", {"plot.kind": "plot"})`. A column or table that is called otherwise from now on, or goes, is
     named: `renames={"dealer.wechat": "weixin"}, shown_in=("dealers",), drops={"dealer.fax", "oldtable"}`. History,
     files, search, and the saved views and imports named in `shown_in` follow a new name;
   - anything else: a function of the connection, in plain SQL, which imports no model.
   Never edit a step, or a frozen file, that has been released: tests/released/schema.sha256 holds the files;
3. write anew what is known of all tables without their models, `python -m tests.freeze_kinds`, and the digests of all
   schemas, `python -m tests.freeze_schema --shapes`;
4. give the step a test over rows in tests/test_migration_steps.py;
5. run `python -m pytest tests/test_migrations.py tests/test_migration_steps.py`: they compare a migrated database with
   the models and say what is missing.
Each step runs in one transaction after a verified backup; foreign keys are off meanwhile and checked before the commit.
A step after which a column is gone that it does not name in `drops` or `renames` is taken back (see `core/schema.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from desktop.core import catalogues
from desktop.core.ids import EPOCH_MS, RANDOM_BITS, new_ids
from desktop.core.paths import resource
from desktop.core.records import alive_in_sql
from desktop.core.renaming import gather, rename_shown
from desktop.core.reshaping import add_column, index_living, reshape
from desktop.dealers.from_visits import planned_visits_know_who_agreed
from desktop.people.from_contacts import find_manager, find_people, split_contacts
from desktop.sales.lots.from_deliveries import deliveries_become_lines
from desktop.sales.season.from_entries import settlements_know_their_entries
from desktop.training.first_sessions import sessions_of_trainings

Step = Callable[[Any], None]


def tables(name: str, fills: Mapping[str, str | float] | None = None, *, renames: Mapping[str, str] | None = None,
           shown_in: Collection[str] = (), drops: Collection[str] = ()) -> Step:
    """A step that brings tables into the shape frozen in resources/schema/NAME.sql; `fills`, `renames` and `drops` as in
    `reshape`, `shown_in` the lists and kinds of import that show the renamed columns."""
    def step(connection: Any) -> None:
        reshape(connection, _frozen(name), fills or {}, renames, drops)
        for old, new in (renames or {}).items():
            if "." in old and shown_in:
                rename_shown(connection, shown_in, old.partition(".")[2], new)

    step.__name__ = name
    return losing(*drops, *(renames or {}))(step)


def _frozen(name: str) -> list[str]:
    """The statements of resources/schema/NAME.sql."""
    text = resource("schema", f"{name}.sql").read_text(encoding="utf-8")
    return [statement for statement in text.split(";\n") if statement.strip()]


def added(column: str, declaration: str, *, index: bool = False) -> Step:
    """A step that gives a table the new column `table.column`; every row gets the DEFAULT of the declaration."""
    def step(connection: Any) -> None:
        add_column(connection, column, declaration, index=index)

    step.__name__ = f"added {column}"
    return step


def losing(*names: str) -> Callable[[Step], Step]:
    """Marks a step after which these tables and columns are gone, or are called otherwise."""
    def mark(step: Step) -> Step:
        step.loses = frozenset(names)  # type: ignore[attr-defined]
        return step

    return mark


def judgements_by_choice(connection: Any) -> None:
    """What was typed as “justified” becomes a word of the list; any other text goes to the findings, where it is read."""
    words = {"yes": ("yes", "justified", "是", "成立", "属实"), "no": ("no", "not justified", "否", "不成立", "不属实"),
             "partly": ("partly", "partly justified", "部分", "部分成立", "部分属实")}
    for word, texts in words.items():
        for text in texts:
            connection.execute("UPDATE complaint SET justified = ? WHERE lower(trim(justified)) = ?", (word, text))
    connection.execute(
        "UPDATE complaint SET finding = trim(finding || char(10) || justified, char(10)), justified = '' "
        "WHERE justified NOT IN ('', 'yes', 'partly', 'no')")


MOVED = {"dealermove": ("dealer_id", "dealer"), "labelmove": ("version_id", "labelversion"),
         "techniquemove": ("sheet_id", "techniquesheet"), "handoutmove": ("handout_id", "handout"),
         "casemove": ("case_id", "farmercase"), "complaintmove": ("complaint_id", "complaint")}
"""The tables of dated moves of 0.2.0 → (the field that named the record, that record's table)."""


@losing(*MOVED)
def moves_in_one_table(connection: Any) -> None:
    """The dated moves of all kinds of record in one table; rows keep their ids, and the history speaks of them there."""
    tables("006_moves")(connection)
    for table, (link, owner) in MOVED.items():
        gather(connection, table, "move", {link: "row_id"}, {"row_table": owner})


NUMBERED = {"dealer": ("D", ""), "labelitem": ("L", ""), "trainingevent": ("T", "held_on"), "farmercase": ("AL", "reported_on"),
            "complaint": ("TS", "received_on"), "techniquesheet": ("JS", "made_on"), "handout": ("MB", "made_on")}
"""The tables with numbers of a series → (how they begin, the day whose year is in them; "": the day of entry)."""


def numbers_for_all(connection: Any) -> None:
    """What came without a number of its series gets one: by id, in the year of its own day, else of its entry.

    They have no letter of a laptop, so that every copy of a database gives the same row the same number.
    """
    for table, (prefix, day) in NUMBERED.items():
        numbers: dict[str, int] = {}
        for row, on in connection.execute(
                f"SELECT id, {day or 'NULL'} FROM \"{table}\" WHERE code = '' ORDER BY id").fetchall():
            head = f"{prefix}-{on[:4] if on else _year_of(row)}-"
            if head not in numbers:
                numbers[head] = _highest(connection, table, head)
            numbers[head] += 1
            connection.execute(f'UPDATE "{table}" SET code = ? WHERE id = ?', (f"{head}{numbers[head]:03d}", row))


def _highest(connection: Any, table: str, head: str) -> int:
    """The highest number of a series without a letter."""
    found = connection.execute(f'SELECT code FROM "{table}" WHERE code GLOB ?', (f"{head}[0-9]*",))
    return max((int(code[len(head):]) for (code,) in found if code[len(head):].isdecimal()), default=0)


def _year_of(key: int) -> int:
    """The year in which a key was made (see `core/ids.py`)."""
    return datetime.fromtimestamp(((key >> RANDOM_BITS) + EPOCH_MS) / 1000, UTC).year


@losing("contact", "participant.contact_id")
def people(connection: Any) -> None:
    """Contacts become people with memberships; whoever is written on a record becomes a person."""
    reshape(connection, _frozen("007_people"), {}, {"participant.contact_id": "person_id"})
    for table in ("farmercase", "complaint", "site", "outlet", "handedout"):
        add_column(connection, f"{table}.person_id", "INTEGER REFERENCES person (id) ON DELETE RESTRICT", index=True)
    add_column(connection, "move.by_id", "INTEGER REFERENCES person (id) ON DELETE RESTRICT", index=True)
    split_contacts(connection)
    find_people(connection)
    find_manager(connection)


def titles_of_their_own(connection: Any) -> None:
    """The search index keeps a record's own words alone, not those of a language: it is made anew after the steps."""
    connection.execute("DELETE FROM search_entry")


def series_recorded(connection: Any) -> None:
    """Every series that trials name and nobody recorded gets its record, with crop and people of its first trial."""
    rows = connection.execute(
        f"SELECT series, crop_id, organiser, author, min(id) FROM trial t WHERE series <> '' AND {alive_in_sql('t')} AND "
        "NOT EXISTS (SELECT 1 FROM trialseries s WHERE s.name = t.series) GROUP BY series").fetchall()
    connection.executemany("INSERT INTO trialseries (id, name, crop_id, organiser, author) VALUES (?, ?, ?, ?, ?)",
                           [(key, *row[:4]) for key, row in zip(new_ids(len(rows)), rows, strict=True)])


def traits_in_order(connection: Any) -> None:
    """The traits that came with the program take part and place in the order of recording from the catalogue of today."""
    for crop in catalogues.load("crops").rows:
        for place, row in enumerate(catalogues.load("traits").where(crop=crop["traits"]), start=1):
            connection.execute("UPDATE trait SET part = ?, position = ? WHERE code = ?",
                               (row["group"], place, f"{crop['code']}.{row['code']}"))


def visits_by_dealer_and_day(connection: Any) -> None:
    """The last visit of each dealer is answered by an index alone; the one by dealer only is its beginning."""
    connection.execute("DROP INDEX IF EXISTS ix_visit_dealer_id")
    index_living(connection, "ix_visit_dealer_state_day", "visit", "dealer_id", "state", "visited_on")


def sums_of_trade_by_index(connection: Any) -> None:
    """What was sent and paid, by shipment and by day, is summed from indexes alone; the narrower ones are their beginnings."""
    for narrow in ("shipmentline_shipment_id", "shipmentline_moved_on", "payment_received_on"):
        connection.execute(f"DROP INDEX IF EXISTS ix_{narrow}")
    index_living(connection, "ix_shipmentline_shipment_sums", "shipmentline", "shipment_id", "dealer_id", "moved_on", "bags",
                 "price")
    index_living(connection, "ix_shipmentline_day_sums", "shipmentline", "moved_on", "dealer_id", "product_id", "bags", "price")
    index_living(connection, "ix_payment_day_sums", "payment", "received_on", "dealer_id", "amount")


WORDS_OF_DEALERS = (
    "dealer.legal_person", "dealer.tax_no", "dealer.taxpayer", "dealer.invoice_address", "dealer.bank", "dealer.bank_account",
    "dealer.bank_code", "dealer.warehouse_keeper", "dealer.warehouse_condition", "visit.reasons", "visit.signed_by")


def dealers_papers_and_visits_reasons(connection: Any) -> None:
    """Bank, tax and warehouse of a dealer; why a visit is paid and who signed its sheet: empty in every row that is there."""
    for column in WORDS_OF_DEALERS:
        add_column(connection, column, "TEXT DEFAULT '' NOT NULL")
    for column, kind in (("dealer.capital", "INTEGER"), ("dealer.warehouse_m2", "REAL"), ("visit.signed_on", "TEXT")):
        add_column(connection, column, kind)


def stock_items(connection: Any) -> None:
    """Every product that was ever sent to a dealer is a stock item of his."""
    pairs = connection.execute(
        f"SELECT DISTINCT dealer_id, product_id FROM shipmentline l WHERE {alive_in_sql('l')} AND dealer_id IS NOT NULL "
        "AND product_id IS NOT NULL ORDER BY dealer_id, product_id").fetchall()
    connection.executemany("INSERT INTO stockitem (id, dealer_id, product_id) VALUES (?, ?, ?)",
                           [(key, *pair) for key, pair in zip(new_ids(len(pairs)), pairs, strict=True)])


@losing("lotdelivery")
def lots_in_shipments(connection: Any) -> None:
    """Deliveries of lots are lines of shipments, by weight where the pack is not known."""
    deliveries_become_lines(connection)


WORDS_OF_LABELS = ("labelitem.barcode", "labelversion.jet_printed", "labelversion.codes_read", "labelversion.codes_from")


def labels_barcodes_and_costs(connection: Any) -> None:
    """Barcodes, codes read from artwork, what is printed on later; cost of a fault, packs of a batch: empty in every row."""
    for column in WORDS_OF_LABELS:
        add_column(connection, column, "TEXT DEFAULT '' NOT NULL")
    for column in ("qualityfinding.cost", "lottest.batch_packs"):
        add_column(connection, column, "INTEGER")


def works_that_print(connection: Any) -> None:
    """Every printing works that a label, an order or a finding names gets its record."""
    named = " UNION ".join(f"SELECT DISTINCT printer AS name FROM {table} x WHERE printer <> '' AND {alive_in_sql('x')}"
                           for table in ("labelitem", "printorder", "printdelivery", "qualityfinding"))
    names = [row[0] for row in connection.execute(f"SELECT name FROM ({named}) ORDER BY name").fetchall()]
    connection.executemany("INSERT INTO printingworks (id, name) VALUES (?, ?)",
                           list(zip(new_ids(len(names)), names, strict=True)))
def business_years_begin_a_month(connection: Any) -> None:
    """A business year begins on the first day of a month, and so do the seasons of targets: targets have months."""
    connection.execute(
        "UPDATE office_setting SET value = '\"' || substr(json_extract(value, '$'), 1, 2) || '-01\"' WHERE name = "
        "'business_year_start' AND json_valid(value) AND json_extract(value, '$') GLOB '[01][0-9]-[0-3][0-9]'")
    connection.execute("UPDATE salestarget SET starts_on = substr(starts_on, 1, 8) || '01' WHERE substr(starts_on, 9) <> '01'")


def order_lines_of_dealers(connection: Any) -> None:
    """Lines of orders know dealer and day of their order, as those of shipments do."""
    connection.execute("UPDATE orderline SET dealer_id = o.dealer_id, ordered_on = o.ordered_on FROM salesorder o "
                       "WHERE o.id = orderline.order_id")


def products_in_english(connection: Any) -> None:
    """Products have an English name: that of the variety with the pack, where the product is called after its variety."""
    add_column(connection, "product.name_en", "TEXT DEFAULT '' NOT NULL")
    rows = connection.execute(
        "SELECT p.id, v.name, v.name_en, p.name, p.bag_kg, p.bag_seeds FROM product p JOIN variety v ON v.id = p.variety_id "
        "WHERE v.name_en != ''").fetchall()
    for number, chinese, english, name, weight, seeds in rows:
        kilograms = f"{weight:g} kg" if weight else ""
        if name == " ".join(t for t in (chinese, kilograms, f"{seeds}粒" if seeds else "") if t):
            called = " ".join(t for t in (english, kilograms, f"{seeds} seeds" if seeds else "") if t)
            connection.execute("UPDATE product SET name_en = ? WHERE id = ?", (called, number))


def growers_say_yes_no_or_nothing(connection: Any) -> None:
    """What a grower said of his land was ticked or not: a box left empty was printed as a no that nobody had said. A yes stays,
    the rest counts as not answered; the history tells the same, so that it can be taken back."""
    tables("046_questions")(connection)
    for name in ("irrigated", "grain"):
        connection.execute(f"UPDATE growerquestion SET {name} = CASE {name} WHEN '1' THEN 'yes' ELSE '' END")
        for side in ("before", "after"):
            connection.execute(
                f"UPDATE change SET {side} = json_set({side}, '$.{name}', CASE json_extract({side}, '$.{name}') WHEN 1 THEN "
                f"'yes' ELSE '' END) WHERE table_name = 'growerquestion' AND json_valid({side}) "
                f"AND json_type({side}, '$.{name}') IN ('true', 'false', 'integer')")


def answers_true_or_false_are_signs(connection: Any) -> None:
    """What is right of a true-or-false question was kept as T or F, of which F is a letter of a choice too, so that it was
    shown as it was kept. It is a sign from now on, in the history as well."""
    connection.execute("UPDATE question SET answer = CASE answer WHEN 'T' THEN '√' ELSE '×' END "
                       "WHERE kind = 'true_false' AND answer IN ('T', 'F')")
    for side in ("before", "after"):
        connection.execute(
            f"UPDATE change SET {side} = json_set({side}, '$.answer', CASE json_extract({side}, '$.answer') WHEN 'T' THEN "
            f"'√' ELSE '×' END) WHERE table_name = 'question' AND json_valid({side}) "
            f"AND json_extract({side}, '$.answer') IN ('T', 'F') "
            f"AND row_id IN (SELECT id FROM question WHERE kind = 'true_false')")


STEPS: tuple[Step, ...] = (
    tables("001_first"),
    tables("002_trials", {"trial.design_options": "{}", "trial.check_kind": "variety", "plot.kind": "plot"}),
    tables("003_service"),
    tables("004_occasions"),
    judgements_by_choice,
    tables("005_defaults"),
    moves_in_one_table,
    numbers_for_all,
    people,
    added("lotdelivery.remarks", "TEXT DEFAULT '' NOT NULL"),
    titles_of_their_own,
    added("plot.given_id", "TEXT DEFAULT '' NOT NULL"),
    series_recorded,
    added("trait.part", "TEXT DEFAULT '' NOT NULL"),
    added("trait.position", "INTEGER"),
    traits_in_order,
    added("reporttemplate.rule", "TEXT DEFAULT 'lsd' NOT NULL"),
    tables("008_sales"),
    tables("009_prices"),
    tables("010_rebates"),
    tables("011_conditions"),
    added("orderline.conditional", "INTEGER DEFAULT 0 NOT NULL"),
    visits_by_dealer_and_day,
    tables("012_money"),
    added("promise.amount", "INTEGER"),
    tables("013_stock"),
    added("salesorder.lifted_by", "TEXT DEFAULT '' NOT NULL"),
    stock_items,
    tables("014_diversion"),
    tables("015_targets"),
    dealers_papers_and_visits_reasons,
    tables("021_dealerfile"),
    tables("022_training", {"trainingmaterial.kind": "handout"}),
    sessions_of_trainings,
    tables("020_outlets", {"outlet.kind": "shop", "outlet.state": "open"}),
    tables("016_calls"),
    added("complaintcost.borne_by", "TEXT DEFAULT 'firm' NOT NULL"),
    tables("023_labels"),
    tables("025_reports"),
    tables("025_reports_kpi"),
    tables("025_reports_trips"),
    tables("025_reports_meetings"),
    tables("024_market"),
    lots_in_shipments,
    tables("030_promotions"),
    tables("029_suitability"),
    added("marketfigure.standing", "TEXT DEFAULT 'draft' NOT NULL"),
    added("handedout.material_id", "INTEGER REFERENCES trainingmaterial (id) ON DELETE RESTRICT", index=True),
    labels_barcodes_and_costs,
    tables("028_labels"),
    works_that_print,
    tables("032_reception"),
    tables("032_team"),
    tables("032_dealer_plans"),
    added("reportlayout.letterhead", "TEXT DEFAULT '' NOT NULL"),
    tables("031_people"),
    added("promise.person_id", "INTEGER REFERENCES person (id) ON DELETE RESTRICT", index=True),
    added("mediarun.person_id", "INTEGER REFERENCES person (id) ON DELETE RESTRICT", index=True),
    added("operation.taken_from", "INTEGER"),
    tables("034_exchange"),
    business_years_begin_a_month,
    tables("026_orders"),
    order_lines_of_dealers,
    tables("026_allotting"),
    tables("026_rebates"),
    added("instalment.remark", "TEXT DEFAULT '' NOT NULL"),
    added("priceline.dealer_id", "INTEGER REFERENCES dealer (id) ON DELETE RESTRICT", index=True),
    added("priceline.freight_shop", "INTEGER"),
    added("pricesighting.known_id", "INTEGER REFERENCES variety (id) ON DELETE RESTRICT", index=True),
    added("pricesighting.checked_on", "TEXT"),
    added("pricesighting.finding", "TEXT DEFAULT '' NOT NULL"),
    tables("039_trade"),
    products_in_english,
    added("exchange_package.upto", "INTEGER"),
    added("exchange_package.action", "INTEGER"),
    added("suitabilityrule.grades", "TEXT DEFAULT '' NOT NULL"),
    growers_say_yes_no_or_nothing,
    added("dealer.salesperson_id", "INTEGER REFERENCES person (id) ON DELETE RESTRICT", index=True),
    tables("048_sales"),
    added("salestarget.personal", "INTEGER DEFAULT 0 NOT NULL"),
    sums_of_trade_by_index,
    tables("054_season"),
    answers_true_or_false_are_signs,
    settlements_know_their_entries,
    planned_visits_know_who_agreed,
    added("trip.advance_asked", "INTEGER"),
)
