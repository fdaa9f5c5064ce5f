"""The search for rooms: a first seating, improved by annealing on a state of integers."""
