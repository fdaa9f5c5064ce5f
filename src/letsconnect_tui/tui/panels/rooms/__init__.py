"""The breakout rooms panel."""
