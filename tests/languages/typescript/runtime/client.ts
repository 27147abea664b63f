/** What a call may be given beside its arguments. */
export interface RequestOptions {
  signal?: AbortSignal;
  headers?: { [name: string]: string };
}

/** What sends calls: nothing here does. */
export interface Client {
  call<T>(
    method: string,
    path: string,
    positional: Array<unknown>,
    params: object | undefined,
    options: RequestOptions | undefined,
  ): Promise<T>;
}
