import { fullFormats } from "ajv-formats/dist/formats";
import { isPattern } from "../bounded-pattern";
import { isDate, isMoment } from "../moments";

/** What `format` means in our schemas, by its words; validators that were compiled at build find it here. */
export const formats = {
  ipv4: fullFormats.ipv4,
  email: fullFormats.email,
  regex: isPattern, // that of ajv-formats takes what `matching` does not
  date: isDate,
  "date-time": isMoment,
};
