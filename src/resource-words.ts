import type { Text } from "./text";

/** Resources as officials call them, by Pulumi type token. */
const TYPES: Readonly<Record<string, Text>> = {
  "titip:apache:VirtualHost": { id: "situs di server web", en: "site on the web server" },
  "titip:apache:Certificate": { id: "sertifikat https", en: "https certificate" },
  "titip:dns:RecordSet": { id: "nama di DNS", en: "names in DNS" },
  "titip:database:Database": { id: "basis data", en: "database" },
  "titip:firewall:RuleSet": { id: "akses dari luar", en: "access from outside" },
  "titip:container:Store": { id: "penyimpanan kontainer", en: "container's storage" },
  "docker:index/remoteImage:RemoteImage": { id: "citra kontainer", en: "container image" },
  "docker:index/container:Container": { id: "kontainer", en: "container" },
  "docker:index/network:Network": { id: "jaringan kontainer", en: "container's network" },
  "docker:index/volume:Volume": { id: "folder kontainer", en: "container's folder" },
  "cloudflare:index/dnsRecord:DnsRecord": { id: "nama di zona publik", en: "name in the public zone" },
};

/** What a resource is, for people; of other companies' plugins the last word of its type. */
export function typeText(type: string): Text {
  const last = type.split(":").at(-1) ?? type;
  return TYPES[type] ?? { id: last, en: last };
}
