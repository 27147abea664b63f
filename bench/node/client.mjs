import { Anthropic } from "PACKAGE";

console.log(await new Anthropic().messages.create({ max_tokens: 1 }));
