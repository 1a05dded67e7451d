"""The folder of shared material that lies beside a checkout: real trial data and reference results.

It is not part of the project; a test that needs it says why it is skipped where the folder is absent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
ORACLES = Path(__file__).resolve().parent / "oracles"


def shared_path(*parts: str) -> Path:
    """A file or folder of the shared material; the test is skipped, saying so, where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the shared material is not beside this checkout ({'/'.join(parts)})")
    return path
