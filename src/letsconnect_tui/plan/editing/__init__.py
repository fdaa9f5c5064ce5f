"""Edits the text of a plan: each edit changes its own lines, and comments, order and alignment stay."""
