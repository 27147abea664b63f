"""Templates and contexts go in; texts, or problems at a template's line, come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pytest

from clientsmith.cache import Cache
from clientsmith.languages.forms import ListOf, Named, Optional, Scalar
from clientsmith.languages.protocol import Identifier, Import, StyleSettings, TypeView
from clientsmith.languages.python import PythonLanguage
from clientsmith.problems import ProblemsFound
from clientsmith.styles.manifest import StyleFolder
from clientsmith.styles.render import Page, declared_context, render
from clientsmith.styles.style import Style

Out = Callable[..., str]
OUTPUT = PurePosixPath("out.py")
FACTS = StyleSettings(
    "root", {"Omit": Import("_runtime/sentinels", "Omit", own=True)}, (), {}, "pydantic"
)
PYTHON = PythonLanguage(FACTS, Cache())


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Style]:
    """Writes the templates of a chain of styles, the child's first."""

    def write(*layers: dict[str, str], shipped: bool = False) -> Style:
        names = ("child", "parent", "root")[: len(layers)] if len(layers) > 1 else ("root",)
        for name, files in zip(names, layers, strict=True):
            (tmp_path / name).mkdir()
            for path, text in files.items():
                (tmp_path / name / path).write_text(text, encoding="utf-8")
        folders = tuple(StyleFolder(name, tmp_path / name, shipped) for name in names)
        return Style(names[0], "python", FACTS, "", folders, (), ())

    return write


def text(style: Style, **context: object) -> str:
    """One page."""
    page = Page("x.jinja", context or {"x": "world"}, OUTPUT)
    return dict(render(style, PYTHON, {OUTPUT: page}))[OUTPUT].text


def complaints(style: Style, **context: object) -> list[str]:
    """What is said about a template that fails, with the end of the file's path and the line."""
    with pytest.raises(ProblemsFound) as caught:
        text(style, **context)
    return [
        f"{'/'.join(Path(each.place.file).parts[-2:])}:{each.place.line}: {each.message}"
        for each in caught.value.problems
    ]


def test_a_page_is_its_template_filled_in(make: Callable[..., Style]) -> None:
    source = "{# x: str #}\n{% if x %}\n    hello {{ x }}\n{% endif %}\n"
    assert text(make({"x.jinja": source})) == "    hello world\n"


def test_a_template_sees_what_it_declares_only(make: Callable[..., Style]) -> None:
    style = make({"x.jinja": "{# x: str #}\n{{ y }}\n"})
    assert complaints(style, x=1, y=2) == ["root/x.jinja:2: 'y' is undefined"]


def test_what_a_template_declares_must_be_given(make: Callable[..., Style]) -> None:
    expected = "root/x.jinja:1: the template's first line: `y` is not given to it; there is x"
    assert complaints(make({"x.jinja": "{# x: A, y: B #}\n"})) == [expected]


def test_a_template_declares_its_context(make: Callable[..., Style]) -> None:
    expected = "root/x.jinja:1: the template's first line: declares no context; there is x"
    assert complaints(make({"x.jinja": "hello\n"})) == [expected]


def test_the_first_line_is_read() -> None:
    assert declared_context("{# a: View, b: ir.Api #}\n{{ a }}") == {"a": "View", "b": "ir.Api"}
    assert declared_context("text {# a: View #}") == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{{ x.nothing }}", "'str object' has no attribute 'nothing'"),
        ("{{ x | literal }}{{ y }}", "'y' is undefined"),
        ("{% if x %}", "Unexpected end of template. Jinja was looking for"),
        ("{{ x | upper }}", "No filter named 'upper'."),
        ("{% include 'none.jinja' %}", "there is no template `none.jinja`"),
        ("{% include '/etc/passwd' %}", "there is no template `/etc/passwd`"),
        ("{% include '../root/x.jinja' %}", "there is no template `../root/x.jinja`"),
        (
            "{{ x.__class__ | literal }}",
            "access to attribute '__class__' of 'str' object is unsafe",
        ),
        (
            "{{ cycler.__init__.__globals__ }}",
            "access to attribute '__init__' of 'StrictUndefined'",
        ),
        ("{{ bad | literal }}", "'bad' is undefined"),
    ],
)
def test_a_failure_names_the_line(make: Callable[..., Style], line: str, expected: str) -> None:
    (found,) = complaints(make({"x.jinja": "{# x: str #}\n\n" + line + "\n"}))
    assert found.startswith("root/x.jinja:")
    assert found.split(":")[1] in "34"
    assert expected in found


