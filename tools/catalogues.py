"""The interface's message catalogues: collect, update, check, compile.

`update` writes translations/messages.pot and brings every language's file up to date; `check` fails on anything
stale, fuzzy, untranslated or with other placeholders than its source; `compile SOURCE TARGET` writes one .mo file.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from orientation.locales import INTERFACE, SOURCE, get_locale

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "translations" / "messages.pot"
METHODS = [("orientation/**.py", "python"), ("orientation/**.html", "jinja2")]
OPTIONS = {"orientation/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_later": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
_HEADER = "# The interface of Orientation. SPDX-License-Identifier: EUPL-1.2"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")


def collect() -> Catalog:
    """Return every string of the interface, in the order of the source files."""
    catalog = Catalog(project="Orientation", charset="utf-8", fuzzy=False, header_comment=_HEADER)
    for name, line, message, comments, context in extract_from_dir(
        ROOT, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def path_of(tag: str) -> Path:
    """Return where a locale's catalogue is."""
    return ROOT / "translations" / get_locale(tag).babel / "LC_MESSAGES" / "messages.po"


def read(tag: str) -> Catalog:
    """Read a locale's catalogue; an empty one when there is none yet."""
    path = path_of(tag)
    if not path.exists():
        return Catalog(locale=get_locale(tag).babel, project="Orientation", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=get_locale(tag).babel)


def text_of(catalog: Catalog) -> bytes:
    """Write a catalogue without line numbers and dates, which change for nothing."""
    buffer = BytesIO()
    write_po(
        buffer, catalog, width=120, omit_header=False, include_lineno=False, sort_by_file=True, ignore_obsolete=True
    )
    kept = [line for line in buffer.getvalue().decode().splitlines() if not line.startswith(_DATES)]
    return ("\n".join(kept) + "\n").encode()


_DATES = tuple(
    f'"{name}'
    for name in (
        "Language-Team", "POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid", "Last-Translator",
    )
)  # fmt: skip


def update() -> None:
    """Write the template and every language's file; keep translations, drop what is gone, guess nothing."""
    template = collect()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(text_of(template))
    for tag in INTERFACE:
        if tag == SOURCE:
            continue
        catalog = read(tag)
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=True)
        path_of(tag).parent.mkdir(parents=True, exist_ok=True)
        path_of(tag).write_bytes(_with_review_state(text_of(catalog), path_of(tag)))


def _with_review_state(text: bytes, path: Path) -> bytes:
    # Babel drops headers that it doesn't know; whether a person has read the file is ours to keep
    reviewed = path.exists() and b'"X-Reviewed: yes\\n"' in path.read_bytes()
    header = b'"X-Reviewed: %s\\n"\n' % (b"yes" if reviewed else b"no")
    if b'"X-Reviewed' in text:
        return text
    return text.replace(b'"MIME-Version', header + b'"MIME-Version', 1)


def check() -> list[str]:
    """Return what is wrong, a line each."""
    template = collect()
    faults = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != text_of(template):
        faults.append("translations/messages.pot is stale: run `make strings`.")
    wanted = {(m.id, m.context) for m in template if m.id}
    for tag in INTERFACE:
        if tag == SOURCE:
            continue
        catalog = read(tag)
        name = path_of(tag).relative_to(ROOT)
        here = {(m.id, m.context) for m in catalog if m.id}
        faults += [f"{name}: misses {message[0]!r}." for message in sorted(wanted - here, key=str)]
        for message in catalog:
            if message.id and (message.id, message.context) in wanted:
                faults += [f"{name}: {message.id!r} {fault}." for fault in _faults_of(message)]
    return faults


def _faults_of(message: Message) -> list[str]:
    source = (message.id,) if isinstance(message.id, str) else message.id
    given = message.string if isinstance(message.string, (tuple, list)) else (message.string or "",)
    faults = []
    if message.fuzzy:
        faults.append("is fuzzy")
    if not all(given):
        faults.append("is not translated")
        return faults
    allowed = set(_PLACEHOLDER.findall(" ".join(source)))
    for text in given:
        used = set(_PLACEHOLDER.findall(text))
        # a plural form may leave the number out ("one card"), but must not invent a placeholder
        if not used <= allowed or (len(source) == 1 and used != allowed):
            faults.append(f"has the placeholders {sorted(used)} instead of {sorted(allowed)}")
    return faults


def main() -> None:
    """Run one of the three."""
    command, *arguments = sys.argv[1:]
    if command == "update":
        update()
    elif command == "check":
        faults = check()
        print("\n".join(faults) or "Every string of the interface is translated.")
        sys.exit(bool(faults))
    else:
        source, target = map(Path, arguments)
        with source.open("rb") as file, target.open("wb") as out:
            write_mo(out, read_po(file))


if __name__ == "__main__":
    main()
