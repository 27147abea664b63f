/** What a call takes as a file. */
export type Upload = Blob | Uint8Array;

/** What a call gives that is no JSON. */
export type Download = Blob;

/** A page of a list. */
export interface Page<T> extends AsyncIterable<T> {
  next(): Promise<Page<T>>;
}

/** Items as they arrive. */
export interface Stream<T> extends AsyncIterable<T> {
  close(): void;
}
