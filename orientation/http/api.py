"""The REST API's frame: OpenAPI 3.1 by flask-smorest, errors as problem+json, base classes for schemas."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request
from flask_smorest import Api, Blueprint
from marshmallow import RAISE, Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException

from orientation.http.problems import answer_http_exception

PREFIX = "/api/v1"
View = TypeVar("View", bound=Callable[..., Any])


class StrictSchema(Schema):
    """Shape only: an unknown key is an error, never ignored."""

    class Meta:
        """Marshmallow's options."""

        unknown = RAISE


class ProblemSchema(Schema):
    """RFC 9457, with our members."""

    type = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "The kind of failure, for people."})
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata={"description": "What happened and what to do next."})
    code = fields.String(required=True, metadata={"description": "The fact, for programs: kebab case, stable."})
    request_id = fields.String(required=True)
    errors = fields.Dict(metadata={"description": "Fields that can't be used, by place."})
    faults = fields.List(fields.Dict(), metadata={"description": "A pack's faults: file, line, key, what, mend."})


PROBLEM: dict[str, Any] = {"schema": ProblemSchema, "content_type": "application/problem+json"}
"""Documents a refusal of a route's own: `@blueprint.alt_response(409, **PROBLEM)`.

Those that follow from who may use the route and what it takes are added: see orientation/web/developers/refusals.py.
"""
BYTES = {"type": "string", "format": "binary"}
"""The schema of what is no JSON."""
UNCHANGED = {"description": "What the client has (If-None-Match) is still so."}
"""Documents an answer without a body: `@blueprint.alt_response(304, **UNCHANGED)`."""


class OrientationApi(Api):
    """flask-smorest, answering errors our way: its own handler would turn HTML pages into JSON."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Any:
        """Answer like every other error; replaces the handler that flask-smorest registers for the whole app."""
        return answer_http_exception(error)


class StrictParser(FlaskParser):
    """Leaves unknown keys to the schema wherever they come from: webargs alone would pass over them in a query."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {}  # noqa: RUF012 as webargs declares it

    def load_json(self, req: Request, schema: Schema) -> Any:
        """Return the body's JSON; one that nests or counts without end is refused, not a crash."""
        try:
            return super().load_json(req, schema)
        except RecursionError:
            raise BadRequest("The JSON nests too deeply. Send it flatter.") from None
        except ValueError:  # what isn't JSON is refused already; Python reads no number of more than 4,300 digits
            raise BadRequest("The JSON holds a number that is too long. Send a shorter one.") from None


class FeatureBlueprint(Blueprint):
    """A blueprint whose routes refuse what their schemas don't know."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema: Any, **options: Any) -> Callable[[View], View]:
        """Give the view what a schema loads. One instance serves all requests: webargs would make one for each."""
        decorate: Callable[[View], View] = super().arguments(
            schema() if isinstance(schema, type) else schema, **options
        )
        return decorate

    def in_parts(self, view: View) -> View:
        """Document what `ready.send_stored` and `send_blob` answer besides the whole file: a range of it, 304, …"""
        part = {"schema": BYTES, "content_type": "*/*", "description": "The range that was asked for."}
        for status, answer in ((206, part), (304, UNCHANGED), (412, PROBLEM), (416, PROBLEM)):
            view = self.alt_response(status, **answer)(view)
        return view


def feature_blueprint(name: str, description: str) -> FeatureBlueprint:
    """Return the API blueprint of a feature; its routes are below /api/v1."""
    return FeatureBlueprint(f"api_{name}", name, url_prefix=PREFIX, description=description)


def init_app(app: Flask, blueprints: list[Blueprint]) -> OrientationApi:
    """Register the features' blueprints and the document at /api/v1/openapi.json."""
    app.config.update(
        API_TITLE="Orientation",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=None,  # we serve the document ourselves, with its access declared
    )
    api = OrientationApi(app)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    return api
