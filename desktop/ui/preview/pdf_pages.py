"""Pages of a PDF as pictures: drawn on a thread of their own, only those that are seen, and kept by what is on them.

Each page has a print (a checksum of what is drawn on it, see `core.documents.pdf_canvas`). A new state of a document
takes over the pictures of the pages whose print is unchanged: an edit draws one page, not forty.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections import OrderedDict
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from desktop.core.documents import pdfium

KEPT, FINER = 12, 4
EDGE, LEVEL = 0.05, 4.0  # of a page's height, where header and footer stand; points by which two lines differ


class PdfPages(QObject):
    """An open PDF. `sizes` in points; `image` draws a page at once, `seen` gives what there is and orders the rest.

    `prints`: a checksum for each page, without it the file's is taken; `former`: the state before, whose pictures are
    taken over. `drawn` is emitted when an ordered picture is there.
    """

    drawn = Signal()

    def __init__(self, data: bytes, prints: Sequence[str] = (), former: PdfPages | None = None) -> None:
        import pypdfium2

        super().__init__()
        self.data = data
        with pdfium.LOCK:
            self._document = pypdfium2.PdfDocument(data)
            self.sizes: list[tuple[float, float]] = [self._document.get_page_size(n) for n in range(len(self._document))]
        whole = "" if prints else hashlib.sha1(data, usedforsecurity=False).hexdigest()
        self.prints = list(prints) or [f"{whole} {n}" for n in range(len(self.sizes))]
        self._kept: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._small: dict[str, QImage] = {}
        if former:
            present = set(self.prints)
            self._kept.update((k, v) for k, v in former._kept.items() if k[0] in present)
            self._small.update((k, v) for k, v in former._small.items() if k in present)
        self._orders: queue.LifoQueue[tuple[int, int, bool] | None] = queue.LifoQueue()
        self._ordered: set[tuple[int, int, bool]] = set()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.rendered = 0

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, width: int) -> QImage:
        """Page `number` (from 0), `width` pixels wide, drawn now if it is not kept."""
        key = (self.prints[number], width)
        if key not in self._kept:
            self._keep(key, self.render(number, width / self.sizes[number][0]))
        self._kept.move_to_end(key)
        return self._kept[key]

    def seen(self, number: int, width: int, small: bool = False) -> QImage | None:
        """The page if it is kept at that width, else the nearest picture there is or None; then it is drawn."""
        mark = self.prints[number]
        found = self._small.get(mark) if small else self._kept.get((mark, width))
        if found is not None:
            return found
        self._order((number, width, small))
        other = [image for (m, _w), image in list(self._kept.items()) if m == mark]
        return other[-1] if other else self._small.get(mark)

    def settled(self) -> bool:
        """Whether everything ordered is drawn."""
        return not self._ordered

    def render(self, number: int, scale: float, grey: bool = False, rows: tuple[int, int] | None = None) -> QImage:
        """Page `number` at `scale` pixels a point, not kept; `rows`: only these, from … to before …, from the top."""
        crop = (0.0, 0.0, 0.0, 0.0)
        if rows:  # half a pixel less, as pdfium rounds up
            below = ceil(self.sizes[number][1] * scale) - rows[1]
            crop = (0.0, max(below - 0.5, 0.0) / scale, 0.0, max(rows[0] - 0.5, 0.0) / scale)
        with pdfium.LOCK:
            page: Any = self._document[number]
            bitmap = page.render(scale=scale, crop=crop, grayscale=grey, prefer_bgrx=not grey)
            kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
            made = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
            bitmap.close()
            page.close()
        return made

    def find(self, text: str) -> list[tuple[int, list[tuple[float, float, float, float]]]]:
        """Where `text` stands: (page, its rectangles in points from the lower left corner), in reading order."""
        found = []
        with pdfium.LOCK:
            for number in range(0 if self._closed else len(self.sizes)):
                page: Any = self._document[number]
                words = page.get_textpage()
                search = words.search(text)
                while place := search.get_next():
                    boxes = [words.get_rect(i) for i in range(words.count_rects(*place))]
                    found.append((number, [box for box in boxes if self._is_on(number, box)]))
                search.close()
                words.close()
                page.close()
        return [hit for hit in found if hit[1]]

    def lines(self, number: int) -> int:
        """How many lines of print stand on a page between its edges (5 % each), what is level counted once."""
        height = self.sizes[number][1]
        with pdfium.LOCK:
            page: Any = self._document[number]
            words = page.get_textpage()
            boxes = [words.get_rect(i) for i in range(words.count_rects())]
            words.close()
            page.close()
        middles = sorted((box[1] + box[3]) / 2 for box in boxes if EDGE * height < box[1] < (1 - EDGE) * height)
        return sum(after - before > LEVEL for before, after in pairwise([-LEVEL * 2, *middles]))

    def filled(self, number: int) -> float:
        """How far down the text of a page reaches, 0 to 1, its header and footer left out (7 % at each edge)."""
        height = self.sizes[number][1]
        with pdfium.LOCK:
            page: Any = self._document[number]
            words = page.get_textpage()
            feet = [words.get_rect(i)[1] for i in range(words.count_rects())]
            words.close()
            page.close()
        lowest = min((foot for foot in feet if 0.07 * height < foot < 0.93 * height), default=height)
        return 1 - lowest / height

    def _is_on(self, number: int, box: tuple[float, float, float, float]) -> bool:
        """Whether the middle of a text lies on its page, and not where the page was cut off."""
        width, height = self.sizes[number]
        return 0 <= (box[0] + box[2]) / 2 <= width and 0 <= (box[1] + box[3]) / 2 <= height

    def close(self) -> None:
        """Free the document; what is ordered is not drawn any more."""
        self._closed = True
        self._ordered.clear()
        if self._thread:
            self._orders.put(None)
            self._thread.join(20)
        self._kept.clear()
        with pdfium.LOCK:
            self._document.close()

    def _keep(self, key: tuple[str, int], image: QImage) -> None:
        self._kept[key] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _order(self, order: tuple[int, int, bool]) -> None:
        if order in self._ordered or self._closed:
            return
        self._ordered.add(order)
        self._orders.put(order)
        if self._thread is None:
            self._thread = threading.Thread(target=self._draw_orders, name="agridesk-pages", daemon=True)
            self._thread.start()

    def _draw_orders(self) -> None:
        """Draw what was ordered, the last order first, as that is what is looked at."""
        while (order := self._orders.get()) is not None:
            if self._closed:
                return
            number, width, small = order
            scale = width / self.sizes[number][0]
            self.rendered += 1
            if small:  # drawn larger first: at this size every fine line would be a whole pixel black
                image = self.render(number, FINER * scale)
                smooth = Qt.TransformationMode.SmoothTransformation
                self._small[self.prints[number]] = image.scaledToWidth(width, smooth)
            else:
                self._keep((self.prints[number], width), self.render(number, scale))
            self._ordered.discard(order)
            if not self._closed:
                self.drawn.emit()
