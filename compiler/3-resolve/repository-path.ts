/** Paths of the repository, from its root, with `/`. */

/** True for what is no relative path inside the repository. */
export function leadsOutside(path: string, folder: string): boolean {
  if (path === "") return false;
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return true;
  }
  const isAbsolute = decoded.startsWith("/") || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(decoded);
  return isAbsolute || decoded.includes("\\") || (decoded !== path && decoded.includes("..")) || joinPath(folder, decoded).startsWith("..");
}

/** Joins and removes `.` and `..`; a path that leaves the root begins with `..`. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
