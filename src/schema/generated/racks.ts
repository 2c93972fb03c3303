// Generated from schema/racks.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/racks.yaml: racks, what stands in them already, and switches.
 */
export interface RacksFile {
  /**
   * Racks by key; the first with room is taken.
   */
  racks: {
    [k: string]: Rack;
  };
  /**
   * Switches by key; the first with a free port is taken.
   */
  switches?: {
    [k: string]: Switch;
  };
}
/**
 * One rack.
 */
export interface Rack {
  /**
   * Where it stands.
   */
  room?: string;
  /**
   * Height in rack units (IEC 60297); unit 1 is the lowest.
   */
  units: number;
  /**
   * Room from the front posts to the rear door; absent: depth is not checked.
   */
  depth?: string;
  /**
   * What the rack carries at most, without its own weight; absent: weight is not checked.
   */
  load?: string;
  /**
   * The empty rack's own weight.
   */
  tare?: string;
  /**
   * What the floor carries below this rack, the rack included.
   */
  floor?: string;
  /**
   * The rack's power circuits by feed, with what the breaker carries: volts times amperes.
   */
  feeds: {
    /**
     * Electrical power that a device can draw at most.
     */
    [k: string]: string;
  };
  /**
   * Units that are kept free.
   */
  reserved?: Reserved[];
  /**
   * What of the data centre's own stands in the rack.
   */
  equipment?: Equipment[];
}
/**
 * Units that no request is given.
 */
export interface Reserved {
  /**
   * Lowest unit.
   */
  from: number;
  /**
   * Highest unit.
   */
  to: number;
  /**
   * What they are kept for.
   */
  reason?: string;
}
/**
 * A device of the data centre's own.
 */
export interface Equipment {
  /**
   * What it is, as it shall be read in the rack elevation.
   */
  name: string;
  /**
   * Lowest unit that it fills.
   */
  unit: number;
  /**
   * Height in rack units.
   */
  rack_units: number;
  /**
   * Side that it is mounted on; front when absent.
   */
  face?: "front" | "rear";
  /**
   * Depth; absent: it fills the rack from front to rear.
   */
  depth?: string;
  /**
   * Weight; absent: not known.
   */
  weight?: string;
  /**
   * Electrical power that a device can draw at most.
   */
  power?: string;
  /**
   * Heat that it gives off; absent: as much as it draws.
   */
  heat?: string;
  /**
   * Feeds of its power supplies; absent: all of the rack's.
   *
   * @minItems 1
   */
  feeds?: string[];
  /**
   * Its number in the asset register.
   */
  asset?: string;
}
/**
 * A switch that servers are plugged into.
 */
export interface Switch {
  /**
   * What it is.
   */
  description?: string;
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  rack: string;
  /**
   * Racks that its cables reach; absent: its own.
   *
   * @minItems 1
   */
  racks?: string[];
  ports: Ports;
  /**
   * Speed of its ports.
   */
  speed?: string;
  /**
   * Numbers of ports that no request is given: uplinks, the data centre's own.
   */
  reserved?: number[];
  /**
   * VLANs that it carries.
   *
   * @minItems 1
   */
  vlans: number[];
}
/**
 * The switch's ports, by number.
 */
export interface Ports {
  /**
   * First number.
   */
  from: number;
  /**
   * Last number.
   */
  to: number;
  /**
   * What stands before the number in a port's name; nothing when absent.
   */
  prefix?: string;
}
