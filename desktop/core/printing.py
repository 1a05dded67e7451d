"""What is printed and how, without Qt: the wishes of a print, the sheets they give, and the way into CUPS.

Everything that decides what stands on a sheet (pages, scale, two on a page, booklet, grey) is done here on the PDF
itself, so that the preview shows the very bytes the printer gets, whatever its driver can do. The printer is asked
only for what is its own: copies, both sides, the paper.

CUPS (Linux, macOS) takes the PDF from the standard input of `lp`: vector, real fonts, kilobytes; the command stands
on every such system, while Qt would send pictures of the pages and a binding would have to be built. `lpstat` says
what printers there are and what ails one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeVar

from desktop.core.documents import imposition
from desktop.core.documents.imposition import BOOKLET, CUSTOM, FIT, PAPERS, SINGLE, Side
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.pages import page_range

ALL, CURRENT, CHOSEN = "all", "current", "chosen"
EVERY, ODD, EVEN = "every", "odd", "even"
ONE_SIDE, LONG_EDGE, SHORT_EDGE = "one", "long", "short"
SIDES = {ONE_SIDE: "one-sided", LONG_EDGE: "two-sided-long-edge", SHORT_EDGE: "two-sided-short-edge"}
WAIT = 60
T = TypeVar("T")


@dataclass(frozen=True)
class Wishes:
    """How a document is to be printed. `which`: ALL, CURRENT or CHOSEN pages; `pages`: the chosen ones ("1,3-5")."""

    printer: str = ""
    which: str = ALL
    pages: str = ""
    parity: str = EVERY
    copies: int = 1
    collate: bool = True
    sides: str = ONE_SIDE
    layout: str = SINGLE
    scale: str = FIT
    percent: int = 100
    paper: str = ""
    across: int = 2
    grey: bool = False

    def remembered(self) -> dict[str, Any]:
        """What the next document of the kind begins with: all but the pages and the number of copies."""
        kept = asdict(self)
        for name in ("which", "pages", "parity", "copies"):
            del kept[name]
        return kept


def recalled(stored: Any) -> Wishes:
    """Wishes from the settings file; what does not fit (a file edited by hand) is left at its default."""
    plain = Wishes()
    if not isinstance(stored, dict):
        return plain
    known = {field.name: type(getattr(plain, field.name)) for field in fields(Wishes)}
    return replace(plain, **{k: v for k, v in stored.items() if k in known and type(v) is known[k]})


# Sheets ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheets:
    """What goes to the printer: the PDF, the pages (from 1) on each of its sides, and whether edges are lost."""

    pdf: bytes
    pages: Sequence[tuple[int, ...]]
    cut: bool = False


def sheets(data: bytes, wishes: Wishes, current: int = 0) -> Sheets:
    """The sheets that these wishes make of a document; `current` is the page in view, from 0.

    Raises `UserError` for a range that cannot be read, lies outside or leaves nothing.
    """
    sizes = imposition.page_sizes(data)
    chosen = _chosen(wishes, len(sizes), current)
    sides = _sides(wishes, [sizes[n] for n in chosen])
    if wishes.layout != SINGLE:
        sides = _of_parity(sides, list(range(1, len(sides) + 1)), wishes.parity)
    if not sides:
        raise UserError(_("No page is left to print. Choose other pages."))
    sides = [replace(side, placed=[replace(p, page=chosen[p.page]) for p in side.placed]) for side in sides]
    made = data if _is_plain(sides, sizes) else imposition.impose(data, sides)
    if wishes.grey:
        from desktop.core.documents.grey import in_grey

        made = in_grey(made)
    pages = [tuple(p.page + 1 for p in side.placed) for side in sides]
    return Sheets(made, pages, any(imposition.is_cut(side, sizes) for side in sides))


def _chosen(wishes: Wishes, count: int, current: int) -> list[int]:
    if wishes.which == CURRENT:
        return [current]
    numbers = page_range(wishes.pages if wishes.which == CHOSEN else "", count)
    if wishes.layout == SINGLE:
        numbers = _of_parity(numbers, numbers, wishes.parity)
    return [number - 1 for number in numbers]


def _of_parity(things: Sequence[T], numbers: Sequence[int], parity: str) -> list[T]:
    wanted = {ODD: 1, EVEN: 0}.get(parity)
    return [thing for thing, n in zip(things, numbers, strict=True) if wanted is None or n % 2 == wanted]


def _sides(wishes: Wishes, sizes: Sequence[imposition.Size]) -> list[Side]:
    return imposition.plan(
        sizes, layout=wishes.layout, paper=PAPERS.get(wishes.paper), scale=wishes.scale,
        percent=wishes.percent if wishes.scale == CUSTOM else 100.0, across=wishes.across,
    )  # fmt: skip


def _is_plain(sides: Sequence[Side], sizes: Sequence[imposition.Size]) -> bool:
    """Whether the sides are the document's own pages, all of them, as they are."""
    if len(sides) != len(sizes):
        return False
    for number, side in enumerate(sides):
        if [p.page for p in side.placed] != [number] or side.marks:
            return False
        same = all(abs(a - b) < 1.5 for a, b in zip(side.size, sizes[number], strict=True))
        if not same or abs(side.placed[0].scale - 1) > 0.004:
            return False
    return True


