"""Names of files that Windows, Linux and a stick accept."""

from __future__ import annotations

import re
import unicodedata

NAME_BYTES = 180
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.IGNORECASE)


def safe_file_name(text: str, fallback: str = "untitled") -> str:
    """`text` as a file name that Windows, Linux and a USB stick accept; never a path, never empty.

    Control, direction and other invisible characters are dropped, `<>:"/\\|?*` become "_", names that Windows keeps
    for devices get a "_" before them, and a long name is cut in front of its ending.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if _may_stand_in_name(c))
    name = " ".join(FORBIDDEN.sub("_", visible).split()).strip(" .")
    if _RESERVED.fullmatch(name):
        name = "_" + name
    return _shortened(name) or fallback


def fits_windows(name: str) -> bool:
    """Whether Windows takes a name as it is: a colon names a stream of another file, blanks and full stops at the end are
    dropped without a word, and some names are devices."""
    return not (FORBIDDEN.search(name) or _RESERVED.fullmatch(name) or name.endswith((" ", ".")))


def _may_stand_in_name(character: str) -> bool:
    """Whether a character is visible text or a plain space; white space of all kinds is kept as a space later.

    The two planes of rare Chinese characters are text throughout: new ones come every year, and names use them.
    """
    rare = "\U00020000" <= character <= "\U0003fffd"
    return character.isspace() or rare or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _shortened(name: str) -> str:
    """`name` cut to `NAME_BYTES` of UTF-8, keeping a short ending."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 8:
        stem, dot, ending = name, "", ""
    room = NAME_BYTES - len((dot + ending).encode())
    cut = stem.encode()[:room].decode(errors="ignore")
    return (cut if len(cut) == len(stem) else cut.rstrip(" .")) + dot + ending
