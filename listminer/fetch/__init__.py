"""From where mail lies to `RawMessage`s. Only `http` has the network; the rest reads disks."""
