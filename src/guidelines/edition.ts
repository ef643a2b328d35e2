/** The edition of the rules: the version of each, and the day they were last compared with their sources. */
export const edition = { version: "1.0.0", reviewed: "2026-11-23" } as const;
