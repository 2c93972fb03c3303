import type { Text } from "../text";
import type { Procedure } from "./generated/procedure";

/**
 * The activity of the procedure that a step of a request records, as words; undefined elsewhere.
 *
 * @param pointer with the office's own key of the step
 */
export function procedureReference(procedure: Procedure | undefined, pointer: string): Text | undefined {
  const step = /^\/steps\/([a-z_]+)/.exec(pointer)?.[1];
  const activity = procedure?.activities.find((one) => one.key === step);
  if (!procedure || !activity) return undefined;
  return {
    id: `${procedure.title.id}, kegiatan ${activity.order}: ${activity.title.id}`,
    en: `${procedure.title.en}, activity ${activity.order}: ${activity.title.en}`,
  };
}
