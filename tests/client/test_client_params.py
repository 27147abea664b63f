"""What requests take, as members of a user's own pydantic models."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from claude_client import types
from claude_client.types import FileUploadParams, ImageBlockParam, beta
from pydantic import TypeAdapter, ValidationError

PARAMS = [
    getattr(package, name)
    for package in (types, types.messages, beta, beta.messages)
    for name in package.__all__
    if name.endswith(("Param", "Params"))
]


@pytest.mark.parametrize("param", PARAMS, ids=lambda each: getattr(each, "__name__", repr(each)))
def test_pydantic_takes_what_a_request_takes(param: Any) -> None:
    TypeAdapter(param)


@pytest.mark.parametrize("data", ["aGVsbG8=", Path("cat.png"), io.BytesIO(b"hello")])
def test_a_file_in_a_request_passes_unaltered(data: object) -> None:
    block = {"type": "image", "source": _image(data)}
    assert TypeAdapter(ImageBlockParam).validate_python(block) == block


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(ValidationError, match="an open file or a path is expected"):
        TypeAdapter(ImageBlockParam).validate_python({"type": "image", "source": _image(5)})


@pytest.mark.parametrize("file", [b"hello", Path("a.txt"), ("a.txt", io.BytesIO(b"hello"))])
def test_an_upload_passes_unaltered(file: object) -> None:
    assert TypeAdapter(FileUploadParams).validate_python({"file": file}) == {"file": file}


def _image(data: object) -> dict[str, object]:
    return {"type": "base64", "media_type": "image/png", "data": data}
