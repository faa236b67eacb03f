"""How operations can fail: what follows from who may use them and from what they take, so that no route repeats it.

A route declares only refusals of its own: a conflict, a wait after too many attempts, a precondition.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

MEANINGS = {
    400: "The request can't be read. `detail` or `errors` says why.",
    401: "Nobody is signed in, the session has ended, or what should open one doesn't.",
    403: "Whoever is signed in may not do this, or another site made the browser send it.",
    404: "There is no such thing, or you may not know that there is.",
    409: "The state has moved on, or the thing exists already.",
    410: "The learner was erased. Forget what you keep for them.",
    412: "It has changed since you read it. Read it again, then send its new ETag as If-Match.",
    413: "This is more than is taken at once.",
    415: "The body is compressed in a way that isn't taken. Accept-Encoding says which are.",
    416: "The range begins after the end.",
    422: "The input can't be used. `errors` or `faults` says where.",
    428: "Send If-Match with the ETag of what you read.",
    429: "There were too many attempts. Wait as long as Retry-After says.",
    503: "The server is busy and took nothing. Wait as long as Retry-After says.",
}
"""What a status means here, for people."""
RETRY_AFTER = {
    "Retry-After": {"schema": {"type": "integer", "minimum": 1}, "required": True, "description": "In seconds."}
}
SAFE = ("get", "head", "options")


def declare(path: str, method: str, operation: dict[str, Any], document: dict[str, Any]) -> None:
    """Add to the operation how it can fail, each as a reference to a shared answer; what it declares itself stays.

    `operation` has its `x-roles`. Nothing is added to a document without the shared answer DEFAULT_ERROR.
    """
    shared = document.get("components", {}).get("responses", {})
    if "DEFAULT_ERROR" not in shared:
        return
    shared["DEFAULT_ERROR"]["description"] = "Any other failure."
    answers = operation["responses"]
    for status in _that_follow(path, method, operation):
        if str(status) not in answers:
            name = HTTPStatus(status).name
            shared.setdefault(name, {**shared["DEFAULT_ERROR"], "description": HTTPStatus(status).phrase})
            answers[str(status)] = {"$ref": f"#/components/responses/{name}"}
    answers.setdefault("default", {"$ref": "#/components/responses/DEFAULT_ERROR"})


def explain(status: int, answer: dict[str, Any]) -> None:
    """Say what a refusal means where it only has the name of its status."""
    if status in MEANINGS and answer.get("description") == HTTPStatus(status).phrase:
        answer["description"] = MEANINGS[status]
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        answer.setdefault("headers", RETRY_AFTER)


def _that_follow(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    if "requestBody" in operation:
        yield from (400, 413)
    if operation["x-roles"]:
        yield 401
    if operation["x-roles"] or method not in SAFE:
        yield 403
    if "{" in path:
        yield 404
