"""Files in, a document out: where everything stands, and what is refused of people who mean harm."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clientsmith.document import Document, load
from clientsmith.lint import lint
from clientsmith.problems import Problem, ProblemsFound
from support.work import grows_with_size

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n"
Files = Callable[..., Path]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Writes a document's files; the path of its root is returned."""
    (tmp_path / "api").mkdir()
    monkeypatch.chdir(tmp_path)

    def write(root: str, **others: str) -> Path:
        for name, text in others.items():
            (tmp_path / "api" / f"{name}.yaml").write_text(text, encoding="utf-8")
        path = Path("api", "root.json" if root.startswith("{") else "root.yaml")
        path.write_text(root, encoding="utf-8")
        return path

    return write


def refused(path: Path) -> str:
    with pytest.raises(ProblemsFound) as caught:
        load(path)
    return str(caught.value)


def found(path: Path, *, strict: bool = True) -> list[Problem]:
    """What the linter has to say of a document that can be loaded."""
    return [
        each for each in lint(load(path), strict=strict) if each.rule in ("ref", "key", "syntax")
    ]


def test_nodes_know_their_places_across_files(files: Files) -> None:
    document = load(
        files(
            HEAD + "components:\n  schemas:\n    Pet: {$ref: 'pets.yaml#/Pet'}\n",
            pets="Pet:\n  type: object\n",
        )
    )
    pet = document.root["components"]["schemas"]["Pet"].resolve()
    assert str(pet["type"].place) == "api/pets.yaml:2:9"
    assert str(pet["type"].key_place) == "api/pets.yaml:2:3"
    assert str(document.root["info"]["title"].place) == "api/root.yaml:2:15"


def test_json_has_places_too(files: Files) -> None:
    path = files('{"openapi": "3.0.3",\n\t"info": {"title": "Pets", "version": "1"}}')
    assert str(load(path).root["info"]["version"].place) == "api/root.json:2:39"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("2024-01-01", "2024-01-01"),
        ("12:30", "12:30"),
        ("010", 10),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("0o17", 15),
        ("!!str 7", "7"),
        ("1e999", "1e999"),
        ("'7'", "7"),
        ("~", None),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_read_by_yaml_1_2(files: Files, text: str, value: object) -> None:
    found = load(files(f"{HEAD}x-value: {text}\n")).root["x-value"].value
    assert found == value
    assert type(found) is type(value)


def test_a_number_of_thousands_of_digits_is_a_text(files: Files) -> None:
    path = files('{"openapi": "3.1.0", "x-a": ' + "9" * 5000 + "}")
    assert load(path).root["x-a"].value == "9" * 5000


