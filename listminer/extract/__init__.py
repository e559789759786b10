"""From a `Discussion` to its findings. Each finding rests on words of the one it names."""
