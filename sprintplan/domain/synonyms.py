"""Words that mean the same as those of the files: what a suggestion goes by before it goes by letters."""

_REQUIREMENTS = {
    "visa free": "visa not required|no visa required|no visa needed|no visa|not required|visa exempt|exempt|free|"
    "visa-free|visafree|visa waiver|freedom of movement|none",
    "visa on arrival": "on arrival|voa|visa upon arrival|visa at arrival",
    "eta": "electronic travel authorisation|electronic travel authorization|travel authorisation|esta|etias|k-eta|"
    "eta required|electronic travel authority",
    "e-visa": "electronic visa|evisa|e visa|online visa|visa online",
    "visa required": "required|visa|visa needed|needs visa|embassy visa|sticker visa|yes",
    "no admission": "not admitted|admission refused|refused|banned|travel ban|no entry|entry refused|trump ban",
    "-1": "own country|home country|citizen|self",
}
_CABINS = {
    "economy": "coach|tourist|main|main cabin|standard|basic|eco|y|m",
    "premium_economy": "premium|premium eco|economy plus|comfort|w",
    "business": "biz|club|upper class|c|j|d",
    "first": "f|suites",
}
SYNONYMS = {
    word: meant for known in (_REQUIREMENTS, _CABINS) for meant, words in known.items() for word in words.split("|")
}
"""Requirements of visas.csv and cabins, by what people and sellers call them, in small letters."""
