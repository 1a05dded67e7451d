"""The button of the saved views: choose one, keep the list as it stands, choose which comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.core import verbs
from desktop.core.i18n import _
from desktop.core.views import View, pack, save_view, set_default, unpack, views_of
from desktop.ui.look.icons import icon
from desktop.ui.look.menus import hang

if TYPE_CHECKING:
    from desktop.core.listing import Listing, Query
    from desktop.ui.context import Context


class Viewed(Protocol):
    """A list that is kept in views and shown by them."""

    listing: Listing

    def view_state(self) -> tuple[Query, dict[str, Any]]:
        """What a view of the list as it is now holds."""
        ...

    def show_view(self, query: Query, columns: dict[str, Any]) -> None:
        """Show the list so."""
        ...


class ViewsButton(QToolButton):
    """The menu of the saved views of one list."""

    def __init__(self, context: Context, pane: Viewed, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.pane = context, pane
        self._views: dict[int, View] = {}
        self.current: int | None = None
        self.setIcon(icon("star"))
        self.setAutoRaise(True)
        hang(self, QMenu(self))
        self.menu().aboutToShow.connect(self.fill)
        self.menu().triggered.connect(self._on_menu)

    def fill(self) -> None:
        """Read the views and write the menu."""
        with self.context.db.reading() as session:
            self._views = {v.id: v for v in views_of(session, self.pane.listing.name)}
        if self.current not in self._views:
            self.current = None
        menu = self.menu()
        menu.clear()
        for view in self._views.values():
            action = menu.addAction(icon("star") if view.is_default else icon(""), view.name.replace("&", "&&"))
            action.setData(("show", view.id))
            action.setCheckable(True)
            action.setChecked(view.id == self.current)
        if self._views:
            menu.addSeparator()
        menu.addAction(_("Save as view…")).setData(("save", 0))
        if self.current is not None:
            chosen = self._views[self.current]
            menu.addAction(_("Show first, no longer") if chosen.is_default else _("Show “{view}” first").format(
                view=chosen.name)).setData(("default", chosen.id))
            menu.addAction(_("Delete “{view}”").format(view=chosen.name)).setData(("delete", chosen.id))

    def _on_menu(self, action: Any) -> None:
        kind, number = action.data()
        if kind == "show":
            self.show_view(self._views[number])
        elif kind == "save":
            self.ask_name()
        elif kind == "default":
            on = not self._views[number].is_default
            self.context.tasks.run(lambda: set_default(self.context.db, number, on=on))
        else:
            self.context.tasks.run(lambda: verbs.delete(self.context.db, View, [number]), self._on_deleted)

    def show_view(self, view: View) -> None:
        """Show the list as `view` has it."""
        self.current = view.id
        self.pane.show_view(*unpack(self.pane.listing, view.state))

    def show_default(self) -> bool:
        """Show the view that comes first, if there is one."""
        with self.context.db.reading() as session:
            found = next((v for v in views_of(session, self.pane.listing.name) if v.is_default), None)
        if found is not None:
            self.show_view(found)
        return found is not None

    def ask_name(self) -> None:
        """Ask for a name and keep the list as it stands under it."""
        from desktop.ui.lists.view_name import ViewNameDialog

        current = self._views.get(self.current or 0)
        dialog = ViewNameDialog(current.name if current else "", self.window())
        dialog.named.connect(self.keep)
        dialog.open()

    def keep(self, name: str, first: bool) -> None:
        """Keep the list as it stands as a view of that name; `first`: it is shown when the list opens."""
        state = pack(self.pane.listing, *self.pane.view_state())
        db, listing = self.context.db, self.pane.listing.name
        self.context.tasks.run(lambda: save_view(db, listing, name, state, is_default=first), self._on_kept)

    def _on_kept(self, view: View) -> None:
        self.current = view.id
        self.context.message(_("View “{name}” saved").format(name=view.name))

    def _on_deleted(self, _number: int) -> None:
        self.current = None
        self.context.message(_("View deleted."), undo=True)
