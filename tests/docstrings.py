"""Lint of docstrings, `python -m tests.docstrings`: a public function names every parameter that it takes.

A sentence that names them is enough; where there is more to say they stand in a `Parameters` section, one line each,
`name : shape and unit, meaning`, and no name stands there that the function does not take. A method that overrides one
of the package inherits its parameters; commands of the terminal have theirs in the help of their options. Own code, as
ruff's D417 and pydoclint pass every docstring without a section, and read what stands behind the colon as a type.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

TOP = Path(__file__).parent.parent
PACKAGE = "sprintplan"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Classes = Mapping[str, Sequence[ast.ClassDef]]
"""Every class of the package, by name."""


def functions(tree: ast.Module) -> Iterator[tuple[Function, ast.ClassDef | None]]:
    """Every function of a module that is not inside another, with the class that it is a method of."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node, None
        if isinstance(node, ast.ClassDef):
            yield from ((inner, node) for inner in node.body if isinstance(inner, Function))


def is_public(function: Function, owner: ast.ClassDef | None) -> bool:
    """Whether others may call it."""
    return not function.name.startswith("_") and not (owner and owner.name.startswith("_"))


def parameters(function: Function) -> list[str]:
    """Names of what a function takes, itself or its class aside; none of a command, whose docstring is its help."""
    called = (one.func for one in function.decorator_list if isinstance(one, ast.Call))
    if any(isinstance(one, ast.Attribute) and one.attr in ("command", "group") for one in called):
        return []
    terms = function.args
    names = [one.arg for one in (*terms.posonlyargs, *terms.args, *terms.kwonlyargs)]
    return [name for name in names if name not in ("self", "cls") and not name.startswith("_")]


def unnamed(function: Function, owner: ast.ClassDef | None, classes: Classes) -> list[str]:
    """Parameters that neither the docstring names nor that of a method which this one overrides."""
    docstrings = [ast.get_docstring(one) or "" for one in (function, *_overridden(function.name, owner, classes))]
    return [name for name in parameters(function) if not any(_names(text, name) for text in docstrings)]


def unknown(function: Function) -> list[str]:
    """Names in the `Parameters` section that the function does not take."""
    _, _, section = (ast.get_docstring(function) or "").partition("Parameters\n----------\n")
    lines = re.split(r"\n\n[A-Z]\w*\n-+\n", section)[0].splitlines()
    stated = [
        name for line in lines for name in re.split(r", ", line.partition(" : ")[0]) if re.match(r"\w.* : ", line)
    ]
    terms = function.args
    extra = {one.arg for one in (terms.vararg, terms.kwarg) if one}
    return [name for name in stated if name.lstrip("*") not in {*parameters(function), *extra}]


def package_classes(trees: Sequence[ast.Module]) -> Classes:
    """The classes at the top of all modules, by name."""
    classes: dict[str, list[ast.ClassDef]] = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, []).append(node)
    return classes


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _overridden(name: str, owner: ast.ClassDef | None, classes: Classes) -> Iterator[Function]:
    """Methods of that name of the classes that one is made of, theirs included."""
    for base in owner.bases if owner else ():
        base = base.value if isinstance(base, ast.Subscript) else base
        for parent in classes.get(base.id, ()) if isinstance(base, ast.Name) else ():
            yield from (node for node in parent.body if isinstance(node, Function) and node.name == name)
            yield from _overridden(name, parent, classes)


def complaints(top: Path) -> Iterator[str]:
    """What is to be mended below a folder, `file:line: what`."""
    paths = sorted((top / PACKAGE).rglob("*.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    classes = package_classes(trees)
    for path, tree in zip(paths, trees, strict=True):
        for function, owner in functions(tree):
            if not is_public(function, owner):
                continue
            place = f"{path.relative_to(top)}:{function.lineno}: {function.name}"
            if missing := unnamed(function, owner, classes):
                yield f"{place} does not name {', '.join(missing)}"
            if wrong := unknown(function):
                yield f"{place} does not take {', '.join(wrong)}"


def main() -> int:
    """Print every complaint; 1 where there is one."""
    all_complaints = [*complaints(TOP)]
    print("\n".join(all_complaints))
    return int(bool(all_complaints))


if __name__ == "__main__":
    sys.exit(main())
