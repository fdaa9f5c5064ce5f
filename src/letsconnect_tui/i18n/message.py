"""A sentence not yet in any language: what the pure rooms answer with."""

from __future__ import annotations

from functools import reduce

import msgspec


class Message(msgspec.Struct, frozen=True):
    """A key of ``i18n/*.json`` and the values for its ``$1``, ``$2`` …

    A value that is itself a Message is put into words first.
    """

    key: str
    values: tuple[object, ...] = ()


def message(key: str, *values: object) -> Message:
    """A Message without the tuple's brackets: ``message("late-by", 3)``."""
    return Message(key, values)


def keys_of_message(sentence: Message) -> frozenset[str]:
    """Its key, and those of the messages inside it."""
    inside = (keys_of_message(value) for value in sentence.values if isinstance(value, Message))
    return frozenset((sentence.key,)).union(*inside)


def sentences(first: Message, *others: Message) -> Message:
    """Several sentences as one message, for a place that holds one."""
    return reduce(lambda joined, following: message("sentences", joined, following), others, first)
