// Generated from schema/power.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/power.yaml: the way of the electricity from utility and gensets over UPS and feeds to the racks, cooling, and the margins that are kept.
 */
export interface PowerFile {
  power: Power;
}
/**
 * Electricity and cooling of the data centre.
 */
export interface Power {
  margins?: Margins;
  /**
   * Feeds by name. Each must carry everything that hangs on it while the others have failed.
   */
  feeds: {
    [k: string]: Feed;
  };
  /**
   * UPS by key.
   */
  ups?: {
    [k: string]: Ups;
  };
  /**
   * Gensets by key.
   */
  gensets?: {
    [k: string]: Genset;
  };
  /**
   * Connections to the grid by key.
   */
  utility?: {
    [k: string]: Utility;
  };
  cooling?: Cooling;
}
/**
 * Which share of a rating may be used; all of it where none is stated.
 */
export interface Margins {
  /**
   * Of a rack's circuit. 80 % of the breaker is usual for load that lasts.
   */
  feeds?: string;
  /**
   * Of a UPS.
   */
  ups?: string;
  /**
   * Of a genset.
   */
  gensets?: string;
  /**
   * Of a connection to the grid.
   */
  utility?: string;
  /**
   * Of the cooling that is left while the spare units stand still.
   */
  cooling?: string;
  /**
   * Of what rack and floor carry.
   */
  weight?: string;
}
/**
 * One feed.
 */
export interface Feed {
  /**
   * Its way.
   */
  description?: string;
  /**
   * UPS behind it; absent: none.
   */
  ups?: string;
}
/**
 * One UPS.
 */
export interface Ups {
  /**
   * Rating in kVA.
   */
  power: string;
  /**
   * Watts for each volt-ampere: its rating in kW divided by that in kVA.
   */
  power_factor: number;
  /**
   * What it carries besides the racks: cooling, light, losses of UPS.
   */
  other_load?: string;
  runtime?: Runtime;
}
/**
 * How long its batteries last.
 */
export interface Runtime {
  /**
   * How long they must last: until the gensets carry the load, or everything is shut down.
   */
  required: string;
  /**
   * Runtime by load, from its data sheet or from the last test.
   *
   * @minItems 1
   */
  table: RuntimePoint[];
}
/**
 * One measured runtime.
 */
export interface RuntimePoint {
  /**
   * Load on the UPS.
   */
  load: string;
  /**
   * How long the batteries last at this load, in minutes or hours.
   */
  time: string;
}
/**
 * One genset.
 */
export interface Genset {
  /**
   * Rating in kVA.
   */
  power: string;
  /**
   * Watts for each volt-ampere: its rating in kW divided by that in kVA.
   */
  power_factor: number;
  /**
   * Feeds that it carries; a device on several of them counts once.
   *
   * @minItems 1
   */
  feeds: string[];
  /**
   * What it carries besides the racks: cooling, light, losses of UPS.
   */
  other_load?: string;
}
/**
 * One connection to the grid.
 */
export interface Utility {
  /**
   * Rating in kVA.
   */
  power: string;
  /**
   * Watts for each volt-ampere: its rating in kW divided by that in kVA.
   */
  power_factor: number;
  /**
   * Feeds that it carries; a device on several of them counts once.
   *
   * @minItems 1
   */
  feeds: string[];
  /**
   * What it carries besides the racks: cooling, light, losses of UPS.
   */
  other_load?: string;
}
/**
 * Air conditioning of the server room.
 */
export interface Cooling {
  /**
   * Units by key.
   */
  units: {
    [k: string]: CoolingUnit;
  };
  /**
   * How many of the largest units may fail without the room getting hot; none when absent.
   */
  spare?: number;
  /**
   * Heat in the room besides the racks': UPS, light, people.
   */
  other_heat?: string;
}
/**
 * One air conditioner.
 */
export interface CoolingUnit {
  /**
   * What it is.
   */
  description?: string;
  /**
   * Heat that it takes away (sensible cooling).
   */
  heat: string;
}
