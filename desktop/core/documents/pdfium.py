"""PDFium, which draws pages, may be used by one thread at a time: whoever opens, draws or closes holds this lock."""

from __future__ import annotations

import threading

LOCK = threading.Lock()
