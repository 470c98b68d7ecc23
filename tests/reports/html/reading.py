"""Reads a page back: its elements with their attributes, and its text."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """The elements of a page in their order, and what it says outside of style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside: list[str] = []
        self.said: list[str] = []
        self.blocks: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            assert self.inside[-1] == tag, f"{tag} closes before {self.inside[-1]}"
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] in ("style", "script"):
            self.blocks[self.inside[-1]] = self.blocks.get(self.inside[-1], "") + data
        else:
            self.said.append(data)

    @property
    def text(self) -> str:
        """All that is said, with single spaces."""
        return " ".join("".join(self.said).split())

    @property
    def shape(self) -> list[tuple[str, list[str]]]:
        """Elements with the names of their attributes."""
        return [(tag, sorted(attributes)) for tag, attributes in self.elements]

    def of(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Attributes of the elements of a tag that have these values; `class_` is one of the classes."""
        mine = [attributes for name, attributes in self.elements if name == tag]
        return [each for each in mine if all(_has(each, name, value) for name, value in wanted.items())]


def _has(attributes: dict[str, str], name: str, value: str) -> bool:
    if name == "class_":
        return value in attributes.get("class", "").split()
    return attributes.get(name) == value
