"""What was asked and answered on a connection of HTTP/1.1, read from the bytes that went by."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

END_OF_HEAD = b"\r\n\r\n"
BODILESS = frozenset({204, 304})
UNTIL_THE_END = -1
CHUNKED = -2

Headers = dict[str, str]
"""Name in lower case → value."""


@dataclass
class Exchange:
    """A request and its answer. `status` is 0 until the answer's head has gone by; sizes are bytes on the wire."""

    method: str
    path: str
    asked: Headers
    sent: int
    """Bytes of the request, with its body."""
    told: Headers = field(default_factory=dict)
    status: int = 0
    head: int = 0
    """Of the answer, with its status line."""
    body: int = 0
    """Of the answer as it was coded for the way; of a chunked one without the chunks' sizes."""
    is_lost: bool = False
    """The answer was taken off the wire before it reached the client."""


class Messages:
    """Cuts one direction into messages. Tells each head when it is whole, and each piece of a body by its size.

    `on_head(first_line, headers, size)` returns how long the body is: bytes, CHUNKED, or UNTIL_THE_END.
    """

    def __init__(self, on_head: Callable[[str, Headers, int], int], on_body: Callable[[int], None]) -> None:
        self._on_head, self._on_body = on_head, on_body
        self._buffer = b""
        self._left = 0
        self._is_chunked = False

    def feed(self, data: bytes) -> None:
        """Take what went by."""
        self._buffer += data
        while self._buffer and self._step():
            pass

    def _step(self) -> bool:
        if self._left:
            self._pass_body()
            return True
        line_end = b"\r\n" if self._is_chunked else END_OF_HEAD
        line, found, rest = self._buffer.partition(line_end)
        if not found:
            return False
        self._buffer = rest
        if self._is_chunked:
            self._begin_chunk(line)
        else:
            self._begin_message(line)
        return True

    def _pass_body(self) -> None:
        size = len(self._buffer) if self._left == UNTIL_THE_END else min(self._left, len(self._buffer))
        self._buffer = self._buffer[size:]
        if self._left != UNTIL_THE_END:
            self._left -= size
        self._on_body(size)

    def _begin_message(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = self._on_head(first, headers, len(head) + len(END_OF_HEAD))
        self._is_chunked = length == CHUNKED
        self._left = 0 if length == CHUNKED else length

    def _begin_chunk(self, line: bytes) -> None:
        if not line:
            return  # the end of the chunk before
        self._left = int(line.partition(b";")[0], 16)
        if not self._left:
            self._is_chunked = False
            self._buffer = self._buffer.removeprefix(b"\r\n")


class Conversation:
    """Pairs a connection's requests with their answers. `on_request` hears of each as soon as its head is whole."""

    def __init__(self, on_request: Callable[[Exchange], None]) -> None:
        self._on_request = on_request
        self._waiting: deque[Exchange] = deque()
        self._asked: Exchange | None = None
        self._answered: Exchange | None = None
        self.asked = Messages(self._request, self._count_asked)
        self.told = Messages(self._answer, self._count_told)

    @property
    def expected(self) -> Exchange | None:
        """The request whose answer comes next."""
        return self._waiting[0] if self._waiting else None

    def _request(self, line: str, headers: Headers, size: int) -> int:
        method, path = (*line.split(" "), "")[:2]
        exchange = self._asked = Exchange(method, path, headers, size)
        self._waiting.append(exchange)
        self._on_request(exchange)
        return _length(headers, otherwise=0)

    def _answer(self, line: str, headers: Headers, size: int) -> int:
        status = int(line.split(" ")[1])
        if status < 200 or not self._waiting:
            return 0
        exchange = self._answered = self._waiting.popleft()
        exchange.status, exchange.told, exchange.head = status, headers, size
        if exchange.method == "HEAD" or status in BODILESS:
            return 0
        return _length(headers, otherwise=UNTIL_THE_END)

    def _count_asked(self, size: int) -> None:
        if self._asked:
            self._asked.sent += size

    def _count_told(self, size: int) -> None:
        if self._answered:
            self._answered.body += size


def _length(headers: Headers, otherwise: int) -> int:
    if "chunked" in headers.get("transfer-encoding", ""):
        return CHUNKED
    return int(headers.get("content-length", otherwise))
