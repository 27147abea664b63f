"""Forms of types go in; their spelling by a table comes out, with what it needs imported."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from clientsmith.languages.forms import (
    Any,
    Choice,
    Container,
    Form,
    ListOf,
    MapOf,
    Named,
    OneOf,
    Optional,
    OrNull,
    Recursive,
    Scalar,
    TupleOf,
)
from clientsmith.languages.protocol import Import, TypeView
from support.languages import declared

STRING, INTEGER = Scalar("string"), Scalar("integer")
TIME = Scalar("string", "date-time")
PET = Named("Pet", "types/pets", "object")
TAGS = Named("Tags", "types/pets", "alias", target="list")
NAME = Named("Name", "types/pets", "alias", target="string")


def spelled(language: str, form: Form, column: str = "plain") -> str:
    return declared(language).spell(TypeView(form, "response"), column).text


@pytest.mark.parametrize(
    ("form", "typescript", "go"),
    [
        (STRING, "string", "string"),
        (TIME, "string", "time.Time"),
        (Scalar("string", "uri"), "string", "string"),
        (INTEGER, "number", "int64"),
        (Any(), "unknown", "any"),
        (ListOf(OrNull(STRING)), "Array<string | null>", "[]*string"),
        (ListOf(ListOf(PET)), "Array<Array<Pet>>", "[][]Pet"),
        (TupleOf((STRING, STRING), None), "[string, string]", "[]any"),
        (TupleOf((PET,), OrNull(STRING)), "[Pet, ...Array<string | null>]", "[]any"),
        (MapOf(INTEGER), "{ [key: string]: number }", "map[string]int64"),
        (OrNull(ListOf(STRING)), "Array<string> | null", "[]string"),
        (OrNull(TAGS), "Tags | null", "Tags"),
        (OrNull(NAME), "Name | null", "*Name"),
        (OrNull(Any()), "unknown", "any"),
        (Optional(PET), "Pet", "*Pet"),
        (Optional(OrNull(PET)), "Pet | null", "*Pet"),
        (Recursive(PET), "Pet", "*Pet"),
        (Choice(("a",)), '"a"', "string"),
        (Choice((1, 2)), "1 | 2", "int64"),
        (Choice((1, "a", True)), '1 | "a" | true', "any"),
        (Container("page", PET, "Page"), "Page<Pet>", "*Page[Pet]"),
        (Container("json", ListOf(PET)), "Array<Pet>", "[]Pet"),
        (Container("none"), "void", "error"),
    ],
)
def test_a_form_is_written_by_the_row_that_fits_it_best(
    form: Form, typescript: str, go: str
) -> None:
    assert (spelled("typescript", form), spelled("go", form)) == (typescript, go)


def test_members_that_are_written_alike_are_written_once() -> None:
    assert spelled("typescript", OneOf((STRING, TIME, INTEGER))) == "string | number"


def test_a_text_of_a_choice_is_a_literal() -> None:
    assert spelled("typescript", Choice(('a"b', "*/\n"))) == '"a\\"b" | "*/\\n"'


def test_what_has_no_place_is_refused() -> None:
    with pytest.raises(LookupError, match="a one_of can't be written in place"):
        spelled("go", OneOf((STRING, INTEGER)))


def test_a_column_that_no_row_has_is_refused() -> None:
    with pytest.raises(LookupError, match="no row of the language has the column `boxed`"):
        spelled("typescript", STRING, "boxed")


def test_a_spelling_says_what_it_needs() -> None:
    spelling = declared("typescript").spell(
        TypeView(OneOf((PET, Scalar("string", "binary"))), "request")
    )
    assert spelling.text == "Pet | Upload"
    assert set(spelling.imports) == {
        Import("types/pets", "Pet", own=True, value=False),
        Import("_runtime/results", "Upload", own=True, value=False),
    }


def test_statements_import_types_and_values_apart() -> None:
    needed = [
        Import("types/pets", "Pet", own=True, value=False),
        Import("types/pets", "Owner", own=True, value=False),
        Import("resources/pets", "PetsResource", own=True),
        Import("resources/pets", "Options", own=True, value=False),
        Import("types/here", "Self", own=True),
        Import("types/users", "User", own=True, alias="Person", value=False),
    ]
    assert declared("typescript").import_lines(needed, PurePosixPath("types/here.ts")) == [
        'import type { Options } from "../resources/pets.js";',
        'import { PetsResource } from "../resources/pets.js";',
        'import type { Owner, Pet } from "./pets.js";',
        'import type { User as Person } from "./users.js";',
        "",
    ]


def test_what_is_needed_twice_is_imported_once_for_both_uses() -> None:
    needed = [Import("a", "A", own=True, value=False), Import("a", "A", own=True)]
    lines = declared("typescript").import_lines(needed, PurePosixPath("b.ts"))
    assert lines == ['import { A } from "./a.js";', ""]


def test_a_language_of_one_package_imports_none_of_its_own_files() -> None:
    needed = [Import("types/pets", "Pet", own=True), Import("time", alias="time")]
    lines = declared("go").import_lines(needed, PurePosixPath("client.go"))
    assert lines == ["import (", '\t"time"', ")", ""]
    assert declared("go").import_lines(needed[:1], PurePosixPath("client.go")) == []
