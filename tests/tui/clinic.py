"""A clinic of three sharers with everything a screen can show."""

from __future__ import annotations

CLINIC = """
plan = 1
[session]
id = "clinic"
kind = "learning-clinic"
title = "Writing a funding proposal together"
start = 2026-12-03T15:00
timezone = "UTC"
length = "1h30m"
language = "en"
interpretation = ["es", "fr"]
[session.links]
room = "https://meet.example.org/clinic"
pad = "https://pad.example.org/clinic"
[[people]]
id = "chidi"
name = "Chidi Okoye"
role = "facilitator"
pronouns = "he/him"
say = "CHEE-dee oh-KOY-eh"
[[people]]
id = "amaka"
name = "Amaka Ụzọma"
call = "Amaka"
role = "sharer"
languages = ["ig", "en"]
pronouns = "she/her"
say = "ah-MAH-ka oo-ZOH-ma"
backup = "jose"
[[people]]
id = "jose"
name = "José Ñahui"
role = "sharer"
languages = ["es"]
[[item]]
id = "welcome"
kind = "welcome"
title = "Welcome, friendly space"
duration = "5m"
lead = "chidi"
chat = ["Pad: https://pad.example.org/clinic"]
notes = "- let people in one by one\\n- say how to choose a language"
[[item]]
id = "reviewers"
kind = "share"
title = "What reviewers look for"
duration = "15m"
lead = "amaka"
record = true
questions = "5m"
notes = "- thank her by name\\n- interpreters on channel 2"
chat = [
  "Slides: https://slides.example.org/reviewers",
  { lang = "fr", text = "Diapositives : https://slides.example.org/reviewers" },
  { lang = "es", text = "Diapositivas: https://slides.example.org/reviewers" },
]
[[item]]
id = "statements"
kind = "share"
title = "QuickStatements without fear"
duration = "20m"
lead = "jose"
record = true
[[item]]
id = "stretch"
kind = "break"
title = "Stretch, drink something"
duration = "10m"
[[item]]
id = "draft"
kind = "breakout"
title = "Draft a paragraph"
duration = "25m"
lead = "chidi"
[item.breakout]
size = 3
min_size = 2
same = ["language"]
prompt = "Which sentence would make a reviewer go on reading?"
[[item]]
id = "close"
kind = "close"
title = "Thanks, what comes next"
duration = "5m"
lead = "chidi"
"""
