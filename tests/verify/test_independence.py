"""The judge shares neither rules nor solver with what it judges."""

import ast
from pathlib import Path

import sprintplan.verify


def test_the_judge_imports_neither_rules_nor_solver() -> None:
    """Every import of its modules, written at the top or in a function."""
    folder = Path(sprintplan.verify.__file__).parent
    names = {
        name
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in _imported(node)
    }
    assert not {name for name in names if name.startswith(("sprintplan.rules", "sprintplan.solver"))}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
