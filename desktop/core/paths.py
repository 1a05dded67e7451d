"""The one place that knows where things lie: forms, resources, the user's data, logs.

Forms and resources stand beside the package in a checkout and in the frozen program, and inside it in a wheel.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

APP = "AgriDesk"
ENDING = ".agridesk"  # of a database
PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _root(kind: str) -> Path:
    """The folder named `kind` ("forms" or "resources"), wherever this installation keeps it."""
    inside = PACKAGE / kind
    return inside if inside.is_dir() else PACKAGE.parent / kind


def resource(*parts: str) -> Path:
    """The path of a file or folder below `resources/`."""
    return _root("resources").joinpath(*parts)


def form(name: str) -> Path:
    """The path of the Designer form `name` (without its ending)."""
    return _root("forms") / f"{name}.ui"


def _made(folder: Path) -> Path:
    """A folder, made for this user alone where it can be; where it cannot, whoever writes into it says so."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def data_folder() -> Path:
    """The platform's folder for this user's data; made on first use."""
    import platformdirs

    return _made(Path(platformdirs.user_data_dir(APP, appauthor=False)))


def config_folder() -> Path:
    """The platform's folder for this user's settings; made on first use."""
    import platformdirs

    return _made(Path(platformdirs.user_config_dir(APP, appauthor=False)))


def log_folder() -> Path:
    """The platform's folder for logs; made on first use."""
    import platformdirs

    return _made(Path(platformdirs.user_log_dir(APP, appauthor=False)))


def released_folder() -> Path:
    """The databases of every released version: in the frozen program's resources, in a checkout among the tests."""
    frozen = resource("released")
    return frozen if frozen.is_dir() else PACKAGE.parent / "tests" / "released"


def maps_folder() -> Path:
    """The folder for maps (GeoJSON, shapefiles) that the user brings; it need not exist."""
    return data_folder() / "maps"


def default_database() -> Path:
    """The database of a computer on which none was opened yet."""
    return data_folder() / f"agridesk{ENDING}"


def attachments_folder(database: Path) -> Path:
    """The folder beside a database that holds its attachments, content-addressed."""
    return database.with_name(database.name + ".files")


def opened_folder(database: Path) -> Path:
    """The folder beside a database for copies of its attachments that other programs have open."""
    return database.with_name(database.name + ".opened")


def backup_folder(database: Path) -> Path:
    """The folder beside a database that holds its automatic backups."""
    return database.with_name(database.name + ".backups")
