"""A pack's source, read: its YAML files as values with lines, and its translatable strings."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from orientation.publishing.faults import Faults
from orientation.publishing.strings import SourceString, list_strings
from orientation.publishing.tree import SourceTree, read_tree
from orientation.publishing.yaml_reader import Located, read_yaml


@dataclass(frozen=True)
class Source:
    """The YAML files of a pack. `modules` is by slug, `lessons` by "module/lesson"; only those that are listed."""

    tree: SourceTree
    pack: dict[str, Any]
    modules: dict[str, dict[str, Any]]
    lessons: dict[str, dict[str, Any]]
    words: dict[str, Any]

    @property
    def slug(self) -> str:
        """The pack's id."""
        return str(self.pack["id"])

    @property
    def po_locales(self) -> list[str]:
        """The locales that have a PO file: all but the source locale."""
        return [tag for tag in self.pack["locales"] if tag != self.pack["source_locale"]]

    @cached_property
    def strings(self) -> list[SourceString]:
        """What can be translated, in reading order."""
        return list_strings(self.pack, self.modules, self.lessons, self.words)


def read_source(path: Path | bytes, faults: Faults) -> Source | None:
    """Read and check a folder or zip. None when there are faults; all of them are noted."""
    tree = read_tree(path, faults)
    located = {file: read_yaml(file, content, faults) for file, content in tree.files.items() if file.endswith(".yaml")}
    if len(faults):
        return None
    pack = _value(located, "pack.yaml")
    modules = {slug: _value(located, f"modules/{slug}/module.yaml") for slug in pack["modules"]}
    lessons = {
        f"{slug}/{lesson}": _value(located, f"modules/{slug}/{lesson}.yaml")
        for slug, module in modules.items()
        for lesson in module["lessons"]
    }
    words = _value(located, "words.yaml") if "words.yaml" in located else {}
    return Source(tree, pack, modules, lessons, words)


def _value(located: dict[str, Located | None], file: str) -> Any:
    found = located[file]
    return found.value if found is not None else {}
