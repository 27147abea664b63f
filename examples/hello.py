"""Say hello, and print the answer.

Without a key: run `clientsmith replay`, and set ANTHROPIC_BASE_URL to http://127.0.0.1:8787.
"""

from claude_client import Anthropic

client = Anthropic()  # the key comes from ANTHROPIC_API_KEY

message = client.messages.create(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    messages=[{"role": "user", "content": "Hello, Claude"}],
)
for block in message.content:
    if block.type == "text":
        print(block.text)
