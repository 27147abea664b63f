/** What a client needs of the world around it: a clock, timers, chance and the environment. */

export interface System {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** A text that nobody else has. */
  readonly unique: () => string;
  /** Call a function later -> what makes it not happen; a process may end before an idle one. */
  readonly after: (milliseconds: number, action: () => void, idle?: boolean) => () => void;
  /** A variable of the environment, if there is one and it is not empty. */
  readonly variable: (name: string) => string | undefined;
  /** `node/20.11.0`, for example; nothing where it can't be said. */
  readonly platform: string | undefined;
  readonly isBrowser: boolean;
}

const world = globalThis as unknown as {
  process?: { env?: Record<string, string | undefined>; versions?: Record<string, string> };
  window?: { document?: unknown };
};

/** The one that this code runs in. */
export const SYSTEM: System = {
  now: () => Date.now(),
  random: () => Math.random(),
  // Pages that come without TLS have no `randomUUID`.
  unique: () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-"),
  after(milliseconds, action, idle) {
    const timer = setTimeout(action, milliseconds);
    // In browsers it is a number.
    if (idle) (timer as unknown as { unref?: () => void }).unref?.();
    return () => clearTimeout(timer);
  },
  variable: (name) => world.process?.env?.[name]?.trim() || undefined,
  get platform() {
    const versions = world.process?.versions ?? {};
    const name = ["bun", "deno", "node"].find((each) => versions[each]);
    return name && `${name}/${versions[name]}`;
  },
  get isBrowser() {
    return !!world.window?.document;
  },
};
