"""Write resources/translations/LANGUAGE.po anew: every string in use, its translation kept, the rest dropped.

Run after adding strings: python -m tests.collect_strings. New strings come out with an empty msgstr, to be filled in;
a new language begins with an empty LANGUAGE.po file and one line in `i18n.languages`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from desktop.core import i18n
from desktop.core.paths import resource
from tests.spacing import closed_up
from tests.test_translations import wanted

HEADER = '''# {name}
msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
'''
def entries(code: str) -> Iterator[str]:
    """The entries of a catalogue, ordered by their source text alone: two changes rarely touch the same lines."""
    known = i18n._catalogue(code)
    for source in sorted(wanted()):
        yield f"msgid {quoted(source)}\nmsgstr {quoted(closed_up(known.get(source, '')))}\n"


def quoted(text: str) -> str:
    """A string as .po files write it."""
    return json.dumps(text, ensure_ascii=False)


def catalogue(code: str, name: str) -> str:
    """The whole text of a catalogue."""
    return "\n".join([HEADER.format(name=name, code=code), *entries(code)])


def main() -> None:
    """Rewrite the catalogue of every language but the source's."""
    for code, name in i18n.languages().items():
        if code != i18n.SOURCE:
            resource("translations", f"{code}.po").write_text(catalogue(code, name), encoding="utf-8")


if __name__ == "__main__":
    main()
