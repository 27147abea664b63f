"""What no rule tells of `anthropic`: the names that exist only deep, and the private modules in use."""

from __future__ import annotations

from typing import Final

VERSION: Final = "1.17.0"

# Modules that programs import by these paths, and where their names are here.
PRIVATE: Final[dict[str, tuple[str, ...]]] = {
    "": ("",),
    "_base_client": ("", "lib.defaults"),
    "_client": ("",),
    "_compat": ("_runtime.models",),
    "_constants": ("lib.defaults",),
    "_exceptions": ("",),
    "_files": ("_runtime.files",),
    "_middleware": ("_runtime.middleware",),
    "_models": ("", "lib.final_options"),
    "_request": ("_runtime.middleware",),
    "_response": ("_runtime.response", "_runtime.downloads", "_runtime.raw"),
    "_streaming": ("_runtime.streams",),
    "_types": ("_runtime.options", "_runtime.sentinels", "_runtime.files", ""),
    "_utils": ("_runtime.sentinels", ""),
    "_version": (),
    "lib.aws": ("platforms.aws",),
    "lib.bedrock": ("platforms.bedrock", "platforms.bedrock_mantle"),
    "lib.bedrock._beta_messages": ("as_anthropic.platform_messages",),
    "lib.foundry": ("platforms.foundry",),
    "lib.google_cloud": ("platforms.google_cloud",),
    "lib.vertex": ("platforms.vertex",),
    "resources.messages": ("resources.messages", "lib.defaults"),
    "resources.messages.messages": ("resources.messages", "lib.defaults"),
    "lib._parse": (),
    "lib._parse._transform": ("lib.structured_outputs.schemas",),
}

# Names that the official SDK has only in the module of one type: by name, and by the module's own
# name, what they are called here. The first row that fits counts.
DEEP: Final[dict[str, dict[str, str]]] = {
    "AppliedEdit": {"beta_context_management_response": "BetaAppliedContextEdit"},
    "Attachment": {"*external_key": "ExternalKeyAttachment"},
    "BetaIterationsUsageItem": {"beta_iterations_usage": "BetaIterationUsage"},
    "Caller": {
        "*_block": "ToolUseCaller",
        "*_block_param": "ToolUseCallerParam",
    },
    "Citation": {"*citations_delta": "TextCitation"},
    "Container": {"message_create_params": "MessageCreateParamsContainerParam"},
    "Content": {
        "*advisor_tool_result_block": "BetaAdvisorToolResultContent",
        "*advisor_tool_result_block_param": "BetaAdvisorToolResultContentParam",
        "bash_code_execution_tool_result_block": "BashCodeExecutionToolResultBlockContent",
        "beta_bash_code_execution_tool_result_block": "BashCodeExecutionToolResultBlockContent",
        "*bash_code_execution_tool_result_block_param": (
            "BashCodeExecutionToolResultBlockParamContent"
        ),
        "*text_editor_code_execution_tool_result_block": (
            "TextEditorCodeExecutionToolResultBlockContent"
        ),
        "*text_editor_code_execution_tool_result_block_param": (
            "TextEditorCodeExecutionToolResultBlockParamContent"
        ),
        "tool_result_block_param": "ToolResultBlockContentParam",
        "beta_tool_result_block_param": "ToolResultBlockContentParam",
        "*tool_search_tool_result_block": "ToolSearchToolResultBlockContent",
        "*tool_search_tool_result_block_param": "ToolSearchToolResultBlockParamContent",
        "*web_fetch_tool_result_block": "WebFetchToolResultBlockContent",
        "*web_fetch_tool_result_block_param": "WebFetchToolResultBlockParamContent",
    },
    "ContentBlock": {"beta_raw_content_block_start_event": "BetaContentBlock"},
    "Delta": {
        "beta_raw_message_delta_event": "BetaMessageDelta",
        "raw_message_delta_event": "MessageDelta",
    },
    "Edit": {"beta_context_management_config_param": "BetaContextManagementEditParam"},
    "FallbackCreditToken": {"message_create_params": "BetaFallbackCreditTokenParam"},
    "Group": {"*_rate_limit": "RateLimitGroup"},
    "InputJsonDelta": {"input_json_delta": "InputJSONDelta"},
    "InputSchemaTyped": {"*tool_param": "InputSchemaTypedParam"},
    "Metadata": {"message_create_params": "MetadataParam"},
    "OutputFormat": {"message_create_params": "BetaJSONOutputFormatParam"},
    "Principal": {"*api_key": "APIKeyPrincipal"},
    "ProviderConfig": {
        "*external_key": "ExternalKeyConfig",
        "external_key_*_params": "ExternalKeyConfigParam",
    },
    "Scope": {"*api_key": "APIKeyScope"},
    "Source": {
        "*document_block": "DocumentBlockSource",
        "*document_block_param": "DocumentSourceParam",
        "*image_block_param": "ImageSourceParam",
        "*workspace_rate_limit_value": "WorkspaceRateLimitSource",
    },
    "Status": {"beta_fallback_credit_usage": "BetaFallbackCreditStatus"},
    "Thinking": {"beta_fallback_param": "BetaThinkingConfigParam"},
    "Tool": {
        "beta_request_tool_addition_block_param": "BetaAddedToolParam",
        "beta_request_tool_removal_block_param": "BetaToolChangeReferenceParam",
        "beta_response_tool_addition_block": "BetaAddedTool",
        "beta_response_tool_removal_block": "BetaToolChangeReference",
        "message_count_tokens_params": "MessageCountTokensToolParam",
    },
    "ToolChange": {
        "beta_compaction_block": "BetaResponseToolChange",
        "beta_compaction_block_param": "BetaRequestToolChangeParam",
    },
    "ToolChoice": {"message_create_params": "ToolChoiceParam"},
    "ToolChoiceToolChoiceAny": {"message_create_params": "ToolChoiceAnyParam"},
    "ToolChoiceToolChoiceAuto": {"message_create_params": "ToolChoiceAutoParam"},
    "ToolChoiceToolChoiceTool": {"message_create_params": "ToolChoiceToolParam"},
    "Trigger": {"beta_clear_tool_uses_20250919_edit_param": "BetaClearToolUsesTriggerParam"},
    "UserInput": {
        "*web_fetch_url_sources": "WebFetchURLSourcesUserInput",
        "*web_fetch_url_sources_param": "WebFetchURLSourcesUserInputParam",
    },
}
