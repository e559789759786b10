"""From messages to threads, and from quotes to the words that they repeat. Pure."""
