"""Instants on the clock of any computer, for any year."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.core import local_time


class Windows(datetime):
    """An instant of Windows' Python, which knows no zone before 1971 and after 2999."""

    def astimezone(self, tz: timezone | None = None) -> datetime:  # type: ignore[override]
        if tz is None and not 1971 <= self.year < 3000:
            raise OSError(22, "Invalid argument")
        return super().astimezone(tz)


@pytest.mark.parametrize("year", [1, 1900, 1969, 2026, 3001, 9999])
def test_every_year_goes_to_the_clock_and_back(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "timezone", -8 * 3600)
    at = Windows(year, 6, 1, 12, tzinfo=UTC)
    assert local_time.universal(local_time.local(at)) == at
    assert local_time.shown(at)[4:] in ("-06-01 12:00", "-06-01 20:00") or year == 2026


def test_a_time_without_a_zone_is_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "timezone", -8 * 3600)
    assert local_time.universal(Windows(1900, 1, 1)) == datetime(1899, 12, 31, 16, tzinfo=UTC)
    assert local_time.local(Windows(1900, 1, 1)).utcoffset() == timedelta(hours=8)


def test_no_other_place_asks_the_system_for_its_zone() -> None:
    from desktop.core.paths import resource

    package = resource().parent / "desktop"
    asking = [path.name for path in package.rglob("*.py") if "astimezone(" in path.read_text(encoding="utf-8")]
    assert asking == ["local_time.py"]
