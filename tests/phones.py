"""A phone as docs/sync.md says that one behaves: the model that stories and laws about the protocol are told with.

It keeps an outbox, what was acknowledged, what was refused, a cursor, and the server's fold. It never sends two
requests at once, and forgets an event only when that event was answered.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation import clock
from orientation.learning.rules.folding import Item, ItemFold, Lesson, LessonFold, Progress, fold, merge
from orientation.learning.rules.intake import occurred_at
from orientation.learning.rules.marking import AnswerNotUnderstood, mark
from tests.exercises import KNOWN, answered

Body = dict[str, Any]
SYNC = "/api/v1/sync"


class Phone:
    """One learner's phone, with a clock that may be `off`."""

    def __init__(self, client: FlaskClient, token: str, name: str, off: timedelta = timedelta(0)) -> None:
        self.client, self.token, self.name, self.off = client, token, name, off
        self.outbox: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.refused: list[tuple[dict[str, Any], str]] = []
        self.cursor: str | None = None
        self.epoch: str | None = None
        self.heard = Progress()
        self.assignments: list[dict[str, Any]] = []
        self.packs: dict[str, int] = {}
        self.has_more = False
        self.is_wiped = False
        self.done = 0

    def time(self, ago: timedelta = timedelta(0)) -> datetime:
        """Return what its clock shows, or showed."""
        return clock.now() + self.off - ago

    def does(self, event: dict[str, Any]) -> None:
        """Write down what the learner did, before the screen says so."""
        self.done += 1
        self.outbox.append({**event, "seq": self.done})

    def answers(self, answer: Any, item: str = "fire", ago: timedelta = timedelta(0), **more: Any) -> None:
        """Mark an answer as it thinks right and write it down."""
        self.does(answered(item, answer, self.time(ago), **{"verdict": thinks(item, answer), **more}))

    def request(self, most: int = 500) -> Body:
        """Return what it sends next: the oldest of its outbox."""
        events = self.outbox[:most]
        return {"device": self.name, "phone_time": self.time().isoformat(), "cursor": self.cursor, "events": events}

    def deliver(self, body: Body) -> TestResponse:
        """Bring a request to the server. What comes back may get lost."""
        return self.client.post(SYNC, json=body, headers={"Authorization": f"Bearer {self.token}"})

    def hear(self, body: Body, answer: TestResponse) -> list[str]:
        """Take in what the server answered to its request; return the acks' statuses."""
        if answer.status_code == 410 and answer.get_json()["code"] == "learner-erased":
            self._wipe()
        if answer.status_code != 200:
            return []
        told = answer.get_json()
        offered = self.sent
        is_other = self.epoch not in (None, told["epoch"])
        if is_other:
            self.sent = []
        for event, ack in zip(body["events"], told["acks"], strict=True):
            self._settle(event, ack)
        if is_other:
            self.outbox += offered
            self.cursor, self.heard, self.has_more = None, Progress(), True
        else:
            self._learn(told)
        self.epoch = told["epoch"]
        return [ack["status"] for ack in told["acks"]]

    def lose(self, most: int = 500) -> list[str]:
        """Send what is in the outbox; the answer gets lost. Returns the statuses that it would have heard."""
        return [ack["status"] for ack in self.deliver(self.request(most)).get_json()["acks"]]

    def ask(self, path: str) -> Any:
        """Return what the server tells its learner at a path of the API."""
        return self.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"}).get_json()

    def send(self, most: int = 500) -> list[str]:
        """Send what is in the outbox and hear the answer."""
        body = self.request(most)
        return self.hear(body, self.deliver(body))

    def catch_up(self, most: int = 500) -> list[str]:
        """Send and hear until there is nothing left to send or to hear; return all acks' statuses."""
        statuses = self.send(most)
        while self.outbox or self.has_more:
            statuses += self.send(most)
        return statuses

    def shown(self) -> Progress:
        """Return what it shows: the server's fold and what it did since, as it thinks right."""
        return merge(self.heard, fold(_happened(event, self.time()) for event in self.outbox))

    def _settle(self, event: dict[str, Any], ack: dict[str, Any]) -> None:
        self.outbox.remove(event)
        if ack["status"] in ("stored", "duplicate"):
            self.sent.append(event)
        else:
            self.refused.append((event, ack["reason"]))

    def _learn(self, told: dict[str, Any]) -> None:
        lessons, items = dict(self.heard.lessons), dict(self.heard.items)
        progress = told.get("progress", {"lessons": [], "items": []})
        lessons.update(map(_lesson, progress["lessons"]))
        items.update(map(_item, progress["items"]))
        self.heard, self.cursor = Progress(lessons, items), told["cursor"]
        self.assignments = told.get("assignments", self.assignments)
        self.packs = told.get("packs", self.packs)
        self.has_more = told.get("more", False)

    def _wipe(self) -> None:
        self.outbox, self.sent, self.refused = [], [], []
        self.heard, self.cursor, self.assignments, self.has_more, self.is_wiped = Progress(), None, [], False, True


def thinks(item: str, answer: Any) -> str | None:
    """Return what a phone thinks of an answer; None when it can not be marked."""
    try:
        return mark(KNOWN[item], answer).verdict if item in KNOWN else None
    except AnswerNotUnderstood:
        return None


def _happened(event: dict[str, Any], phone_time: datetime) -> Any:
    what = {name: event.get(name) for name in ("verb", "pack", "module", "lesson", "item", "verdict", "seconds")}
    at = occurred_at(datetime.fromisoformat(event["at"]), phone_time, clock.now())
    return SimpleNamespace(id=UUID(event["id"]), occurred_at=at, **what)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _lesson(row: dict[str, Any]) -> tuple[Lesson, LessonFold]:
    read: Callable[[str], Any] = datetime.fromisoformat
    place = Lesson(row["pack"], row["module"], row["lesson"])
    folded = LessonFold(read(row["first_at"]), read(row["last_at"]), _instant(row["completed_at"]), row["seconds"])
    return place, folded


def _item(row: dict[str, Any]) -> tuple[Item, ItemFold]:
    place = Item(row["pack"], row["module"], row["lesson"], row["item"])
    last_at = datetime.fromisoformat(row["last_at"])
    first_right_at, last_event = _instant(row["first_right_at"]), UUID(row["last_event"])
    return place, ItemFold(row["attempts"], row["right"], first_right_at, last_at, last_event, row["last_verdict"])
