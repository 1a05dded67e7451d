"""63-bit integer keys made on the laptop, so that files of several managers can be merged.

41 bits of milliseconds since 2025-01-01 (enough until 2094) and 22 random bits. Within one process keys always grow,
so that two keys made in the same millisecond never clash.
"""

from __future__ import annotations

import secrets
import threading
import time
from itertools import accumulate

EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z; the Unix epoch would use up 41 bits in 2039
RANDOM_BITS = 22
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A new key: positive, below 2**63, larger than every key this process made before."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[int]:
    """`count` new keys, in growing order."""
    global _last
    if not count:
        return []
    millisecond = max(0, int(time.time() * 1000) - EPOCH_MS)
    fresh = millisecond << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
    # Small random steps where the clock stands still or runs back: two laptops still never meet.
    first, *steps = secrets.token_bytes(count)
    with _lock:
        keys = list(accumulate(steps, _after, initial=fresh if fresh > _last else _after(_last, first)))
        _last = keys[-1]
    return keys


def _after(key: int, step: int) -> int:
    return key + 1 + step
