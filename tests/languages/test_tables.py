"""A language.yaml goes in; a language, or all that is wrong with it and where, comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clientsmith.languages.declared import read_table
from clientsmith.problems import ProblemsFound
from clientsmith.styles.style import open_style
from support.languages import LANGUAGES

TABLE = (LANGUAGES / "typescript" / "language.yaml").read_text(encoding="utf-8")
Complaints = Callable[..., list[str]]


@pytest.fixture
def complaints(tmp_path: Path) -> Complaints:
    """What is said of the table of TypeScript after one edit, each with the text of its line."""

    def read(old: str, new: str, name: str = "typescript") -> list[str]:
        assert TABLE.count(old) == 1
        file = tmp_path / "language.yaml"
        text = TABLE.replace(old, new)
        file.write_text(text, encoding="utf-8")
        runtime = open_style(LANGUAGES / "typescript").settings.names
        with pytest.raises(ProblemsFound) as caught:
            read_table(file, name, runtime)
        lines = text.splitlines()
        for each in caught.value.problems:
            assert each.place.file == str(file)
            assert lines[each.place.line - 1]
        return [each.message for each in caught.value.problems]

    return read


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("language: 1", "language: 2", "a version of the format that is not known"),
        ("language: 1", "languages: 1", "`languages` means nothing here"),
        ("literals:", "literal:", "`literal` means nothing here"),
        ("check: [tsc, --noEmit]", "check: []", "a command names a program"),
        ("check: [tsc, --noEmit]", "check: tsc --noEmit", "expected a list here"),
        ("check: [tsc, --noEmit]", "sides: three", "`three` is no number of forms"),
        ("  any: unknown\n", "", "no row says how `any` is written"),
        ("  container.none: void\n", "", "no row says how `container.none` is written"),
        ("  any: unknown\n", "  any: unknown\n  objekt: x\n", "`objekt` is no form"),
        ("or_null of any:", "or_null of thing:", "`or_null of thing` is no form"),
        ("or_null of any:", "any of or_null:", "`any of or_null` is no form"),
        ("'Array<{inner}>'", "'Array<{item}>'", "`{item}` means nothing here"),
        ("'Array<{inner}>'", "'Array<{inner:boxed}>'", "no row has the column `boxed`"),
        ("'Array<{inner}>'", "'Array<{inner>'", "`Array<{inner>` is no pattern"),
        ("  string: string", "  string: '{inner}'", "`{inner}` means nothing here"),
        ("  one_of: {join: ' | '}", "  one_of: {}", "the row lacks `plain`, or `join`"),
        ("  any: unknown\n", "  any: {join: x}\n", "`any` has no parts to be joined"),
        ("imports: Upload}", "imports: Uplod}", "`Uplod` is none of the style's names"),
        ("  string: js", "  string: javascript", "`javascript` is no family of string literals"),
        ("  'null': 'null'\n  list", "  list", "no literal for `null`"),
        ("safe: [block, tags]", "safe: [blok, tags]", "`blok` is no rule"),
        ("safe: [block, tags]", "safe: [tags]", "a text could end this comment"),
        ("line: '// '", "line: '//'", "a text needs a blank before it"),
        ("open: '/**', ", "", "a comment that is opened is closed as well"),
        ("  comment: {", "  literal: {", "a filter for comments can't be called `literal`"),
        ("  method:   {", "  methode: {", "`methode` means nothing here"),
        ("  file:     {case: kebab-case}\n", "", "no row says how `file` is named"),
        ("  file:     {case: kebab-case}", "  file: {case: Kebab}", "`Kebab` is no case"),
        ("{case: camelCase, reserved: [members], prefix: m}", "{case: keep}", "`keep` is no case"),
        ("prefix: m}", "prefix: '-'}", "`-` begins no name of this kind"),
        ("[keywords, arguments]", "[keyword, arguments]", "there is no list `keyword`"),
        ("suffix: '{name}Model'", "suffix: '{name}'", "a reserved name would stay as it is"),
        ("pattern: '{name}Resource'", "pattern: 'The {name}'", "`The {name}` gives no name"),
        ("pattern: '{name}Resource'", "pattern: Resource", "`Resource` gives no name"),
        ("alias: '{name} as {alias}'", "alias: '{nom}'", "`{nom}` means nothing here"),
    ],
)
def test_what_is_wrong_is_told(complaints: Complaints, old: str, new: str, expected: str) -> None:
    assert any(each.startswith(expected) for each in complaints(old, new)), complaints(old, new)


def test_a_table_is_of_the_language_that_the_style_speaks(complaints: Complaints) -> None:
    found = complaints("language: 1", "language: 1 ", "go")
    assert found == ["the style speaks `go`, and this is the table of another language"]


def test_a_style_without_a_table_says_what_it_lacks(tmp_path: Path) -> None:
    manifest = tmp_path / "mine" / "style.yaml"
    manifest.parent.mkdir()
    manifest.write_text("language: rust\nviews: 2\nfiles: []\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        open_style(tmp_path / "mine")
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.message) == (
        1,
        "`rust` is no language that there is code for",
    )
    assert "language.yaml" in problem.remedy
