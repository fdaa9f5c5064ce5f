"""The application layer: the live session, proposals, alerts, rehearsal, and the library of sessions."""
