"""The same session as lines of text: for screen readers, scripts, and where there is no terminal."""