def duplex_for(layout: str, chosen: str) -> str:
    """The side to turn over: a booklet printed on both sides turns over its short edge."""
    return SHORT_EDGE if layout == BOOKLET and chosen != ONE_SIDE else chosen


# CUPS -----------------------------------------------------------------------------------------------------------


def has_cups() -> bool:
    """Whether the PDF can be handed to `lp`."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def cups_printers() -> list[str]:
    """The names of the queues, the default one first."""
    names = _ask("lpstat", "-e").split()
    default = _ask("lpstat", "-d").rpartition(":")[2].strip()
    return sorted(names, key=lambda name: (name != default, name.lower()))


def cups_state(printer: str) -> str:
    """What keeps a printer from printing at once, as a sentence; "" if nothing does."""
    if " not accepting " in _ask("lpstat", "-a", printer):
        return _("{printer} takes no documents at present. Choose another printer or ask who looks after it.").format(
            printer=printer
        )
    found = _ask("lpstat", "-l", "-p", printer)
    if "offline" in found or "connecting-to-device" in found:
        return _("{printer} does not answer. Check that it is switched on and connected; the document waits for it.").format(
            printer=printer
        )
    if " disabled " in found or "paused" in found:
        return _("{printer} is paused. The document waits in its queue until it is resumed.").format(printer=printer)
    if "media-empty" in found or "media-needed" in found:
        return _("{printer} is out of paper.").format(printer=printer)
    return ""


def lp_command(wishes: Wishes, title: str, size: imposition.Size) -> list[str]:
    """The command that prints a PDF with pages of `size` from its standard input."""
    options = [
        f"sides={SIDES[duplex_for(wishes.layout, wishes.sides)]}",
        f"collate={'true' if wishes.collate else 'false'}",
        f"multiple-document-handling=separate-documents-{'' if wishes.collate else 'un'}collated-copies",
        "print-scaling=none",
    ]
    name = paper_name(size)
    options += [f"media={name}"] if name else ["fit-to-page"]
    if wishes.grey:
        options.append("print-color-mode=monochrome")
    plain = "".join(c if c.isprintable() else " " for c in title)[:100] or "AgriDesk"
    command = ["lp", "-d", wishes.printer, "-n", str(wishes.copies), "-t", plain]
    return [*command, *(part for option in options for part in ("-o", option))]


def paper_name(size: imposition.Size) -> str:
    """The name of the paper of that size, lying or standing; "" if it is none of ours."""
    for name, paper in PAPERS.items():
        if all(abs(a - b) < 3 for a, b in zip(sorted(size), paper, strict=True)):
            return name
    return ""


def hand_over(made: Sheets, wishes: Wishes, title: str) -> None:
    """Give the sheets to CUPS. Raises `UserError` when it does not take them."""
    command = lp_command(wishes, title, imposition.page_sizes(made.pdf)[0])
    try:
        done = subprocess.run(command, input=made.pdf, capture_output=True, timeout=WAIT, check=False, env=_plain_words())
    except subprocess.TimeoutExpired as error:
        raise UserError(_service_gone()) from error
    if done.returncode:
        raise UserError(refusal(wishes.printer, done.stderr.decode("utf-8", "replace").strip()))


def refusal(printer: str, said: str) -> str:
    """The sentence for what `lp` said when it refused."""
    low = said.lower()
    if "not accepting" in low:
        return _("{printer} takes no documents at present. Choose another printer or ask who looks after it.").format(
            printer=printer
        )
    if "too many" in low or "quota" in low:
        return _("The queue of {printer} is full. Print again when the documents in it are done.").format(printer=printer)
    if "does not exist" in low or "unknown destination" in low:
        return _("There is no printer {printer} any more. Choose another one.").format(printer=printer)
    if "scheduler" in low or "unable to connect" in low or "refused" in low or "bad file descriptor" in low:
        return _service_gone()
    return _("The printer {printer} did not take the document: {reason}").format(printer=printer, reason=said or "?")


def _service_gone() -> str:
    return _("The print service of this computer does not answer. Save the document as PDF, or start the service.")


def _ask(*command: str) -> str:
    """What a command of CUPS answers; "" where it fails, as it does without a service."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=10, check=False, env=_plain_words())
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _plain_words() -> dict[str, str]:
    """The environment in which CUPS answers in English, whatever the desktop speaks."""
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "SOFTWARE": ""}
