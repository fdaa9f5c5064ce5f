"""Run live online workshops from a terminal: timing, handoffs, breakout rooms and attendance."""

__version__ = "0.1.0"
