// @vitest-environment node
import { describe, expect, it } from "vitest";
import { compareScanners, scannerInText, scannerOf } from "../../../src/record/bone-density/scanner";
import { patient } from "./bone-density-support";
import { chartOf } from "../chart-of";

const device = { resourceType: "Device", id: "d", manufacturer: "GE Healthcare", deviceName: [{ name: "Lunar Prodigy", type: "model-name" }] };
const unknownMake = { resourceType: "Device", id: "u", deviceName: [{ name: "Room 4" }] };

describe("where the scanner is named", () => {
  it.each([
    ["a device's display", { device: { display: "Hologic Horizon W" } }, { label: "Hologic Horizon W", maker: "Hologic" }],
    ["a device that was fetched", { device: { reference: "Device/d" } }, { label: "GE Healthcare Lunar Prodigy", maker: "GE Lunar" }],
    ["a device with its own display", { device: { reference: "Device/d", display: "DXA 2" } }, { label: "DXA 2", maker: "GE Lunar" }],
    [
      "a contained device",
      { device: { reference: "#c" }, contained: [{ resourceType: "Device", id: "c", manufacturer: "Norland" }] },
      { label: "Norland", maker: "Norland" },
    ],
    [
      "a device of another make",
      { device: { reference: "#c" }, contained: [{ resourceType: "Device", id: "c", manufacturer: "DMS Imaging" }] },
      { label: "DMS Imaging", maker: "other" },
    ],
    ["a device of no known make", { device: { reference: "Device/u" } }, { label: "Room 4", maker: undefined }],
    ["the method", { method: { text: "DXA, GE Lunar iDXA" } }, { label: "GE Lunar iDXA", maker: "GE Lunar" }],
    ["an extension", { extension: [{ url: "x", valueString: "Hologic Discovery A" }] }, { label: "Hologic Discovery A", maker: "Hologic" }],
    ["the performer", { performer: [{ display: "Imaging (Hologic)" }] }, { label: "Hologic", maker: "Hologic" }],
    ["a device known by its number only", { device: { identifier: { value: "DXA-100" } } }, { label: "DXA-100", maker: undefined }],
    [
      "a device with a serial number",
      { device: { reference: "#c" }, contained: [{ resourceType: "Device", id: "c", manufacturer: "Hologic", serialNumber: "81234" }] },
      { label: "Hologic", maker: "Hologic", serialNumber: "81234" },
    ],
    ["a performer who is a person", { performer: [{ display: "Dr Ronald Bone" }] }, undefined],
    ["a device that is gone", { device: { reference: "Device/gone" } }, undefined],
    ["nothing", {}, undefined],
    ["rubbish", { device: 7, method: [], extension: {}, performer: "x" }, undefined],
  ])("%s", (_case, more, expected) => {
    const chart = chartOf([patient, device, unknownMake]);
    expect(scannerOf(chart, { resourceType: "Observation", id: "o", ...more })).toEqual(expected);
  });

  it.each([
    ["performed on a Hologic Horizon W (S/N 1)", "Hologic Horizon W"],
    ["GE Lunar Prodigy Advance", "GE Lunar Prodigy Advance"],
    ["Lunar iDXA", "GE Lunar iDXA"],
    ["Norland XR-46", "Norland XR 46"],
    ["Hologic today, prior study on Lunar", undefined],
    ["DXA of the spine", undefined],
  ])("%s: %s", (text, label) => {
    expect(scannerInText(text)?.label).toBe(label);
  });
});

describe("whether two scans may be compared", () => {
  const hologic = { label: "Hologic Horizon W", maker: "Hologic" } as const;
  const lunar = { label: "GE Lunar Prodigy", maker: "GE Lunar" } as const;
  const room = (number: number) => ({ label: `Room ${number}`, maker: undefined });
  it.each([
    ["the same machine", hologic, hologic, "same"],
    ["the same in other letters", hologic, { label: "HOLOGIC HORIZON W", maker: "Hologic" } as const, "same"],
    ["the same model in other words", hologic, { label: "Horizon-W by Hologic", maker: "Hologic" } as const, "same"],
    ["another maker", hologic, lunar, "different"],
    ["another model of the maker", lunar, { label: "GE Lunar iDXA", maker: "GE Lunar" } as const, "different"],
    ["only the maker named", hologic, { label: "Hologic", maker: "Hologic" } as const, "unknown"],
    ["a model named less exactly", hologic, { label: "Hologic Horizon", maker: "Hologic" } as const, "unknown"],
    ["two machines of one model", { ...hologic, serialNumber: "1" }, { ...hologic, serialNumber: "2" }, "different"],
    ["a serial number on one only", { ...hologic, serialNumber: "1" }, hologic, "same"],
    ["two rooms", room(1), room(2), "different"],
    ["a room and a maker", room(1), lunar, "unknown"],
    ["one not named", undefined, lunar, "unknown"],
    ["neither named", undefined, undefined, "unknown"],
  ])("%s", (_case, from, to, verdict) => {
    expect(compareScanners(from, to).verdict).toBe(verdict);
    expect(compareScanners(to, from).verdict).toBe(verdict);
  });
});