def test_spec_text_is_never_rendered_again(make: Callable[..., Style]) -> None:
    payload = "{{ cycler.__init__.__globals__ }}{% include '/etc/passwd' %}"
    assert (
        text(make({"x.jinja": "{# x: str #}\n{{ x | comment }}\n"}), x=payload) == f"# {payload}\n"
    )


NAME = Identifier("pets")


@dataclass
class Said:
    """A view: a text, texts in what holds them, and a name."""

    text: str = "the document's"
    texts: tuple[str, ...] = ("the document's",)
    table: dict[str, list[str]] = field(default_factory=lambda: {"a": ["the document's"]})
    name: Identifier = NAME


@pytest.mark.parametrize("shipped", [True, False])
@pytest.mark.parametrize(
    "printed",
    [
        "{{ x.text }}",
        '"{{ x.text }}"',
        '{{ "a " ~ x.text }}',
        '{{ "a " + x.text }}',
        '{{ x.text + " b" }}',
        '{{ "%s" % x.text }}',
        "{{ text(x.text, 'b') }}",
        "{{ x['text'] }}",
        "{{ x.texts[0] }}",
        "{% for each in x.texts %}{{ each }}{% endfor %}",
        "{{ x.table['a'][0] }}",
        "{{ x.texts | join }}",
        "{{ x.text or 'b' }}",
        "{{ [x.text] | join }}",
        "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(x.text) }}",
    ],
)
def test_a_text_of_the_document_needs_a_filter(
    make: Callable[..., Style], printed: str, shipped: bool
) -> None:
    style = make({"x.jinja": "{# x: Said #}\n" + printed + "\n"}, shipped=shipped)
    (found,) = complaints(style, x=Said())
    assert found.startswith("root/x.jinja:2: ")
    assert "enters code by a filter" in found


def test_names_and_filtered_texts_are_printed(make: Callable[..., Style]) -> None:
    source = "{# x: Said #}\n{{ x.name }} {{ x.text | literal }} {{ x.table | literal }} {{ text(x.name, '!') | comment }}\n"
    assert (
        text(make({"x.jinja": source}), x=Said())
        == """pets "the document's" {"a": ["the document's"]} # pets!\n"""
    )


def test_all_pages_are_tried(make: Callable[..., Style]) -> None:
    style = make({"x.jinja": "{# x: str #}\n{{ y }}\n", "z.jinja": "{# x: str #}\n{{ z }}\n"})
    pages = {
        PurePosixPath(str(n)): Page(f"{c}.jinja", {"x": 1}, OUTPUT) for n, c in enumerate("xzx")
    }
    with pytest.raises(ProblemsFound) as caught:
        dict(render(style, PYTHON, pages))
    assert [each.message for each in caught.value.problems] == [
        "'y' is undefined",
        "'z' is undefined",
    ]


def test_a_child_overrides_a_block(make: Callable[..., Style]) -> None:
    parent = "{# x: str #}\n{% block a %}A{% endblock %} {% block b %}B{% endblock %}"
    middle = '{# x: str #}\n{% extends "root/x.jinja" %}{% block a %}M{% endblock %}'
    child = '{# x: str #}\n{% extends "parent/x.jinja" %}{% block b %}{{ super() }}C{% endblock %}'
    assert text(make({"x.jinja": child}, {"x.jinja": middle}, {"x.jinja": parent})) == "M BC"


def test_a_prefix_means_that_style_and_what_it_extends(make: Callable[..., Style]) -> None:
    child = '{# x: str #}\n{% extends "parent/x.jinja" %}{% block a %}C{% endblock %}'
    root = "{# x: str #}\n{% block a %}A{% endblock %}!"
    assert text(make({"x.jinja": child}, {}, {"x.jinja": root})) == "C!"


