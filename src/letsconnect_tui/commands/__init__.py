"""Typed text into commands, queries and requests for proposals; one module per area."""
