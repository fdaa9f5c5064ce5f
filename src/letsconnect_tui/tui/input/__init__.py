"""Keys on their way in: the keyboard, and the guard against sentences typed by mistake."""
