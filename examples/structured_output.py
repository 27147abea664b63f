"""Have an answer follow a type, and read it as one."""

from claude_client import Anthropic
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    born: int


message = Anthropic().messages.parse(
    model="claude-sonnet-4-6",
    max_tokens=256,
    messages=[{"role": "user", "content": "Ada Lovelace was born in 1815."}],
    output_format=Person,
)
person = message.parsed_output
if person is not None:
    print(f"{person.name}, *{person.born}")
print(message.content)
