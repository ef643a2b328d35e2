import type { OpenOrder } from "../record/follow-up";

/** Rules that a scan or a test answers: while one is ordered or booked, they are being followed. */
export const answeredBy: Readonly<Record<string, OpenOrder["wanted"]>> = {
  "DXA-01": "dxa",
  "DXA-02": "dxa",
  "DXA-03": "dxa",
  "DXA-04": "dxa",
  "DXA-06": "dxa",
  "VITD-01": "vitamin-d",
  "VITD-07": "vitamin-d",
  "VITD-08": "vitamin-d",
};
