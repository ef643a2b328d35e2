import { phrases } from "../ui/phrases";

/** Regions in words. The headline needs them before the charts and their texts are loaded. */
export const text = phrases("regions", {
  "site-lumbar-spine": "lumbar spine",
  "site-total-hip": "total hip",
  "site-femoral-neck": "femoral neck",
  "site-hip": "hip, region not specified",
  "site-femur": "femur, region not specified",
  "site-trochanter": "trochanter",
  "site-wards-area": "Ward's area",
  "site-radius-33": "one-third radius",
  "site-forearm": "forearm",
  "site-calcaneus": "heel",
  "site-humerus": "humerus",
  "site-total-body": "total body",
  "site-spine-ct": "spine, derived from CT",
  "site-not-stated": "site not stated",
  "side-left": "left {site}",
  "side-right": "right {site}",
  "side-both": "{site}, both sides",
});
