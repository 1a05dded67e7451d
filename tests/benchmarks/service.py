"""Technical service: copies of a handout for many farmers, and a long list of cases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Figure, milliseconds

COPIES, CASES = 500, 100_000


def figures(_database: Path) -> Iterator[Figure]:
    """A mail merge, and the list of cases: first page, sorted, filtered."""
    from desktop.core import verbs
    from desktop.core.listing import Condition, Query
    from desktop.features import import_models
    from desktop.newdata import open_ready
    from desktop.service import merging, starters
    from desktop.service.case_model import FarmerCase
    from desktop.service.handout_document import Receiver, prepare
    from desktop.service.handout_model import Handout
    from desktop.service.lists import CASES as LISTING

    import_models()
    with TemporaryDirectory() as folder:
        db = open_ready(Path(folder) / "service.agridesk")
        try:
            text = "致 {{name}}\n\n" + starters.text("maize", "zh_CN")
            handout = verbs.save(db, Handout, {"title": "明白纸", "body": text})
            receivers = [Receiver(f"农户{n}", {"name": f"农户{n}"}) for n in range(COPIES)]
            start = time.perf_counter()
            merging.one_pdf(prepare(db, handout), receivers, lambda _done, _of: None)
            yield Figure(f"{COPIES} farmers' handouts in one PDF", time.perf_counter() - start, "s", 20)
            with db.operation("benchmark") as session:
                for begin in range(0, CASES, 5000):
                    verbs.insert_many(session, FarmerCase, [
                        {"code": f"AL-{n:06}", "reported_on": date(2016, 1, 1) + timedelta(days=n % 3600), "state": "solved",
                         "farmer": f"农户{n % 977}", "symptom": f"症状{n % 31}", "lot": f"L{n % 211}"}
                        for n in range(begin, begin + 5000)])

            def page(query: Query) -> None:
                with db.reading() as session:
                    ids = LISTING.ids(session, query)
                    LISTING.rows(session, ids[:60])

            yield Figure(f"{CASES:,} cases: first page", milliseconds(lambda: page(Query())), "ms", 300)
            yield Figure("sorted by symptom", milliseconds(lambda: page(Query(order=(("symptom", False),)))), "ms", 300)
            wanted = Query(conditions=(Condition("lot", "is", "L7"),))
            yield Figure("those of one lot", milliseconds(lambda: page(wanted)), "ms", 100)
        finally:
            db.close()
