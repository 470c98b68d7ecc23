"""The report in a browser: Debian's chromium, driven by Playwright.

Where something is missing the tests are skipped, unless SPRINTPLAN_BROWSER=required, as .ci/run has it.
"""
