"""How requests and answers look on the wire."""
