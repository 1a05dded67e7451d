"""What printing works are judged by: deliveries in time, pieces taken over, faults found, corrections made in time.

Each part is a share in %; the score is their mean by the weights of label_printing.json, over the parts of which anything is
known. Counted are the deliveries and findings of the last so many days.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Date, Float, bindparam, case, column, text

from desktop.core import rollups
from desktop.core.choices import Choices
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset
from desktop.core.listing import column as field
from desktop.core.records import alive_in_sql as alive
from desktop.core.reminders import days_ahead
from desktop.labels.printing_model import PrintDelivery, PrintOrder, QualityFinding
from desktop.labels.stock import rule
from desktop.labels.works_model import PrintingWorks

PARTS = ("in_time", "taken", "faults", "corrected")
FIGURES = f"""
WITH came AS (
  SELECT w.id, COUNT(*) AS deliveries, SUM(d.pieces) AS pieces,
         100.0 * SUM(CASE WHEN o.due_on IS NOT NULL AND d.delivered_on <= o.due_on THEN 1 ELSE 0 END)
           / NULLIF(SUM(CASE WHEN o.due_on IS NOT NULL THEN 1 ELSE 0 END), 0) AS in_time,
         100.0 * SUM(CASE WHEN d.result <> 'open' THEN coalesce(d.taken, 0) END)
           / NULLIF(SUM(CASE WHEN d.result <> 'open' THEN d.pieces END), 0) AS taken,
         1000000.0 * SUM(d.faulty) / NULLIF(SUM(CASE WHEN d.faulty IS NOT NULL THEN d.sampled END), 0) AS ppm
  FROM printingworks w JOIN printdelivery d ON d.printer = w.name LEFT JOIN printorder o ON o.id = d.order_id
  WHERE {alive("d")} AND d.delivered_on BETWEEN :first AND :day GROUP BY w.id),
found AS (
  SELECT w.id, COUNT(*) AS findings,
         MAX(0, 100.0 - SUM(CASE x.severity WHEN 'critical' THEN :critical WHEN 'major' THEN :major ELSE :minor END)) AS points,
         100.0 * SUM(CASE WHEN x.due_on IS NOT NULL AND x.corrected_on <= x.due_on THEN 1 ELSE 0 END)
           / NULLIF(SUM(CASE WHEN x.due_on IS NOT NULL AND (x.corrected_on IS NOT NULL OR x.due_on < :day)
                        THEN 1 ELSE 0 END), 0)
           AS corrected,
         SUM(x.cost) AS cost, SUM(x.claimed) AS claimed, SUM(x.granted) AS granted
  FROM printingworks w JOIN qualityfinding x ON x.printer = w.name
  WHERE {alive("x")} AND x.found_on BETWEEN :first AND :day GROUP BY w.id),
parts AS (
  SELECT w.id, c.deliveries, c.pieces, c.ppm, c.in_time, c.taken, f.findings, f.corrected, f.cost, f.claimed, f.granted,
         CASE WHEN c.deliveries IS NOT NULL OR f.findings IS NOT NULL THEN coalesce(f.points, 100.0) END AS faults
  FROM printingworks w LEFT JOIN came c ON c.id = w.id LEFT JOIN found f ON f.id = w.id)
SELECT *, ({" + ".join(f"coalesce({part} * :w_{part}, 0)" for part in PARTS)})
  / NULLIF({" + ".join(f"CASE WHEN {part} IS NULL THEN 0 ELSE :w_{part} END" for part in PARTS)}, 0) AS score
