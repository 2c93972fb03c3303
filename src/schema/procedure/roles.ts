/** Role of the machine that applies: it records what it made, and nothing else. */
export const PIPELINE = "pipeline";

/** Role of whoever asks, which the requesting agency itself plays: every procedure has it. */
export const APPLICANT = "applicant";
