"""The step that makes shipment lines of the deliveries of lots: kilograms of a lot whose pack nobody had noted.

Plain SQL over the tables as they are then; no model, which may be another by the time an old file is opened.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from desktop.core.records import alive_in_sql as alive
from desktop.core.renaming import gather, rename_shown
from desktop.core.reshaping import add_column
from desktop.people.from_contacts import key_from

ADDED = {"variety_id": "INTEGER REFERENCES variety (id) ON DELETE RESTRICT", "kg": "REAL", "held_kg": "REAL", "held_on": "TEXT",
         "source": "TEXT DEFAULT '' NOT NULL"}
RENAMES = {"delivered_on": "moved_on", "quantity_kg": "kg", "remarks": "remark"}
TWIN = f"""
SELECT k.id, MIN(l.id) FROM shipmentline k JOIN shipmentline l ON l.dealer_id = k.dealer_id AND l.lot = k.lot
  AND l.moved_on = k.moved_on JOIN product p ON p.id = l.product_id
WHERE k.product_id IS NULL AND k.kg IS NOT NULL AND abs(l.bags * p.bag_kg - k.kg) < 0.05 AND {alive("k", "l")} GROUP BY k.id"""
"""The lines by weight that tell of goods which a line in bags tells of already: dealer, lot, day and weight are the same."""


def deliveries_become_lines(connection: Any) -> None:
    """Rows keep their ids and their history; what was told twice goes into the bin, and what was left of it to its twin."""
    for name, declaration in ADDED.items():
        add_column(connection, f"shipmentline.{name}", declaration, index=name == "variety_id")
    moved = [row for (row,) in connection.execute("SELECT id FROM lotdelivery ORDER BY id")]
    gather(connection, "lotdelivery", "shipmentline", RENAMES, {})
    for old, new in RENAMES.items():
        rename_shown(connection, ("lot_deliveries",), old, new)
    connection.execute("UPDATE importrun SET kind = 'shipment-lines' WHERE kind = 'lot_deliveries'")
    _told_once(connection)
    _on_shipments(connection, moved)


def _told_once(connection: Any) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    for row, twin in connection.execute(TWIN).fetchall():
        connection.execute("UPDATE shipmentline SET held_kg = k.held_kg, held_on = k.held_on FROM "
                           "(SELECT held_kg, held_on FROM shipmentline WHERE id = ?) k "
                           "WHERE id = ? AND k.held_kg IS NOT NULL", (row, twin))
        connection.execute("UPDATE shipmentline SET deleted_at = ? WHERE id = ?", (now, row))


def _on_shipments(connection: Any, lines: list[int]) -> None:
    """Lines that say their day stand in the shipment, or the return, of their dealer and day; a new one where there is none."""
    made = False
    for line in lines:
        dealer, day, kind = connection.execute(
            "SELECT dealer_id, moved_on, CASE WHEN kg < 0 THEN 'return' ELSE 'delivery' END FROM shipmentline WHERE id = ?",
            (line,)).fetchone()
        if day is None or connection.execute("SELECT 1 FROM shipmentline WHERE id = ? AND deleted_at IS NOT NULL",
                                             (line,)).fetchone():
            continue
        found = connection.execute(f"SELECT min(id) FROM shipment s WHERE dealer_id = ? AND moved_on = ? AND kind = ? "
                                   f"AND {alive('s')}", (dealer, day, kind)).fetchone()[0]
        if found is None:
            found, made = key_from(f"shipment of {line}"), True
            connection.execute("INSERT INTO shipment (id, code, kind, dealer_id, moved_on) VALUES (?, ?, ?, ?, ?)",
                               (found, _next_code(connection, day[:4]), kind, dealer, day))
        connection.execute("UPDATE shipmentline SET shipment_id = ? WHERE id = ?", (found, line))
    if made:
        connection.execute("DELETE FROM search_entry")  # the index is made anew after the steps, with the shipments in it


def _next_code(connection: Any, year: str) -> str:
    """The next number of the series of shipments of a year, without the letter of a laptop."""
    head = f"SH-{year}-"
    found = connection.execute("SELECT code FROM shipment WHERE code GLOB ?", (f"{head}[0-9]*",))
    highest = max((int(code[len(head):]) for (code,) in found if code[len(head):].isdecimal()), default=0)
    return f"{head}{highest + 1:03d}"
