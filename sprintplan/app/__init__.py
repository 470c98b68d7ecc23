"""One module a command: read, plan, verify, write; no printing and no exit."""
