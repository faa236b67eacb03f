"""Scripts: an entry and all that it imports become one file, minified. No Node, no build step.

Each source file is an ES module that a browser or a test can load alone; what is linked is what is served. The linker
reads lines, not JavaScript, so the sources keep to a form that it can read (static/README.md): imports first, one to a
line and by name; exports are declarations; top-level names are unique within a bundle; paths are relative.
"""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from orientation.web.minifying import minified_module, minified_script

FOLDER = Path(__file__).parent / "static"
ENTRY = "main.js"
BUNDLES = (
    "app",
    "after",
    "lesson",
    "downloads",
    "handover",
    "profiles",
    "staff",
    "listen",
    "practice",
    "placement",
    "speaking",
)
"""Folders with an entry that pages load as /static/<fingerprint>/<name>.js."""
BASES = {"downloads": "after", "profiles": "after", "practice": "after", "placement": "after", "handover": "downloads"}
"""Bundles that a page loads on top of another: what that one has, they import from it as the browser knows it."""
WORKER = "worker"
"""The folder of the service worker, which is served at /sw.js."""

_IMPORT = re.compile(r'import \{ (\w+(?:, \w+)*) \} from "(\.\.?/[\w./-]+\.js)";\Z')
_DECLARATION = re.compile(r"(export )?(?:async function|function|const|let|class) (\w+)")


class BadScript(ValueError):
    """A source file isn't in the form that the linker reads. The message names file, line and what to do."""


@dataclass
class _Module:
    """A source file: what it imports by file, what it declares, and its text without import and export."""

    path: Path
    imports: list[tuple[int, Path, list[str]]] = field(default_factory=list)
    declared: dict[str, int] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)


def link(entry: Path) -> str:
    """Return the text of the entry and all that it imports, each file once, those imported first.

    Raises BadScript for what the linker can't read, an import that isn't there, or a name that two files declare.
    """
    return _text(_modules(entry).values())


def bundle(name: str) -> bytes:
    """Return what is served of a bundle, minified. Raises BadScript as link() does, and when it has no entry."""
    own = _own(name)
    bases = [_taking(base, own.values()) for base in _bases(name)]
    text = minified_module(_text(own.values()), bases=[one for one in bases if one[1]], lends=_lent(name))
    return text.encode()


def fingerprint(content: bytes) -> str:
    """Return what of a content's hash stands in its address."""
    return hashlib.sha256(content).hexdigest()[:12]


def worker(given: str) -> bytes:
    """Return the service worker, minified. `given` are declarations that its modules find there.

    It is a classic script, because old browsers know no module workers.
    """
    return minified_script(f"{given}\n{link(FOLDER / WORKER / ENTRY)}").encode()


def _bases(name: str) -> list[str]:
    """Return the bundles that this one stands on, the nearest first."""
    below = BASES.get(name)
    return [below, *_bases(below)] if below else []


def _own(name: str) -> dict[Path, _Module]:
    """Return the files of a bundle that are in none of its bases."""
    modules = _modules(FOLDER / name / ENTRY)
    there = {path for base in _bases(name) for path in _modules(FOLDER / base / ENTRY)}
    return {path: module for path, module in modules.items() if path not in there}


def _taking(base: str, modules: Iterable[_Module]) -> tuple[str, str]:
    """Return a base's address, and what these files take of what it lends: `a,,b` without the second; or nothing."""
    taken = _taken(modules, _own(base))
    pattern = ",".join(name if name in taken else "" for name in _lent(base)) if taken else ""
    return f"../{fingerprint(bundle(base))}/{base}.js", pattern.rstrip(",")


def _lent(name: str) -> list[str]:
    """Return the names that bundles on top of this one take from its own files."""
    own = _own(name)
    return sorted({one for above in BASES if name in _bases(above) for one in _taken(_own(above).values(), own)})


@cache
def _modules(entry: Path) -> dict[Path, _Module]:
    """Return the entry and all that it imports, those imported first. Raises BadScript as link() says."""
    if not entry.exists():
        raise BadScript(f"There is no {_shown(entry)}: a bundle is a folder with an entry {ENTRY}.")
    modules: dict[Path, _Module] = {}
    _collect(entry.resolve(), modules, [])
    owner: dict[str, _Module] = {}
    for module in modules.values():
        for name, line in module.declared.items():
            if name in owner:
                raise _bad(module.path, line, f"“{name}” is declared in {_shown(owner[name].path)} too: rename one")
            owner[name] = module
        for line, source, names in module.imports:
            missing = [name for name in names if name not in modules[source].exported]
            if missing:
                raise _bad(module.path, line, f"{_shown(source)} doesn't export {', '.join(missing)}")
    return modules


def _taken(modules: Iterable[_Module], there: Collection[Path]) -> list[str]:
    """Return the names that files import from those in `there`."""
    return sorted({name for one in modules for _, source, names in one.imports if source in there for name in names})


def _text(modules: Iterable[_Module]) -> str:
    return "\n".join("\n".join(module.lines) for module in modules)


def _collect(path: Path, modules: dict[Path, _Module], above: list[Path]) -> None:
    """Put the file's imports, then the file itself, into `modules`."""
    module = _read(path)
    for line, source, _ in module.imports:
        if source in (*above, path):
            raise _bad(path, line, f"{_shown(source)} imports this file itself: move what both need to a third")
        if not source.exists():
            raise _bad(path, line, f"there is no {_shown(source)}")
        if source not in modules:
            _collect(source, modules, [*above, path])
    modules[path] = module


def _read(path: Path) -> _Module:
    module = _Module(path)
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("import"):
            _note_import(module, number, line)
            continue
        declaration = _DECLARATION.match(line)
        if declaration:
            is_exported, name = declaration.groups()
            module.declared[name] = number
            if is_exported:
                module.exported.add(name)
        elif line.startswith("export"):
            raise _bad(path, number, "export a function, a const or a class where it is declared")
        module.lines.append(line.removeprefix("export "))
    return module


def _note_import(module: _Module, number: int, line: str) -> None:
    written = _IMPORT.match(line)
    if not written:
        raise _bad(module.path, number, 'write imports as: import { a, b } from "../folder/file.js";')
    if module.declared:
        raise _bad(module.path, number, "imports stand at the top")
    names, source = written.groups()
    module.imports.append((number, (module.path.parent / source).resolve(), names.split(", ")))


def _bad(path: Path, line: int, what: str) -> BadScript:
    return BadScript(f"{_shown(path)}, line {line}: {what}.")


def _shown(path: Path) -> str:
    return str(path.relative_to(FOLDER)) if path.is_relative_to(FOLDER) else path.name
