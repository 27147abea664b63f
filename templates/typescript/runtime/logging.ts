/** A console in, middleware that tells it of each attempt out, without credentials. */

import type { Middleware } from "./middleware.js";
import { safeHeaders, safeURL } from "./redact.js";

export interface Logger {
  info(message: string, ...details: unknown[]): void;
  debug(message: string, ...details: unknown[]): void;
}

/** `info` of retries and failures, `debug` of everything. */
export function logging(logger: Logger): Middleware {
  return async (attempt, next) => {
    const { method, operation, retries } = attempt;
    const what = `${method} ${safeURL(attempt.url)} (${operation})`;
    if (retries) logger.info(`Retry ${retries} of ${what}`);
    logger.debug(`Sending ${what}`, safeHeaders(Object.entries(attempt.headers)));
    try {
      const response = await next(attempt);
      logger.debug(`${what} was answered with ${response.status}`, safeHeaders(response.headers));
      return response;
    } catch (error) {
      logger.info(`${what} failed: ${error}`);
      throw error;
    }
  };
}
