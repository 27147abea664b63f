/** What all clients of this API have in common. */

import { refuseLongRequests } from "./lib/long-requests.js";
import type { Settings } from "./runtime/settings.js";

export const SETTINGS: Settings = {
  package: "claude-client",
  version: "0.1.0",
  title: "Anthropic",
  baseURL: "https://api.anthropic.com",
  environment: { baseURL: "ANTHROPIC_BASE_URL", headers: "ANTHROPIC_CUSTOM_HEADERS" },
  credentials: [
    { option: "apiKey", environment: "ANTHROPIC_API_KEY", header: "x-api-key" },
    {
      option: "authToken",
      environment: "ANTHROPIC_AUTH_TOKEN",
      header: "authorization",
      prefix: "Bearer ",
    },
  ],
  headers: { "anthropic-version": "2023-06-01" },
  browserHeaders: { "anthropic-dangerous-direct-browser-access": "true" },
  timeout: 600_000,
  retry: { max: 2, initial: 500, maximum: 8_000, statuses: [408, 409, 429], serverErrors: true },
  idempotencyHeader: "idempotency-key",
  responseHeaders: {
    requestID: "request-id",
    organizationID: "anthropic-organization-id",
    workspaceID: "anthropic-workspace-id",
    rateLimitPrefix: "anthropic-ratelimit-",
  },
  requestLimit: 33_554_432,
  errors: {
    invalid_request_error: 400,
    authentication_error: 401,
    billing_error: 402,
    permission_error: 403,
    not_found_error: 404,
    request_too_large: 413,
    rate_limit_error: 429,
    api_error: 500,
    timeout_error: 504,
    overloaded_error: 529,
  },
  streamEvents: { ignore: ["ping"], error: "error" },
  check: refuseLongRequests,
};
