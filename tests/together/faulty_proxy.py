"""A TCP proxy that delays, holds, halves and cuts connections; within one the order stays, as TCP has it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class FaultyProxy:
    """Between a client and the server on a port of loopback; ``address`` leads through it.

    Args:
        port: The server's.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self.delay_s = 0.0
        """How late every piece arrives."""
        self._halve_next_answer = False
        self._is_cut = False
        self._passes = {"there": threading.Event(), "back": threading.Event()}
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"nats://letsconnect:secret@127.0.0.1:{self._listener.getsockname()[1]}"
        self.release()
        threading.Thread(target=self._accept, daemon=True).start()

    def hold(self, *directions: str) -> None:
        """Pass nothing on until released: ``there`` to the server, ``back`` from it; both without a word."""
        for direction in directions or self._passes:
            self._passes[direction].clear()

    def release(self) -> None:
        """Pass on what was held, in order."""
        for passes in self._passes.values():
            passes.set()

    def cut(self) -> None:
        """Close every connection and let no new one in; what is held is lost."""
        self._is_cut = True
        self.drop()

    def drop(self) -> None:
        """Close every connection; new ones are let in."""
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._sockets.clear()

    def halve(self) -> None:
        """Pass on half of the server's next answer, and close the connections."""
        self._halve_next_answer = True

    def mend(self) -> None:
        """Everything passes again."""
        self._is_cut = False
        self._halve_next_answer = False
        self.delay_s = 0.0
        self.release()

    def close(self) -> None:
        """Leave nothing open."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.release()
        self.drop()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets += [client, server]
            for source, target, direction in ((client, server, "there"), (server, client, "back")):
                threading.Thread(target=self._pump, args=(source, target, direction), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, direction: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                time.sleep(self.delay_s)
                self._passes[direction].wait()
                if direction == "back" and self._halve_next_answer:
                    self._halve_next_answer = False
                    target.sendall(data[: len(data) // 2])
                    break
                target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
