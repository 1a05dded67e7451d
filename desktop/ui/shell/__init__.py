"""The window around the pages: menus, status bar, search, start page, backups, undo, crash report."""
