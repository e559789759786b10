"""From a `Discussion` to its findings. Each finding rests on words of the one it names."""

EXTRACTOR = "rules"
VERSION = "28"  # of what is found; raised whenever the same mail may give other findings