def test_names_that_look_like_data_are_names(files: Files) -> None:
    document = load(
        files(
            HEAD
            + "components: {schemas: {A: {properties: {default: {$ref: 'b.yaml#/B'}}, "
            + "example: {$ref: 'https://pets.example'}}}}\n",
            b="B: {type: string}\n",
        )
    )
    found = document.root.at(("components", "schemas", "A", "properties", "default"))
    assert found is not None
    assert found.resolve().value == {"type": "string"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "api/root.json:1:1: error: `openapi` is missing [document]"),
        ("[]", "api/root.yaml:1:1: error: the document is no object [document]"),
        ("swagger: '2.0'", "api/root.yaml:1:10: error: Swagger 2.0 is not OpenAPI 3 [document]"),
        ("openapi: 4.0.0", "api/root.yaml:1:10: error: OpenAPI 4.0.0 is not known [document]"),
        ("openapi: [", "api/root.yaml:2:1: error: not YAML: the text ends before all is"),
        ("a: b: c", "api/root.yaml:1:5: error: not YAML: a colon in a text without"),
        ("a: *b", "api/root.yaml:1:4: error: not YAML: `*` refers to an `&`"),
        ("a: 'é'\nb: \tc\n\td: 1", "api/root.yaml:3:1: error: not YAML: a tab, where YAML takes"),
        ('{"openapi": }', "api/root.json:1:13: error: not JSON: '}' can't stand here [syntax]"),
        ("a: &a [*a]", "api/root.yaml:1:4: error: an alias that contains itself [yaml]"),
        ("a: &a {b: {c: *a}}", "api/root.yaml:1:4: error: an alias that contains itself [yaml]"),
        ("? [a]\n: b", "a key that is no text"),
        ("? !!python/name:os.system\n: b", "api/root.yaml:1:3: error: the tag 'tag:yaml.org,2002:py"),
        ("<<: a", "api/root.yaml:1:5: error: `<<` merges objects [yaml]"),
        ("a: 'é\0'", "api/root.yaml:1:6: error: not YAML: the character '\\x00' is not allowed [syntax]"),
        ('{"a": "\\ud800"}', "api/root.json:1:7: error: half of a surrogate pair [syntax]"),
        ('{"\\uDC00": 1}', "api/root.json:1:2: error: half of a surrogate pair [syntax]"),
        ('{"a": "\\ud83d\\ude00", "b": ' + "[" * 900 + "]" * 900 + "}", "nested deeper than 200"),
        ("openapi: 3.10.0", "api/root.yaml:1:10: error: OpenAPI 3.10.0 is not known [document]"),
        ("a: !!python/object/apply:os.system [id]", "the tag 'tag:yaml.org,2002:python/object/"),
        ("a: !!python/name:os.system", "the tag 'tag:yaml.org,2002:python/name:os.system'"),
        ("a: !include /etc/passwd", "api/root.yaml:1:4: error: the tag '!include' [yaml]"),
        ("a: " + "[" * 1000 + "]" * 1000, "nested deeper than 200 [syntax]"),
        ('{"a": ' + "[" * 1000 + "]" * 1000 + "}", "nested deeper than 200 [syntax]"),
        ("a:\n" + "\n".join(f"{' ' * n}- " for n in range(1000)), "nested deeper than 200"),
        ("- " * 100_000 + "a", "nested deeper than 200 [syntax]"),
        ("- [a, " + "[" * 199 + "]" * 200, "api/root.yaml:1:205: error: nested deeper than 200"),
        ("- [a, " + "[" * 198 + "]" * 198, "error: not YAML: the text ends before all is closed"),
        ("[ # ]\n" * 900 + "]" * 900, "api/root.yaml:201:1: error: nested deeper than 200 [syntax]"),
        ("[ # ]\n" * 9000 + "]" * 9000, "api/root.yaml:201:1: error: nested deeper than 200"),
        ("a: {b: " + "[" * 1000, "api/root.yaml:1:206: error: nested deeper than 200 [syntax]"),
        ("- \"" + "[" * 900 + "\" b", "error: not YAML: 'b' can't stand here"),
        ("[" * 1_000_000, "nested deeper than 200 [syntax]"),
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_what_can_not_be_read_is_said_with_its_place(files: Files, text: str, message: str) -> None:
    assert message in refused(files(text))


def test_brackets_in_texts_are_no_depth(files: Files) -> None:
    text = HEAD + "".join(f"x-{number}: 'from [0, 10)'\n" for number in range(1000))
    assert isinstance(load(files(text)), Document)


def test_an_alias_bomb_does_not_go_off(files: Files) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert "aliases add more than 500,000 nodes" in refused(files("\n".join(rows)))


def test_aliases_do_not_nest_without_end(files: Files) -> None:
    rows = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 3000))]
    assert "error: aliases nest deeper than 200 [yaml]" in refused(files("\n".join(rows)))


def test_merged_objects_have_their_places(files: Files) -> None:
    text = "x-a: &a {b: 1, c: 2}\nx-d: &d {c: 3, e: 4}\nx-f:\n  <<: [*a, *d]\n  b: 5\n"
    node = load(files(HEAD + text)).root["x-f"]
    assert node.value == {"b": 5, "c": 2, "e": 4}
    places = {name: (each.place.line, each.place.column) for name, each in node.items()}
    assert places == {"b": (7, 6), "c": (3, 19), "e": (4, 19)}


def test_a_merge_of_many_takes_as_long_as_they_are_many(files: Files) -> None:
    def merged(count: int) -> Callable[[], object]:
        rows = "\n".join(f"- &m{n} {{k{n}: 1}}" for n in range(count))
        merge = ", ".join(f"*m{n}" for n in range(count))
        path = files(f"{HEAD}x-a:\n{rows}\nx-b: {{<<: [{merge}]}}\n")
        assert len(load(path).root["x-b"].mapping) == count
        return lambda: load(path)

    assert grows_with_size(merged, 500)


def test_places_in_a_wide_object_are_found_one_after_another(files: Files) -> None:
    def placed(count: int) -> Callable[[], object]:
        rows = "".join(f"  k{n}: {n}\n" for n in range(count))
        root = load(files(f"{HEAD}x-a:\n{rows}")).root

        def look() -> None:
            lines = [node.place.line for _, node in root["x-a"].items()]
            assert lines == list(range(4, count + 4))

        return look

    assert grows_with_size(placed, 500)


