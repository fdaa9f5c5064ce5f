"""Every word shown: one JSON file per language, and the few lines that put values into them."""

from __future__ import annotations

from letsconnect_tui.i18n.catalogue import current_language, use, words
from letsconnect_tui.i18n.message import Message, message
from letsconnect_tui.i18n.message_format import key_name, keys_of, use_keys

__all__ = ["Message", "current_language", "key_name", "keys_of", "message", "use", "use_keys", "words"]
