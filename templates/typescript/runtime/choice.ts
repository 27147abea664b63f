/** A call's parameters in, the one of several bodies that takes them out. */

import type { BodyOf, Chosen, Values } from "./operation.js";
import { isUploadable } from "./uploads.js";

export interface MediaType extends BodyOf {
  /** `image/*` is any of these. */
  readonly mediaType: string;
  /** The parameters that it has room for. */
  readonly takes: readonly string[];
}

/**
 * What chooses the body that `parameter` asks for, else the first that takes all that is given; of
 * those the first that carries files, if one is among it.
 */
export function oneOf(parameter: string, ...bodies: readonly MediaType[]) {
  return ({ [parameter]: asked, ...params }: Values): Chosen => {
    const given = bodies.flatMap(({ takes }) => takes).filter((name) => params[name] !== undefined);
    const fitting = bodies.filter(({ mediaType, takes }) =>
      asked == null ? given.every((name) => takes.includes(name)) : isOf(String(asked), mediaType),
    );
    const hasFile = given.some((name) => [params[name]].flat().some(isUploadable));
    const carrying = fitting.filter(({ mediaType }) => !/json|urlencoded/.test(mediaType));
    const [found] = hasFile ? [...carrying, ...fitting] : fitting;
    if (found) return [found.mediaType.includes("*") ? typed(found, asked) : found, params];
    const known = bodies.map(({ mediaType, takes }) => `${mediaType} takes ${takes.join(", ")}`);
    throw new TypeError(`No media type fits what is given: ${known.join("; ")}`);
  };
}

function isOf(asked: string, mediaType: string): boolean {
  const [start = "", end] = mediaType.split("*");
  return end === undefined ? asked === mediaType : asked.startsWith(start) && asked.endsWith(end);
}

function typed(body: MediaType, asked: unknown): BodyOf {
  return asked == null ? body : { ...body, contentType: String(asked) };
}
