"""Session plans: their model, and reading, checking and editing their text. No file and no clock is read."""
