"""Designer forms as widgets: one loader that knows our own widgets, and the bytes of each form read once."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from desktop.core import paths
from desktop.ui.fields.completer import RecordEdit
from desktop.ui.fields.widgets import ChoiceBox, DateEdit, MomentEdit, NumberEdit
from desktop.ui.look.spacing import space
from desktop.ui.look.words_box import WordsBox

WIDGETS: list[type[QWidget]] = [ChoiceBox, DateEdit, MomentEdit, NumberEdit, RecordEdit]


def register(*kinds: type[QWidget]) -> None:
    """Make a feature's own widgets known to forms by their class names."""
    for kind in kinds:
        if kind not in WIDGETS:
            WIDGETS.append(kind)
            if _loader.cache_info().currsize:
                _loader().registerCustomWidget(kind)


def load(name: str, parent: QWidget | None = None) -> QWidget:
    """The form `forms/NAME.ui` as a new widget; it translates itself when the language changes."""
    buffer = QBuffer()
    buffer.setData(_source(name))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    made = _loader().load(buffer, parent)
    if made is None:
        raise RuntimeError(f"forms/{name}.ui: {_loader().errorString()}")
    space(made)
    return made


class _Loader(QUiLoader):
    """Makes every box to choose from one that cuts no word."""

    def createWidget(self, className: str, parent: QWidget | None = None, name: str = "") -> QWidget:
        if className != "QComboBox":
            return super().createWidget(className, parent, name)
        box = WordsBox(parent)
        box.setObjectName(name)
        return box


@cache
def _loader() -> QUiLoader:
    loader = _Loader()
    loader.setLanguageChangeEnabled(True)
    for kind in WIDGETS:
        loader.registerCustomWidget(kind)
    return loader


@cache
def _source(name: str) -> QByteArray:
    return QByteArray(paths.form(name).read_bytes())
