"""What makes rooms good, as numbers: every weight that proposals, late seats and repairs go by.

Costs are integers without a unit; lower is better. Hard rules and soft wishes are on one scale, but a broken
hard rule costs more than all soft wishes of a round together, and a rule that yields later costs more than
all rules below it. That makes the order of the rules strict. The steps of 100 leave room for every person
and pair of a session; Python's integers do not overflow.
"""

from __future__ import annotations

# -- hard rules, the one that yields first first; each for one person, pair or room ------------

UNEVEN = 10**6
"""A person by whom a room is larger or smaller than even rooms of its language are."""
NO_HOST = 10**8
"""A room without a host where there are hosts enough."""
TOO_SMALL = 10**10
"""A person missing to the smallest size asked for."""
TOGETHER = 10**12
"""A pair that is to stay together and does not."""
APART = 10**14
"""A pair that is to be kept apart and is not."""
NOT_UNDERSTOOD = 10**16
"""A person who does not speak the language of the room, or sits alone."""

# -- soft wishes, for each pair in one room ------------------------------------------------------------------

SECOND_MEETING = 20
"""A pair that met once before in this session."""
THIRD_MEETING = 40
"""What comes on top from the third meeting on: it costs three times a second one. Where repeats cannot be
avoided, this spreads them. Measured with twenty people in four rooms for six rounds: at one and a half times
a second meeting some pairs met in all six rounds, at three times nobody met more than three times."""
FOURTH_MEETING = 120
"""What comes on top of both from the fourth meeting on: nine times a second one."""
EARLIER_MEETINGS = (8, 4, 2, 1)
"""Half a meeting, a quarter, an eighth, a sixteenth: what meetings of earlier sessions are counted as."""
SAME_EXPERIENCE = 6
"""A pair of equal experience: less than a third of a repeat, so that new people come first."""
SAME_REGION, SAME_COUNTRY = 2, 2
"""A pair from one region; from one country."""
SHARED_TOPIC = -1
"""A pair with a topic in common; a saving."""

FEWEST_REPEATS = (4, 40)
"""Third and fourth meetings where a search is to find the fewest repeats, whoever has them."""
FEWEST_MAY_COST = 1.5
"""How much more a plan with the proven fewest repeats may cost when third meetings are weighed as usual."""

# -- the first seating of a search, which looks at one guest at a time ---------------------------------------

FIRST_NOT_UNDERSTOOD, FIRST_APART = 4, 2
"""A guest in a room they cannot follow; beside somebody they are kept apart from. Compared first."""
FIRST_FREE_SEAT = -2
"""Each seat that a room still has: emptier rooms are filled first."""

# -- how many rooms each language gets -----------------------------------------------------------------------

BEYOND_LARGEST = 100
"""A person beyond the largest size a room should have, against the squared unevenness of the other rooms."""

# -- one more guest in open rooms ----------------------------------------------------------------------------

OVER_TARGET = 15
"""Squared people over the size no room need exceed: one too many is bearable, three are not."""
UNDER_TARGET = -4
"""Each person a room lacks to that size."""
COMPANY = -30
"""Somebody who would no longer be alone: worth more than a repeat."""
HOST_WELCOME = -60
"""A host in a room without one: worth more than company."""

_NEARLY = 1e-9
"""Added before a number of meetings is cut, because sums of fractions may fall just short."""


def met_in_parts(times: float) -> tuple[int, int]:
    """A number of earlier meetings in whole ones and sixteenths."""
    whole = int(times + _NEARLY)
    return whole, min(15, round(16 * (times + _NEARLY - whole)))


def meeting_cost(times: float) -> int:
    """Soft cost of one more meeting of two people who met ``times`` before."""
    whole, sixteenths = met_in_parts(times)
    return (
        SECOND_MEETING * (whole > 0) + THIRD_MEETING * (whole > 1) + FOURTH_MEETING * (whole > 2) + sixteenths
    )
