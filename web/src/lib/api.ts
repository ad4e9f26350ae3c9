import type { Me } from "./types";
import { words } from "./words";

/** What the server says went wrong: one sentence, and the status. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    sentence: string,
  ) {
    super(sentence);
  }
}

let token = "";
let lang: "en" | "ar" = "en";

/** The language that the server's sentences are wanted in. */
export function speakTo(reader: "en" | "ar"): void {
  lang = reader;
}

export function remember(me: Me): void {
  token = me.token ?? "";
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const told = await response.json().catch(() => ({}));
  throw new Refused(response.status, told.error ?? words.unreached[lang]); // what stands before the server speaks English, if anything
}

/** What the server answers. Where it does not, that is said in the reader's language: the browser would say it in its own. */
async function reach(address: string, asked: RequestInit): Promise<Response> {
  try {
    return await fetch(address, asked);
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Refused(0, words.unreached[lang]);
  }
}

export async function get<T>(path: string, asked: Record<string, string | number | undefined | null> = {}, signal?: AbortSignal): Promise<T> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  const text = query.toString();
  return answer<T>(await reach(`/api/${path}${text ? `?${text}` : ""}`, { signal, headers: { "Accept-Language": lang } }));
}

/** Saves a file that the server makes, under its own name. */
export async function save(path: string, asked: Record<string, string | undefined>): Promise<void> {
  const query = new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => !!pair[1]));
  const response = await reach(`/api/${path}?${query}`, { headers: { "Accept-Language": lang } });
  if (!response.ok) await answer(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "marsad";
  download(await response.blob(), name);
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const raw = body instanceof Blob;
  const headers: Record<string, string> = {
    "X-CSRF-Token": token,
    "Accept-Language": lang,
    "Content-Type": raw ? "application/octet-stream" : "application/json",
  };
  return answer<T>(await reach(`/api/${path}`, { method: "POST", headers, body: raw ? body : JSON.stringify(body) }));
}
