"""A package for somebody: the first one for a new laptop, a region or a part of the program, records chosen in a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QVBoxLayout

from desktop.core.errors import UserError
from desktop.core.exchange.scopes import parts, scope
from desktop.core.i18n import N_, _, language, ngettext, using
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.passphrase import Typing
from desktop.ui.fields.completer import RecordEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.database import Database
    from desktop.core.exchange.making import Made
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

Making = Callable[["Database", Path, str], "Made"]
Key = tuple[str, int]

LINES = 5  # of the list of kinds stand in the dialog without scrolling
OTHER_PARTS = {"people": N_("People"), "regions": N_("Regions"), "catalogue": N_("Varieties, crops and traits")}
"""What the parts are called that have no tab of their own."""


def write_package(context: Context, parent: QWidget, make: Callable[[Database, Path], Made],
                  done: Callable[[Made], None] | None) -> bool:
    """Ask for a folder, have `make` write a package there and say what is in it; `done` hears of it. Gives whether a folder was
    chosen."""
    folder = messages.choose_folder(parent, _("Folder for the package"))
    if folder is None:
        return False

    def work(_progress: Progress) -> Made:
        return make(context.db, folder)

    def made(result: Made) -> None:
        messages.inform(context.window, "\n".join(result.summary()), "\n".join(result.details()))
        if done is not None:
            done(result)

    context.tasks.run_long(work, made, context.window.on_error, _("Making a package"))
    return True


class PackageDialog(FormDialog):
    """What every package for somebody asks: a passphrase, if it is to have one, and the folder. `done` hears what was made."""

    guards = False

    asks: tuple[str, ...] = ()
    title = N_("Hand over records")

    def __init__(self, context: Context, parent: QWidget, done: Callable[[Made], None] | None = None) -> None:
        super().__init__("hand_over", self.title, parent)
        self.context, self._done = context, done
        self.protected, self._asked = False, 0
        self.widget("contents_room", QScrollArea).hide()
        self.passphrase, self.again = self.widget("passphrase", QLineEdit), self.widget("again", QLineEdit)
        Typing(self, [self.passphrase, self.again])
        for name, field in (("who", "who"), ("region", "region_place"), ("part", "part_of")):
            self.part(field).setVisible(name in self.asks)
            self.part(f"{name}_title").setVisible(name in self.asks)
        self.on("ok", self._confirm)

    def explain(self, text: str) -> None:
        """Say what the package will hold."""
        self.widget("explain", QLabel).setText(text)

    def list_kinds(self, counted: Callable[[Database], str]) -> None:
        """Say how many records of which kinds it would hold, once they are counted beside the window; only the last question
        counts."""
        self._asked += 1
        asked, db, code = self._asked, self.context.db, language()

        def read() -> tuple[int, str]:
            with using(code):
                return asked, counted(db)

        self._say_kinds((asked, ""))
        self.context.tasks.read(read, self._say_kinds)

    def _say_kinds(self, found: tuple[int, str]) -> None:
        if self.alive and found[0] == self._asked:
            label = self.widget("contents", QLabel)
            label.setText(_("In it: {what}").format(what=found[1]) if found[1] else "")
            self._fit_kinds(label)

    def _fit_kinds(self, label: QLabel) -> None:
        """The list of kinds takes a few lines of the dialog at most; a longer one is scrolled there."""
        room = self.widget("contents_room", QScrollArea)
        room.setVisible(bool(label.text()))
        line = label.fontMetrics().lineSpacing()
        room.setFixedHeight(max(line, min(label.heightForWidth(room.viewport().width()), LINES * line)))

    def making(self) -> Making:
        """What makes the package, of what was typed. Raises `UserError` where something is wanting."""
        raise NotImplementedError

    @Slot()
    def _confirm(self) -> None:
        from desktop.core.encryption.ways import refuse_weak
        from desktop.core.exchange.making import refuse_open

        passphrase = self.passphrase.text()
        try:
            make = self.making()
            if passphrase != self.again.text():
                raise UserError(_("The two were not the same."))
            if passphrase:
                refuse_weak(passphrase)
            elif not self.protected:
                refuse_open(self.context.db, passphrase)
        except UserError as error:
            self.say(str(error))
            return
        if write_package(self.context, self, lambda db, folder: make(db, folder, passphrase), self._done):
            self.accept()


class NewLaptopDialog(PackageDialog):
    """The first package for a laptop, which makes it a partner."""

    asks = ("who",)
    title = N_("For a new laptop")

    def __init__(self, context: Context, parent: QWidget, who: str, whole: bool, done: Callable[[Made], None]) -> None:
        super().__init__(context, parent, done)
        self._whole = whole
        self.widget("who", QLineEdit).setText(who)
        self.explain(_("The first package holds all there is and the key of all that follow: whoever takes it becomes a "
                       "partner of this file, which leads from then on."))
        self.part("who").setFocus()

        def counted(db: Database) -> str:
            from desktop.core.exchange.making import first_contents

            return first_contents(db)

        self.list_kinds(counted)

    def making(self) -> Making:
        """The first package for whoever was named."""
        who = self.widget("who", QLineEdit).text().strip()
        if not who:
            raise UserError(_("Say who works with the laptop."))

        def make(db: Database, folder: Path, passphrase: str) -> Made:
            from desktop.core.exchange.making import make as make_package

            return make_package(db, folder, who, whole=self._whole, passphrase=passphrase)

        return make


class RecordsDialog(PackageDialog):
    """Chosen records. Where this file stands in an exchange, its secret protects them too (`protected`)."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        db = context.db

        def read() -> bool:
            from desktop.core.exchange.links import star

            with db.reading() as session:
                return star(session) is not None

        context.tasks.read(read, self._look)

    def _look(self, protected: bool) -> None:
        if self.alive:
            self.protected = protected

    def list_records(self, keys: Callable[[], list[Key]]) -> None:
        """Say what a package of these records would hold: themselves, what belongs to them and what they name."""
        def counted(db: Database) -> str:
            from desktop.core.exchange.making import contents

            return contents(db, keys())

        self.list_kinds(counted)


