// What the modules of lib/ ask of a browser when they are loaded, and no more.
import { vi } from "vitest";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value) });
vi.stubGlobal("location", { href: "http://marsad.test/?lang=en&type=shelling&type=airstrike", origin: "http://marsad.test", pathname: "/", search: "" });
vi.stubGlobal("navigator", { language: "en" });
vi.stubGlobal("history", { pushState: vi.fn(), replaceState: vi.fn() });
vi.stubGlobal("window", { addEventListener: vi.fn(), scrollTo: vi.fn(), setTimeout, clearTimeout });
vi.stubGlobal("__BASE__", "/base.json");
