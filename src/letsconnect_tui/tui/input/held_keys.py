"""Keys that were pressed and are shown as coming, until their grace is over or something calls them off."""

from __future__ import annotations

from dataclasses import dataclass

from letsconnect_tui.tui.input.key_press import Effect, KeyPress


@dataclass(frozen=True, slots=True)
class HeldKey:
    """One of them.

    Attributes:
        press: The key.
        until: When it is carried out, in seconds.
        again: Whether the same key was pressed just before, so that it may be a repetition.
    """

    press: KeyPress
    until: float
    again: bool


class HeldKeys:
    """In the order in which they were pressed."""

    def __init__(self) -> None:
        self._keys: list[HeldKey] = []

    def __bool__(self) -> bool:
        return bool(self._keys)

    @property
    def changes(self) -> bool:
        """Whether one of them would change something."""
        return any(one.press.effect.changes for one in self._keys)

    @property
    def due_at(self) -> float | None:
        """When the next one is carried out."""
        return self._keys[0].until if self._keys else None

    def hold(self, press: KeyPress, grace_s: float, *, again: bool) -> None:
        """Hold one more."""
        self._keys.append(HeldKey(press, press.at + grace_s, again))

    def due(self, now: float) -> tuple[KeyPress, ...]:
        """Give out those whose grace is over."""
        given = tuple(one.press for one in self._keys if one.until <= now)
        self._keys = [one for one in self._keys if one.until > now]
        return given

    def all(self) -> tuple[KeyPress, ...]:
        """Give out all of them."""
        given = tuple(one.press for one in self._keys)
        self._keys = []
        return given

    def recall_final(self) -> tuple[KeyPress, ...]:
        """Call off what cannot be taken back once it is done."""
        final = tuple(one.press for one in self._keys if one.press.effect is Effect.FINAL)
        self._keys = [one for one in self._keys if one.press.effect is not Effect.FINAL]
        return final

    def recall_repetitions(self) -> None:
        """The key is held down: call off what its repetitions began."""
        self._keys = [one for one in self._keys if not one.again]
