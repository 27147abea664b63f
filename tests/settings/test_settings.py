"""A pyproject.toml goes in; settings, or what is wrong with a line of it, come out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from clientsmith.problems import Place, ProblemsFound
from clientsmith.project.settings import RecordSettings, Target, find_project, read_settings

FULL = """\
[project]
name = "x"

[tool.clientsmith]
styles = ["styles"]
cache = "none"

[[tool.clientsmith.targets]]
name = "one"
spec = "spec/openapi.yaml"
output = "generated/one"

[[tool.clientsmith.targets]]  # the second
name = "two"
spec = "spec/openapi.yaml"
overlays = ["spec/a.yaml", "spec/b.yaml"]
style = "mine"
output = "generated/two"
strict = true
keep = ["tests", "docs/index.md"]

[tool.clientsmith.record]
environment = "ACME_KEY"
header = "X-Api-Key"
hosts = ["api.acme.test"]
scrub_headers = ["X-Org"]
"""


def project(folder: Path, text: str) -> Path:
    """A pyproject.toml."""
    file = folder / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    return file


def complaints(folder: Path, text: str) -> list[str]:
    """What is said about one, with the lines."""
    with pytest.raises(ProblemsFound) as caught:
        read_settings(project(folder, text))
    return [f"{each.place.line}: {each.message}" for each in caught.value.problems]


def test_everything_is_read(tmp_path: Path) -> None:
    file = project(tmp_path, FULL)
    settings = read_settings(file)
    assert settings.targets == (
        Target("one", tmp_path / "spec/openapi.yaml", "python", tmp_path / "generated/one",
               place=Place(str(file), 8, 1)),
        Target("two", tmp_path / "spec/openapi.yaml", "mine", tmp_path / "generated/two",
               (tmp_path / "spec/a.yaml", tmp_path / "spec/b.yaml"), True,
               (PurePosixPath("tests"), PurePosixPath("docs/index.md")), Place(str(file), 13, 1)),
    )  # fmt: skip
    assert settings.styles == (tmp_path / "styles",)
    assert settings.cache is None
    assert settings.record == RecordSettings(
        "ACME_KEY", "x-api-key", "", ("api.acme.test",), ("x-org",), ()
    )
    assert settings.target("two").style == "mine"


def test_defaults(tmp_path: Path) -> None:
    settings = read_settings(project(tmp_path, "[tool.clientsmith]\n"))
    assert settings.targets == ()
    assert settings.cache is not None
    assert settings.cache.name == "clientsmith"
    assert settings.record == RecordSettings()


def test_the_project_is_found_from_below(tmp_path: Path) -> None:
    file = project(tmp_path, FULL)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    project(tmp_path / "a", "[project]\nname = 'other'\n")
    assert find_project(below) == file


def test_a_folder_without_a_project_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        find_project(tmp_path)
    assert "[[tool.clientsmith.targets]]" in caught.value.problems[0].remedy


def test_an_unknown_target_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_settings(project(tmp_path, FULL)).target("three")
    assert caught.value.problems[0].remedy == "known are: one, two"


HEAD = "[tool.clientsmith]\n"
ROW = '[[tool.clientsmith.targets]]\nname = "a"\nspec = "s"\noutput = "o"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = [", ["0: not TOML: Invalid value"]),
        ("x = 1\ny z", ["2: not TOML: Expected '=' after a key in a key/value pair"]),
        ("tool = 1", ["1: `tool` must be a table, not int"]),
        (HEAD + "cahce = 'x'", ["2: `tool.clientsmith.cahce` means nothing here"]),
        (HEAD + "cache = 'x'", ["2: `x` is no cache"]),
        (HEAD + "cache = 'project'", ["2: `project` is no cache"]),
        (ROW + "keep = ['../x']", ["5: `../x` leaves the folder"]),
        (
            ROW + "keep = ['/x', 'a/.git']",
            ["5: `/x` is absolute", "5: `a/.git` has the segment `.git`, which a tool obeys"],
        ),
        (HEAD + "cache = 1", ["2: `cache` must be a text, not int"]),
        (HEAD + "styles = 'x'", ["2: `styles` must be a list of texts, not str"]),
        (HEAD + "styles = ['x', 1]", ["2: `styles` must be a list of texts, not list"]),
        (HEAD + "targets = 1", ["2: `targets` must be an array of tables, not int"]),
        (
            HEAD + "targets = [{}]",
            ["2: `name` is missing", "2: `spec` is missing", "2: `output` is missing"],
        ),
        (ROW + "strict = 'x'", ["5: `strict` must be true or false, not str"]),
        (ROW + "\n" + ROW.replace('"a"', '"b"'), ["6: the outputs of `a` and `b` overlap"]),
        (ROW + ROW.replace('"o"', '"o2"'), ["5: a second target is called `a`"]),
        (
            ROW + ROW.replace('"o"', '"o/x"').replace('"a"', "'b'"),
            ["5: the outputs of `a` and `b` overlap"],
        ),
        (
            "[tool.clientsmith.record]\nkey='x'",
            ["2: `tool.clientsmith.record.key` means nothing here"],
        ),
        (ROW + "outptu = 1", ["5: `tool.clientsmith.targets.outptu` means nothing here"]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert complaints(tmp_path, text) == expected


def test_a_project_without_targets_says_so(tmp_path: Path) -> None:
    settings = read_settings(project(tmp_path, "[project]\nname = 'x'\n\n[tool.clientsmith]\n"))
    for names in ([], ["one"]):
        with pytest.raises(ProblemsFound) as caught:
            settings.chosen(names)
        (problem,) = caught.value.problems
        assert (problem.message, problem.place.line) == ("there are no targets", 4)
        assert "[[tool.clientsmith.targets]]" in problem.remedy


def test_targets_are_chosen_by_name(tmp_path: Path) -> None:
    settings = read_settings(project(tmp_path, FULL))
    assert settings.chosen([]) == list(settings.targets)
    assert [each.name for each in settings.chosen(["two"])] == ["two"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="can't be read"):
        read_settings(tmp_path / "pyproject.toml")


def test_this_repository_has_settings() -> None:
    settings = read_settings(find_project(Path(__file__).parent))
    assert settings.targets