class PartDialog(RecordsDialog):
    """What belongs to a region, to a part of the program, or to both together."""

    asks = ("region", "part")

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.explain(_("A copy for a colleague: all records of a region, of a part of the program, or of that part in that "
                       "region, with what belongs to them and what they name."))
        self.region = RecordEdit(self.part("region_place"))
        self.region.setup(context, "region")
        room = self.part("region_place").layout()
        assert isinstance(room, QVBoxLayout)
        room.addWidget(self.region)
        self._parts = self.widget("part_of", QComboBox)
        self._parts.addItem(_("all parts"), "")
        titles = {feature.name: feature.title for feature in context.window.program.features} | OTHER_PARTS
        there = parts()
        for name, title in titles.items():
            if name in there:
                self._parts.addItem(_(title), name)
        self.region.setFocus()
        self.region.changed.connect(self._count)
        self._parts.currentIndexChanged.connect(self._count)

    def _count(self, *_anything: object) -> None:
        """Count anew what is chosen now."""
        db, region, part = self.context.db, self.region.value(), str(self._parts.currentData())
        self.list_records(lambda: scope(db, region, part) if region or part else [])

    def making(self) -> Making:
        """The records of what was chosen."""
        region, part = self.region.value(), str(self._parts.currentData())
        if not region and not part:
            raise UserError(_("Choose a region, a part of the program, or both."))
        words = [word for word in (self.region.text().strip() if region else "",
                                   self._parts.currentText() if part else "") if word]

        def make(db: Database, folder: Path, passphrase: str) -> Made:
            from desktop.core.exchange.making import make_records
            return make_records(db, folder, scope(db, region, part), _(", ").join(words), passphrase)

        return make


class ChosenDialog(RecordsDialog):
    """The records that are chosen in a list."""

    def __init__(self, context: Context, parent: QWidget, table: str, ids: list[int], about: str) -> None:
        super().__init__(context, parent)
        self._keys, self._about = [(table, number) for number in ids], about
        self.explain(ngettext("A copy for a colleague: {about}, {n} record with what belongs to it and what it names.",
                              "A copy for a colleague: {about}, {n} records with what belongs to them and what they name.",
                              len(ids)).format(about=about, n=len(ids)))
        self.list_records(lambda: self._keys)
        self.passphrase.setFocus()

    def making(self) -> Making:
        """The records chosen."""
        keys, about = self._keys, self._about

        def make(db: Database, folder: Path, passphrase: str) -> Made:
            from desktop.core.exchange.making import make_records

            return make_records(db, folder, keys, about, passphrase)

        return make

