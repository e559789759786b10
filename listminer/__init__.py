"""listminer: who proposed what, who stands where and what was settled on a mailing list."""

__version__ = "0.1.0"
