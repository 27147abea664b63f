import { BaseAnthropic } from "PACKAGE/base";
import { create } from "PACKAGE/messages";

const client = new BaseAnthropic();
for await (const event of await create(client, { max_tokens: 1, stream: true })) console.log(event);
