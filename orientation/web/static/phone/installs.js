/**
 * Packs on this phone. A record stands in the store `installs` only when that version is wholly here: it is replaced in
 * one write. Its bytes lie in a cache of their own, each under its own address `/b/<sha256>.<extension>`.
 */
export const KEPT = "files";

/**
 * How to ask what changed since the version that is here: 304 when nothing did, 200 with a feed, 404 when the server
 * doesn't know that version.
 * @return {[string, Object]} what fetch() takes
 */
export function changesOf({ key, version, etag }) {
  const headers = etag ? { "If-None-Match": etag } : {};
  return [`/api/v1/packs/${key}/changes?since=${version}&kinds=fragment,picture,sound`, { headers, credentials: "omit", cache: "no-store" }];
}
