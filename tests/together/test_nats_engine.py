"""What a session relies on of the engine, tried with a real server."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import nats
import pytest

from letsconnect_tui.together import nats_delivery
from letsconnect_tui.together.engine import EngineRefused, StaleExpectation, StoredEntry, Unreachable
from letsconnect_tui.together.nats_engine import connect
from tests.together.servers import RealServer, fill, stored, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from letsconnect_tui.together.engine import Connection
    from tests.together.faulty_proxy import FaultyProxy


@pytest.fixture
def engine(server: RealServer, stream: str) -> Iterator[Connection]:
    with contextlib.closing(connect(server.address, stream, create=True)) as connection:
        yield connection


def entries_of(address: str, stream: str) -> list[StoredEntry]:
    """All that is stored, read by a connection of its own."""
    return asyncio.run(_entries_of(address, stream))


async def _entries_of(address: str, stream: str) -> list[StoredEntry]:
    client = await nats.connect(address)
    js = client.jetstream()
    state = (await js.stream_info(f"LC_{stream}")).state
    found = []
    for seq in range(max(1, state.first_seq), state.last_seq + 1):
        msg = await js.get_msg(f"LC_{stream}", seq)
        subject: Any = (msg.subject or "").rpartition(".")[2]
        name = (msg.headers or {})["Nats-Msg-Id"]
        found.append(StoredEntry(msg.seq or 0, name, subject, msg.data or b"", 0))
    await client.close()
    return found


async def _config_of(address: str, stream: str) -> Any:
    client = await nats.connect(address)
    info = await client.jetstream().stream_info(f"LC_{stream}")
    await client.close()
    return info.config


def test_a_control_entry_is_stored_only_behind_the_one_it_was_decided_on(engine: Connection) -> None:
    first = engine.publish("a-1", "control", b"1", expected=0)

    with pytest.raises(StaleExpectation) as stale:
        engine.publish("b-1", "control", b"2", expected=0)

    assert stale.value.last == first
    assert engine.publish("b-1", "control", b"2", expected=first) == first + 1


@pytest.mark.parametrize("subject", ["control", "marks"])
@pytest.mark.parametrize("subscribed", [False, True])
def test_a_stale_expectation_tells_the_last_control_entry_whatever_marks_came_behind_it(
    engine: Connection, subject: Any, subscribed: bool
) -> None:
    heard: list[StoredEntry] = []
    if subscribed:
        engine.subscribe(0, heard.append)
    engine.publish("a-1", "control", b"1", expected=0)
    last_control = engine.publish("a-2", "control", b"2", expected=1)
    for number in range(3):
        engine.publish(f"m-{number}", "marks", b"here", expected=None)
    if subscribed:
        wait_for(lambda: len(heard) == 5)

    with pytest.raises(StaleExpectation) as stale:
        engine.publish("b-1", subject, b"3", expected=1)

    assert stale.value.last == last_control
    assert engine.publish("b-1", subject, b"3", expected=last_control) == 6


def test_marks_of_twenty_machines_never_conflict(server: RealServer, stream: str, engine: Connection) -> None:
    with ThreadPoolExecutor(20) as pool:
        places = list(
            pool.map(lambda n: engine.publish(f"m-{n}", "marks", b"here", expected=None), range(200))
        )

    assert sorted(places) == list(range(1, 201))
    assert {entry.entry: entry.seq for entry in entries_of(server.address, stream)} == {
        f"m-{n}": seq for n, seq in enumerate(places)
    }


@pytest.mark.parametrize("subject", ["control", "marks"])
def test_what_is_sent_again_answers_with_the_place_it_has(engine: Connection, subject: Any) -> None:
    place = engine.publish("a-1", subject, b"1", expected=0 if subject == "control" else None)
    engine.publish("b-1", "marks", b"2", expected=None)
    engine.publish("b-2", "control", b"3", expected=place if subject == "control" else 0)

    again = engine.publish("a-1", subject, b"1", expected=0 if subject == "control" else None)

    assert again == place


@pytest.mark.parametrize("subscribed", [False, True])
def test_a_lost_answer_is_no_conflict(
    server: RealServer, stream: str, engine: Connection, proxy: FaultyProxy, subscribed: bool
) -> None:
    """The retry has the old expectation: the engine then says that it is wrong, and not that it has it."""
    with contextlib.closing(connect(proxy.address, stream, create=False)) as other:
        first = other.publish("a-1", "control", b"1", expected=0)
        if subscribed:
            other.subscribe(0, lambda entry: None)
        proxy.hold("back")
        with pytest.raises(Unreachable):
            other.publish("a-2", "control", b"2", expected=first, timeout=0.3)
        wait_for(lambda: len(entries_of(server.address, stream)) == 2)
        engine.publish("b-1", "control", b"3", expected=first + 1)
        proxy.drop()
        proxy.mend()

        assert stored(other, "a-2", subject="control", payload=b"2", expected=first) == first + 1
        with pytest.raises(StaleExpectation) as stale:
            other.publish("a-3", "control", b"4", expected=first)
        assert stale.value.last == first + 2
    assert [entry.entry for entry in entries_of(server.address, stream)] == ["a-1", "a-2", "b-1"]


@pytest.mark.parametrize("subject", ["control", "marks"])
def test_a_missing_permission_is_told_and_does_not_time_out(
    tmp_path: Path, stream: str, subject: Any
) -> None:
    server = RealServer(tmp_path, permissions=', permissions: { publish: { deny: "lc.*.*" } }')
    server.start()
    try:
        engine = connect(server.address, stream, create=True)
        with contextlib.closing(engine), pytest.raises(EngineRefused) as refused:
            engine.publish("a-1", subject, b"1", expected=None, timeout=3600)
    finally:
        server.stop()

    assert refused.value.message.key == "engine-no-permission"
    assert f"lc.{stream}.{subject}" in str(refused.value.message.values)


def test_an_announcement_that_is_not_permitted_stops_nothing_else(tmp_path: Path, stream: str) -> None:
    server = RealServer(tmp_path, permissions=', permissions: { publish: { deny: "lc.*.presence" } }')
    server.start()
    try:
        with contextlib.closing(connect(server.address, stream, create=True)) as engine:
            for number in range(50):
                engine.announce(b"here I am")
                assert engine.publish(f"a-{number}", "marks", b"1", expected=None) == number + 1
    finally:
        server.stop()


def test_deliveries_go_on_after_a_restart_without_waiting_for_silence(
    tmp_path: Path, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection's being back is enough; so long a silence would fail the test."""
    monkeypatch.setattr(nats_delivery, "SILENCE_S", 3600.0)
    server = RealServer(tmp_path)
    server.start()
    heard: list[StoredEntry] = []
    changes: list[bool] = []
    try:
        with contextlib.closing(connect(server.address, stream, create=True)) as engine:
            engine.subscribe(0, heard.append)
            engine.on_connection(changes.append)
            for number in range(3):
                place = stored(engine, f"a-{number}", subject="marks", payload=b"1", expected=None)
                wait_for(lambda place=place: bool(heard) and heard[-1].seq == place)  # type: ignore[misc]
                server.kill()
                wait_for(lambda: not engine.is_connected)
                server.start()
                wait_for(lambda: engine.is_connected)
            last = stored(engine, "a-9", subject="marks", payload=b"1", expected=None)
            wait_for(lambda: heard[-1].seq == last)
    finally:
        server.kill()

    assert [entry.entry for entry in heard] == ["a-0", "a-1", "a-2", "a-9"]
    assert changes == [False, True] * 3


