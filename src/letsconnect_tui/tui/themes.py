"""Our own colours: calm dark and light, one accent, and a pair with high contrast."""

from __future__ import annotations

from dataclasses import replace  # noqa: TID251 - a theme is Textual's

from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    text: str,
    muted: str,
    ground: str,
    panel: str,
    rule: str,
    accent: str,
    cursor: str,
    resting_cursor: str,
    good: str,
    warning: str,
    error: str,
) -> Theme:
    """A theme with one accent, in which texts and signs of one meaning have one colour.

    Args:
        name: What the settings call it.
        dark: Whether the ground is dark.
        text: Of what is written.
        muted: Of what is less important.
        ground: Behind everything.
        panel: Behind inputs and dialogs.
        rule: Of thin lines.
        accent: Of what stands out.
        cursor: Behind the line with the cursor, and of text that stands out.
        resting_cursor: Behind that line while something else has the keys.
        good: Of what is done.
        warning: Of what needs a look.
        error: Of what is wrong.
    """
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        foreground=text,
        background=ground,
        surface=ground,
        panel=panel,
        success=good,
        warning=warning,
        error=error,
        dark=dark,
        variables={
            "text-muted": muted,
            "text-warning": warning,
            "text-error": error,
            "text-success": good,
            "text-accent": cursor,
            "rule": rule,
            "block-cursor-foreground": ground,
            "block-cursor-background": cursor,
            "block-cursor-blurred-background": resting_cursor,
        },
    )


DARK = _theme(
    "calm-dark", dark=True, text="#d7dae0", muted="#98a0ac", ground="#14171c", panel="#1d2229",
    rule="#3a424d", accent="#7aa2d6", cursor="#8db4e6", resting_cursor="#262d37", good="#8fbf87",
    warning="#e5b567", error="#f08a7c",
)  # fmt: skip
LIGHT = _theme(
    "calm-light", dark=False, text="#20242b", muted="#5b626d", ground="#fafaf7", panel="#eeeeea",
    rule="#c4c6c2", accent="#2b5c9e", cursor="#1f4f91", resting_cursor="#dfe4ec", good="#2f6b2f",
    warning="#8a5300", error="#a8241b",
)  # fmt: skip
CONTRAST_DARK = _theme(
    "contrast-dark", dark=True, text="#ffffff", muted="#e4e4e4", ground="#000000", panel="#000000",
    rule="#ffffff", accent="#ffff00", cursor="#ffff00", resting_cursor="#444444", good="#00ff66",
    warning="#ffd000", error="#ff7b6b",
)  # fmt: skip
CONTRAST_LIGHT = _theme(
    "contrast-light", dark=False, text="#000000", muted="#1f1f1f", ground="#ffffff", panel="#ffffff",
    rule="#000000", accent="#00007f", cursor="#00007f", resting_cursor="#d0d0e8", good="#00470a",
    warning="#5c3300", error="#8b0000",
)  # fmt: skip
_DEFAULT = "ansi_default"
_IN_DEFAULT = _theme(
    "terminal", dark=True, text=_DEFAULT, muted=_DEFAULT, ground=_DEFAULT, panel=_DEFAULT, rule=_DEFAULT,
    accent=_DEFAULT, cursor=_DEFAULT, resting_cursor=_DEFAULT, good=_DEFAULT, warning=_DEFAULT,
    error=_DEFAULT,
)  # fmt: skip
TERMINAL = replace(
    _IN_DEFAULT,
    ansi=True,
    boost=_DEFAULT,
    variables={
        **_IN_DEFAULT.variables,
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "surface-active": _DEFAULT,
        "foreground-disabled": _DEFAULT,
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "reverse",
        "input-cursor-background": _DEFAULT,
        "input-cursor-foreground": _DEFAULT,
        "input-cursor-text-style": "reverse",
        "border": _DEFAULT,
        "border-blurred": _DEFAULT,
        "scrollbar": _DEFAULT,
        "scrollbar-background": _DEFAULT,
    },
)
"""Only the terminal's own two colours, weight and reverse: taken where ``NO_COLOR`` is set."""

THEMES = (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, TERMINAL)
