"""Sales 购销: products, orders and shipments, money, dealers' stock, prices and rebates, targets, diversions. A room a subject.

TO ADD A KIND OF RECORD HERE: a room (or its files) with `model.py`, `lists.py` and a `…_page.py` that holds its book; its
module in `models` of `feature.py`, its book in `page.py`, and what it imports, reports, reminds of in the room's own
`imports.py`, `reports.py`, `reminders.py`, each one line in `feature.py`.
"""
