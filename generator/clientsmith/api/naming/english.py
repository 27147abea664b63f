"""A word of an id, a tag or a path in, what it is in English out: a verb, a preposition, a plural."""

from __future__ import annotations

from collections.abc import Sequence

from clientsmith.api.case import singular, snake

ARTICLES = frozenset({"a", "an", "the"})
QUANTIFIERS = frozenset({"all", "many", "multiple", "several"})
PREPOSITIONS = frozenset({"at", "by", "for", "from", "in", "into", "of", "on", "to", "via", "with"})
# What an id says of whose something is: `get_items_for_portfolio`, `add_tracks_to_playlist`.
OWNING = frozenset({"for", "from", "in", "into", "of", "on", "to"})
READING = frozenset({"fetch", "get", "read", "retrieve", "show"})
# What each of these is called on its own; others are called as they are.
STANDARD = {
    "create": "create",
    "delete": "delete",
    "destroy": "delete",
    "edit": "update",
    "index": "list",
    "insert": "create",
    "list": "list",
    "modify": "update",
    "new": "create",
    "patch": "update",
    "post": "create",
    "put": "update",
    "update": "update",
}
# Words that begin the name of an action and of hardly anything else.
VERBS = frozenset(
    [
        "abort",
        "accept",
        "acknowledge",
        "activate",
        "add",
        "adjust",
        "analyze",
        "apply",
        "approve",
        "archive",
        "assign",
        "attach",
        "authorize",
        "ban",
        "buy",
        "calculate",
        "cancel",
        "capture",
        "change",
        "check",
        "claim",
        "clear",
        "clone",
        "close",
        "compute",
        "confirm",
        "connect",
        "consume",
        "convert",
        "copy",
        "count",
        "create",
        "deactivate",
        "decline",
        "delete",
        "deny",
        "detach",
        "disable",
        "disconnect",
        "dismiss",
        "dispatch",
        "download",
        "duplicate",
        "edit",
        "enable",
        "enqueue",
        "estimate",
        "evaluate",
        "exchange",
        "execute",
        "expire",
        "export",
        "extend",
        "extract",
        "fetch",
        "finalize",
        "find",
        "flush",
        "follow",
        "forward",
        "generate",
        "get",
        "grant",
        "hide",
        "import",
        "increment",
        "initiate",
        "insert",
        "install",
        "invalidate",
        "invoke",
        "join",
        "leave",
        "link",
        "list",
        "lock",
        "login",
        "logout",
        "lookup",
        "mark",
        "merge",
        "migrate",
        "move",
        "mute",
        "notify",
        "open",
        "parse",
        "patch",
        "pause",
        "pay",
        "pin",
        "play",
        "post",
        "preview",
        "process",
        "promote",
        "provision",
        "publish",
        "purge",
        "push",
        "put",
        "reactivate",
        "rebuild",
        "recover",
        "redeem",
        "refresh",
        "refund",
        "regenerate",
        "register",
        "reject",
        "release",
        "reload",
        "remind",
        "remove",
        "rename",
        "render",
        "renew",
        "reopen",
        "reorder",
        "replay",
        "reply",
        "resend",
        "reset",
        "resolve",
        "restart",
        "restore",
        "resume",
        "retrieve",
        "retry",
        "revert",
        "revoke",
        "rotate",
        "run",
        "save",
        "scan",
        "search",
        "seek",
        "send",
        "set",
        "share",
        "sign",
        "simulate",
        "skip",
        "snooze",
        "start",
        "stop",
        "submit",
        "subscribe",
        "suspend",
        "swap",
        "switch",
        "sync",
        "terminate",
        "test",
        "toggle",
        "transfer",
        "translate",
        "trigger",
        "unarchive",
        "unassign",
        "unban",
        "unblock",
        "unfollow",
        "uninstall",
        "unlink",
        "unlock",
        "unmute",
        "unpin",
        "unpublish",
        "unregister",
        "unsubscribe",
        "unsuspend",
        "update",
        "upgrade",
        "upload",
        "upsert",
        "validate",
        "verify",
        "void",
        "vote",
        "whoami",
        "withdraw",
    ]
)


def words_of(text: str) -> list[str]:
    """`getHTTPStatus` -> `["get", "http", "status"]`."""
    return [word for word in snake(text).split("_") if word]


def base(words: Sequence[str]) -> str:
    """The same for words that differ in number, or in where they are divided: `webhook`, `web_hooks`."""
    *first, last = words or [""]
    return "".join((*first, _stem(last)))


def _stem(word: str) -> str:
    for ending, one in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)] + one
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "tus")) else word


_PLURALS = (("ies", "y"), ("sses", "ss"), ("tuses", "tus"), ("xes", "x"), ("ches", "ch"))


def is_plural(words: Sequence[str]) -> bool:
    """Whether words name several of a thing."""
    return bool(words) and singular(words[-1]) != words[-1]


def begins_with_verb(words: Sequence[str]) -> bool:
    """Whether words name an action."""
    return bool(words) and words[0] in VERBS
