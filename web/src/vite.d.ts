/// <reference types="vite/client" />

/** The address of the base map, which the build makes. */
declare const __BASE__: string;
