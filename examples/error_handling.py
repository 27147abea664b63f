"""What can go wrong, and what it is called."""

from claude_client import Anthropic, APIConnectionError, APIStatusError, RateLimitError

client = Anthropic(max_retries=4)  # connection errors, 408, 409, 429 and 5xx are tried again

try:
    client.messages.create(
        model="claude-opus-9",
        max_tokens=1024,
        messages=[{"role": "user", "content": "Hello, Claude"}],
    )
except RateLimitError as error:
    print(f"Too many requests. Try again in {error.retry_after} seconds.")
except APIStatusError as error:
    print(f"{error.status_code} {error.type}: {error.api_message}")
    print(f"The request was {error.request_id}.")
except APIConnectionError as error:
    print(f"The API can't be reached: {error}")
