"""The JSON Schemas are made from the marshmallow schemas, and agree with them."""

import json

import jsonschema_rs
import pytest
import yaml

from orientation.publishing.json_schema import FOLDER, schema_files
from tests.packs.workbench import tiny_files

NAMES = {"pack.yaml": "pack", "words.yaml": "words", "modules/first/module.yaml": "module"}


def validator(file: str) -> jsonschema_rs.Validator:
    name = NAMES.get(file, "lesson")
    return jsonschema_rs.validator_for(json.loads(schema_files()[f"{name}.schema.json"]))


def value(content: bytes) -> object:
    return json.loads(json.dumps(yaml.safe_load(content), default=str))


def test_what_is_committed_is_what_is_generated() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert committed == schema_files(), "run `flask packs schema`"


@pytest.mark.parametrize("file", [path for path in tiny_files() if path.endswith(".yaml")])
def test_the_tiny_pack_follows_them(file: str) -> None:
    validator(file).validate(value(tiny_files()[file]))


def test_an_unknown_key_does_not() -> None:
    changed = tiny_files()["modules/first/hello.yaml"].replace(b"caption:", b"captoin:")
    assert not validator("modules/first/hello.yaml").is_valid(value(changed))
