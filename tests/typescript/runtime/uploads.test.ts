/** Uploads and downloads: files of every kind in, forms and bytes out. */

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bytes as raw } from "../../src/runtime/bodies.js";
import { call } from "../../src/runtime/call.js";
import { RequestTooLargeError } from "../../src/runtime/errors.js";
import { multipart } from "../../src/runtime/multipart.js";
import { fileFromPath, filesFromDirectory } from "../../src/runtime/node.js";
import type { Operation } from "../../src/runtime/operation.js";
import type { APIPromise } from "../../src/runtime/promise.js";
import { binary } from "../../src/runtime/results.js";
import { toFile, type Uploadable } from "../../src/runtime/uploads.js";
import { json, Network, streamed, World, zoo } from "../support/world.js";

const UPLOAD: Operation = {
  method: "POST",
  path: "/v1/photos",
  body: multipart("photo", "others[]"),
};

/** The form that a server would see. */
async function formOf(params: object): Promise<FormData> {
  const network = new Network(json({}));
  await call(zoo(network), UPLOAD, [params]);
  const [sent] = network.sent;
  assert.equal(sent?.headers.get("content-type"), null, "fetch sets it, with the boundary");
  return new Response(sent?.body ?? null).formData();
}

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode("li");
  yield new TextEncoder().encode("on");
}

const KINDS: { [name: string]: () => Uploadable } = {
  "a file": () => new File(["lion"], "leo.txt"),
  "a blob": () => new Blob(["lion"]),
  bytes: () => new TextEncoder().encode("lion"),
  "a buffer": () => new TextEncoder().encode("lion").buffer,
  "a response": () => new Response("lion"),
  "a stream": () => new Response("lion").body as ReadableStream<Uint8Array>,
  "an iterable": () => chunks(),
};

describe("a form", () => {
  for (const [name, make] of Object.entries(KINDS)) {
    it(`takes ${name}`, async () => {
      const photo = (await formOf({ photo: make() })).get("photo");
      assert.ok(photo instanceof File);
      assert.equal(await photo.text(), "lion");
      assert.equal(photo.name, name === "a file" ? "leo.txt" : "upload");
    });
  }

  it("has files under the names that the API wants, and other values as they are", async () => {
    const form = await formOf({
      photo: await toFile(chunks(), 'a"b.png', { type: "image/png" }),
      others: [new Blob(["1"]), new Blob(["2"])],
      title: "Leo",
      wild: true,
      tags: ["a", "b"],
      place: { cage: 1 },
      left: null,
    });
    const photo = form.get("photo") as File;
    assert.deepEqual([photo.name, photo.type], ['a"b.png', "image/png"]);
    assert.equal(form.getAll("others[]").length, 2);
    assert.deepEqual(form.getAll("tags"), ["a", "b"]);
    assert.deepEqual(
      [form.get("title"), form.get("wild"), form.get("left")],
      ["Leo", "true", null],
    );
    const place = form.get("place") as File;
    assert.deepEqual([place.type, await place.text()], ["application/json", '{"cage":1}']);
  });

  it("takes no string for a file", async () => {
    await assert.rejects(formOf({ photo: "/etc/passwd" }), /fileFromPath/);
    await assert.rejects(formOf({ photo: 7 }), TypeError);
  });

  it("is refused where its files are too large", async () => {
    const network = new Network(json({}));
    const photo = new Blob(["x".repeat(1_001)]);
    await assert.rejects(call(zoo(network), UPLOAD, [{ photo }]), RequestTooLargeError);
    assert.equal(network.sent.length, 0);
  });
});

describe("a name", () => {
  it("is the given one, or the last part of what the content has", async () => {
    const url = { value: "https://a.example/b/c.png" };
    const response = () => Object.defineProperty(new Response("x"), "url", url);
    assert.equal((await toFile(response())).name, "c.png");
    assert.equal((await toFile(response(), "d.png")).name, "d.png");
    assert.equal((await toFile(Promise.resolve(new File([], "e.txt")))).name, "e.txt");
  });
});

describe("raw bytes", () => {
  const PUT: Operation = { method: "PUT", path: "/v1/raw", body: raw, bodyParam: "body" };

  it("are sent as they are, again if need be", async () => {
    const world = new World();
    const network = new Network(new Response("", { status: 500 }), json({}));
    await world.settle(call(zoo(network, {}, world), PUT, [{ body: new Blob(["lion"]) }]));
    assert.equal(network.sent[1]?.headers.get("content-type"), "application/octet-stream");
    assert.equal(await new Response(network.sent[1]?.body ?? null).text(), "lion");
  });

  it("are sent once where they are a stream", async () => {
    const network = new Network(new Response("", { status: 500 }));
    await assert.rejects(call(zoo(network), PUT, [{ body: chunks() }]), { status: 500 });
    assert.equal(network.sent.length, 1);
    assert.deepEqual({ ...network.sent[0]?.init, duplex: "half" }, network.sent[0]?.init);
    assert.equal(await new Response(network.sent[0]?.body ?? null).text(), "lion");
  });
});

describe("a download", () => {
  it("is the response, read as it comes and for as long as it takes", async () => {
    const world = new World();
    const network = new Network(streamed(["li", "on"]));
    const operation: Operation = {
      method: "GET",
      path: "/v1/photos/{id}",
      result: binary,
    };
    const response = await call<APIPromise<Response>>(zoo(network, {}, world), operation, ["1"]);
    assert.equal(world.timers, 0);
    assert.equal(response.bodyUsed, false);
    assert.equal(await response.text(), "lion");
  });
});

describe("a path", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "zoo-"));
    await mkdir(join(folder, "cats", "big"), { recursive: true });
    await writeFile(join(folder, "cats", "leo.PNG"), "lion");
    await writeFile(join(folder, "cats", "big", "notes"), "tiger");
  });
  after(() => rm(folder, { recursive: true }));

  it("gives a file with a name and a type", async () => {
    const file = await fileFromPath(join(folder, "cats", "leo.PNG"));
    assert.deepEqual([file.name, file.type, await file.text()], ["leo.PNG", "image/png", "lion"]);
    const other = await fileFromPath(join(folder, "cats", "big", "notes"), {
      name: "n.md",
      type: "text/markdown",
    });
    assert.deepEqual([other.name, other.type], ["n.md", "text/markdown"]);
    await assert.rejects(fileFromPath(join(folder, "none")));
  });

  it("of a directory gives all its files", async () => {
    const files = await filesFromDirectory(join(folder, "cats"));
    assert.deepEqual(
      files.map(({ name }) => name),
      ["cats/big/notes", "cats/leo.PNG"],
    );
  });

  it("can be that of an open file", async () => {
    const file = await toFile(createReadStream(join(folder, "cats", "leo.PNG")));
    assert.deepEqual([file.name, await file.text()], ["leo.PNG", "lion"]);
  });
});
