"""Write what must be known of all kinds of record without their models to resources/schema/kinds.json.

Run: python -m tests.freeze_kinds, after a model was changed.
"""

from __future__ import annotations

from desktop.core.kinds import FROZEN, built, frozen_text
from desktop.core.paths import resource
from desktop.features import import_models


def text() -> str:
    """What the file holds for the models of today."""
    import_models()
    return frozen_text({table: model for table, model in built().items() if model.__module__.startswith("desktop.")})


if __name__ == "__main__":
    resource(*FROZEN).write_text(text(), encoding="utf-8")
