/** Reachability, names and certificates. */
import { type Client, verbs, words } from "../client.ts";

export const network: readonly Client[] = [
  {
    names: ["ping", "ping6", "fping", "arping"],
    otherwise: "read-only",
    valueOptions: words("-c, -i, -W, -w, -s, -I, -t, -M, -D"),
    facts: { endless: { always: true, unless: ["-c", "-w"] } },
  },
  {
    names: words(`
        dig, nslookup, host, traceroute, tracepath, mtr, netstat, whois, ssh-keyscan, drill, delv, kdig, getent, ipcalc, sipcalc, lldpctl, ntpq
      `),
    otherwise: "read-only",
  },
  { names: ["lldpcli", "birdc"], otherwise: "undetermined", verbs: verbs("read-only", "show, help") },
  { names: ["ss"], otherwise: "read-only", options: { "-K": "mutating", "--kill": "mutating" } },
  {
    names: ["tcpdump"],
    otherwise: "read-only",
    valueOptions: ["-i", "-w", "-r", "-c"],
    options: { "-w": "mutating" },
    facts: { endless: { always: true, unless: ["-c", "-r"] } },
  },
  {
    names: ["nc", "ncat", "netcat"],
    otherwise: "undetermined",
    options: { "-z": "read-only" },
    because: "it sends what it is given",
  },
  { names: ["telnet", "socat", "nmap"], otherwise: "undetermined", because: "it sends what it is given" },
  {
    names: ["openssl"],
    otherwise: "undetermined",
    valueOptions: words(
      "-in, -out, -keyout, -connect, -servername, -CAfile, -subj, -days, -newkey, -config, -inform, -outform, -pass, -passin, -passout, -key",
    ),
    facts: { readsStdin: { verbs: ["s_client"] }, interactive: { verbs: ["s_client"] } },
    hasLongSingleDash: true,
    options: { "-out": "mutating", "-keyout": "mutating", "-signkey": "undetermined" },
    verbs: verbs(
      "read-only",
      `
          x509, s_client, verify, version, dgst, crl, rand, asn1parse, ciphers, rsa, pkey, ec, enc, help, list, speed, req
        `,
    ),
  },
];