def test_deliveries_begin_behind_the_place_named_and_tell_when_it_was_stored(engine: Connection) -> None:
    heard: list[StoredEntry] = []
    for number in range(3):
        engine.publish(f"a-{number}", "marks", b"x" * number, expected=None)

    engine.subscribe(1, heard.append)
    engine.publish("a-3", "control", b"last", expected=0)

    wait_for(lambda: len(heard) == 3)
    assert [(one.seq, one.entry, one.subject, one.payload) for one in heard] == [
        (2, "a-1", "marks", b"x"),
        (3, "a-2", "marks", b"xx"),
        (4, "a-3", "control", b"last"),
    ]
    assert [one.stored_at for one in heard] == sorted(one.stored_at for one in heard)
    assert heard[0].stored_at > 1_700_000_000_000


def test_a_snapshot_takes_the_place_of_all_before_it(
    server: RealServer, stream: str, engine: Connection
) -> None:
    heard: list[StoredEntry] = []
    last = engine.replace_stream(b"first", "a-0", expected_last=0)
    for number in range(5):
        last = engine.publish(f"a-{number + 1}", "marks", b"1", expected=None)
    engine.subscribe(last, heard.append)

    with pytest.raises(StaleExpectation) as stale:
        engine.replace_stream(b"late", "b-0", expected_last=last - 1)
    place = engine.replace_stream(b"all", "a-9", expected_last=last)

    assert stale.value.last == last
    assert engine.replace_stream(b"all", "a-9", expected_last=last) == place == last + 1
    assert [(one.seq, one.payload) for one in entries_of(server.address, stream)] == [(place, b"all")]
    after = engine.publish("a-10", "control", b"next", expected=place)
    wait_for(lambda: [one.seq for one in heard] == [place, after])


