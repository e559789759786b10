"""How good it is: scores against labelled mail."""
