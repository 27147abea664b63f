"""What a prompt of Text Completions is made of: who speaks, at the beginning of each turn."""

HUMAN_PROMPT = "\n\nHuman:"
AI_PROMPT = "\n\nAssistant:"
