/** The sample client over a real socket, by the `fetch` that comes with Node. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import Anthropic, { InternalServerError, StreamInterruptedError } from "../../src/index.js";
import { all } from "../support/world.js";

const EVENT = 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0}\n\n';
const PARAMS = { model: "claude-opus-4-8", max_tokens: 1, messages: [] };

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

describe("over a socket", () => {
  let server: Server;
  let handle: Handler;
  let requests = 0;
  let client: Anthropic;

  before(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      requests += 1;
      handle(request, response, Buffer.concat(chunks).toString("latin1"));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const baseURL = `http://127.0.0.1:${port}`;
    client = new Anthropic({ apiKey: "key", baseURL, maxRetries: 0 });
  });
  beforeEach(() => {
    requests = 0;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("a message comes back", async () => {
    handle = (request, response, body) => {
      response.setHeader("request-id", "req_1");
      response.end(JSON.stringify({ key: request.headers["x-api-key"], sent: JSON.parse(body) }));
    };
    const message = await client.messages.create(PARAMS);
    assert.deepEqual(message, { key: "key", sent: PARAMS });
    assert.equal(message._request_id, "req_1");
  });

  it("a stream that is left frees its connection", async () => {
    const closed = new Promise<void>((resolve) => {
      handle = (_, response) => {
        response.write(EVENT);
        response.on("close", resolve);
      };
    });
    for await (const event of await client.messages.create({ ...PARAMS, stream: true })) {
      assert.equal(event.type, "content_block_delta");
      break;
    }
    await closed;
  });

  it("a call that is aborted frees its connection", async () => {
    const controller = new AbortController();
    const closed = new Promise<void>((resolve) => {
      handle = (_, response) => {
        response.on("close", resolve);
        controller.abort();
      };
    });
    await assert.rejects(client.messages.create(PARAMS, { signal: controller.signal }), {
      name: "APIUserAbortError",
    });
    await closed;
  });

  it("a stream that breaks off says so", async () => {
    handle = (_, response) => {
      response.write(EVENT);
      setImmediate(() => response.destroy());
    };
    const stream = client.messages.create({ ...PARAMS, stream: true });
    await assert.rejects(all(stream), StreamInterruptedError);
  });

  it("a connection that is lost is tried again", async () => {
    handle = (request, response) => {
      if (request.headers["x-retry-count"] === "0") request.socket.destroy();
      else response.end("{}");
    };
    const patient = client.withOptions({ maxRetries: 1 });
    assert.deepEqual(await patient.messages.create(PARAMS), {});
    assert.equal(requests, 2);
  });

  it("a redirect is followed with the body", async () => {
    handle = (request, response, body) => {
      if (request.url === "/v1/messages") {
        response.writeHead(307, { location: "/v2/messages" });
        response.end();
      } else response.end(JSON.stringify({ url: request.url, body }));
    };
    const found: unknown = await client.messages.create(PARAMS);
    assert.deepEqual(found, { url: "/v2/messages", body: JSON.stringify(PARAMS) });
  });

  it("a file goes out in a form, with its name and type", async () => {
    handle = (request, response, body) => {
      assert.match(request.headers["content-type"] ?? "", /^multipart\/form-data; boundary=/);
      assert.match(
        body,
        /name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\nhello\r\n/,
      );
      response.end('{"id":"file_1"}');
    };
    const file = new File(["hello"], "a.txt", { type: "text/plain" });
    assert.equal((await client.files.upload({ file })).id, "file_1");
  });

  it("a download is read as it comes", async () => {
    handle = (_, response) => {
      response.write("he");
      setImmediate(() => response.end("llo"));
    };
    assert.equal(await (await client.files.download("file_1")).text(), "hello");
  });

  it("an error says what the server said", async () => {
    handle = (_, response) => {
      response.writeHead(500, { "content-type": "application/json" });
      response.end('{"error":{"type":"api_error"}}');
    };
    await assert.rejects(client.models.list(), (error) => {
      assert.ok(error instanceof InternalServerError);
      assert.equal(error.type, "api_error");
      return true;
    });
  });

  it("the results of a batch are read line by line", async () => {
    handle = (request, response) => {
      if (request.url?.endsWith("/results")) response.end('{"custom_id":"a"}\n{"custom_id":"b"}\n');
      else response.end(JSON.stringify({ results_url: `${client.baseURL}/x/results` }));
    };
    const results = await all(await client.messages.batches.results("batch_1"));
    assert.deepEqual(
      results.map(({ custom_id }) => custom_id),
      ["a", "b"],
    );
  });
});
