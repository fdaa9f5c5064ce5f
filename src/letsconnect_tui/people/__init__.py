"""Who: names cleaned and folded, finding and matching, presence, counts that give nobody away."""
