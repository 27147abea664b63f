"""Ask two things at once."""

import asyncio

from claude_client import AsyncAnthropic


async def main() -> None:
    async with AsyncAnthropic() as client:
        message, model = await asyncio.gather(
            client.messages.create(
                model="claude-sonnet-4-6",
                max_tokens=1024,
                messages=[{"role": "user", "content": "Hello, Claude"}],
            ),
            client.models.retrieve("claude-opus-4-8"),
        )
    for block in message.content:
        if block.type == "text":
            print(block.text)
    print(model.display_name)


asyncio.run(main())
