"""The regions of the screens as pure functions: a Look and a size in, rows of Content out."""