@pytest.mark.parametrize("title", ["\U0001f600", "k" * 5000, "a\x7fb", "\u0085\u2028"])
def test_what_yaml_forbids_json_may_have(files: Files, title: str) -> None:
    for ascii in (True, False):
        document = {"openapi": "3.1.0", title: title, "x-a": "b"}
        path = files(json.dumps(document, ensure_ascii=ascii))
        place = load(path).root["x-a"].place
        text = path.read_text(encoding="utf-8")
        assert text[place.column - 1 :] == '"b"}'


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("../secret.yaml#/a", "leads out of the document's folder"),
        ("%2e%2e/secret.yaml", "leads out of the document's folder"),
        ("a/../../secret.yaml", "leads out of the document's folder"),
        ("link.yaml", "leads out of the document's folder"),
        ("/etc/passwd", "is no relative path"),
        ("..\\\\secret.yaml", "is no relative path"),
        ("a%00.yaml", "is no relative path"),
        ("file:///etc/passwd", "is remote"),
        ("https://evil.example/a.yaml#/A", "is remote"),
        ("//evil.example/a.yaml", "is remote"),
        ("http://169.254.169.254/", "is remote"),
        ("pest.yaml", "names no file"),
        (".", "names no file"),
        ("a" * 5000, "names no file"),
    ],
)
def test_references_stay_in_the_folder(files: Files, reference: str, message: str) -> None:
    path = files(f'{HEAD}paths: {{/a: {{$ref: "{reference}"}}}}\n', pets="a: 1")
    Path("secret.yaml").write_text("a: secret")
    Path("api", "link.yaml").symlink_to(Path("secret.yaml").absolute())
    (said,) = found(path, strict=False)
    assert str(said).startswith("api/root.yaml:3:20: error: ")
    assert message in said.message
    assert [each.source.name for each in load(path).files] == ["api/root.yaml"]


def test_the_nearest_file_is_named(files: Files) -> None:
    (said,) = found(files(f"{HEAD}paths: {{/a: {{$ref: pest.yaml}}}}\n", pets="a: 1"))
    assert said.remedy == "did you mean `pets.yaml`?"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{HEAD}x-a: {{b: 1, b: 2}}\n", "api/root.yaml:3:13"),
        ('{"openapi": "3.1.0", "x-a": {"b": 1,\n "b": 2}}', "api/root.json:2:2"),
    ],
)
def test_of_a_key_that_stands_twice_the_last_counts(files: Files, text: str, place: str) -> None:
    path = files(text)
    assert load(path).root["x-a"]["b"].value == 2
    said = f"{place}: %s: the key 'b' stands twice%s [key]"
    assert [str(each) for each in found(path)] == [said % ("error", "")]
    read = said % ("warning", "; the last one counts")
    assert [str(each) for each in found(path, strict=False)] == [read]


def test_a_text_may_stand_in_a_file(files: Files) -> None:
    path = files(
        f"{HEAD}paths: {{/a: {{get: {{description: {{$ref: about.md}}, tags: [{{$ref: no.md}}]}}}}}}\n"
        "components: {schemas: {A: {properties: {description: {$ref: a.yaml}}}}}\n",
        a="type: string",
    )
    Path("api", "about.md").write_text("All about *it*.\n")
    root = load(path).root
    assert root["paths"]["/a"]["get"]["description"].value == "All about *it*.\n"
    named = root.at(("components", "schemas", "A", "properties", "description"))
    assert named is not None
    assert named.resolve().value == {"type": "string"}


def test_a_text_that_is_not_there_is_told_and_left_out(files: Files) -> None:
    path = files(f"{HEAD}paths: {{/a: {{get: {{description: {{$ref: ../about.md}}}}}}}}\n")
    Path("about.md").write_text("secret")
    assert "description" not in load(path).root["paths"]["/a"]["get"]
    said = "`../about.md` leads out of the document's folder"
    assert [(each.message, each.severity) for each in load(path).notes] == [(said, "error")]
    assert {each.severity for each in lint(load(path)) if each.message == said} == {"warning"}


def test_extensions_and_examples_are_nobodys_references(files: Files) -> None:
    text = (
        HEAD + "paths:\n  /a:\n    get:\n      x-samples: [{$ref: no.php}]\n"
        "      responses: {'200': {description: Fine., content: {application/json: "
        "{example: {$ref: no.json}, examples: {a: {value: {$ref: no.json}}}}}}}\n"
    )
    assert found(files(text)) == []


def test_problems_of_all_files_come_together(files: Files) -> None:
    path = files(
        f"{HEAD}paths: {{/a: {{$ref: a.yaml}}, /b: {{$ref: b.yaml}}, /c: {{$ref: 'http://c'}}}}\n",
        a="a: [",
        b="b: !x 1",
    )
    assert [(str(each.place), each.severity) for each in found(path, strict=False)] == [
        ("api/a.yaml:2:1", "error"),
        ("api/b.yaml:1:4", "error"),
        ("api/root.yaml:3:60", "error"),
    ]
