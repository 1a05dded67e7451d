"""Serves the strings of Designer forms, and of Qt itself, from the one catalogue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from desktop.core import i18n
from desktop.core.i18n import N_

QT_LACKS = (N_("&Look in:"), N_("Files of &type:"), N_("Folder"))  # words of Qt's file dialog not in its own Chinese


def use_formats() -> None:
    """Write and read numbers and days as the language in force does.

    Apart from the words: loading QLocale takes 4 ms of the start, and no number is seen before a database is open.
    """
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(i18n.language()))


class Catalogue(QTranslator):
    """Asks `core.i18n` for every string a form shows; what it does not know goes on to Qt's own translation."""

    def isEmpty(self) -> bool:
        """Never empty: Qt would not ask an empty one."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        """The text in the language in force; None where the catalogue has none. The names of keys are Qt's own: its “Right” is
        an arrow, ours an answer."""
        if context == "QShortcut":
            return None
        text = i18n._(source) if source else ""
        return text if text != source else None


class Language(QObject):
    """The translators installed now; `use` exchanges them, and every form made before hears LanguageChange."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours: Catalogue | None = None
        self._qt: QTranslator | None = None

    def use(self, code: str) -> None:
        """Switch window and catalogue to a language; "" follows the system."""
        self.remove()
        i18n.set_language(code or i18n.system_language())
        if i18n.language() == i18n.SOURCE:
            return
        self._qt = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt.load(f"qtbase_{i18n.language()}", folder):
            QCoreApplication.installTranslator(self._qt)
        self._ours = Catalogue(self)
        QCoreApplication.installTranslator(self._ours)

    def remove(self) -> None:
        """Take the translators out again."""
        for translator in (self._ours, self._qt):
            if translator:
                QCoreApplication.removeTranslator(translator)
                translator.deleteLater()
        self._ours = self._qt = None
