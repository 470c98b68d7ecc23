"""Fares in doubt: which live searches decide between candidates, and how fares of estimates err."""