FROM parts"""
GRADES = Choices("printer_grade", {"a": N_("A, first choice"), "b": N_("B, usual"), "c": N_("C, to be improved"),
                                   "d": N_("D, to be replaced"), "none": N_("Nothing to judge by")},
                 {"a": "green", "b": "blue", "c": "amber", "d": "red", "none": "grey"})


def _asked(name: str) -> Any:
    return bindparam(name, callable_=lambda: rule(name), type_=Float)


def joined() -> Any:
    """The figures as of today as a table that a list of printing works joins by its key."""
    days = [bindparam("day", callable_=today, type_=Date),
            bindparam("first", callable_=lambda: today() - timedelta(days=int(rule("score_days"))), type_=Date)]
    query = text(FIGURES).bindparams(*days, *(_asked(name) for name in (
        "minor", "major", "critical", *(f"w_{part}" for part in PARTS))))
    whole = (column(name, BigInteger) for name in ("id", "deliveries", "pieces", "findings", "cost", "claimed", "granted"))
    return query.columns(*whole, *(column(name, Float) for name in ("ppm", *PARTS, "score"))).subquery("printerscore")


NOW = joined()


def _grade() -> Any:
    steps: list[Any] = [(NOW.c.score.is_(None), "none")]
    steps += [(NOW.c.score >= _asked(f"grade_{one}"), one) for one in "abc"]
    return case(*steps, else_="d")


OPEN_ORDERS = rollups.count(PrintOrder, "printer", to="name", where=(
    Condition("state", "in", ("planned", "ordered", "proofed")),))
ALL_DELIVERIES = rollups.count(PrintDelivery, "printer", to="name")
OPEN_FINDINGS = rollups.count(QualityFinding, "printer", to="name", where=(Condition("corrected_on", "empty"),))


def _share(name: str, title: str, *, shown: bool = True) -> Column:
    return Column(name, title, NOW.c[name], "number", decimals=1, unit="%", shown=shown)


WORKS = Listing(
    "printing_works", N_("Printing works"), PrintingWorks,
    columns=[field(PrintingWorks, "name"), Column("grade", N_("Grade of the printing works"), _grade(), "choice", GRADES),
             Column("score", N_("Score of the year"), NOW.c.score, "number", decimals=1),
             _share("in_time", N_("Delivered in time")), _share("taken", N_("Pieces that passed")),
             Column("ppm", N_("Faulty a million"), NOW.c.ppm, "number", decimals=0),
             Column("findings", N_("Findings of the year"), NOW.c.findings, "whole", total="sum"),
             _share("corrected", N_("Corrected in time")),
             OPEN_FINDINGS.column(PrintingWorks, "open_findings", N_("Findings not corrected"), total="sum"),
             Column("deliveries", N_("Deliveries of the year"), NOW.c.deliveries, "whole", shown=False, total="sum"),
             ALL_DELIVERIES.column(PrintingWorks, "all_deliveries", N_("Deliveries ever"), shown=False, total="sum"),
             OPEN_ORDERS.column(PrintingWorks, "open_orders", N_("Print orders under way"), shown=False, total="sum"),
             Column("pieces", N_("Pieces of the year"), NOW.c.pieces, "whole", shown=False, total="sum"),
             Column("cost", N_("What faults cost us"), NOW.c.cost, "money", shown=False, total="sum", decimals=2,
                    unit=N_("yuan")),
             Column("claimed", N_("Claimed from the printer"), NOW.c.claimed, "money", shown=False, total="sum", decimals=2,
                    unit=N_("yuan")),
             Column("granted", N_("Granted by the printer"), NOW.c.granted, "money", shown=False, total="sum", decimals=2,
                    unit=N_("yuan")),
             field(PrintingWorks, "contact", shown=False), field(PrintingWorks, "phone", shown=False),
             field(PrintingWorks, "licence_until", shown=False)],
    joins=[(NOW, "id")], order=("name", False),
    presets=[
        Preset("used", N_("Printing works in use"), lambda: (Condition("retired", "no"),)),
        Preset("poor", N_("To be improved or replaced"), lambda: (
            Condition("retired", "no"), Condition("grade", "in", ("c", "d")))),
        Preset("licence", N_("Printing licence ends soon"), lambda: (
            Condition("retired", "no"), Condition("licence_until", "until", today() + timedelta(days=days_ahead())))),
    ])
