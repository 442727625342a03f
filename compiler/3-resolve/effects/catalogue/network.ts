/** Reachability, names and certificates. */
import { type Client, verbs, words } from "../client.ts";

export const network: readonly Client[] = [
  {
    names: words(`
        ping, ping6, dig, nslookup, host, traceroute, tracepath, mtr, netstat, whois, arping, ssh-keyscan, fping
      `),
    otherwise: "read-only",
  },
  { names: ["ss"], otherwise: "read-only", options: { "-K": "mutating", "--kill": "mutating" } },
  { names: ["tcpdump"], otherwise: "read-only", valueOptions: ["-i", "-w", "-r", "-c"], options: { "-w": "mutating" } },
  {
    names: words("nc, ncat, netcat, telnet, socat, nmap"),
    otherwise: "undetermined",
    options: { "-z": "read-only" },
    because: "it sends what it is given",
  },
  {
    names: ["openssl"],
    otherwise: "undetermined",
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
