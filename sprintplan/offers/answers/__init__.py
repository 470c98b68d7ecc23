"""Answers of offer providers in JSON, Duffel's and Amadeus's, read into the columns of offers."""

from sprintplan.offers.answers.reader import Answer, Reading, read_answers
from sprintplan.offers.answers.skipped import Skipped

__all__ = ["Answer", "Reading", "Skipped", "read_answers"]
