"""The report as HTML pages that need nothing but themselves."""

from sprintplan.reports.html.pages import team_page, year_page
from sprintplan.reports.html.places import places_page

__all__ = ["places_page", "team_page", "year_page"]
