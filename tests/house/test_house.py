"""The rules of the house, each checked in a few lines: what a reviewer would otherwise look for."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from clientsmith.cache import Cache
from clientsmith.pipeline import language_of
from clientsmith.styles.render import declared_context
from clientsmith.styles.style import available_styles, open_style

ROOT = Path(__file__).parent.parent.parent
GENERATOR = ROOT / "generator" / "clientsmith"
RUNTIME = ROOT / "templates" / "python" / "runtime"
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
BY_HAND = sorted([*GENERATOR.rglob("*.py"), *(ROOT / "templates").rglob("*.py")])


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path, modules: Collection[str]) -> Iterator[str]:
    """The modules of clientsmith that a file imports, type checkers' imports included.

    `from package import module` needs the module, and nothing of the package's own.
    """
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module in modules:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else str(node.module)


def module_of(path: Path) -> str:
    parts = path.relative_to(GENERATOR.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_generator_imports_in_one_direction() -> None:
    modules = {module_of(path): path for path in GENERATOR.rglob("*.py")}
    needs = {name: set(imports_of(path, modules)) - {name} for name, path in modules.items()}
    done: set[str] = set()
    while ready := {name for name, wanted in needs.items() if name not in done and wanted <= done}:
        done |= ready
    assert not set(needs) - done, f"these import each other: {sorted(set(needs) - done)}"


# The rooms in the order of the stages: each imports those before it, and none after.
ROOMS = [
    "files",
    "problems",
    "cache",
    "later",
    "copies",
    "document",
    "lint",
    "api",
    "languages",
    "output",
    "styles",
    "bundle",
    "upgrade",
    "diff",
    "project",
    "recordings",
    "pipeline",
    "outline",
    "trial",
    "cli",
    "__main__",
]


def test_a_room_imports_the_rooms_before_it_only() -> None:
    modules = {module_of(path): path for path in GENERATOR.rglob("*.py")}
    against = [
        f"{name} imports {wanted}"
        for name, path in modules.items()
        for wanted in imports_of(path, modules)
        if wanted != "clientsmith" and rank(wanted) > rank(name)
    ]
    assert against == []


def rank(module: str) -> int:
    """The place of a module's room in the order; the package itself is before all."""
    parts = module.split(".")
    return ROOMS.index(parts[1]) if len(parts) > 1 else -1


def test_one_language_never_imports_another() -> None:
    modules = {module_of(path): path for path in GENERATOR.rglob("*.py")}
    folders = [path.name for path in (GENERATOR / "languages").iterdir() if path.is_dir()]
    languages = [
        f"clientsmith.languages.{each}"
        for each in folders
        if each not in ("present", "__pycache__")
    ]
    assert len(languages) > 1
    against = [
        f"{name} imports {wanted}"
        for name, path in modules.items()
        for wanted in imports_of(path, modules)
        for language in languages
        if name.startswith("clientsmith.languages.")
        and inside(wanted, language)
        and not inside(name, language)
    ]
    assert against == []


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


# One word for one thing: what these stood for has another name now.
OLD_NAMES = re.compile(
    r"_?(asked|meetings?|meets?|press|pressed|surroundings|apart|door|facts?|colours?|"
    r"placing|composition)",
)
OLD_CLASSES = re.compile(
    r"Pressed|Surroundings|Fact(View)?|StyleFacts|Used|Sides|Follow|Engine|Meeting"
)
OLD_FILES = {
    *(
        [
            "asked",
            "meetings",
            "press",
            "surroundings",
            "facts",
            "sides_of",
            "placing",
            "words",
            "media",
            "variants",
            "composition",
        ]
    ),
    *(["entries", "tables", "tree", "layers", "texts", "cells", "shapes", "plain"]),
}
OLD_PROSE = re.compile(
    r"\b(the engine|(the|one|only) door|meetings?|surroundings|colours?|presse[sd]|fact views?)\b",
    re.I,
)


def names_in(tree: ast.AST) -> Iterator[str]:
    """Everything that a module names itself: definitions, parameters, variables."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case _:
                continue


@pytest.mark.parametrize("path", BY_HAND, ids=relative)
def test_no_old_word_is_left(path: Path) -> None:
    text = path.read_text()
    names = {
        name
        for name in names_in(ast.parse(text))
        if OLD_NAMES.fullmatch(name) or OLD_CLASSES.fullmatch(name)
    }
    assert names == set()
    assert path.stem not in OLD_FILES
    assert [found[0] for found in OLD_PROSE.finditer(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_no_old_word_is_left_in_a_template(path: Path) -> None:
    assert [found[0] for found in OLD_PROSE.finditer(path.read_text())] == []


@pytest.mark.parametrize("path", BY_HAND, ids=relative)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", BY_HAND, ids=relative)
def test_a_module_opens_with_what_it_does(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_the_generator_knows_no_api_by_name() -> None:
    files = [*GENERATOR.rglob("*"), *(ROOT / "templates" / "python").rglob("*")]
    named = [
        relative(path)
        for path in files
        if path.is_file()
        and path.suffix != ".pyc"
        and re.search(r"claude|anthropic", path.read_text(), re.I)
    ]
    assert named == []


def test_only_the_flavours_know_a_library_of_models() -> None:
    lib = ROOT / "templates" / "claude" / "lib"
    # These are handed types of a user's, which pydantic describes whatever the flavour.
    apart = {lib / "structured_outputs", lib / "tools"}
    named = [
        relative(path)
        for folder in (RUNTIME, lib)
        for path in sorted(folder.rglob("*.py"))
        if not apart & set(path.parents) and re.search("pydantic|msgspec", path.read_text())
    ]
    assert named == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_says_what_it_reads_and_stays_simple(path: Path) -> None:
    text = path.read_text()
    assert declared_context(text), "the first line names the context: {# resource: ResourceView #}"
    assert len(text.splitlines()) <= 150
    assert not re.search(
        r"""["']\{\{(?![^}]*\|)[^}]*\}\}["']""", text
    ), "text enters code by filters"
    assert not re.search(
        r"\{%-?\s*set\b", text
    ), "what is computed is computed where views are made"


def test_a_language_has_at_most_ten_filters() -> None:
    folders = [*available_styles().values(), ROOT / "tests" / "languages" / "typescript"]
    for folder in folders:
        style = open_style(folder)
        assert len(language_of(style, Cache()).filters) <= 10


def test_a_style_is_no_copy_of_its_parent() -> None:
    parent = ROOT / "templates" / "python"
    copies = [
        relative(path)
        for path in (ROOT / "templates" / "claude").rglob("*")
        if path.is_file()
        and (twin := parent / path.relative_to(ROOT / "templates" / "claude")).is_file()
        and twin.read_bytes() == path.read_bytes()
    ]
    assert copies == []
