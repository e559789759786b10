"""From findings and summaries to what people and programs read."""
