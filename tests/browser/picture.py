"""Takes README's picture of a report: `python -m tests.browser.picture plan.json data/report.png`."""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from sprintplan.reports.html import year_page
from sprintplan.reports.plan_json import read_plan

WIDTH = 1280


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("picture", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "index.html"
        page_file.write_text(year_page(read_plan(wanted.plan)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.goto(page_file.as_uri())
        height = page.evaluate("document.querySelector('.map').getBoundingClientRect().bottom + scrollY + 10")
        clip = {"x": 0.0, "y": 0.0, "width": float(WIDTH), "height": float(height)}
        page.screenshot(path=wanted.picture, full_page=True, clip=clip)  # type: ignore[arg-type]
        browser.close()


if __name__ == "__main__":
    main()
