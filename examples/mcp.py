"""Let the model use the tools of an MCP server; a beta feature, which `betas` switches on."""

from claude_client import Anthropic

client = Anthropic()

message = client.beta.messages.create(
    model="claude-opus-4-8",
    max_tokens=1024,
    messages=[{"role": "user", "content": "When does the next tram leave from Rossio?"}],
    mcp_servers=[{"type": "url", "name": "trams", "url": "https://mcp.example.com/trams"}],
    tools=[{"type": "mcp_toolset", "mcp_server_name": "trams"}],
    betas=["mcp-client-2025-11-20"],
)
for block in message.content:
    if block.type == "mcp_tool_use":
        print(f"{block.server_name}: {block.name}({block.input})")
    elif block.type == "text":
        print(block.text)
