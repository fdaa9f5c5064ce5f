"""The screen for the room: clock and agenda in a browser, for everybody to look at."""
