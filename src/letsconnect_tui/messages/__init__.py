"""Sentences about a session: results, cues, alerts, proposals and history. Values in, messages out."""
