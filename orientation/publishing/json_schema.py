"""JSON Schema (2020-12) of the YAML files, made from the marshmallow schemas, for editors with completion."""

import json
from pathlib import Path
from typing import Any

from marshmallow import fields

from orientation.publishing.schema_fields import ByName, FormatSchema, Many, OneOfKinds, Side
from orientation.publishing.schemas import FILES

Json = dict[str, Any]
FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


def schema_files() -> dict[str, str]:
    """Return file name → text of every JSON Schema."""
    return {f"{name}.schema.json": _text(name, schema) for name, schema in FILES.items()}


def write_schemas(folder: Path = FOLDER) -> list[Path]:
    """Write the JSON Schemas into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


def _text(name: str, schema: type[FormatSchema]) -> str:
    definitions: Json = {}
    body = _object(schema, definitions)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Orientation pack: {name}", **body}
    if definitions:
        whole["$defs"] = dict(sorted(definitions.items()))
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _object(schema: type[FormatSchema], definitions: Json) -> Json:
    named = {field.data_key or name: field for name, field in schema().fields.items()}
    return {
        "description": (schema.__doc__ or "").strip().partition("\n")[0],
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _value(field, definitions) for name, field in named.items()},
        "required": [name for name, field in named.items() if field.required],
    }


def _value(field: Any, definitions: Json) -> Json:
    if isinstance(field, Many):
        items = _value(field.inner, definitions)
        return {"type": "array", "minItems": field.low, "maxItems": field.high, "items": items}
    if isinstance(field, fields.Nested):
        return _reference(type(field.schema), definitions)
    if isinstance(field, OneOfKinds):
        return {"oneOf": [_reference(schema, definitions) for schema in field.schemas.values()]}
    if isinstance(field, ByName):
        names = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
        entry = _reference(field.schema, definitions)
        return {"type": "object", "maxProperties": field.most, "propertyNames": names, "additionalProperties": entry}
    if isinstance(field, Side):
        return {"anyOf": [field.text.json_schema(), _reference(field.schema, definitions)]}
    made: Json = field.json_schema()
    return made


def _reference(schema: Any, definitions: Json) -> Json:
    name = schema.__name__.removesuffix("Schema")
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(schema, definitions)
    return {"$ref": f"#/$defs/{name}"}
