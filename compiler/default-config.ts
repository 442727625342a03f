/**
 * What holds where `rungate.yaml` says nothing. Apart from the schema, so that most documents are linted without loading it.
 */

/** What a host is called, in labels and here: `jumphost`, `vault/0`. */
export const hostName = /^[a-z][a-z0-9.-]*(\/[0-9]+)?$/;

export const defaultConfig = {
  runbooks: "runbooks",
  generated: "generated",
  surfaces: "surfaces",
  hosts: {},
  secrets: {},
  context: [],
  commands: {},
  bans: [],
  siteIds: [],
  references: {},
  appendOnly: [],
  /** Of what people write, nothing comes near it. */
  maximumFileSize: 2 * 1024 * 1024,
  rules: {},
  ruleModules: [],
};
