"""Texts that have broken out of generators before (CVE-2020-15142, CVE-2026-54621 and their like)."""

from __future__ import annotations

CANARY = "canary__x"

TEXTS = {
    "docstring end": 'x"""\ncanary__x()\n"""',
    "escaped docstring end": 'x\\"""\ncanary__x()\n"""',
    "trailing backslash": "x\\",
    "trailing quote": 'x"',
    "double quotes": '"+canary__x()+"',
    "escaped double quotes": '\\"+canary__x()+\\"',
    "single quotes": "'+canary__x()+'",
    "escaped single quotes": "\\'+canary__x()+\\'",
    "new line": "x\ncanary__x()",
    "carriage return": "x\rcanary__x()",
    "vertical tab": "x\vcanary__x()",
    "form feed": "x\fcanary__x()",
    "separators": "x\x1ccanary__x()\x85canary__x()\u2028canary__x()",
    "format string": "{canary__x()} {0} {a.__class__} %s %(x)s",
    "unbalanced": "{ } {{ }} }{",
    "Jinja": "{{ canary__x() }}{% include '/etc/passwd' %}{# x #}",
    "Jinja globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "number": "1);canary__x();(1",
    "bidi": "x\u202ecanary__x()\u2066",
    "TOML": '1"\n[tool.canary__x]\nx = "',
    "shell": "$(canary__x) `canary__x` ; canary__x",
    "markup": "<script>canary__x()</script>",
    "comment": "# coding: canary__x\n*/ canary__x() /*",
    "raw string": 'r"""canary__x"""',
    "import": "import os; os.system('canary__x')",
    "type comment": "type: ignore # noqa",
}

NAMES = {
    "assignment": "a=canary__x()",
    "keyword": "class",
    "self": "self",
    "dunder": "__init__",
    "dunder class": "__class__",
    "constant": "None",
    "digits": "123",
    "emoji": "\N{SNAKE}",
    "ligature": "\N{LATIN SMALL LIGATURE FI}eld",
    "long": "n" * 300,
    "mro": "mro",
    "pydantic": "model_config",
    "path up": "../../x",
    "Windows path up": "..\\..\\x",
    "absolute": "/etc/x",
    "drive": "C:\\x",
    "device": "CON",
    "percent": "%2e%2e%2f",
    "full width": "\N{FULLWIDTH FULL STOP}\N{FULLWIDTH FULL STOP}/x",
    "space": " x ",
    **{
        key: TEXTS[key]
        for key in ("docstring end", "double quotes", "new line", "number", "Jinja", "TOML")
    },
}
