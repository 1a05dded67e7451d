"""Which automatic backups stay: all of two days, then a ladder of days, weeks and months, as far as the disk has room.

They take a share of the disk at most (`resources/catalogues/disk_space.json`): beyond it those go first that stand closest to
their neighbours for their age, so that what is left still reaches far back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from desktop.core import disk_space
from desktop.core.backup_files import Backup, digest_file, has_rotted, list_backups
from desktop.core.paths import backup_folder

KEEP_ALL = timedelta(days=2)
KEEP_NEWEST = 10
KEEP_REPLACED = 5


def thin(database: Path) -> list[Path]:
    """Remove automatic backups that the ladder no longer wants, and old folders of replaced files; gives what was removed.

    One that is no longer what was verified keeps no step of the ladder: the whole ones stay as if it were not there. It goes
    itself once the room is needed, since records may be read from it that lie nowhere else.
    """
    everything = list_backups(database)
    taken = sum(b.size for b in everything)
    most = disk_space.backups_may_take(backup_folder(database), taken)
    rotten = [b for b in everything if _has_rotted(b)] if superfluous(everything) or taken > most else []
    there = [b for b in everything if b not in rotten]
    doomed = [b.path for b in superfluous(there)]
    kept = [b for b in there if b.path not in doomed]
    if rotten and sum(b.size for b in (*kept, *rotten)) > most:
        doomed += [b.path for b in rotten]
    doomed += [b.path for b in too_large(kept, most)]
    for path in doomed:
        with suppress(OSError):  # held by another program: next time
            path.unlink(missing_ok=True)
            digest_file(path).unlink(missing_ok=True)
    replaced = sorted((p for p in backup_folder(database).glob("replaced-*") if p.is_dir()), key=lambda p: p.stat().st_mtime)
    for folder in replaced[:-KEEP_REPLACED]:
        shutil.rmtree(folder, ignore_errors=True)
        doomed.append(folder)
    return doomed


_VERIFIED: dict[Path, tuple[int, int]] = {}
"""Backups that were read in full in this run of the program and agreed with their digests: size and time of change."""


def _has_rotted(backup: Backup) -> bool:
    try:
        now = backup.path.stat()
        mark = now.st_size, now.st_mtime_ns
        if _VERIFIED.get(backup.path) != mark:
            if has_rotted(backup.path):
                return True
            _VERIFIED[backup.path] = mark
    except OSError:
        return True
    return False


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """The backups beyond the ladder: all of two days, then 12 daily, 10 weekly, 9 monthly; never the newest ten.

    The newest of each calendar day, week and month stays, so that what is kept today grows old instead of being
    replaced. Ages count from the newest backup's own time and numbers give the order, so a clock that jumps removes
    nothing of the newest. The ladder is Anki's.
    """
    ordered = sorted(backups, key=lambda b: b.number, reverse=True)
    if not ordered:
        return []
    newest = ordered[0].at
    kept = {b.number for b in ordered[:KEEP_NEWEST]} | {b.number for b in ordered if abs(newest - b.at) <= KEEP_ALL}
    waiting = [b for b in ordered if b.number not in kept]
    for period, count in KEEP_LADDER:
        chosen: dict[tuple[int, ...], Backup] = {}
        while waiting and (period(waiting[0].at) in chosen or len(chosen) < count):
            candidate = waiting.pop(0)
            chosen.setdefault(period(candidate.at), candidate)
        kept |= {b.number for b in chosen.values()}
    return [b for b in ordered if b.number not in kept]


def too_large(backups: Iterable[Backup], most: int) -> list[Backup]:
    """The backups that go so that the rest takes at most `most` bytes; never the newest few.

    Each time the one goes whose neighbours stand closest together, measured by its age: the oldest and the newest are the
    last to go. Ages as in `superfluous`.
    """
    kept = sorted(backups, key=lambda b: b.number, reverse=True)
    gone: list[Backup] = []
    least = disk_space.backups_least()
    while len(kept) > least and sum(b.size for b in kept) > most:
        ages = [abs(kept[0].at - b.at).total_seconds() for b in kept]
        gaps = {n: abs(ages[n + 1] - ages[n - 1]) / (ages[n] + 1) for n in range(least, len(kept) - 1)}
        gone.append(kept.pop(min(gaps, key=lambda n: gaps[n]) if gaps else len(kept) - 1))
    return gone


def _day(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month, at.day)


def _week(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _month(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month)


KEEP_LADDER = ((_day, 12), (_week, 10), (_month, 9))
