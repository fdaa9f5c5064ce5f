"""What is done to one session's stream, as coroutines: made, written to, replaced, deleted."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import msgspec
from nats import errors
from nats.js import errors as js_errors
from nats.js.api import DiscardPolicy, Header, RetentionPolicy, StorageType, StreamConfig

from letsconnect_tui.together.engine import StaleExpectation, StoredEntry
from letsconnect_tui.together.nats_refusals import ID_IN_FLIGHT, WRONG_LAST

if TYPE_CHECKING:
    from nats.js.api import RawStreamMsg

    from letsconnect_tui.together.nats_client import CheckedClient
    from letsconnect_tui.together.roles import Subject

DAY_S = 24 * 3600
KEPT_S = 90 * DAY_S
"""After this time the engine deletes every entry by itself."""
REMEMBERED_S = DAY_S
"""How long an entry that is sent again is recognised."""
EXPECTED_ON = "Nats-Expected-Last-Subject-Sequence-Subject"
IN_FLIGHT_S = 0.05


class SessionStream:
    """One session's stream.

    Args:
        client: The connection.
        hash_: The name that stands in its subjects.
    """

    def __init__(self, client: CheckedClient, hash_: str) -> None:
        self._client = client
        self.name = f"LC_{hash_}"
        self.control = f"lc.{hash_}.control"
        self.marks = f"lc.{hash_}.marks"
        self.presence = f"lc.{hash_}.presence"
        self._js = client.jetstream()

    async def demand(self) -> None:
        """Raises NotFoundError where there is none."""
        await self._js.stream_info(self.name)

    async def make(self) -> None:
        """Make it, unless it is there."""
        try:
            await self.demand()
        except js_errors.NotFoundError:
            await self._js.add_stream(self._config())

    async def delete(self) -> None:
        """Delete it with all that is in it; nothing happens where there is none."""
        try:
            await self._js.delete_stream(self.name)
        except js_errors.NotFoundError:
            return

    async def publish(
        self, entry: str, subject: Subject, payload: bytes, expected: int | None, known: int, timeout: float
    ) -> int:
        """Store an entry; its place, also where an earlier try has stored it.

        Args:
            entry: Its name.
            subject: Where it goes.
            payload: Its bytes.
            expected: The latest place of the control subject, or None.
            known: Behind this place nothing is known of the control subject.
            timeout: For the answer, in seconds.

        Raises:
            StaleExpectation: The control subject has moved on, and not by this entry.
        """
        headers = {Header.MSG_ID.value: entry}
        if expected is not None:
            headers[Header.EXPECTED_LAST_SUBJECT_SEQUENCE.value] = str(expected)
            if subject != "control":
                headers[EXPECTED_ON] = self.control
        where = self.control if subject == "control" else self.marks
        try:
            return await self._store(where, payload, headers, timeout)
        except js_errors.APIError as error:
            if error.err_code not in WRONG_LAST:
                raise
            seq = await self._look_for(entry, where, max(expected or 0, known))
            if seq is not None:
                return seq
            raise StaleExpectation(_number(error) or await self._last_control()) from None

    async def replace(self, entry: str, payload: bytes, expected_last: int, timeout: float) -> int:
        """Store an entry in place of all before it, in one step; its place. Raises StaleExpectation."""
        headers = {
            Header.MSG_ID.value: entry,
            Header.EXPECTED_LAST_SEQUENCE.value: str(expected_last),
            Header.ROLLUP.value: "all",
        }
        try:
            return await self._store(self.control, payload, headers, timeout)
        except js_errors.APIError as error:
            if error.err_code not in WRONG_LAST:
                raise
            seq = expected_last + 1  # where it is if an earlier try has stored it
            found = await self._entry_at(seq=seq)
            if found is None or _entry_of(found) != entry:
                raise StaleExpectation(await self.last()) from None
            await self._js.purge_stream(self.name, seq=seq)
            return seq

    async def first(self) -> StoredEntry | None:
        """The first entry of the control subject, which a session begins with; None where there is none."""
        found = await self._entry_at(seq=1, subject=self.control, next=True)
        if found is None:
            return None
        stored_at = 0 if found.time is None else int(found.time.timestamp() * 1000)
        return StoredEntry(int(found.seq or 0), _entry_of(found), "control", found.data or b"", stored_at)

    async def last(self) -> int:
        """The latest place of the whole stream."""
        return int((await self._js.stream_info(self.name)).state.last_seq)

    async def _store(self, where: str, payload: bytes, headers: dict[str, str], timeout: float) -> int:
        while True:
            try:
                msg = await self._client.request(where, payload, timeout, headers=headers)
            except errors.NoRespondersError:
                await self.demand()  # no such stream, or no server leads it at this moment
                raise
            answer: dict[str, Any] = msgspec.json.decode(msg.data)
            if "error" not in answer:
                return int(answer["seq"])
            if answer["error"].get("err_code") != ID_IN_FLIGHT:
                raise js_errors.APIError.from_error(answer["error"])
            await asyncio.sleep(IN_FLIGHT_S)  # an earlier try is being stored: ask again what became of it

    async def _look_for(self, entry: str, where: str, after: int) -> int | None:
        """The place of an entry behind another place, or None."""
        while found := await self._entry_at(seq=after + 1, subject=where, next=True):
            assert found.seq is not None
            after = found.seq
            if _entry_of(found) == entry:
                return after
        return None

    async def _last_control(self) -> int:
        found = await self._entry_at(subject=self.control)
        return 0 if found is None else int(found.seq or 0)

    async def _entry_at(self, **where: Any) -> RawStreamMsg | None:
        try:
            return await self._js.get_msg(self.name, **where)
        except js_errors.NotFoundError:
            return None

    def _config(self) -> StreamConfig:
        return StreamConfig(
            name=self.name,
            subjects=[self.control, self.marks],
            storage=StorageType.FILE,
            retention=RetentionPolicy.LIMITS,
            discard=DiscardPolicy.NEW,
            max_age=KEPT_S,
            duplicate_window=REMEMBERED_S,
            num_replicas=3 if "cluster" in self._client.server_info else 1,
            allow_rollup_hdrs=True,
        )


def _entry_of(found: RawStreamMsg) -> str:
    return str((found.headers or {}).get(Header.MSG_ID.value, ""))


def _number(error: js_errors.APIError) -> int:
    """``wrong last sequence: 5``; some refusals do not tell the place, which is 0 then."""
    number = re.search(r"(\d+)\s*$", error.description or "")
    return int(number[1]) if number else 0
