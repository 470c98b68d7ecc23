"""A browser for the session, and pages opened in it with everything watched that they say and ask for."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.patience import PATIENCE_S

AXE = "axe-core@4.14.1"
REQUIRED = "SPRINTPLAN_BROWSER"
"""Set to "required" where a missing browser is a failure."""


@dataclass
class Opened:
    """A page with what it wrote to the console, what it threw, and the addresses it asked for beside its own."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Whether nothing was said and nothing asked for."""
        return not self.said and not self.asked


Open = Callable[..., Opened]


def _missing(what: str) -> NoReturn:
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{what}, and {REQUIRED}=required", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's chromium; closed after these tests, as its event loop would be in the way of others'."""
    chromium = shutil.which("chromium")
    if chromium is None:
        _missing("there is no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, from the npm registry."""
    folder = tmp_path_factory.mktemp("axe")
    if shutil.which("npm") is None:
        _missing("there is no npm on this machine, which fetches axe-core")
    command = ["npm", "pack", "--silent", AXE]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    if done.returncode:
        _missing(f"npm could not fetch {AXE}: {done.stderr.strip()[-200:]}")
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script
        return script.read().decode()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page's text as a file of its own; options are those of a browser context."""
    contexts = []

    def show(text: str, **options: Any) -> Opened:
        path = tmp_path / "index.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        opened_page = Opened(context.new_page())
        opened_page.page.on("console", lambda message: opened_page.said.append(message.text))
        opened_page.page.on("pageerror", lambda error: opened_page.said.append(str(error)))
        opened_page.page.on("dialog", lambda dialog: opened_page.said.append(dialog.message))
        opened_page.page.on("request", lambda request: opened_page.asked.append(request.url))
        opened_page.page.goto(path.as_uri())
        opened_page.asked.remove(path.as_uri())
        return opened_page

    yield show
    for context in contexts:
        context.close()
