"""The shipped tables, read as package data; data/reference/ in the repository says where they come from."""

import csv
import gzip
from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The rows of one table without its header."""
    text = gzip.decompress((files(__name__) / name).read_bytes()).decode()
    return list(csv.reader(text.splitlines()))[1:]