def test_a_session_begins_with_its_latest_snapshot(engine: Connection) -> None:
    before = engine.first()
    engine.publish("b-1", "marks", b"early", expected=None)
    place = engine.replace_stream(b"one", "a-0", expected_last=1)
    one = engine.first()
    after = engine.replace_stream(b"two", "a-1", expected_last=place)
    two = engine.first()

    assert before is None
    assert one is not None
    assert two is not None
    assert (one.seq, one.entry, one.payload) == (place, "a-0", b"one")
    assert (two.seq, two.entry, two.subject, two.payload) == (after, "a-1", "control", b"two")
    assert two.stored_at > 1_700_000_000_000


def test_of_many_who_replace_the_same_stream_one_does(
    server: RealServer, stream: str, engine: Connection
) -> None:
    start = engine.replace_stream(b"first", "a-0", expected_last=0)
    together = threading.Barrier(8)

    def replace(number: int) -> str:
        together.wait()
        try:
            engine.replace_stream(b"mine", f"r-{number}", expected_last=start)
        except StaleExpectation:
            return ""
        return f"r-{number}"

    with ThreadPoolExecutor(8) as pool:
        won = [name for name in pool.map(replace, range(8)) if name]

    assert [entry.entry for entry in entries_of(server.address, stream)] == won
    assert len(won) == 1


def test_the_engine_forgets_a_session_after_ninety_days(server: RealServer, stream: str) -> None:
    connect(server.address, stream, create=True).close()

    config = asyncio.run(_config_of(server.address, stream))

    assert config.max_age == 90 * 24 * 3600
    assert config.duplicate_window == 24 * 3600
    assert str(config.storage) == "file"
    assert str(config.discard) == "new"


def test_a_full_engine_says_so_and_keeps_what_it_has(tmp_path: Path, stream: str) -> None:
    server = RealServer(tmp_path, jetstream="sync_interval: always, max_file_store: 300KB")
    server.start()
    acknowledged: dict[str, int] = {}
    try:
        with contextlib.closing(connect(server.address, stream, create=True)) as engine:
            why = fill(engine, acknowledged)
            kept = [entry.entry for entry in entries_of(server.address, stream)]
    finally:
        server.stop()

    assert why.message.key == "engine-full"
    assert kept == list(acknowledged) != []


def test_what_is_larger_than_the_engine_takes_is_refused(engine: Connection) -> None:
    with pytest.raises(EngineRefused) as refused:
        engine.publish("a-1", "control", b"x" * 9_000_000, expected=None)

    assert refused.value.message.key == "engine-too-big"
    assert engine.publish("a-2", "control", b"x" * 7_000_000, expected=None) == 1


def test_a_session_that_is_deleted_is_gone_for_everybody(
    server: RealServer, stream: str, engine: Connection
) -> None:
    engine.publish("a-1", "marks", b"1", expected=None)
    engine.delete_stream()
    engine.delete_stream()

    with pytest.raises(EngineRefused) as refused:
        engine.publish("a-2", "marks", b"1", expected=None)
    with pytest.raises(EngineRefused) as absent:
        connect(server.address, stream, create=False)

    assert refused.value.message.key == absent.value.message.key == "engine-no-session"


def test_an_announcement_reaches_everybody_and_is_kept_by_nobody(
    server: RealServer, stream: str, engine: Connection
) -> None:
    heard: list[bytes] = []
    engine.on_announcement(heard.append)
    with contextlib.closing(connect(server.address, stream, create=False)) as other:
        other.announce(b"here I am")
        wait_for(lambda: heard == [b"here I am"])

    assert entries_of(server.address, stream) == []


def test_one_session_hears_nothing_of_another(server: RealServer, engine: Connection, stream: str) -> None:
    heard: list[Any] = []
    engine.subscribe(0, heard.append)
    engine.on_announcement(heard.append)
    with contextlib.closing(connect(server.address, f"{stream}b", create=True)) as other:
        other.announce(b"elsewhere")
        other.publish("b-1", "marks", b"1", expected=None)
    engine.publish("a-1", "marks", b"1", expected=None)

    wait_for(lambda: len(heard) > 0)
    assert [one.entry for one in heard] == ["a-1"]


def test_a_listener_that_fails_keeps_no_entry_from_the_next(engine: Connection) -> None:
    heard: list[int] = []

    def deliver(entry: StoredEntry) -> None:
        heard.append(entry.seq)
        if entry.seq == 1:
            raise ValueError

    engine.subscribe(0, deliver)
    for number in range(3):
        engine.publish(f"a-{number}", "marks", b"1", expected=None)

    wait_for(lambda: heard == [1, 2, 3])
