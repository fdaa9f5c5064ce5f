"""One session run from several machines: one order of facts, and what happens when the network goes away."""
