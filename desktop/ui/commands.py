"""The commands every page shares: name, title, icon, keys. Toolbar, menus and shortcut sheet are made of this list.

A page's section answers `can(name)` and has a method of that name; the window asks it and calls it.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.i18n import N_


@dataclass(frozen=True)
class Command:
    """One command. `keys`: the first is shown; `help` says what it does, for tooltip and sheet."""

    name: str
    title: str
    icon: str
    keys: tuple[str, ...]
    help: str


PAGE = (
    Command("new_record", N_("New"), "add", ("Ctrl+N",), N_("A new record in this list")),
    Command("save", N_("Save"), "save", ("Ctrl+S",), N_("Save the record")),
    Command("delete", N_("Delete"), "delete", ("Del",), N_("Put the selected records into the recycle bin")),
    Command("find", N_("Filter"), "filter", ("Ctrl+F",), N_("Search and filter this list")),
    Command("refresh", N_("Refresh"), "refresh", ("F5",), N_("Read the list anew")),
    Command("print_", N_("Print"), "print", ("Ctrl+P",), N_("Preview and print the record that is open, else the list")),
    Command("print_list", N_("Print the list"), "list", ("Ctrl+Shift+P",), N_("Preview and print exactly what the list shows")),
    Command("open_apart", N_("In a window of its own"), "duplicate", ("Ctrl+Shift+O",),
            N_("The record, or those selected side by side")),
    Command("export", N_("Export"), "export", ("Ctrl+E",), N_("Save exactly what is shown as a table")),
)
WINDOW = (
    Command("undo", N_("Undo"), "undo", ("Ctrl+Z",), N_("Take the last action back")),
    Command("redo", N_("Redo"), "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), N_("Do the action undone last again")),
    Command(
        "search",
        N_("Find anything"),
        "search",
        ("Ctrl+K",),
        N_("Search the whole database: name, part of it, pinyin, initials, code, telephone"),
    ),
    Command("back", N_("Go back"), "left", ("Alt+Left",), N_("To the place visited before")),
    Command("forward", N_("Go forward"), "right", ("Alt+Right",), N_("To the place from which one went back")),
    Command("help", N_("Help"), "help", ("F1",), N_("Help on the page in view")),
    Command("shortcuts", N_("Keyboard shortcuts"), "list", ("Shift+?",), N_("This list")),
    Command("settings", N_("Settings"), "settings", ("Ctrl+,",), N_("Language, appearance, backups, names on reports")),
    Command("recycle_bin", N_("Recycle bin"), "restore", (), N_("Deleted records; bring them back")),
    Command("history", N_("History of all actions"), "history", ("Ctrl+H",), N_("Who did what; undo a chosen action")),
)
BY_NAME = {command.name: command for command in (*PAGE, *WINDOW)}
TOOLBAR = (("new_record", "save", "delete"), ("undo", "redo"), ("find", "refresh"), ("print_", "export"))
