"""Who is there, as long as it is known."""

from __future__ import annotations

import pytest

from letsconnect_tui.together.presence import GONE_S, PLACE, Presence
from letsconnect_tui.together.wire import ConnectedMachine, encode
from tests.together.memory_engine import MemoryConnection, MemoryEngine, OpenSealer


@pytest.mark.parametrize("looks", [True, False])
def test_nobody_is_gone_because_this_machine_was_without_a_network(looks: bool) -> None:
    """Whether somebody looked meanwhile or not."""
    seconds = [0.0]
    connection = MemoryConnection(MemoryEngine())
    sealer = OpenSealer("helper")
    own = ConnectedMachine("own", "Chidi", "helper", 0, 0)
    presence = Presence(connection, sealer, lambda: own, lambda: seconds[0])
    other = ConnectedMachine("other", "Ana", "helper", 0, 0)
    presence._hear(sealer.seal("", PLACE, encode(other)))

    connection.cut()
    seconds[0] = 10 * GONE_S
    if looks:
        assert presence.others() == (other,)
    connection.mend()
    assert presence.others() == (other,)

    seconds[0] += GONE_S
    assert presence.others() == ()
    presence.leave()
    connection.close()
