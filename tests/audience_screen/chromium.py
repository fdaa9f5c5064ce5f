"""Headless Chromium, spoken to over its debugging pipe: no library is needed for that."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = next((path for path in map(shutil.which, NAMES) if path), None)
needs_chromium = pytest.mark.skipif(
    PROGRAM is None or sys.platform == "win32", reason="there is no Chromium to look at the page with"
)
PATIENCE_S = 60
"""Only a machine that is hopelessly busy takes longer for anything."""

_AS_3_AND_4 = """
import os, sys
os.dup2(int(sys.argv[1]), 3), os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands from one file descriptor and answers on the next."""


class Chromium:
    """One page of a browser."""

    def __init__(self, write_to: int, read_from: int) -> None:
        self._write_to, self._read_from = write_to, read_from
        self._unread, self._number, self._page = b"", 0, ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._page = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """One command of the DevTools protocol, and its answer."""
        self._number += 1
        asked: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._page:
            asked["sessionId"] = self._page
        os.write(self._write_to, json.dumps(asked).encode() + b"\0")
        while True:
            while b"\0" not in self._unread:
                read = os.read(self._read_from, 65536)
                assert read, "Chromium has ended"
                self._unread += read
            one, self._unread = self._unread.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("id") == self._number:
                assert "result" in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def go(self, address: str) -> None:
        """Open an address."""
        self.call("Page.navigate", url=address)

    def size(self, width: int, height: int, *, mobile: bool = False) -> None:
        """Make the window that large."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )

    def value(self, expression: str) -> Any:
        """What a script's expression is."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def text(self, part: str) -> str:
        """What a part of the page says."""
        return str(self.value(f"document.getElementById({part!r}).textContent"))

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + PATIENCE_S
        while not self.value(expression):
            assert time.monotonic() < until, f"{expression}: {self.value('document.body.innerText')}"
            time.sleep(0.05)


@contextmanager
def chromium(folder: Path) -> Iterator[Chromium]:
    """A browser that ends with the block.

    Args:
        folder: Where it keeps what it must.
    """
    its_input, our_output = os.pipe()
    our_input, its_output = os.pipe()
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    options = [*quiet, "--remote-debugging-pipe", f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        [sys.executable, "-c", _AS_3_AND_4, str(its_input), str(its_output), str(PROGRAM), *options],
        pass_fds=(its_input, its_output),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_input)
    os.close(its_output)
    try:
        yield Chromium(our_output, our_input)
    finally:
        process.kill()
        process.wait()
        os.close(our_output)
        os.close(our_input)
