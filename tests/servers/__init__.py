"""Servers for the tests, all on loopback: one that misbehaves as told, and the real ones."""
