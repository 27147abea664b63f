"""Print an answer as it is being written."""

from claude_client import Anthropic

client = Anthropic()

with client.messages.stream(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    messages=[{"role": "user", "content": "Hello, Claude"}],
) as stream:
    for text in stream.text_stream:
        print(text, end="", flush=True)

usage = stream.get_final_message().usage
print(f"\n{usage.output_tokens} tokens")
