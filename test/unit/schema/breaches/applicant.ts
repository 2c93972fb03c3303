import { type Breach, first } from "../support/breach";
import { second } from "../support/site-folder";

export const applicantBreaches: Breach[] = [
  {
    rule: "duplicate-id",
    title: "two files of one id",
    files: { "requests/hosting/HST-2026-0009.yaml": second(["HST-2026-0002", "HST-2026-0001"]) },
    file: "requests/hosting/HST-2026-0009.yaml",
    pointer: "/id",
    says: /HST-2026-0001 is already used in requests\/hosting\/HST-2026-0001.yaml/,
  },
  {
    rule: "file-name",
    title: "the file is named otherwise",
    files: { "requests/hosting/rapor.yaml": second() },
    file: "requests/hosting/rapor.yaml",
    pointer: "/id",
    says: /name rapor.yaml is not the id HST-2026-0002/,
  },
  {
    rule: "unknown-agency",
    title: "no such agency",
    files: first(["agency: dinkes", "agency: dinkse"], ["by: dinkes", "by: dinkse"]),
    pointer: "/applicant/agency",
    says: /no agency `dinkse`/,
  },
  {
    rule: "unknown-agency",
    title: "the letter is another's",
    files: first(["by: dinkes", "by: disdik"]),
    pointer: "/steps/request/by",
    says: /comes from `disdik`, not from the applicant `dinkes`/,
  },
  {
    rule: "unknown-contact",
    title: "no such contact",
    files: first(["dinkes-it", "dinkes-ti"]),
    pointer: "/applicant/contact",
    says: /no contact `dinkes-ti`/,
    allowed: ["dinkes-it"],
  },
  {
    rule: "unknown-contact",
    title: "another's contact",
    files: first(["dinkes-it", "disdik-it"]),
    pointer: "/applicant/contact",
    says: /not of `dinkes` but of `disdik`/,
  },
  {
    rule: "term-order",
    title: "a term that ends first",
    files: first(["until: 2027-11-15", "until: 2026-11-15"]),
    pointer: "/term/until",
    says: /before it begins \(2026-11-16\)/,
  },
  {
    rule: "term-order",
    title: "a suspension that ends before its own day",
    files: first([
      /$/,
      "  suspension: [{ at: 2026-11-20T09:00:00+07:00, by: kabid-aplikasi, reason: Uji, until: 2026-11-19 }]\n",
    ]),
    pointer: "/steps/suspension/0/until",
    says: /ends on 2026-11-19, before it begins \(2026-11-20\)/,
  },
];
