import type { Rack } from "../schema/generated/racks";
import { parseLength } from "../schema/quantity";
import { type Device, type DeviceNeeds, type Face, isShallow, sidesOf } from "./devices";

/** Who fills a unit on each side. */
type Slot = Partial<Record<Face, string>>;

/** What of a rack is filled, unit by unit from the bottom. */
export class RackSpace {
  private readonly slots: Slot[];

  constructor(private readonly rack: Rack) {
    this.slots = Array.from({ length: rack.units }, () => ({}));
    for (const { from, to, reason } of rack.reserved ?? []) {
      for (let unit = from; unit <= to; unit += 1) this.fill(unit, ["front", "rear"], reason ?? "–");
    }
  }

  /** Puts a device into its units; those that the rack does not have are passed over. */
  place(holder: string, device: Device): void {
    for (const unit of unitsOf(device)) this.fill(unit, sidesOf(device, this.rack), holder);
  }

  /**
   * The lowest run of free units, in front if it can be; a device that leaves room behind it may also go to the
   * rear. Undefined when there is none, or the device is deeper than the rack.
   */
  firstFit(needs: DeviceNeeds): { unit: number; face: Face } | undefined {
    if (!isDeepEnough(this.rack, needs)) return undefined;
    const faces: Face[] = isShallow(needs, this.rack) ? ["front", "rear"] : ["front"];
    for (const face of faces) {
      for (let unit = 1; unit + needs.height - 1 <= this.rack.units; unit += 1) {
        if (this.isFree(unit, needs, face)) return { unit, face };
      }
    }
    return undefined;
  }

  /** The most units in one piece that are free for a device of this depth. */
  longestRun(needs: DeviceNeeds): number {
    const faces: Face[] = isShallow(needs, this.rack) ? ["front", "rear"] : ["front"];
    return Math.max(...faces.map((face) => this.longestRunAt(sidesOf({ ...needs, face }, this.rack))));
  }

  /** Who fills a unit on a side, if anybody. */
  holder(unit: number, face: Face): string | undefined {
    return this.slots[unit - 1]?.[face];
  }

  private isFree(unit: number, needs: DeviceNeeds, face: Face): boolean {
    const sides = sidesOf({ ...needs, face }, this.rack);
    return unitsOf({ unit, height: needs.height }).every((one) =>
      sides.every((side) => this.holder(one, side) === undefined),
    );
  }

  private longestRunAt(sides: readonly Face[]): number {
    let [run, longest] = [0, 0];
    for (const slot of this.slots) {
      run = sides.every((side) => slot[side] === undefined) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private fill(unit: number, sides: readonly Face[], holder: string): void {
    const slot = this.slots[unit - 1];
    for (const side of sides) if (slot && slot[side] === undefined) slot[side] = holder;
  }
}

/** Units that a device fills, from the lowest. */
export function unitsOf({ unit, height }: Pick<Device, "unit" | "height">): number[] {
  return Array.from({ length: height }, (_, index) => unit + index);
}

/** False for a device that is known to be deeper than the rack. */
export function isDeepEnough(rack: Rack, { depth }: Pick<DeviceNeeds, "depth">): boolean {
  return depth === undefined || rack.depth === undefined || depth <= parseLength(rack.depth);
}
