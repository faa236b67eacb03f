"""The wire between a phone and the server: a proxy on loopback that can be slow, lose answers, and be cut.

What a browser's own switches for this leave out (service workers, connections that are open already) can't escape a
wire. It carries bytes as they are and reads along to tell what was asked (HTTP/1.1 only).
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from bench.exchanges import Conversation, Exchange, Messages

PACKET = 1460
"""Bytes of a TCP segment on most networks: what connections that share a slow line take in turns."""
GULP = 65536
PATIENCE = 10


class _Direction:
    """One way of the line, which all connections share."""

    def __init__(self) -> None:
        self.bytes_a_second = 0.0
        self.delay = 0.0
        self.carried = 0
        self._free_at = 0.0

    def send(self, size: int, earliest: float) -> tuple[float, float]:
        """Return when a packet that is ready now has left, and when it arrives."""
        left = max(time.monotonic(), earliest, self._free_at)
        if self.bytes_a_second:
            left += size / self.bytes_a_second
            self._free_at = left
        return left, left + self.delay


class Wire:
    """A line to the server on `server_port`. Open it with `open_wire`; every method may be called by any thread."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.exchanges: list[Exchange] = []
        """What was asked since the last `forget`, oldest first."""
        self.connections = 0
        self._up, self._down = _Direction(), _Direction()
        self._round_trip = 0.0
        self._open: dict[tuple[asyncio.StreamWriter, asyncio.StreamWriter], asyncio.Future[Any]] = {}
        self._to_lose, self._losing = 0, "/"
        self._until_cut: int | None = None
        self._cutting: asyncio.Task[None] | None = None
        # Holds the port while nobody listens, so that a phone is refused and nobody else gets it.
        self._place = _bound(0)
        self.port = int(self._place.getsockname()[1])
        self._listener: socket.socket | None = None
        self._connecting: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.restore()

    @property
    def address(self) -> str:
        """The site's address behind the wire. Browsers trust it as they trust https."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bytes_up(self) -> int:
        """Bytes that reached the server, headers included."""
        return self._up.carried

    @property
    def bytes_down(self) -> int:
        """Bytes that reached the phone, headers included."""
        return self._down.carried

    @property
    def paths(self) -> list[str]:
        """What was asked since the last `forget`, by method and path."""
        return [f"{exchange.method} {exchange.path}" for exchange in self.exchanges]

    def forget(self) -> None:
        """Count from nothing again."""
        self._call(self._forget())

    def cut(self) -> None:
        """Drop every connection and refuse new ones."""
        self._call(self._cut())

    def cut_after(self, size: int) -> None:
        """Cut when so many more bytes have reached the phone."""
        self._until_cut = size

    def restore(self) -> None:
        """Take connections again."""
        self._until_cut = None
        self._call(self._listen())

    @property
    def is_cut(self) -> bool:
        """Whether nobody gets through."""
        return self._listener is None

    def lose_answers(self, count: int, path: str = "/") -> None:
        """Let so many requests to addresses that begin with `path` reach the server, and drop the connection, without
        a byte for the phone, when the server has answered.

        A browser repeats a request by itself when a connection that it had used before is dropped, once.
        """
        self._to_lose, self._losing = count, path

    @property
    def answers_to_lose(self) -> int:
        """How many of `lose_answers` are still to come."""
        return self._to_lose

    def slow(self, kbit: float, ms: float) -> None:
        """Carry so many kilobits a second each way, all connections together, with a round trip of `ms`.

        A new connection costs a round trip before its first request, as TCP does. Windows that open slowly and
        packets' own headers are left out. Zero is as fast as the machine.
        """
        self._round_trip = ms / 1000
        for way in (self._up, self._down):
            way.bytes_a_second = kbit * 1000 / 8
            way.delay = self._round_trip / 2

    def close(self) -> None:
        """End everything."""
        self.cut()
        self._call(self._rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()
        self._place.close()

    def _call(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(PATIENCE)

    async def _forget(self) -> None:
        self.exchanges = []
        self.connections = self._up.carried = self._down.carried = 0

    async def _listen(self) -> None:
        if self._listener is None:
            self._listener = _bound(self.port)
            self._listener.setblocking(False)
            self._listener.listen()
            self._loop.add_reader(self._listener, self._let_in, self._listener)

    def _let_in(self, listener: socket.socket) -> None:
        # Not asyncio's server: closed while it lets somebody in, it forgets to close that connection.
        with suppress(BlockingIOError):
            phone, _ = listener.accept()
            self._connecting.add(task := self._loop.create_task(self._connect(phone)))
            task.add_done_callback(self._connecting.discard)

    async def _cut(self) -> None:
        self._until_cut = None
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None
        for pair, carrying in list(self._open.items()):
            _drop(pair)
            carrying.cancel()

    async def _rest(self) -> None:
        """Let every connection's task come to its end, once the wire is cut."""
        await asyncio.gather(*self._connecting)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connect(self, phone: socket.socket) -> None:
        ready_at = time.monotonic() + self._round_trip
        from_phone, to_phone = await asyncio.open_connection(sock=phone)
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            to_phone.transport.abort()
            return
        pair = (to_phone, to_server)
        if self.is_cut:
            _drop(pair)
            return
        self.connections += 1
        talk = Conversation(self._note)
        up = _Carrier(self._up, from_phone, to_server, lambda data: _read(talk.asked, data))
        down = _Carrier(self._down, from_server, to_phone, lambda data: self._may_pass(talk, data))
        self._open[pair] = carrying = asyncio.gather(up.carry(ready_at), down.carry(0))
        try:
            await carrying
            for writer in pair:
                writer.close()
            for writer in pair:
                await writer.wait_closed()
        except (OSError, _Dropped, asyncio.CancelledError):
            carrying.cancel()
        finally:
            del self._open[pair]
            _drop(pair)

    def _note(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        if self._to_lose and exchange.path.startswith(self._losing):
            self._to_lose -= 1
            exchange.is_lost = True

    def _may_pass(self, talk: Conversation, data: bytes) -> bytes:
        """Return what may reach the phone of it. Raises _Dropped when this answer is one to lose."""
        if talk.expected and talk.expected.is_lost:
            raise _Dropped
        if self._until_cut is not None:
            data = data[: self._until_cut]
            self._until_cut -= len(data)
            if not self._until_cut:
                self._cutting = self._loop.create_task(self._cut())
        talk.told.feed(data)
        return data


class _Dropped(Exception):
    """The connection ends here, on purpose."""


class _Carrier:
    """Carries one direction of one connection at the line's pace."""

    def __init__(
        self,
        way: _Direction,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        check: Callable[[bytes], bytes],
    ) -> None:
        self._way, self._reader, self._writer, self._check = way, reader, writer, check
        self._under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def carry(self, ready_at: float) -> None:
        """Carry until the sender ends, and let the receiver know."""
        await asyncio.gather(self._send(ready_at), self._deliver())

    async def _send(self, ready_at: float) -> None:
        while True:
            try:
                data = await self._reader.read(PACKET if self._way.bytes_a_second else GULP)
            except OSError:
                data = b""  # who sends has gone
            left, arrives = self._way.send(len(data), ready_at)
            self._under_way.put_nowait((arrives, data))
            if not data:
                return
            await _until(left)

    async def _deliver(self) -> None:
        while True:
            arrives, data = await self._under_way.get()
            await _until(arrives)
            if not data or self._writer.is_closing():
                break
            data = self._check(data)
            self._way.carried += len(data)
            self._writer.write(data)
            await self._writer.drain()
        with suppress(OSError):
            self._writer.write_eof()


@contextmanager
def open_wire(server_port: int) -> Iterator[Wire]:
    """Lay a wire to the server, and take it away at the end."""
    wire = Wire(server_port)
    try:
        yield wire
    finally:
        wire.close()


def _bound(port: int) -> socket.socket:
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    place.bind(("127.0.0.1", port))
    return place


def _drop(pair: tuple[asyncio.StreamWriter, asyncio.StreamWriter]) -> None:
    for writer in pair:
        writer.transport.abort()


def _read(messages: Messages, data: bytes) -> bytes:
    messages.feed(data)
    return data


async def _until(moment: float) -> None:
    wait = moment - time.monotonic()
    if wait > 0:
        await asyncio.sleep(wait)
