"""A travel desk at its terminal: runs commands against a server on this machine, here or in a process of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from sprintplan.offers import rate_limit
from tests.offers.duffel.server import FakeDuffel, duffel_server

TOKEN = "duffel_test_Secret-0123456789"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDuffel]:
    """A Duffel that may be asked as often as one likes, from the first request on."""
    monkeypatch.setattr(rate_limit, "FIRST_PER_MINUTE", 1_000_000)
    with duffel_server() as running:
        yield running


def environment(server: FakeDuffel, **changed: str) -> dict[str, str]:
    return {"DUFFEL_API_TOKEN": TOKEN, "DUFFEL_API_URL": server.url} | changed


def start(server: FakeDuffel, *words: str, **changed: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "sprintplan.cli", *words]
    env = os.environ | environment(server, **changed)
    return subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run(server: FakeDuffel, *words: str, **changed: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error; the token is in neither."""
    done = CliRunner().invoke(commands, words, env=environment(server, **changed))
    assert TOKEN not in done.output + done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def facts(server: FakeDuffel, *words: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    status, out, err = run(server, *words, "--format", "json")
    assert status == 0, err
    document: dict[str, Any] = json.loads(out)
    return document
