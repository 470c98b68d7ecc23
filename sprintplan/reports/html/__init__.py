"""The report as HTML pages that need nothing but themselves."""

from sprintplan.reports.html.pages import team_page, year_page

__all__ = ["team_page", "year_page"]
