"""A machine in a process of its own: joins from its file, acts at random, and prints what was acknowledged.

python -m tests.together.acting FOLDER NAME ADDRESS CODE SEED
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from tests.together.served_machines import ServedMachine


def main(folder: str, name: str, address: str, code: str, seed: str) -> None:
    """Act until killed; each line is an entry that is in the file."""
    machine = ServedMachine(Path(folder), name, address, code)
    chosen = random.Random(int(seed))
    while True:
        machine.act(chosen, 1)
        print(machine.acknowledged[-1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