MACROS = "{# x: str #}\n{% macro a() %}a{{ b() }}{% endmacro %}\n{% macro b() %}b{% endmacro %}\n"
PAGE = '{# x: str #}\n{% from "_m.jinja" import a, b %}\n{{ a() }}-{{ b() }}'


def test_a_child_overrides_a_macro_also_for_its_parent_s_macros(make: Callable[..., Style]) -> None:
    child = '{# x: str #}\n{% extends "parent/_m.jinja" %}\n{% macro b() %}B{% endmacro %}\n'
    style = make({"_m.jinja": child}, {"_m.jinja": MACROS, "x.jinja": PAGE})
    assert text(style) == "aB-B"


def test_a_file_of_macros_that_extends_nothing_replaces_its_parent_s(
    make: Callable[..., Style],
) -> None:
    child = "{# x: str #}\n{% macro a() %}A{% endmacro %}{% macro b() %}B{% endmacro %}"
    assert text(make({"_m.jinja": child}, {"_m.jinja": MACROS, "x.jinja": PAGE})) == "A-B"


@pytest.mark.parametrize("end", ["", "\n"])
def test_lines_of_layered_macros_are_those_of_their_files(
    make: Callable[..., Style], end: str
) -> None:
    child = (
        '{# x: str #}\n{% extends "parent/_m.jinja" %}\n\n{% macro b() %}\n{{ y }}{% endmacro %}'
    )
    style = make({"_m.jinja": child}, {"_m.jinja": MACROS.strip() + end, "x.jinja": PAGE})
    assert complaints(style) == ["child/_m.jinja:5: 'y' is undefined"]


def test_a_file_of_macros_does_not_extend_itself(make: Callable[..., Style]) -> None:
    style = make({"_m.jinja": '{% extends "_m.jinja" %}', "x.jinja": PAGE})
    assert complaints(style) == ["root/_m.jinja:1: the file extends itself"]


def test_shipped_templates_are_not_in_the_sandbox(make: Callable[..., Style]) -> None:
    style = make({"x.jinja": "{# x: str #}\n{{ x.__class__.__name__ | literal }}"}, shipped=True)
    assert text(style) == '"str"'


def test_a_file_imports_what_it_turned_out_to_need(make: Callable[..., Style]) -> None:
    source = (
        "{# x: TypeView #}\nif T:\n    {{ imports }}\n"
        '{{ import("Omit") }} {{ x | type }} {{ "_runtime/lazy" | path }}\n'
    )
    pets = Optional(ListOf(Named("Pet", "types/pets", "object")))
    style, at = make({"x.jinja": source}), PurePosixPath("resources/a.py")
    page = Page("x.jinja", {"x": TypeView(pets, "response")}, at)
    assert dict(render(style, PYTHON, {OUTPUT: page}))[OUTPUT].text == (
        "if T:\n    from typing import List\n    \n"
        "    from .._runtime.sentinels import Omit\n    from ..types.pets import Pet\n"
        "Omit List[Pet] | None .._runtime.lazy\n"
    )


def test_a_path_is_seen_from_each_file(make: Callable[..., Style]) -> None:
    style = make({"x.jinja": '{# x: int #}\n{{ "_runtime/lazy" | path }}'})
    places = [PurePosixPath(each) for each in ("a.py", "resources/a.py", "_runtime/b.py")]
    pages = {place: Page("x.jinja", {"x": 1}, place) for place in places}
    found = dict(render(style, PYTHON, pages))
    assert [found[place].text for place in places] == ["._runtime.lazy", ".._runtime.lazy", ".lazy"]


def test_a_member_that_is_called_like_its_type_hides_nothing(make: Callable[..., Style]) -> None:
    style = make({"x.jinja": "{# x: TypeView #}\n{{ imports }}\n{{ x | type }}"})
    taken = ("date", "int")
    for form, line, spelled in (
        (Scalar("string", "date"), "import datetime as _datetime", "_datetime.date"),
        (Scalar("integer"), "import builtins as _builtins", "_builtins.int"),
    ):
        page = Page("x.jinja", {"x": TypeView(form, "response", taken)}, OUTPUT)
        assert dict(render(style, PYTHON, {OUTPUT: page}))[OUTPUT].text == f"{line}\n{spelled}"
