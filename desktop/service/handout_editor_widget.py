"""The editor of handouts: the text on the left, on the right the very pages that will be printed, as one types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSplitter, QWidget

from desktop.core import attachments, verbs
from desktop.core.documents.made import Made, render
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, N_, _, language, ngettext
from desktop.core.standing import why_locked
from desktop.service import announcement, handout_blocks, handout_document
from desktop.service.choices import PAGE_KIND
from desktop.service.handout_blocks import ALIASES, BLOCKS
from desktop.service.handout_document import Prepared
from desktop.service.handout_model import Handout
from desktop.service.quick_case_widget import PICTURES
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.look.markup import Markup
from desktop.ui.look.menus import hang
from desktop.ui.preview.pdf_pages import PdfPages
from desktop.ui.preview.pdf_view import PdfView

if TYPE_CHECKING:
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

PAUSE = 250  # ms after the last key until the pages are made again
MOST_FLAGS = 3
SAMPLES = {  # block → what is put in: English and Chinese
    "variety": (N_("Traits of the variety"), "{{variety}}", "{{品种性状}}"),
    "calendar": (N_("Calendar of measures"), "{{calendar}}", "{{栽培历}}"),
    "timeline": (N_("Calendar as bars"), "{{timeline}}", "{{时间轴}}"),
    "plants": (N_("Table of plants per mu"), "{{plants}}", "{{密度表}}"),
    "calc": (N_("Calculator, filled in"), "{{calc seed_rate stand=225 tgw=40}}", "{{计算 播种量 计划基本苗=225 千粒重=40}}"),
    "pest": (N_("Pest with picture"), "{{pest file.jpg | Name | What to look for, what to do}}",
             "{{病虫 文件.jpg | 名称 | 识别与防治}}"),
    "warning": (N_("Warning"), "{{warning Write the warning here}}", "{{警示 在此填写}}"),
    "tip": (N_("Advice in a box"), "{{tip Write the advice here}}", "{{提示 在此填写}}"),
    "qr": (N_("QR code (text or telephone)"), "{{qr 13800000000}}", "{{二维码 13800000000}}"),
    "contact": (N_("Our contact"), "{{contact}}", "{{联系人}}"),
    "dealer": (N_("The dealer's contact"), "{{dealer}}", "{{经销商}}"),
    "page": (N_("New page"), "{{page}}", "{{分页}}"),
}


class HandoutEditor(FormDialog):
    """A window with one handout. Only a draft can be changed; others are shown and printed."""

    guards = False  # it asks by itself

    roomy = True

    def __init__(self, context: Context, handout: Handout) -> None:
        super().__init__("handout_editor", N_("Handout"), context.window)
        self.setWindowTitle(handout.label())
        self.context, self.handout = context, handout
        self.pages: PdfPages | None = None
        self.made: Made | None = None
        self._asked = 0
        text, view = self.part("text"), self.part("view")
        assert isinstance(text, QPlainTextEdit)
        assert isinstance(view, PdfView)
        self.text, self.view = text, view
        Markup(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.remake)
        self._fill()
        self._connect()
        self.remake()

    def _part(self, name: str) -> Any:
        return self.part(name)

    def _fill(self) -> None:
        self.text.setPlainText(self.handout.body)
        for key in PAGE_KIND.labels:
            self._part("page").addItem(PAGE_KIND.label(key), key)
        self._part("page").setCurrentIndex(list(PAGE_KIND.labels).index(self.handout.page))
        self._part("large_print").setChecked(self.handout.large_print)
        splitter = self.part("halves")
        assert isinstance(splitter, QSplitter)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([600, 600])
        for name in ("text", "page", "large_print", "save", "heading", "bold", "bullets", "numbers", "grid", "block", "word",
                     "picture"):
            self._part(name).setEnabled(self.editable)
        hang(self._part("block"), self._menu([(_(title), self._sample(key)) for key, (title, *_s) in SAMPLES.items()]))
        hang(self._part("word"), self._menu([(f"{zh}  {en}", f"{{{{{zh if language() == CHINESE else en}}}}}")
                                              for zh, en in ALIASES.items()]))

    @property
    def editable(self) -> bool:
        """Whether the text may be changed in this state."""
        return not why_locked(self.handout)

    def _sample(self, key: str) -> str:
        _title, english, chinese = SAMPLES[key]
        return chinese if language() == CHINESE else english

    def _menu(self, entries: list[tuple[str, str]]) -> QMenu:
        menu = QMenu(self)
        for title, text in entries:
            menu.addAction(title).triggered.connect(self._inserter(text))
        return menu

    def _inserter(self, text: str) -> Callable[[], None]:
        return lambda: self.insert(text)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._timer.start)
        self._part("page").currentIndexChanged.connect(self._timer.start)
        self._part("large_print").toggled.connect(self._timer.start)
        for name, slot in (("heading", lambda: self.prefix("## ")), ("bold", self.embolden),
                           ("bullets", lambda: self.prefix("- ")), ("numbers", lambda: self.prefix("1. ")),
                           ("picture", self.add_picture),
                           ("grid", lambda: self.insert("|  |  |\n|---|---|\n|  |  |\n"))):
            self._part(name).clicked.connect(slot)
        for name, act in (("save", self.save), ("print", self.print_), ("merge", self.merge)):
            self.on(name, act)
        for keys, slot in ((QKeySequence.StandardKey.Save, self.save), (QKeySequence.StandardKey.Bold, self.embolden),
                           (QKeySequence.StandardKey.Print, self.print_)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # -- writing --------------------------------------------------------------------------------------------------

    def insert(self, text: str) -> None:
        """Put a text at the cursor; a block gets a line of its own."""
        cursor = self.text.textCursor()
        alone = (text.startswith("{{") and text.strip("{}").split()[0] in handout_blocks.NAMES) or text.startswith("|")
        if alone and cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            text = f"\n\n{text}"
        cursor.insertText(f"{text}\n" if alone else text)
        self.text.setFocus()

    def prefix(self, mark: str) -> None:
        """Begin the lines that are selected with a mark, or take it away where all have it."""
        cursor = self.text.textCursor()
        document = self.text.document()
        first, last = (document.findBlock(p).blockNumber() for p in (cursor.selectionStart(), cursor.selectionEnd()))
        lines = [document.findBlockByNumber(n) for n in range(first, last + 1)]
        marked = all(line.text().startswith(mark) for line in lines)
        cursor.beginEditBlock()
        for line in lines:
            at = QTextCursor(line)
            if marked:
                at.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(mark))
                at.removeSelectedText()
            else:
                at.insertText(mark)
        cursor.endEditBlock()
        self.text.setFocus()

    def embolden(self) -> None:
        """Set what is selected in bold, or take that away; without a selection the cursor stands between the marks."""
        if not self.editable:
            return
        cursor = self.text.textCursor()
        words = cursor.selectedText()
        if len(words) > 4 and words.startswith("**") and words.endswith("**"):
            cursor.insertText(words[2:-2])
        else:
            cursor.insertText(f"**{words}**")
            if not words:
                cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, 2)
                self.text.setTextCursor(cursor)
        self.text.setFocus()

    def add_picture(self) -> None:
        """Hang pictures on the handout and put them in."""
        paths = messages.open_files(self, _("Pictures"), _("Pictures ({patterns})").format(patterns=PICTURES))
        if paths:
            self.take_pictures(paths)

    def take_pictures(self, paths: list[Path]) -> None:
        """Copy pictures into the store; each gets its block."""
        db, number = self.context.db, self.handout.id

        def done(_added: object) -> None:
            word = "图片" if language() == CHINESE else "picture"
            for path in paths if self.alive else ():
                self.insert(f"{{{{{word} {path.name}}}}}")

        self.context.tasks.run(lambda: attachments.attach(db, "handout", number, paths), done, self._failed)

    # -- pages ----------------------------------------------------------------------------------------------------

    def current(self) -> Handout:
        """The handout as it stands in the window, not stored."""
        values = self.handout.model_dump()
        values |= {"body": self.text.toPlainText(), "page": self._part("page").currentData(),
                   "large_print": self._part("large_print").isChecked()}
        return Handout(**values)

    @property
    def dirty(self) -> bool:
        """Whether what stands here differs from what is stored."""
        now = self.current()
        return any(getattr(now, name) != getattr(self.handout, name) for name in ("body", "page", "large_print"))

    def remake(self) -> None:
        """Make the pages again on the worker; pages that look the same are not drawn again."""
        self._asked += 1
        asked, db, handout = self._asked, self.context.db, self.current()

        def make(_progress: Progress) -> tuple[int, Prepared, Made]:
            prepared = handout_document.prepare(db, handout)
            return asked, prepared, render(lambda: handout_document.document(prepared))

        self.context.tasks.compute(make, self._show, self._failed, only_newest=True)

    def _show(self, result: tuple[int, Prepared, Made]) -> None:
        asked, prepared, made = result
        if asked != self._asked:
            return
        former, self.pages, self.made = self.pages, PdfPages(made.pdf, made.prints, self.pages), made
        self.view.show_pages(self.pages)
        if former:
            former.close()
        self._say(prepared, made)

    def _say(self, prepared: Prepared, made: Made) -> None:
        count, handout = len(self.pages or ()), prepared.handout
        filled = self.pages.filled(count - 1) if self.pages else None
        over = sum(self.pages.lines(n) for n in range(1, count)) if self.pages else 0
        parts = [ngettext("{n} page",
            "{n} pages", count).format(n=count), *handout_document.fit_warnings(handout, count, filled, over)]
        parts += [f.sentence() for f in announcement.flags(handout.body, prepared.scope.announced)[:MOST_FLAGS]]
        if waiting := handout_blocks.unfilled(handout.body, prepared.scope.words):
            parts.append(_("To be filled in for each receiver: {words}.").format(words=_(", ").join(waiting)))
        if made.missing:
            parts.append(_("No drawing in the font for: {characters}").format(characters=" ".join(c for c, _w in made.missing)))
        if not self.editable:
            parts.append(_("This version is closed; make a new version to change it."))
        self._part("state").setText("   ".join(parts))
        self.say("")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError) and self.alive:
            self.say(str(error))
        else:
            self.context.window.on_error(error)

    # -- keeping and printing -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the text."""
        self._save(None)

    def _save(self, after: Callable[[], None] | None) -> None:
        now, db = self.current(), self.context.db
        values = {name: getattr(now, name) for name in ("body", "page", "large_print")}

        def done(stored: Handout) -> None:
            self.handout = stored
            self.context.message(_("The handout is saved."), undo=True)
            if after:
                after()

        self.context.tasks.run(lambda: verbs.save(db, Handout, values, self.handout.id), done, self._failed)

    def print_(self) -> None:
        """Show what stands here in the preview, ready to print."""
        from desktop.service.handout_printing import printed_as
        from desktop.ui.preview.preview import Preview

        db, handout = self.context.db, self.current()
        Preview(self.context, handout.label(), lambda: handout_document.document(handout_document.prepare(db, handout)),
                *printed_as(handout)).show()

    def merge(self) -> None:
        """A copy for each receiver."""
        from desktop.service.merge_widget import MergeDialog

        MergeDialog(self.context, self.current(), self).open()

    def reject(self) -> None:
        """End, by Escape or by closing, once it is decided what becomes of what is typed and not saved."""
        if self.editable and self.dirty:
            answer = messages.choose(self, _("“{name}” has been changed and is not saved.").format(name=self.handout.label()),
                                     [_("Save"), _("Discard")])
            if answer is None:
                return
            if answer == 0:
                self._save(self.reject)
                return
        self._timer.stop()
        self._asked += 1
        super().reject()
        if self.pages:
            self.pages.close()
            self.view.pages = self.pages = None


def edit(context: Context, handout: Handout) -> QWidget:
    """Open the editor on a handout."""
    editor = HandoutEditor(context, handout)
    editor.show()
    return editor


assert set(SAMPLES) | {"picture"} == set(BLOCKS), "every block can be put in from the menu"
