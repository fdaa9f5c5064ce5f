"""Kills a writing process again and again: ``python kill_loop.py FOLDER KILLS SEED`` prints counts as JSON.

Children are forked from this process, which has little in memory, so a kill costs milliseconds.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import time
import traceback
from itertools import count
from pathlib import Path

from letsconnect_tui.store.event_file import EventFile

KILLS_PER_FILE = 50
LONGEST_LIFE_S = 0.012
KILLED_WHILE_OPENING = 0.2
"""The share of children whose time begins before they have opened the file."""


def write_until_killed(path: Path, start: int, acknowledge: int, choose: random.Random) -> None:
    """Append numbers from ``start``; a line in the pipe tells of the opening and of each save."""
    file = EventFile.open(path)
    os.write(acknowledge, b"\n")
    number = start
    while True:
        dice = choose.random()
        if dice < 0.05:
            file.rewrite()
        elif dice < 0.1:
            file.close()
            file = EventFile.open(path)
        else:
            file.append({"n": number, "text": "x" * choose.randrange(400)})
            os.write(acknowledge, b"%d\n" % number)
            number += 1


def one_kill(path: Path, start: int, choose: random.Random) -> int:
    """A child's life; how many numbers it acknowledged."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        try:
            write_until_killed(path, start, write_end, choose)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(write_end)
    opened = b""
    if choose.random() > KILLED_WHILE_OPENING:
        opened = os.read(read_end, 1)
    time.sleep(choose.random() * LONGEST_LIFE_S)
    os.kill(child, signal.SIGKILL)
    with open(read_end, "rb") as pipe:  # noqa: PTH123 - a descriptor, not a path
        acknowledged = (opened + pipe.read()).split()
    if os.waitpid(child, 0)[1] != signal.SIGKILL:
        raise SystemExit("the child failed by itself")
    return len(acknowledged)


def main(folder: Path, kills: int, wanted: int, seed: int) -> dict[str, int]:
    """Kill so often, and on until so much was acknowledged; all counts but the first three must be 0."""
    choose = random.Random(seed)
    found = {
        "kills": 0,
        "acknowledged": 0,
        "torn": 0,
        "unreadable_before_repair": 0,
        "lost": 0,
        "left_over": 0,
    }
    present = 0
    for kill in count():
        if kill >= kills and found["acknowledged"] >= wanted:
            return found
        path = folder / f"{kill // KILLS_PER_FILE}.json"
        present = present if path.exists() else 0
        acknowledged = one_kill(path, present, random.Random(choose.random()))
        found["kills"] += 1
        found["acknowledged"] += acknowledged
        if not path.exists():
            found["lost"] += acknowledged
            continue
        try:
            json.loads(path.read_bytes())
        except ValueError:
            found["unreadable_before_repair"] += 1
        file = EventFile.open(path)
        numbers = [document["n"] for document in file.documents()]
        found["torn"] += bool(file.notices)
        file.close()
        json.loads(path.read_bytes())
        expected = present + acknowledged
        found["lost"] += numbers[:expected] != list(range(expected))
        found["left_over"] += len(numbers) > expected + 1
        present = len(numbers)
    raise AssertionError("one counts for ever")


if __name__ == "__main__":
    gc.freeze()
    print(json.dumps(main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))))
