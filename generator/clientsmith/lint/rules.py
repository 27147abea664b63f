"""The table of rules: what each is called, what it looks for, and how grave that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clientsmith.later import later
from clientsmith.lint import (
    connections,
    extension,
    kinds,
    members,
    operations,
    parameters,
    platforms,
    prose,
    references,
    schemas,
    styles,
    tags,
    unions,
    values,
    webhooks,
)
from clientsmith.lint.survey import Finding, Survey
from clientsmith.problems import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `strict` and `foreign` say how grave its findings are, None that it doesn't apply.

    `unless` names rules whose findings would only come again, in other words, in a strict run.
    `slow`: it holds values against schemas, which takes its time; its findings edit nothing.
    """

    name: str
    check: Callable[[Survey], Iterator[Finding]]
    strict: Severity
    foreign: Severity | None
    unless: tuple[str, ...] = ()
    slow: bool = False


# With one of these a schema can't be held against a value.
_UNUSABLE = (
    "ref",
    "ref-circle",
    "shape",
    "type",
    "list",
    "bound",
    "pattern",
    "discriminator-mapping",
)

# They need jsonschema, which takes longer to import than all others take together.
_EXTENSIONS = later("clientsmith.lint.extension_values:extensions")
_EXAMPLES = later("clientsmith.lint.examples:wrong_examples")

# Foreign documents fail where no client could be right, never on style.
RULES = (
    Rule("ref", references.missing_references, "error", "error"),
    Rule("ref", references.missing_details, "error", "warning"),
    Rule("ref-circle", references.circular_references, "error", "error"),
    Rule("ref-circle", references.circular_details, "error", "warning"),
    Rule("path-siblings", references.lost_siblings, "error", "warning"),
    Rule("operation-ref", references.referred_operations, "error", "warning"),
    Rule("shape", kinds.misshapen, "error", "error"),
    Rule("shape", kinds.misshapen_details, "error", "warning"),
    Rule("member", members.unknown_members, "error", "warning"),
    Rule("keyword", members.unknown_keywords, "error", "warning"),
    Rule("info", connections.incomplete_info, "error", "warning"),
    Rule("operation-id-double", operations.double_operation_ids, "error", "warning"),
    Rule("operation-id-missing", operations.missing_operation_ids, "error", None),
    Rule("operation-id", operations.misnamed_operations, "error", "warning"),
    Rule("responses-missing", operations.missing_responses, "error", "warning"),
    Rule("response-status", operations.statuses, "error", "warning"),
    Rule("response-schema", operations.untyped_successes, "error", "warning"),
    Rule("media-type", operations.media_types, "error", "warning"),
    Rule("media-type-double", operations.double_media_types, "warning", "warning"),
    Rule("form", operations.forms_without_members, "error", "warning"),
    Rule("path", parameters.paths, "error", "warning"),
    Rule("path-parameter", parameters.undefined_placeholders, "error", "warning"),
    Rule("path-placeholder", parameters.unplaced_parameters, "error", "warning"),
    Rule("parameter", parameters.incomplete_parameters, "error", "warning"),
    Rule("parameter-double", parameters.double_parameters, "error", "warning"),
    Rule("path-required", parameters.optional_placeholders, "error", "warning"),
    Rule("parameter-schema", parameters.untyped_parameters, "error", "warning"),
    Rule("style", styles.misplaced_styles, "error", "warning"),
    Rule("style-undefined", styles.undefined_styles, "error", "warning"),
    Rule("header-of-client", styles.headers_of_clients, "error", "warning"),
    Rule("wire-name", parameters.unsendable_names, "error", "warning"),
    Rule("tag-parent", tags.parents, "error", "warning"),
    Rule("security-scheme", connections.incomplete_schemes, "error", "warning"),
    Rule("security", connections.unknown_schemes, "error", "warning"),
    Rule("server-url", connections.server_urls, "error", "warning"),
    Rule("server-clear", connections.servers_in_clear, "error", "warning"),
    Rule("server-variable", connections.server_variables, "error", "warning"),
    Rule("server-host", connections.relative_servers, "error", "warning"),
    Rule("discriminator", unions.nameless_discriminators, "error", "warning"),
    Rule("discriminator-mapping", unions.mappings_to_nowhere, "error", "warning"),
    Rule("discriminator-property", unions.untagged_variants, "error", "warning"),
    Rule("type", schemas.unknown_types, "error", "warning"),
    Rule("list", schemas.no_lists, "error", "warning"),
    Rule("bound", schemas.bounds_that_are_none, "error", "warning"),
    Rule("pattern", schemas.invalid_patterns, "error", "warning"),
    Rule("x-client", _EXTENSIONS, "error", "error", slow=True),
    Rule("x-client-name", extension.unknown_names, "error", "error"),
    Rule("x-client-header", extension.headers_without_values, "error", "error"),
    Rule("x-client-stream", extension.unknown_selectors, "error", "error"),
    Rule("x-client-values", extension.constants_of_nothing, "error", "error"),
    Rule("x-client-platform", platforms.unknown_arguments, "error", "error"),
    Rule("x-client-platform", platforms.unknown_calls, "error", "error"),
    Rule("x-client-mounted", extension.mounted_nowhere, "error", "error"),
    Rule("enum-empty", values.empty_enums, "warning", "warning"),
    Rule("enum-length", values.long_enums, "error", "warning"),
    Rule("budget", values.many_enums, "error", "error"),
    Rule("required", schemas.undefined_required, "warning", "warning"),
    Rule("enum-type", values.enums_of_other_types, "error", "warning"),
    Rule("version", schemas.keywords_of_other_versions, "error", "warning"),
    Rule("default", values.defaults_of_other_types, "warning", "warning"),
    Rule("example", _EXAMPLES, "error", "warning", _UNUSABLE, slow=True),
    Rule("operation-prose", prose.undescribed_operations, "warning", None),
    Rule("response-prose", prose.undescribed_responses, "warning", "warning"),
    Rule("parameter-prose", prose.undescribed_parameters, "warning", None),
    Rule("property-prose", prose.undescribed_properties, "warning", None),
    Rule("webhook-media-type", webhooks.unread_payloads, "warning", "warning"),
    Rule("unused", prose.unused_definitions, "warning", "warning"),
)
