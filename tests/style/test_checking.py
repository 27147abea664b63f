"""Styles with a mistake each go in; what comes out names the file, the line and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.cache import Cache
from clientsmith.pipeline import language_of
from clientsmith.problems import Problem, ProblemsFound
from clientsmith.styles.checking import check_style
from clientsmith.styles.style import available_styles, open_style
from support.places import ROOT

CHILD = "extends: python\nviews: 2\n"
RESOURCE = '{# resource: ResourceView #}\n{% extends "python/resource.py.jinja" %}\n'
README = '{# client: ClientView #}\n{% extends "python/readme.md.jinja" %}\n{% block usage %}\n'
METHOD = '{# method: MethodView #}\n{% extends "python/_method.jinja" %}\n'
MACRO = "{% macro options() %}\n"


def found(folder: Path, files: dict[str, str]) -> list[Problem]:
    """What is said of a style of these files; of its manifest when it is opened, of the rest after."""
    for path, text in {"style.yaml": CHILD, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    try:
        style = open_style(folder)
        return check_style(style, language_of(style, Cache()))
    except ProblemsFound as caught:
        return list(caught.problems)


MISTAKES = {
    "a misspelt block": (
        {"resource.py.jinja": RESOURCE + "{% block sync_method %}{% endblock %}\n"},
        "resource.py.jinja:3: nothing that this extends has a block `sync_method`",
        "did you mean `sync_methods`?",
    ),
    "a misspelt macro": (
        {"_method.jinja": METHOD + "{% macro option() %}{% endmacro %}\n"},
        "_method.jinja:3: nobody calls the macro `option`, and python/_method.jinja has none",
        "did you mean `options`?",
    ),
    "a misspelt template": (
        {"readme.jinja": README + "Mine.\n{% endblock %}\n"},
        "readme.jinja:1: no row of the style prints `readme.jinja`, and no template reads it",
        "did you mean `readme.md.jinja`?",
    ),
    "a view of another type in line 1": (
        {"resource.py.jinja": RESOURCE.replace("ResourceView", "MethodView")},
        "resource.py.jinja:1: `resource` is a ResourceView, not a MethodView",
        "say `resource: ResourceView`",
    ),
    "a view that isn't there in line 1": (
        {"resource.py.jinja": RESOURCE.replace("ResourceView", "ResourcesView")},
        "resource.py.jinja:1: there is no view `ResourcesView`",
        "did you mean `ResourceView`?",
    ),
    "a noun that isn't given": (
        {"readme.md.jinja": "{# api: ClientView #}\n"},
        "readme.md.jinja:1: `api` is not given to what is printed for each `package`",
        "given are `package: PackageView`, `client: ClientView`",
    ),
    "a text between quotes": (
        {"readme.md.jinja": README + '"{{ client.title }}"\n{% endblock %}\n'},
        "readme.md.jinja:4: `client.title` is a text of the document, not code",
        "put a filter behind it: `{{ client.title | literal }}`",
    ),
    "what may be a text between quotes": (
        {"_method.jinja": METHOD + '{% macro options(x) %}"{{ x }}"{% endmacro %}\n'},
        "_method.jinja:3: `x` stands between quotes that its text can end",
        "a filter makes a literal, quotes and all: `{{ x | literal }}`",
    ),
    "a filter that isn't there": (
        {"readme.md.jinja": README + "{{ client.title | markdwn }}\n{% endblock %}\n"},
        "readme.md.jinja:4: there is no filter `markdwn`",
        "did you mean `markdown`?",
    ),
    "a test that isn't there": (
        {"readme.md.jinja": README + "{% if client is functionl %}{% endif %}\n{% endblock %}\n"},
        "readme.md.jinja:4: there is no test `functionl`",
        "did you mean `functional`?",
    ),
    "a field that isn't there": (
        {
            "readme.md.jinja": README
            + "{% for each in client.resources %}\n{% for method in each.methods %}\n"
            + "{{ method.nam }}\n{% endfor %}\n{% endfor %}\n{% endblock %}\n"
        },
        "readme.md.jinja:6: MethodView has no field `nam`",
        "did you mean `name`?",
    ),
    "a macro that isn't there": (
        {"readme.md.jinja": '{# client: ClientView #}\n{% from "_method.jinja" import cal %}\n'},
        "readme.md.jinja:2: there is no macro `cal` in _method.jinja",
        "did you mean `call`?",
    ),
    "a template that isn't there": (
        {"readme.md.jinja": '{# client: ClientView #}\n{% include "_methods.jinja" %}\n'},
        "readme.md.jinja:2: there is no template `_methods.jinja`",
        "did you mean `_method.jinja`?",
    ),
    "a parent's template that isn't there": (
        {"resource.py.jinja": RESOURCE.replace("python/resource.py", "python/resource")},
        "resource.py.jinja:2: there is no template `python/resource.jinja`",
        "did you mean `python/resource.py.jinja`?",
    ),
    "macros beside a parent's that isn't there": (
        {"_method.jinja": METHOD.replace("python/_method", "python/_methods")},
        "_method.jinja:2: there is no template `python/_methods.jinja`",
        "did you mean `python/_method.jinja`?",
    ),
    "a key of the manifest": (
        {"style.yaml": CHILD + "describtion: mine\n"},
        "style.yaml:3: `describtion` means nothing here",
        "did you mean `description`?",
    ),
    "a placeholder": (
        {
            "style.yaml": CHILD + "files:\n- {template: notes.jinja, output: '{packge}/N'}\n",
            "notes.jinja": "{# client: ClientView #}\n",
        },
        "style.yaml:4: `{packge}` means nothing in this output",
        "did you mean `package`?",
    ),
    "another version of the views": (
        {"style.yaml": "extends: python\nviews: 1\n"},
        "style.yaml:2: the style reads views of version 1, and these are of version 2",
        "docs/styles.md lists what changed between versions",
    ),
    "a kind of models": (
        {"style.yaml": CHILD + "models: msgspecs\n"},
        "style.yaml:3: `msgspecs` is no kind of models here",
        "did you mean `msgspec`?",
    ),
    "a runtime that isn't there": (
        {"style.yaml": CHILD + "runtime:\n- {from: libs, to: '{package}/lib'}\n"},
        "style.yaml:4: there is no `libs` in mine or python",
        "name a file of the style's folder, or put one there",
    ),
    "to be without nothing": (
        {"style.yaml": CHILD + "without: [README]\n"},
        "style.yaml:3: there is no output `README` to be without",
        "did you mean `README.md`?",
    ),
    "a module that the runtime hasn't": (
        {"style.yaml": CHILD + "exports:\n  _runtime.erors: APIError\n"},
        "style.yaml:4: the runtime has no module `_runtime.erors`",
        "did you mean `_runtime/errors`?",
    ),
    "a name that the runtime doesn't define": (
        {"style.yaml": CHILD + "names:\n  _runtime.errors: >-\n    APIError\n    APIEror:Mine\n"},
        "style.yaml:6: `_runtime.errors` of the runtime defines no `APIEror`",
        "name what stands in it, or put the definition there",
    ),
    "a name that is none of the style's": (
        {"_method.jinja": METHOD + MACRO + '{{ import("Omitt") }}\n{% endmacro %}\n'},
        "_method.jinja:4: `Omitt` is none of the style's names",
        "did you mean `Omit`?",
    ),
    "a name that is defined nowhere": (
        {"_method.jinja": METHOD + "{% macro options(x) %}\n{{ y }}\n{% endmacro %}\n"},
        "_method.jinja:4: nothing here is called `y`",
        "",
    ),
    "a macro that is called and isn't there": (
        {"_method.jinja": METHOD + MACRO + "{{ signatur(1) }}\n{% endmacro %}\n"},
        "_method.jinja:4: nothing here is called `signatur`",
        "did you mean `signature`?",
    ),
    "a type that is printed": (
        {
            "_page.jinja": "{# page: PageView #}\n{% macro page_class(page, prefix) %}\n"
            "{% for name, type in page.fields %}\n{{ name }}: {{ type }}\n{% endfor %}\n{% endmacro %}\n"
        },
        "_page.jinja:4: `type` is a type, not code",
        "put a filter behind it: `{{ type | type }}`",
    ),
    "a view that is looped over": (
        {"readme.md.jinja": README + "{% for x in client %}\n{% endfor %}\n{% endblock %}\n"},
        "readme.md.jinja:4: `client` is one ClientView, and no list",
        "loop over one of its fields",
    ),
    "a text outside of all blocks": (
        {"resource.py.jinja": RESOURCE + "import os\n"},
        "resource.py.jinja:3: what stands outside of the blocks of a child is never printed",
        "put it into a block",
    ),
    "a parent's noun that isn't declared": (
        {"resource.py.jinja": RESOURCE.replace("resource: ResourceView", "client: ClientView")},
        "resource.py.jinja:1: `python/resource.py.jinja`, which this extends, reads `resource`",
        "declare it too: `resource: ResourceView`",
    ),
    "no first line": (
        {"readme.md.jinja": "# Mine\n"},
        "readme.md.jinja:1: the first line doesn't say what the template reads",
        "begin it with what it reads: `{# resource: ResourceView #}`",
    ),
    "a tag that isn't there": (
        {"readme.md.jinja": "{# client: ClientView #}\n{% blok usage %}\n{% endblock %}\n"},
        "readme.md.jinja:2: there is no tag `blok`",
        "did you mean `block`?",
    ),
    "no Jinja at all": (
        {"readme.md.jinja": "{# client: ClientView #}\n{{ client.title | }}\n"},
        "readme.md.jinja:2: this can't be read as Jinja",
        "a tag that isn't closed, a bracket or a quote too few, an `end…` of something else",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_remedy(tmp_path: Path, mistake: str) -> None:
    files, message, remedy = MISTAKES[mistake]
    problems = found(tmp_path / "mine", files)
    told = [
        f"{Path(each.place.file).relative_to(tmp_path / 'mine')}:{each.place.line}: {each.message}"
        for each in problems
    ]
    assert told == [message]
    assert problems[0].remedy == remedy or not remedy


FINE = {
    "a helper of its own": {
        "_method.jinja": METHOD + "{% macro options() %}{{ more() }}{% endmacro %}\n"
        "{% macro more() %}x: int = 1,\n{% endmacro %}\n"
    },
    "a macro for another file": {
        "_method.jinja": METHOD + "{% macro more(method) %}{{ method.name }}{% endmacro %}\n",
        "readme.md.jinja": '{# client: ClientView #}\n{% from "_method.jinja" import more %}\n',
    },
    "a block in a block": {
        "readme.md.jinja": README + "{% block mine %}Mine.{% endblock %}\n{% endblock %}\n"
    },
    "a name that is put together": {
        "readme.md.jinja": '{# client: ClientView #}\n{% include "part_" ~ client.style ~ ".jinja" %}\n',
        "part_mine.jinja": "{# client: ClientView #}\nMine.\n",
    },
    "a module that the style prints": {"style.yaml": CHILD + "exports:\n  _client: Anything\n"},
    "names that tags give": {
        "readme.md.jinja": README + "{% set x = 1 %}{% with y = x %}{{ x + y }}{% endwith %}\n"
        "{% for a, b in [(1, 2)] if a %}{{ loop.index }}{{ a }}{{ b }}{% else %}{{ x }}{% endfor %}\n"
        "{{ super() }}\n{% endblock %}\n"
    },
    "an identifier between quotes": {
        "readme.md.jinja": README + "'{{ client.package }}'\n{% endblock %}\n"
    },
}


@pytest.mark.parametrize("case", FINE)
def test_what_means_something_is_left_alone(tmp_path: Path, case: str) -> None:
    assert found(tmp_path / "mine", FINE[case]) == []


OURS = {**available_styles(), "typescript": ROOT / "tests" / "languages" / "typescript"}


@pytest.mark.parametrize("name", OURS)
def test_our_own_styles_say_nothing_in_vain(name: str) -> None:
    style = open_style(OURS[name])
    assert check_style(style, language_of(style, Cache())) == []
