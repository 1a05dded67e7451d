"""walk.py DATABASE FOLDER: open every section of the window on a database, keep a picture of each, say what Qt complains of.

Run by Windows' Python; ends with status 1 where Qt warned, a section is empty, or its lists keep Windows' own font.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

WAIT = 300_000  # milliseconds, an opened database may take on a busy machine
FONT = 11  # points, a size that no system has by itself
complaints: list[str] = []


def wait(ready: object, most: int = WAIT) -> None:
    """Let events happen until `ready()` holds; `TimeoutError` where it never does."""
    from PySide6.QtTest import QTest

    waited = 0
    while not ready():  # type: ignore[operator]
        if waited >= most:
            raise TimeoutError
        QTest.qWait(20)
        waited += 20


def main(database: Path, folder: Path) -> int:
    """Walk; the exit status."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from desktop import app
    from desktop.core.paths import resource
    from desktop.core.settings import Settings
    from desktop.ui.look import appearance

    os.environ["QT_QPA_FONTDIR"] = str(resource("fonts"))  # this Windows has no Chinese font of its own
    qInstallMessageHandler(lambda _kind, _context, text: complaints.append(text))
    running = QApplication(appearance.arguments("agridesk"))
    settings = Settings(folder / "settings.json")
    settings.letter()
    settings.set("font_size", FONT)
    appearance.dress(running, settings, "zh_CN")
    window = app.make_window(settings)
    window.resize(1366, 728)
    window.show()
    window.open_database(database)
    wait(lambda: window.context is not None or window.start_page.problem.isVisible())
    if window.context is None:
        print(window.start_page.problem.text())
        return 1
    for feature in window.program.features:
        page = window.show_feature(feature.name)
        for section in page.sections:
            page.show_section(section.name)
            running.processEvents()
            wait(lambda: not window.tasks.busy)
            running.processEvents()
            picture = window.grab()
            picture.save(str(folder / f"{feature.name}-{section.name}.png"))
            fonts = {view.font().pointSize() for view in page.findChildren(QAbstractItemView)}
            if fonts - {FONT}:
                complaints.append(f"{feature.name}/{section.name} has lists in {fonts} points")
            image = picture.toImage()
            if len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(100, image.height(), 7)}) < 9:
                complaints.append(f"{feature.name}/{section.name} is empty")
    window.actions_["settings"].trigger()
    running.processEvents()
    for dialog in running.topLevelWidgets():
        if dialog is not window and dialog.isVisible():
            dialog.grab().save(str(folder / "settings.png"))
            dialog.close()
    window.close()
    wait(lambda: not window.isVisible())
    told = [text for text in complaints if "does not support" not in text]  # the offscreen platform about itself
    print("\n".join(told))
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
