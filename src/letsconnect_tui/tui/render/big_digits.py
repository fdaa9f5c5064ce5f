"""Big digits from block characters, three rows high or any multiple; every terminal has these blocks."""

from __future__ import annotations

_PIXELS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
    "-": ("   ", "   ", "###", "   ", "   "),
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
HEIGHT = 5
"""Pixels from top to bottom; two of them share a row."""


def digits(text: str, scale: int = 1) -> tuple[str, ...]:
    """``text`` (digits, ``:``, ``+``, ``-``) as rows of equal width; ``scale`` pixels per pixel."""
    lines = [
        (" " * scale).join("".join(pixel * scale for pixel in _PIXELS[sign][y]) for sign in text)
        for y in range(HEIGHT)
        for _ in range(scale)
    ]
    if len(lines) % 2:
        lines.append(" " * len(lines[0]))
    return tuple(
        "".join(_HALVES[top == "#", bottom == "#"] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(lines[::2], lines[1::2], strict=True)
    )


def width(text: str, scale: int = 1) -> int:
    """Columns that ``digits`` takes."""
    return len(digits(text, scale)[0])


def largest(text: str, columns: int, rows: int) -> int:
    """The largest scale that fits, at least 1."""
    scale = 1
    while width(text, scale + 1) <= columns and (HEIGHT * (scale + 1) + 1) // 2 <= rows:
        scale += 1
    return scale
