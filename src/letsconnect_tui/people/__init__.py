"""Who: names cleaned and folded, finding and matching, presence as intervals, counts that give nobody away."""
