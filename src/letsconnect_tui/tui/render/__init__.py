"""The parts of the screens as pure functions: a Snapshot and a size in, rows of Content out."""
