"""What the packages import is what the project declares; an environment that happens to hold more hides a gap."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SHIPPED = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
OURS = {Path(name).stem for name in SHIPPED}


def declared(requirements: list[str]) -> set[str]:
    return {canonical(Requirement(requirement).name) for requirement in requirements}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def shipped_files() -> Iterator[Path]:
    for name in SHIPPED:
        path = ROOT / name
        yield from [path] if path.is_file() else path.rglob("*.py")


def test_every_import_of_the_wheel_is_a_declared_dependency() -> None:
    distributions = packages_distributions()
    dependencies = declared(PROJECT["project"]["dependencies"])
    undeclared = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in shipped_files()
        for module in imported_modules(path)
        if (top := module.partition(".")[0]) not in sys.stdlib_module_names | OURS
        and not dependencies & {canonical(name) for name in distributions.get(top, [])}
    }
    assert not undeclared


def test_every_declared_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {canonical(line.partition("==")[0]) for line in lines if "==" in line}
    development = PROJECT["project"]["optional-dependencies"]["dev"]
    assert declared(PROJECT["project"]["dependencies"] + development) <= pinned


def test_the_constraints_fit_any_build_of_a_version() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert "+" not in text  # 2.13.0+cpu is one machine's torch
    assert "://" not in text
