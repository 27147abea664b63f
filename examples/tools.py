"""Let the model call a function of yours, until it has an answer."""

from claude_client import Anthropic, beta_tool


@beta_tool
def get_weather(city: str) -> str:
    """Gives the present weather of a city, in degrees Celsius.

    Args:
        city: The city's name.
    """
    return {"Lisbon": "18 °C, light rain"}.get(city, "unknown")


runner = Anthropic().beta.messages.tool_runner(
    model="claude-opus-4-8",
    max_tokens=1024,
    messages=[{"role": "user", "content": "What is the weather in Lisbon?"}],
    tools=[get_weather],
    max_iterations=5,
)
for message in runner:
    for block in message.content:
        if block.type == "text":
            print(block.text)
        elif block.type == "tool_use":
            print(f"  {block.name}({block.input})")
