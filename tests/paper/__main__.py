"""`python -m tests.paper FOLDER [NAME …]`: writes every document in every format and both languages, to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.core import documents, i18n
from desktop.example import make_example
from desktop.newdata import open_ready
from tests.paper.register import DOCUMENTS


def main(folder: Path, names: list[str]) -> None:
    """Make the example in the folder and write the documents beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "example.agridesk"
    if not database.exists():
        make_example(database)
    db = open_ready(database)
    try:
        for language in ("zh_CN", "en"):
            with i18n.using(language):
                for name in names or DOCUMENTS:
                    made = DOCUMENTS[name](db)
                    for ending in documents.ENDINGS:
                        print(documents.save(made, folder / f"{name}.{language}{ending}"))
    finally:
        db.close()


main(Path(sys.argv[1]), sys.argv[2:])
