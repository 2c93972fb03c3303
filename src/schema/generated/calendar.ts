// Generated from schema/calendar.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * Time of day, in quotation marks, from 00:00 to 24:00.
 */
export type Clock = string;

/**
 * datacenter/calendar.yaml: when the office works, by which the procedures' time limits are counted. Without the file no working time is counted.
 */
export interface CalendarFile {
  calendar: Calendar;
}
/**
 * Working hours and days off of the office.
 */
export interface Calendar {
  /**
   * Time zone of the office: its IANA name, or a fixed offset from UTC.
   */
  time_zone: string;
  hours: WeekHours;
  complete: CompleteDays;
  /**
   * Days on which the office does not work, each with the decree that says so.
   *
   * @maxItems 2000
   */
  holidays: Holiday[];
}
/**
 * Working hours by weekday, in the office's time zone; a weekday that is missing is free.
 */
export interface WeekHours {
  monday?: DayHours;
  tuesday?: DayHours;
  wednesday?: DayHours;
  thursday?: DayHours;
  friday?: DayHours;
  saturday?: DayHours;
  sunday?: DayHours;
}
/**
 * Hours of one weekday.
 */
export interface DayHours {
  from: Clock;
  until: Clock;
  /**
   * Breaks between the two, which are no working time.
   *
   * @maxItems 10
   */
  breaks?: Break[];
}
/**
 * A break.
 */
export interface Break {
  from: Clock;
  until: Clock;
}
/**
 * First and last day of the years whose holidays are all listed. Beyond them time is counted with the holidays that are known, and said to be provisional.
 */
export interface CompleteDays {
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  until: string;
}
/**
 * One day off.
 */
export interface Holiday {
  /**
   * The day.
   */
  date: string;
  /**
   * Its name.
   */
  name: string;
  /**
   * national: for the whole country (libur nasional). joint_leave: joint leave of civil servants (cuti bersama). regional: by decree of the region.
   */
  kind: "national" | "joint_leave" | "regional";
  /**
   * Decree or law that makes it a day off.
   */
  source: string;
}
