"""Properties and files -> multipart bodies, parsed back by the standard library."""

from __future__ import annotations

import asyncio
import email.parser
import email.policy
import io
import os
from pathlib import Path
from typing import Any

import pytest

from runtime.contents import AsyncContent, Content
from runtime.files import async_files_from_dir, files_from_dir
from runtime.multipart import Part, encode_multipart, file_part, file_parts, parts_of
from runtime.operation import Operation
from runtime.sentinels import not_given, omit


def taking(*files: str, **more: Any) -> Operation:
    """An operation whose form has these files."""
    return Operation(id="o", method="POST", path="/", body="multipart", files=files, **more)


def parsed(parts: list[Part]) -> list[tuple[str, str | None, str, Any]]:
    """Name, file name, content type and content of each part."""
    content, content_type = encode_multipart(parts)
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        head + b"".join(content)
    )
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (b"hi", ("upload", "application/octet-stream")),
        (io.BytesIO(b"hi"), ("upload", "application/octet-stream")),
        (("a.txt", b"hi"), ("a.txt", "text/plain")),
        (("a.txt", io.BytesIO(b"hi")), ("a.txt", "text/plain")),
        (("a.txt", b"hi", "text/x-mine"), ("a.txt", "text/x-mine")),
        (("a.txt", b"hi", None), ("a.txt", "text/plain")),
        (("a.txt", b"hi", None, {"X-One": "1"}), ("a.txt", "text/plain")),
        (("dir/a.md", b"hi", "text/markdown"), ("dir/a.md", "text/markdown")),
        ((None, b"hi"), ("upload", "application/octet-stream")),
    ],
)
def test_forms_of_a_file(form: Any, expected: tuple[str | None, str]) -> None:
    assert parsed([file_part("file", form)]) == [("file", *expected, b"hi")]


def test_paths_and_open_files_bring_their_names(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"{}")
    expected = [("file", "report.json", "application/json", b"{}")]
    assert parsed([file_part("file", path)]) == expected
    assert parsed([file_part("file", (None, path))]) == expected
    with path.open("rb") as file:
        assert parsed([file_part("file", file)]) == expected


@pytest.mark.parametrize("form", [("a",), ("a", b"", "", {}, 5)])
def test_tuples_of_other_lengths_are_refused(form: Any) -> None:
    with pytest.raises(TypeError, match="tuple of 2 to 4"):
        file_part("file", form)


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(TypeError, match="Expected bytes"):
        file_part("file", 5)
    with pytest.raises(TypeError, match="Expected bytes"):
        parts_of({"files": 5}, taking("files[]"))


def test_a_file_open_as_text_is_refused() -> None:
    with pytest.raises(TypeError, match="binary mode"):
        file_part("file", ("a.txt", io.StringIO("hé")))


def test_a_view_of_bytes_is_one_file() -> None:
    assert len(parts_of({"file": memoryview(b"hi")}, taking("file"))) == 1


@pytest.mark.parametrize("files", ["skill/SKILL.md", ["skill/SKILL.md"]])
def test_a_string_is_not_taken_for_the_file_of_that_name(files: Any) -> None:
    with pytest.raises(TypeError, match=r"`files\[\]` takes .* pathlib\.Path\('skill/SKILL\.md'\)"):
        parts_of({"files": files}, taking("files[]"))


def test_properties() -> None:
    values = {
        "title": "T",
        "none": None,
        "omitted": omit,
        "not_given": not_given,
        "flag": True,
        "tags": ["a", "b"],
        "meta": {"x": [1]},
        "files": [("s/A.md", b"1"), ("s/b.py", b"2")],
        "file": b"3",
    }
    assert parsed(parts_of(values, taking("files[]", "file"))) == [
        ("title", None, "text/plain", b"T"),
        ("flag", None, "text/plain", b"true"),
        ("tags", None, "text/plain", b"a"),
        ("tags", None, "text/plain", b"b"),
        ("meta", None, "application/json", b'{"x":[1]}'),
        ("files[]", "s/A.md", "text/markdown", b"1"),
        ("files[]", "s/b.py", "text/x-python", b"2"),
        ("file", "upload", "application/octet-stream", b"3"),
    ]


