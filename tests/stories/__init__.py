"""Stories of rules and limits: offers, a rule, and what the year costs at least, computed by hand in the docstring.

Each is told three times by the fixture `least`: to the oracle, to the search, and to the judge. A new rule or limit
gets a story here: just kept, just broken, and mended.
"""
