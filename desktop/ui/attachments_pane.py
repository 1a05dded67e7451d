"""Files."""
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class AttachmentsPane(QWidget):
    count_changed = Signal(int)

    def __init__(self, context, parent=None):
        super().__init__(parent)
