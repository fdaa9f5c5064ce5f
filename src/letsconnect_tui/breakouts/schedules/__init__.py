"""Schedules in which nobody meets twice, constructed by algebra instead of searched.

The problem is known as the social golfer problem. A schedule is a list of rounds; a round is the list of the
room indices of people ``0 … n-1``. Which person takes which place is left to the caller.
"""
