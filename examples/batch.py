"""Ask for many messages at once, and read what became of them when the batch has ended."""

from claude_client import Anthropic

client = Anthropic()

batch = client.messages.batches.create(
    requests=[
        {
            "custom_id": f"greeting-{language}",
            "params": {
                "model": "claude-haiku-4-5",
                "max_tokens": 256,
                "messages": [{"role": "user", "content": f"Into {language}: Good morning!"}],
            },
        }
        for language in ("pt", "fi")
    ]
)
print(batch.id, "is", batch.processing_status)
batch = client.messages.batches.wait(
    batch.id,
    on_progress=lambda batch: print(batch.id, "has", batch.request_counts.succeeded, "answers"),
)

for line in client.messages.batches.results(batch.id):
    if line.result.type == "succeeded":
        print(line.custom_id, "gave", len(line.result.message.content), "blocks")
    else:
        print(line.custom_id, line.result.type)
