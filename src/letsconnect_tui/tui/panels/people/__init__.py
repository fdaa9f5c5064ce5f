"""The people panel: the list, pasted names, and one person's details."""
