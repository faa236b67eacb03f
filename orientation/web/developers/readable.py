"""The OpenAPI document as a person reads it: groups, who may, rows of fields, examples. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from orientation.web.developers.document import operations

DEPTH = 4
"""How far fields of fields are shown."""
EXAMPLES = {
    "uuid": "01890a5d-ac96-774b-bcce-b302099a8057",
    "date": "2026-03-01",
    "date-time": "2026-03-01T09:30:00Z",
    "email": "name@example.org",
}


@dataclass(frozen=True)
class Field:
    """One field of a body, or a parameter. `name` holds dots and brackets for what lies deeper."""

    name: str
    type: str
    required: bool
    about: str
    place: str = ""


@dataclass(frozen=True)
class Body:
    """What is sent or comes back in one media type."""

    media_type: str
    fields: list[Field]
    shape: str


@dataclass(frozen=True)
class Answer:
    """One status with what it means."""

    status: str
    about: str
    bodies: list[Body]


@dataclass(frozen=True)
class Operation:
    """One method on one path."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    roles: list[str]
    parameters: list[Field]
    bodies: list[Body]
    answers: list[Answer]
    example: str


@dataclass(frozen=True)
class Group:
    """The operations of one tag."""

    id: str
    title: str
    operations: list[Operation]


def read(document: dict[str, Any], server: str) -> list[Group]:
    """Return the document's operations grouped by tag; `server` (no slash at its end) begins the examples."""
    titles = {tag["name"]: tag.get("description") or tag["name"] for tag in document.get("tags", [])}
    groups: dict[str, list[Operation]] = {name: [] for name in titles}
    reader = _Reader(document)
    for path, method, operation in operations(document):
        tag = (operation.get("tags") or ["other"])[0]
        shared = document["paths"][path].get("parameters", [])
        groups.setdefault(tag, []).append(reader.operation(path, method, operation, shared, server))
    return [Group(tag, titles.get(tag, tag).rstrip("."), found) for tag, found in groups.items() if found]


def read_problem(document: dict[str, Any]) -> Body:
    """Return what every refusal looks like."""
    shared = document["components"]["responses"]["DEFAULT_ERROR"]
    [body] = _Reader(document).bodies(shared["content"])
    return body


class _Reader:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def operation(
        self, path: str, method: str, operation: dict[str, Any], shared: list[dict[str, Any]], server: str
    ) -> Operation:
        parameters = [self.resolve(p) for p in [*shared, *operation.get("parameters", [])]]
        content = self.resolve(operation.get("requestBody", {})).get("content", {})
        return Operation(
            id=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation.get("summary", ""),
            about=operation.get("description", ""),
            roles=operation.get("x-roles", []),
            parameters=[self.parameter(p) for p in parameters],
            bodies=self.bodies(content),
            answers=[
                Answer(
                    str(status), self.resolve(a).get("description", ""), self.bodies(self.resolve(a).get("content", {}))
                )
                for status, a in sorted(operation.get("responses", {}).items(), key=lambda pair: str(pair[0]))
            ],
            example=self.example(path, method, operation, parameters, content, server),
        )

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            found: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            node = found
        return node

    def parameter(self, parameter: dict[str, Any]) -> Field:
        return Field(
            parameter["name"],
            self.type_of(parameter.get("schema", {})),
            parameter.get("required", False),
            parameter.get("description", "") or parameter.get("schema", {}).get("description", ""),
            parameter["in"],
        )

    def bodies(self, content: dict[str, Any]) -> list[Body]:
        return [
            Body(media_type, self.fields(media.get("schema", {})), self.type_of(media.get("schema", {})))
            for media_type, media in content.items()
        ]

    def fields(self, schema: dict[str, Any], prefix: str = "", depth: int = DEPTH) -> list[Field]:
        schema = self.resolve(schema)
        if "items" in schema:
            return self.fields(schema["items"], prefix + "[]." if prefix else "[].", depth)
        required = schema.get("required", [])
        rows: list[Field] = []
        for name, child in schema.get("properties", {}).items() if depth else ():
            about = child.get("description") or self.resolve(child).get("description", "")
            rows.append(Field(prefix + name, self.type_of(child), name in required, about))
            inner = self.resolve(child)
            if "properties" in inner:
                rows += self.fields(inner, f"{prefix}{name}.", depth - 1)
            elif "items" in inner:
                rows += self.fields(inner["items"], f"{prefix}{name}[].", depth - 1)
        return rows

    def type_of(self, schema: dict[str, Any]) -> str:
        schema = self.resolve(schema)
        if "enum" in schema:
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return " or ".join(self.type_of(one) for one in schema[several])
        kind = schema.get("type", "any")
        if isinstance(kind, list):
            kind = " or ".join(kind)
        if kind == "array":
            return "list of " + self.type_of(schema.get("items", {}))
        return f"{kind} ({schema['format']})" if "format" in schema else str(kind)

    def example(
        self,
        path: str,
        method: str,
        operation: dict[str, Any],
        parameters: list[dict[str, Any]],
        content: dict[str, Any],
        server: str,
    ) -> str:
        query = []
        for parameter in parameters:
            value = str(parameter.get("example") or self.value_of(parameter.get("schema", {}), parameter["name"]))
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", value)
            elif parameter["in"] == "query" and parameter.get("required"):
                query.append(f"{parameter['name']}={value}")
        lines = [f"curl '{server}{path}{'?' + '&'.join(query) if query else ''}'"]
        if method != "get":
            lines[0] = lines[0].replace("curl ", f"curl -X {method.upper()} ", 1)
        if operation.get("security"):
            lines.append("-H 'Authorization: Bearer TOKEN'")
        lines += [
            f"-H '{parameter['name']}: …'"
            for parameter in parameters
            if parameter["in"] == "header" and parameter.get("required")
        ]
        if "application/json" in content:
            body = self.value_of(content["application/json"].get("schema", {}), "")
            text = json.dumps(body, ensure_ascii=False).replace("'", "'\\''")
            lines += ["-H 'Content-Type: application/json'", f"-d '{text}'"]
        elif "multipart/form-data" in content:
            lines += [f"-F '{name}=@{name}.zip'" for name in self.names(content["multipart/form-data"])]
        elif content:
            media_type = next(iter(content))
            lines += [f"-H 'Content-Type: {media_type}'", "--data-binary @pack.zip"]
        return " \\\n  ".join(lines)

    def names(self, media: dict[str, Any]) -> list[str]:
        return list(self.resolve(media.get("schema", {})).get("properties", {})) or ["file"]

    def value_of(self, schema: dict[str, Any], name: str, depth: int = DEPTH) -> Any:
        schema = self.resolve(schema)
        if "example" in schema:
            return schema["example"]
        if schema.get("examples"):
            return schema["examples"][0]
        if schema.get("enum"):
            return schema["enum"][0]
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return self.value_of(schema[several][0], name, depth)
        kind = schema.get("type", "any")
        if isinstance(kind, list):
            kind = kind[0]
        if kind == "object":
            children = schema.get("properties", {}).items() if depth else ()
            return {key: self.value_of(child, key, depth - 1) for key, child in children if not child.get("readOnly")}
        if kind == "array":
            return [self.value_of(schema.get("items", {}), name, depth - 1)] if depth else []
        if kind == "integer":
            return schema.get("minimum", 1)
        if kind == "number":
            return 1.0
        if kind == "boolean":
            return True
        return EXAMPLES.get(schema.get("format", ""), name or "…")
