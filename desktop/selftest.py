"""`agridesk self-test`: does this installation work? Opens every page, a database, a document, a figure.

Run without a display too: QT_QPA_PLATFORM=offscreen is set where there is none. Prints a line a check; the exit status
is 1 if one failed. Meant for the installed or frozen program, where a missing file or plugin shows only when used.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import deeptest, encryptiontest
from desktop.core.i18n import _, language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.shell.window import Window

PATIENCE = 60.0  # seconds for one check


def self_test_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk self-test`."""
    parser.add_argument("--deep", nargs="?", const="", metavar="DIR",
                        help=_("also open the database of every release (in DIR, else the program's own), back it up and "
                               "restore it, write each kind of document"))


def self_test(args: argparse.Namespace) -> int:
    """Run every check; exit status 1 if one failed."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # That the database was let go is a check of its own. A scanner of viruses may hold a file all the same: no fault of ours.
    with tempfile.TemporaryDirectory(prefix="agridesk-self-test-", ignore_cleanup_errors=True) as folder:
        # One after the other, since the window lives while its checks are being asked for.
        kinds = [_core_checks, _window_checks]
        if args.deep is not None:
            kinds.insert(1, partial(deeptest.checks, chosen=args.deep))
        passed = [_passed(name, check) for checks in kinds for name, check in checks(Path(folder))]
        return int(not all(passed))


def _passed(name: str, check: Callable[[], str]) -> bool:
    """Run one check and print its line."""
    begun = time.perf_counter()
    try:
        said = check()
    except Exception as error:  # noqa: BLE001 - the check is there to find any fault and name it
        sys.stdout.write(f"{_('FAILED')}  {name}: {type(error).__name__}: {error}\n")
        traceback.print_exc(file=sys.stderr)
        return False
    sys.stdout.write(f"{_('ok')}  {name}{': ' if said else ''}{said} ({time.perf_counter() - begun:.1f} s)\n")
    sys.stdout.flush()
    return True


def _core_checks(folder: Path) -> list[tuple[str, Callable[[], str]]]:
    return [
        (_("database"), lambda: _database(folder)),
        (_("backup"), lambda: _backup(folder)),
        (_("PDF"), lambda: _document(".pdf")),
        (_("Word document"), lambda: _document(".docx")),
        (_("spreadsheet"), lambda: _document(".xlsx")),
        (_("analysis"), _analysis),
        *encryptiontest.checks(folder),
    ]


def _database(folder: Path) -> str:
    """Make a database, find a region by pinyin, check everything."""
    from desktop.core.check import check
    from desktop.newdata import open_ready

    db = open_ready(folder / "test.agridesk")
    try:
        findings = check(db)
        if any(f.level == "error" for f in findings):
            raise RuntimeError("; ".join(f.sentence for f in findings))
        return findings[0].sentence
    finally:
        db.close()


def _backup(folder: Path) -> str:
    from desktop.core.backup import backup_now
    from desktop.newdata import open_ready

    db = open_ready(folder / "test.agridesk")
    try:
        return backup_now(db).name
    finally:
        db.close()


def _document(ending: str) -> str:
    """Write a document with Chinese, a table and a figure."""
    from desktop.core import documents
    from desktop.core.documents import model

    def draw(figure: object) -> None:
        figure.add_subplot().plot([1, 2, 3], [2, 1, 3])  # type: ignore[attr-defined]

    blocks: list[model.Block] = [
        model.Heading("自检"),
        model.Paragraph("玉米 maize ±5 %"),
        model.Figure(draw, caption="图"),
        model.Table([model.Column("品种"), model.Column("亩产", model.NUMBER, decimals=1)], [["对照", 612.5]]),
    ]
    stream = io.BytesIO()
    documents.writer(ending)(model.Document("自检", blocks), stream)
    if ending == ".pdf":
        deeptest.refuse_blank(stream.getvalue())
    return f"{len(stream.getvalue()) // 1024} KiB"


def _analysis() -> str:
    import numpy as np
    from scipy import stats

    value = float(stats.studentized_range.ppf(0.95, 4, 12))
    if not np.isclose(value, 4.1987, atol=1e-3):  # Harter's table: q(0.05; 4, 12) = 4.20
        raise RuntimeError(f"q = {value}")
    return f"q(0.05; 4, 12) = {value:.3f}"


# -- the window -------------------------------------------------------------------------------------------------------


def _window_checks(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """The window, then every section of every page on the database made before."""
    from desktop.app import make_window
    from desktop.core.settings import Settings
    from desktop.features import TABS
    from desktop.ui.look import appearance

    app = _application()
    settings = Settings(folder / "settings.json")
    appearance.dress(app, settings, language())
    window, database = make_window(settings), folder / "test.agridesk"
    window.show()
    yield _("window"), lambda: _open(app, window, database)
    for feature in TABS:
        yield _("page {name}").format(name=feature.name), partial(_show, app, window, feature.name)
    for form in ("preview", "help"):
        yield _("dialog {name}").format(name=form), partial(_load, form)
    yield _("closing"), partial(_close, app, window, database)


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.look.appearance import arguments

    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(arguments("agridesk"))


def _wait(app: QApplication, until: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not until():
        app.processEvents()
        time.sleep(0.005)
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(_("not done within {n} s").format(n=round(PATIENCE)))


def _open(app: QApplication, window: Window, path: Path) -> str:
    window.open_database(path)
    _wait(app, lambda: (window.context is not None and not window.tasks.busy) or window.start_page.problem.isVisible())
    if window.context is None:
        raise RuntimeError(window.start_page.problem.text())
    return window.windowTitle()


def _show(app: QApplication, window: Window, name: str) -> str:
    """Show every section of a page; none may be blank."""
    page = window.show_feature(name)
    if page is None or window.pages.get(name) is not page:  # what went wrong stands on stderr
        raise RuntimeError(f"{name} could not be opened")
    for kind in page.sections:
        page.show_section(kind.name)
        app.processEvents()
        _wait(app, lambda: not window.tasks.busy)
        picture = window.grab().toImage()
        colors = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(90, picture.height() - 30, 7)}
        if len(colors) < 2:
            raise RuntimeError(f"{name}/{kind.name} is blank")
    return ", ".join(kind.name for kind in page.sections)


def _close(app: QApplication, window: Window, database: Path) -> str:
    """Close the window, which backs up first; afterwards nothing may hold the database."""
    from desktop.newdata import open_ready

    window.settle = lambda proceed: proceed()  # type: ignore[method-assign]
    window.close()
    _wait(app, lambda: not window.isVisible())
    app.processEvents()
    open_ready(database).close()
    return ""


def _load(name: str) -> str:
    from desktop.ui import loader
    from desktop.ui.preview import pdf_view  # noqa: F401 - the view registers itself with the loader

    loader.load(name).deleteLater()
    return ""
