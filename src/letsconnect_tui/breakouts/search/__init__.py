"""The search for rooms: a first seating, improved by simulated annealing on masks of bits."""
