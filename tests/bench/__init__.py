"""`make bench`: how much the platform costs, as ratios of one run (docs/performance.md)."""
