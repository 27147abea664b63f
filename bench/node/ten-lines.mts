import Anthropic from "PACKAGE";

const client = new Anthropic();
const message: Anthropic.Message = await client.messages.create({
  model: "claude-opus-4-8",
  max_tokens: 100,
  messages: [{ role: "user", content: "Hello" }],
});
const texts = message.content.map((block) => (block.type === "text" ? block.text : ""));
console.log(texts.join(""), message.usage.output_tokens);
