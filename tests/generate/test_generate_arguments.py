"""A printed client's text: what a method takes is what the type of its arguments has, and no more."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clientsmith.cache import Cache
from clientsmith.pipeline import RunContext, read_target
from clientsmith.project.settings import Target
from support.generating import generate_document, package_name
from support.places import ROOT, SPECS
from support.printed import OPTIONS, printed_methods

OURS = ROOT / "spec" / "openapi.yaml"
HELPERS = {"output_format"}
"""What the claude style's methods take for its helpers, which no document knows of."""
WIDER = {"BetaToolLike": "BetaToolUnionParam"}
"""What those methods take instead of a type of the document: tools that helpers made of functions."""
FEW = ("museum.yaml",)
DOCUMENTS = [
    OURS,
    *(path for name in FEW if (path := SPECS / name).is_file()),
    *(
        pytest.param(path, marks=pytest.mark.slow)
        for path in sorted(SPECS.glob("*.*"))
        if path.name not in FEW and path.suffix in (".json", ".yaml", ".yml")
    ),
]


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.stem)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document, and the folder of the package that was printed from it."""
    spec: Path = request.param
    if spec == OURS:
        return spec
    output = tmp_path_factory.mktemp(spec.stem)
    generate_document(spec, output)
    (output / "spec").write_text(str(spec))
    return output


def test_keys_are_the_keywords_and_so_are_their_types(printed: Path) -> None:
    spec, package = _package(printed)
    names = read_target(Target("t", spec, "python", Path()), RunContext(cache=Cache())).names
    methods = printed_methods(package)
    wanting = [
        id_
        for id_, each in methods.items()
        if "body" in each.descriptor or "query" in each.descriptor
    ]
    homes = {id_: own for id_, own in names.params.items() if id_ in methods}
    mounted = {id_ for id_ in wanting if id_ not in homes}
    assert all(id_.partition(".")[2] in homes for id_ in mounted), "an operation has no …Params"
    for id_, own in homes.items():
        method = methods[id_]
        file = package / "types" / Path(*own.module).with_name(f"{own.module[-1]}_params.py")
        keys = _keys(ast.parse(file.read_text()), own.name)
        taken = dict(method.annotations)
        path = {name for (place, _), name in method.arguments.items() if place == "path"}
        assert keys.keys() == taken.keys() - path - OPTIONS - HELPERS, f"{id_}: {own.name}"
        for name, annotation in keys.items():
            assert _bare(annotation) == _bare(taken[name]), f"{id_}: {name}"


def _package(printed: Path) -> tuple[Path, Path]:
    if printed == OURS:
        return OURS, ROOT / "generated" / "claude-client" / "claude_client"
    return Path((printed / "spec").read_text()), printed / package_name(printed)


def _keys(module: ast.Module, name: str) -> dict[str, ast.expr]:
    """The keys of a TypedDict, which is a class, or where that can't be, made by a call."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            rows = [each for each in node.body if isinstance(each, ast.AnnAssign)]
            return {ast.unparse(each.target): each.annotation for each in rows}
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            assert isinstance(node.value, ast.Call)
            made = ast.literal_eval(node.value.args[1])
            return {key: ast.parse(text, mode="eval").body for key, text in made.items()}
    raise AssertionError(f"there is no {name}")


def _bare(annotation: ast.expr) -> list[str]:
    """The alternatives of an annotation, less what says that the value may be left out."""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "NotRequired":
        annotation = annotation.slice
    found: list[str] = []
    pending = [annotation]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.BinOp):
            pending += [node.right, node.left]
        else:
            text = ast.unparse(node).replace("_builtins.", "").replace("_datetime.", "")
            for wider, plain in WIDER.items():
                text = text.replace(wider, plain)
            found.append(text)
    return [each for each in found if each != "Omit"]
