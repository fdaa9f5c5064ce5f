"""Schedules in which nobody meets twice, from algebra instead of search.

They serve where no attribute, wish or memory tells one guest from another. A schedule is a list of rounds,
each the list of the room indices of people ``0 … n-1``.
"""