@pytest.mark.parametrize(
    ("file", "types", "sent"),
    [
        (b"1", "image/png, image/tiff", "image/png"),
        (("scan.tiff", b"1"), "image/png, image/tiff", "image/tiff"),
        (("scan.jpeg", b"1"), "image/*", "image/jpeg"),
        (("scan.txt", b"1"), "image/png", "image/png"),
        (("scan.txt", b"1", "text/x-mine"), "image/png", "text/x-mine"),
        (b"1", "image/*", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_as_one_of_its_types(file: Any, types: str, sent: str) -> None:
    [(_, _, content_type, _)] = parsed(
        parts_of({"scan": file}, taking("scan", part_types={"scan": types}))
    )
    assert content_type == sent


def test_parts_have_the_types_and_headers_that_are_declared() -> None:
    operation = taking(
        "scan",
        part_types={"csv": "text/csv", "ids": "application/json", "xml": "application/xml"},
        part_headers={"scan": {"X-Kind": "front"}},
    )
    values = {
        "csv": "a,b",
        "ids": [1, 2],
        "xml": b"<a/>",
        "scan": ("s", b"1", None, {"X-Of": "me"}),
    }
    parts = parts_of(values, operation)
    assert [(part.name, part.content_type, part.source) for part in parts] == [
        ("csv", "text/csv", b"a,b"),
        ("ids", "application/json", b"1"),
        ("ids", "application/json", b"2"),
        ("xml", "application/xml", b"<a/>"),
        ("scan", "application/octet-stream", b"1"),
    ]
    assert parts[-1].headers == {"X-Kind": "front", "X-Of": "me"}


def test_one_file_where_several_may_be() -> None:
    assert parsed(parts_of({"files": ("a.txt", b"1")}, taking("files[]"))) == [
        ("files[]", "a.txt", "text/plain", b"1")
    ]


def test_files_of_raw_verbs() -> None:
    pairs = list(file_parts([("a", b"1"), ("a", ("n", b"2"))]))
    assert [part.name for part in pairs] == ["a", "a"]
    assert [part.name for part in file_parts({"a": b"1", "b": [b"2", b"3"]})] == ["a", "b", "b"]


@pytest.mark.parametrize("name", ['a"; x="y', "a\r\nX-Evil: 1", "a\nb"])
def test_names_can_not_break_out(name: str) -> None:
    content, _ = encode_multipart([file_part(name, (name, b"hi"))])
    head, _, _ = b"".join(content).partition(b"\r\n\r\n")
    assert head.count(b"\r\n") == 2
    assert b"X-Evil" not in head.split(b"\r\n")[0]
    assert head.count(b'"') == 4


def test_header_values_can_not_break_out() -> None:
    with pytest.raises(ValueError, match="line break"):
        encode_multipart([file_part("f", ("n", b"", "a/b\r\nx: y"))])


@pytest.mark.parametrize(
    "headers",
    [
        {"x-one": "1\r\nx-two: 2"},
        {"x-one\r\nx-two": "2"},
        {"": "1"},
        {"x-one": "\0"},
        {"content-disposition": 'form-data; name="other"'},
    ],
)
def test_headers_of_a_part_are_checked(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"header|Content-Disposition"):
        encode_multipart([file_part("f", ("n", b"", None, headers))])


def test_a_generator_given_as_a_file_is_one_part() -> None:
    """A list of files may come from one as well, where the API takes several."""
    expected = [("file", "upload", "application/octet-stream", b"ab")]
    assert parsed(parts_of({"file": (each for each in (b"a", b"b"))}, taking("file"))) == expected
    assert parsed(list(file_parts({"file": iter([b"a", b"b"])}))) == expected
    several = parts_of({"files": (each for each in (b"a", b"b"))}, taking("files[]"))
    assert [content for *_, content in parsed(several)] == [b"a", b"b"]


def test_sizes_are_known_and_right(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(os.urandom(300_000))
    content, _ = encode_multipart([file_part("a", path), file_part("b", io.BytesIO(b"x" * 5))])
    assert content.whole() is None
    assert content.size == len(b"".join(content))
    assert content.replayable
    assert b"".join(content) == b"".join(content)


def test_open_files_are_sent_from_where_they_stand() -> None:
    file = io.BytesIO(b"skip-this")
    file.seek(5)
    content = Content([file_part("a", file).source])
    assert content.size == 4
    assert [b"".join(content), b"".join(content)] == [b"this", b"this"]


class Pipe:
    """A file that can only be read forward."""

    name = 3

    def __init__(self) -> None:
        self.left = [b"a", b"b"]

    def read(self, _size: int) -> bytes:
        return self.left.pop(0) if self.left else b""


def test_what_can_be_read_once_is_known_as_such() -> None:
    content, _ = encode_multipart([file_part("f", Pipe())])
    assert not content.replayable
    assert content.size is None
    assert b"\r\n\r\nab\r\n" in b"".join(content)
    assert not Content([file_part("f", Pipe()).source]).replayable


def test_asynchronous_reading_gives_the_same() -> None:
    content, _ = encode_multipart([file_part("f", io.BytesIO(b"x" * 600_000))], boundary="b")

    async def read() -> bytes:
        return b"".join([chunk async for chunk in AsyncContent(content)])

    assert asyncio.run(read()) == b"".join(content)


def test_files_of_a_directory(tmp_path: Path) -> None:
    skill = tmp_path / "skill"
    (skill / "scripts").mkdir(parents=True)
    (skill / "SKILL.md").write_bytes(b"# S")
    (skill / "scripts" / "run.py").write_bytes(b"1")
    expected = [("skill/SKILL.md", b"# S"), ("skill/scripts/run.py", b"1")]
    assert files_from_dir(skill) == expected
    assert asyncio.run(async_files_from_dir(str(skill))) == expected


def test_links_are_not_followed_out_of_a_directory(tmp_path: Path) -> None:
    skill, outside = tmp_path / "skill", tmp_path / "outside"
    (skill / "inner").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    (skill / "a.md").write_bytes(b"a")
    (skill / "file").symlink_to(outside / "secret")
    (skill / "folder").symlink_to(outside)
    (skill / "up").symlink_to(skill)
    (skill / "inner" / "same.md").symlink_to(skill / "a.md")
    with pytest.warns(UserWarning, match="file leads out of .*skill and is left out"):
        found = files_from_dir(skill)
    assert found == [("skill/a.md", b"a"), ("skill/inner/same.md", b"a")]


def test_dot_files_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".env", ".git/config", "a.md"):
        (tmp_path / name).write_bytes(b"")
    assert [name for name, *_ in map(tuple, files_from_dir(tmp_path))] == [f"{tmp_path.name}/a.md"]
    found = asyncio.run(async_files_from_dir(tmp_path, hidden=True))
    names = [f"{tmp_path.name}/{name}" for name in (".env", ".git/config", "a.md")]
    assert [name for name, *_ in map(tuple, found)] == names


@pytest.mark.parametrize("way", [".", "../skill", "./", "inner/.."])
def test_a_directory_has_its_name_however_it_is_called(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skill = tmp_path / "skill"
    (skill / "inner").mkdir(parents=True)
    (skill / "SKILL.md").write_bytes(b"")
    monkeypatch.chdir(skill)
    assert files_from_dir(way) == [("skill/SKILL.md", b"")]


def test_a_directory_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files_from_dir(tmp_path / "none")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        files_from_dir(tmp_path / "file")
