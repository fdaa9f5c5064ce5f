"""Holds sessions in both faces while everything goes wrong; prints counts as JSON.

A person types lines and reads answers. Processes are killed, disks are full or fail, files and folders are
removed, replaced and cut short meanwhile. What was acknowledged must be there, what was refused must not, and
what a line says of where things are must be so.
"""

from __future__ import annotations

import gc
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from letsconnect_tui.app.library import Library
from tests.crash.window import Window

FACES = ("plain", "plain", "plain", "plain", "screens")
"""How often each is held: a screen takes a hundred times as long for an action."""
ACCIDENTS = ("none", "full", "failing", "removed", "replaced", "cut short", "folder removed")
LOST_BY_HAND = ("removed", "replaced", "cut short", "folder removed")
"""What was saved in a file is lost with it when nothing is done afterwards."""
LINES_A_FILE = 1500
_ELSEWHERE = re.compile("goes on in “(.+?)”")

PLAN = """
plan = 1
[session]
id = "held"
title = "Held"
start = {start}
timezone = "UTC"
length = "10h"
[[item]]
id = "all"
title = "All of it"
duration = "10h"
"""


@dataclass
class Ledger:
    """What was said of one file's notes."""

    file: Path
    acknowledged: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    """Typed and not answered yet."""
    since_accident: int | None = None
    """Actions acknowledged since the file was taken away; None: nobody took it."""


class Person:
    """Types, reads, and lets accidents happen."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.numbers = 0
        self.plan = folder / "held.toml"
        self.plan.write_text(PLAN.format(start=f"{datetime.now(UTC):%Y-%m-%dT%H:%M}"))
        self.ledger = self._new_file()

    def _new_file(self) -> Ledger:
        self.found["files"] += 1
        own = self.folder / f"file-{self.found['files']}"
        own.mkdir()
        return Ledger(own / "kept.json")

    def one_life(self) -> None:
        """A window from its opening to its end, and what is found afterwards."""
        choose, ledger = self.random, self.ledger
        face, accident = choose.choice(FACES), choose.choice(ACCIDENTS)
        if len(ledger.acknowledged) > LINES_A_FILE:
            shutil.rmtree(ledger.file.parent, ignore_errors=True)
            ledger = self.ledger = self._new_file()
        window = Window(face, ledger.file, self.plan, accident, choose.randrange(1 << 30))
        lines = choose.randrange(5, 300 if face == "plain" else 60)
        happens_at = choose.randrange(1, lines)  # once the file is open
        for number in range(lines):
            if number == happens_at:
                self._let_happen(accident, window)
            if accident == "full" and number == happens_at + 5:
                resource.prlimit(window.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
                if not self._note(window):
                    self.wrong.append("with room on the disk again, saving did not go on")
            elif not self._note(window):
                break
        self._leave(window, kill=choose.random() < 0.7, face=face)
        self.found[f"{face} windows"] += 1
        self.found[accident] += 1
        self._look(face)

    def _note(self, window: Window) -> bool:
        """Take a note and read the answer; whether there was one, and it was ok where nothing is amiss."""
        self._type_note(window)
        return self._answer(window) is not None

    def _type_note(self, window: Window) -> None:
        self.numbers += 1
        self.ledger.asked.append(f"n{self.numbers}")
        window.type(f"note n{self.numbers}")

    def _answer(self, window: Window) -> bool | None:
        """Read on to the next answer, and hold it against what is there; None where the window is gone."""
        while (line := window.line()) is not None:
            if line.startswith("failed"):
                self.wrong.append(line)
            if moved := _ELSEWHERE.search(line):
                self.ledger.file = Path(moved[1])
            if line.startswith(("ok ", "no ")):
                break
        if line is None or not self.ledger.asked:
            return None
        note = self.ledger.asked.pop(0)
        if line.startswith("no "):
            self.ledger.refused.add(note)
            self.found["refused"] += 1
            return False
        self.ledger.acknowledged.append(note)
        self.found["acknowledged"] += 1
        if self.ledger.since_accident is not None:
            self.ledger.since_accident += 1
        return True

    def _let_happen(self, accident: str, window: Window) -> None:
        file = self.ledger.file
        if accident in LOST_BY_HAND and file.exists():
            self.ledger.since_accident = 0
        if accident == "full":
            size = file.stat().st_size if file.exists() else 0
            limit = size + self.random.randrange(300)
            resource.prlimit(window.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        elif accident == "removed":
            file.unlink(missing_ok=True)
        elif accident == "folder removed":
            shutil.rmtree(file.parent, ignore_errors=True)
        elif accident == "replaced" and file.exists():
            other = file.with_name("other")
            other.write_text('{"events": {}}')
            other.replace(file)
        elif accident == "cut short" and file.exists():
            os.truncate(file, self.random.randrange(file.stat().st_size))

    def _leave(self, window: Window, *, kill: bool, face: str) -> None:
        """Killed at work, or left in peace."""
        if kill:
            for _ in range(self.random.randrange(12)):
                self._type_note(window)
            time.sleep(self.random.random() * (0.012 if face == "plain" else 0.1))
            window.kill()
            self.found["kills"] += 1
        else:
            window.type("quit")
        while self._answer(window) is not None:
            pass
        code = window.end()
        if code != (-signal.SIGKILL if kill else 0) and not (kill and code == 0):
            self.wrong.append(f"the {face} window ended with {code}")

    def _look(self, face: str) -> None:
        """What is in the file now: all that was acknowledged, in order, and nothing that was refused."""
        ledger = self.ledger
        if ledger.since_accident == 0:  # nothing was done since somebody took the file away
            self.found["taken away for good"] += 1
            self.ledger = self._new_file()
            return
        try:
            with Library.open(ledger.file) as library:
                kept = [
                    str(event["text"])
                    for document in library.file.documents()
                    for event in document.get("events", ())
                    if event["e"] == "line"
                ]
            json.loads(ledger.file.read_bytes())
        except Exception as error:
            self.found["unreadable"] += 1
            self.wrong.append(f"{type(error).__name__} {error}")
            self.ledger = self._new_file()
            return
        there, acknowledged = set(kept), set(ledger.acknowledged)
        self.found["lost"] += len(acknowledged - there)
        self.found["came back"] += len(there & ledger.refused)
        in_order = [one for one in kept if one in acknowledged]
        self.found["out of order"] += in_order != ledger.acknowledged
        more = [one for one in kept if one not in acknowledged]
        # The screens' thread may be some actions ahead of what is drawn, a failing disk may have refused some
        # of them; plain lines are answered one by one.
        if more != [one for one in ledger.asked if one in more] or (face == "plain" and len(more) > 1):
            self.wrong.append(f"{face}: {more} of {ledger.asked}")
        ledger.acknowledged = kept
        ledger.asked.clear()
        ledger.since_accident = None


def main(folder: Path, actions: int, seed: int) -> dict[str, Any]:
    """Sessions until so many actions were acknowledged; the counts, and all that was wrong."""
    person = Person(folder, seed)
    while person.found["acknowledged"] < actions:
        person.one_life()
    for count in ("lost", "unreadable", "came back", "out of order"):
        person.found.setdefault(count, 0)
    return {**person.found, "wrong": person.wrong[:20]}


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    gc.freeze()
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])), ensure_ascii=False))
