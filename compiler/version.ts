/** The version that generated files and manifests name; a test holds it to that of the package. */
export const compilerVersion = "0.1.0";
