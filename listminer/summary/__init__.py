"""From findings to a summary or a digest in which each sentence shows its words. Pure."""
