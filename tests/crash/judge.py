"""What must hold after every accident, and the work during which accidents happen."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from letsconnect_tui.store.event_file import EventFile
from tests.crash.simulated_disk import Files, SimulatedDisk

PATH = Path("/d/lc.json")
NOW = 1_800_000_000.0
ERASED = "Erased Person"

Documents = list[dict[str, Any]]


class Broken(AssertionError):
    """An acknowledged document is gone, or one that nobody wrote is there."""


class Ledger:
    """What was acknowledged, and what else may be found while a change is on its way."""

    def __init__(self) -> None:
        self.saved: Documents = []
        self.maybe: Documents | None = None
        self.erased = False
        self.steps = 0
        """Grows whenever what is allowed changes."""

    def append(self, file: EventFile, document: dict[str, Any]) -> None:
        self._expect([*self.saved, document])
        file.append(document)
        self._acknowledged()

    def rewrite(self, file: EventFile, documents: Documents | None = None, *, erase: bool = False) -> None:
        self._expect(list(self.saved) if documents is None else documents)
        file.rewrite(documents, erase=erase)
        self._acknowledged()
        self.erased = self.erased or erase

    def _expect(self, documents: Documents) -> None:
        self.maybe = documents
        self.steps += 1

    def _acknowledged(self) -> None:
        assert self.maybe is not None
        self.saved, self.maybe = self.maybe, None
        self.steps += 1

    def allows(self, documents: Documents) -> bool:
        return documents == self.saved or (self.maybe is not None and documents == self.maybe)


def open_file(disk: SimulatedDisk) -> EventFile:
    return EventFile.open(PATH, fs=disk, now=lambda: NOW)


def judge(files: Files, ledger: Ledger) -> None:
    """Open what an accident left: nothing acknowledged is missing, and the file is as good as new."""
    disk = SimulatedDisk(files)
    file = open_file(disk)
    documents = list(file.documents())
    if not ledger.allows(documents):
        raise Broken(f"{len(ledger.saved)} saved, found {len(documents)}: {file.notices}")
    if ledger.erased and any(ERASED.encode() in content for content in files.values()):
        raise Broken("an erased name is still on the disk")
    file.append({"after": "the accident"})
    file.close()
    json.loads(disk.read(PATH))
    again = open_file(disk)
    if list(again.documents()) != [*documents, {"after": "the accident"}] or again.notices:
        raise Broken(f"not as good as new: {again.notices}")


class PowerCuts:
    """Judges every state that a power cut could leave, after every call."""

    def __init__(
        self, disk: SimulatedDisk, ledger: Ledger, *, seed: int = 1, every_byte: bool = False
    ) -> None:
        self.disk, self.ledger, self.every_byte = disk, ledger, every_byte
        self.random = Random(seed)
        self.until_first = False
        self.states = 0
        self.broken: list[str] = []
        self._known: set[tuple[int, int]] = set()
        disk.after_call = self.look

    def look(self, call: str) -> None:
        if self.broken and self.until_first:
            return
        for files in self.disk.after_power_cut(self.random, every_byte=self.every_byte):
            self.states += 1
            key = (hash(tuple(sorted(files.items()))), self.ledger.steps)
            if key in self._known:
                continue
            self._known.add(key)
            try:
                judge(files, self.ledger)
            except Exception as error:  # whatever goes wrong after a power cut is a finding
                self.broken.append(f"{call}: {type(error).__name__} {error}")


def fixed_work(disk: SimulatedDisk, ledger: Ledger) -> EventFile:
    """Every kind of change once."""
    file = open_file(disk)
    ledger.append(file, {"kind": "open", "title": 'Réunion \u202e x\n"q" }\n}\n'})
    ledger.append(file, {})
    ledger.append(file, {"kind": "join", "who": ERASED})
    ledger.rewrite(file)
    ledger.append(file, {"kind": "note", "text": "n" * 700})
    file.close()
    file = open_file(disk)
    ledger.append(file, {"kind": "again", "n": 2**70})
    ledger.rewrite(file, [{"kind": "kept", "n": 1}, {"kind": "kept", "n": 2}], erase=True)
    ledger.append(file, {"kind": "last"})
    file.close()
    return file


def random_work(disk: SimulatedDisk, ledger: Ledger, seed: int, steps: int = 8) -> EventFile:
    """Any changes in any order; NotSaved and OSError pass through."""
    random = Random(seed)
    file = open_file(disk)
    for _ in range(steps):
        match random.choices(("append", "rewrite", "replace", "reopen"), (6, 1, 1, 2))[0]:
            case "append":
                text = "é\x00\u202e" * random.randrange(20)
                ledger.append(file, {"kind": random.choice("abc"), "v": random.randrange(9), "t": text})
            case "rewrite":
                ledger.rewrite(file)
            case "replace":
                ledger.rewrite(file, [{"v": number} for number in range(random.randrange(4))])
            case _:
                file.close()
                file = open_file(disk)
    return file
