"""Hostile texts go in; literals that read as the same text come out, and comments that end where they should."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from clientsmith.languages.declared.escapers import CommentRow, comment, string
from clientsmith.trial import TEXTS as OF_LANGUAGES
from hostile.payloads import TEXTS as OF_GENERATORS
from support.languages import declared, run_javascript

TEXTS = [*OF_LANGUAGES, *OF_GENERATORS.values()]
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
BLOCK = CommentRow("/**", " * ", " */", ("block", "tags", "java"), 60, "  ")
LINE = CommentRow("", "// ", "", ("tags", "build", "java"), 60, "\t")


def test_javascript_reads_every_text_as_it_was() -> None:
    filters = declared("typescript").filters
    texts = [*TEXTS, "\ud800x", "x\udfff"]
    lines = ["const read = [];"]
    for text in texts:
        lines += [filters["doc"](text), filters["comment"](text)]
        lines += [f"read.push({filters['literal'](text)});"]
    lines += ["console.log(JSON.stringify(read));"]
    assert run_javascript("\n".join(lines)) == texts


def test_javascript_reads_members_as_they_were() -> None:
    filters = declared("typescript").filters
    texts = list(dict.fromkeys([*TEXTS, "class", "name", "a b", "__proto__"]))
    members = [f"[{filters['literal'](text)}]: 1" for text in texts]
    members += [f"get {filters['key'](text)}() {{ return 1; }}" for text in texts]
    program = f"console.log(JSON.stringify(Object.keys({{{', '.join(members)}}})));"
    assert run_javascript(program) == texts


@given(ANY)
def test_a_literal_of_javascript_is_one_of_json(text: str) -> None:
    literal = string("js", text)
    assert json.loads(literal) == text
    assert literal.isascii()
    assert literal.isprintable()


@given(ANY.filter(lambda text: not re.search("[\ud800-\udfff]", text)))
def test_go_reads_a_literal_as_it_was(text: str) -> None:
    literal = string("go", text)
    assert literal.isascii()
    assert literal.isprintable()
    assert read_go(literal) == text


def test_what_a_language_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lone surrogate U\+D800"):
        string("go", "x\ud800")


def read_go(literal: str) -> str:
    """An interpreted string literal, by the rules of Go's specification."""
    assert literal[0] == literal[-1] == '"'
    simple = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
    pattern = r'\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\([ntr"\\])|([^"\\\n])'
    parts = list(re.finditer(pattern, literal[1:-1]))
    assert "".join(part[0] for part in parts) == literal[1:-1]
    return "".join(
        simple[part[4]] if part[4] else part[5] or chr(int(part[1] or part[2] or part[3], 16))
        for part in parts
    )


@given(ANY)
def test_a_comment_ends_at_its_end(text: str) -> None:
    block = comment(BLOCK, text, 1)
    assert block.startswith("/**")
    assert [found.end() for found in re.finditer(r"\*/", block)] == [len(block)]
    for written in (block, comment(LINE, text, 1)):
        assert re.sub(r"[\t\n]", "", written).isprintable(), "no other line breaks, nothing unseen"
    lines = comment(LINE, text, 1).split("\n\t")
    assert all(line == "//" or line.startswith("// ") for line in lines)


@given(ANY, st.sampled_from(["@ts-nocheck", "@deprecated", "+build x", "\\u002a\\u002f", "*/"]))
def test_a_comment_obeys_no_text(text: str, order: str) -> None:
    for row in (BLOCK, LINE):
        for line in comment(row, f"{text} {order} {text}\n{order}").split("\n"):
            said = line.lstrip("/* \t")
            assert not said.startswith("@")
            assert not (row is LINE and said.startswith("+build"))
            # Java: a number follows an odd number of backslashes.
            assert all(len(found[1]) % 2 == 0 for found in re.finditer(r"(\\+)u", line))


def test_several_texts_are_paragraphs_of_one_comment() -> None:
    filters = declared("typescript").filters
    assert (
        filters["doc"](["Adds.", "", "It adds."], 1)
        == "/**\n   * Adds.\n   *\n   * It adds.\n   */"
    )
    assert filters["doc"](["Adds.", "Adds."]) == "/** Adds. */"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("javac") is None, reason="there is no compiler of Java")
def test_java_reads_every_text_as_it_was(tmp_path: Path) -> None:
    doc = CommentRow("/**", " * ", " */", ("java", "markup", "block", "tags"), 100, "  ")
    texts = [text for text in TEXTS if len(text) < 5000]
    fields = [
        f"{comment(doc, text)}\n{comment(LINE, text)}\nstatic final String t{at} = {string('java', text)};"
        for at, text in enumerate(texts)
    ]
    names = ", ".join(f"t{at}" for at in range(len(texts)))
    loop = 'for (String text : texts) { for (char c : text.toCharArray()) System.out.print((int) c + " "); System.out.println(); }'
    main = f"public static void main(String[] a) {{ String[] texts = {{{names}}}; {loop} }}"
    source = tmp_path / "Hostile.java"
    source.write_text("public class Hostile {\n" + "\n".join([*fields, main]) + "\n}\n", "utf-8")
    subprocess.run(["javac", "-encoding", "UTF-8", "Hostile.java"], cwd=tmp_path, check=True)
    done = subprocess.run(["java", "Hostile"], cwd=tmp_path, check=True, capture_output=True)
    read = [
        b"".join(int(code).to_bytes(2, "big") for code in line.split()).decode("utf-16-be")
        for line in done.stdout.decode().split("\n")[: len(texts)]
    ]
    assert read == texts
