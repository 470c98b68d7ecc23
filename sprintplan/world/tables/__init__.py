"""The shipped tables, read as package data; data/reference/ in the repository says where they come from."""

import csv
import gzip
from functools import cache
from importlib.resources import files
from io import BytesIO, StringIO
from zipfile import ZipFile


def raw(name: str) -> bytes:
    """The bytes of the table in the file `name`, unpacked."""
    return gzip.decompress((files(__name__) / name).read_bytes())


def rows(name: str) -> list[list[str]]:
    """The rows of the table in the file `name`, without its header."""
    return _parsed(raw(name))


@cache
def successors() -> dict[str, str]:
    """Codes of airports that closed or moved, and those that took over their flights."""
    return dict(line.split() for line in (files(__name__) / "successors.txt").read_text(encoding="utf-8").splitlines())


def member_rows(name: str, member: str) -> list[list[str]]:
    """The rows of a `member` of the zipped table in the file `name`, without their header; empty where it has no such
    member."""
    archive = _archive(name)
    return _parsed(archive.read(member)) if member in archive.NameToInfo else []


@cache
def _archive(name: str) -> ZipFile:
    return ZipFile(BytesIO((files(__name__) / name).read_bytes()))


def _parsed(table: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(table.decode())))[1:]
