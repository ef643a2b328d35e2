// @vitest-environment node
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachmentText, base64Bytes, narrativeText } from "../../../src/record/attachment/text";
import { readReportText } from "../../../src/record/report-text/report-text";

const base64 = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding).toString("base64");
const attachment = (contentType: string | undefined, text: string, encoding?: BufferEncoding) => ({
  ...(contentType && { contentType }),
  data: base64(text, encoding),
});

describe("the text of an attachment", () => {
  it.each([
    ["plain text", attachment("text/plain", "Spine T-score −2.1\r\nHip −1.8"), "Spine T-score −2.1\nHip −1.8"],
    ["plain text with its charset named", attachment("text/plain; charset=iso-8859-1", "Gesamthüfte 0,8 g/cm²", "latin1"), "Gesamthüfte 0,8 g/cm²"],
    ["Latin-1 that claims to be UTF-8", attachment("text/plain; charset=utf-8", "Col fémoral", "latin1"), "Col fémoral"],
    ["an unknown charset name", attachment("text/plain; charset=x-nonsense", "Col fémoral"), "Col fémoral"],
    ["UTF-16 with its mark", { contentType: "text/plain", data: base64("\ufeffSpine −2.1", "utf16le") }, "Spine −2.1"],
    ["a page of spaces", attachment("text/plain", `DXA${" ".repeat(200_000)}\nHip −1.8`), "DXA\nHip −1.8"],
    ["UTF-16 without a mark", { contentType: "text/plain", data: base64("Lumbar spine T-score −2.1", "utf16le") }, "Lumbar spine T-score −2.1"],
    ["UTF-16 that its label names", { contentType: "text/plain; charset=utf-16le", data: base64("Hip −2.1", "utf16le") }, "Hip −2.1"],
    ["pages parted by form feeds", attachment("text/plain", "page 1\fSpine -2.1\vHip -1.8"), "page 1\nSpine -2.1\nHip -1.8"],
    ["base64 in lines, with a data address before it", { contentType: "text/plain", data: "data:text/plain;base64,U3BpbmUg\r\nLTIuMQ==" }, "Spine -2.1"],
    ["HTML", attachment("text/html", "<html><head><title>x</title></head><body><h1>DXA</h1><p>Spine &minus;2.1</p></body></html>"), "DXA\nSpine −2.1"],
    ["XHTML", attachment("application/xhtml+xml", '<div xmlns="http://www.w3.org/1999/xhtml"><p>Hip&#160;&#x2212;1.8<br/>end</p></div>'), "Hip −1.8\nend"],
    ["HTML without a content type", attachment(undefined, "<div>Hip <b>T-score</b> -1.8</div>"), "Hip T-score -1.8"],
    ["RTF", attachment("application/rtf", "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\b DXA\\b0\\par Hip\\tab T-score -1.8}"), "DXA\nHip\tT-score -1.8"],
    ["RTF sent as plain text", attachment("text/plain", "{\\rtf1 Hip T-score -1.8}"), "Hip T-score -1.8"],
  ])("%s", (_name, given, text) => {
    expect(attachmentText(given)).toMatchObject({ text, fileOnly: false });
  });

  it.each([
    ["a PDF", attachment("application/pdf", "%PDF-1.7 ..."), "application/pdf"],
    ["a PDF that says it is text", attachment("text/plain", "%PDF-1.4 T-score -2.1"), "application/pdf"],
    ["an image", attachment("image/png", "\u0089PNG", "latin1"), "image/png"],
    ["an address without data", { contentType: "text/html", url: "Binary/7" }, "text/html"],
    ["data that is not base64", { contentType: "text/plain", data: "see conclusion!" }, "text/plain"],
    ["bytes that are no text", attachment("text/plain", "\u0000\u0001\u0002\u0003".repeat(20), "latin1"), "text/plain"],
    ["a packed file", { contentType: "application/gzip", data: "H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==" }, "application/gzip"],
    ["a packed file that says it is text", { contentType: "text/plain", data: "H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==" }, "text/plain"],
    ["a word processor's file", attachment("application/msword", "abc"), "application/msword"],
  ])("%s is a file only", (_name, given, contentType) => {
    expect(attachmentText(given)).toEqual({ text: "", fileOnly: true, contentType });
  });

  it.each([[undefined], [null], ["text"], [7], [[]], [{}], [{ contentType: 3, data: {}, url: null }], [{ contentType: "text/plain" }]])(
    "nothing in %j",
    (given) => {
      expect(attachmentText(given)).toMatchObject({ text: "", fileOnly: false });
    },
  );
});

describe("markup", () => {
  it("keeps table rows as lines and cells apart, so that values stay under their heads", () => {
    const table =
      "<table><thead><tr><th>Region</th><th>BMD</th><th>T&#8209;score</th></tr></thead><tbody><tr><td>L1&ndash;L4</td><td>0.873</td><td>&minus;1.9</td></tr><tr><td>Left <i>neck</i></td><td></td><td>&minus;2.0</td></tr></tbody></table>";
    expect(narrativeText(table)).toBe("Region | BMD | T‑score\nL1–L4 | 0.873 | −1.9\nLeft neck |  | −2.0");
    expect(readReportText(narrativeText(table)).readings.map(({ region, value }) => [region.site, value])).toEqual([
      ["lumbar-spine", 0.873],
      ["lumbar-spine", -1.9],
      ["femoral-neck", -2],
    ]);
  });

  it("repeats a cell that spans rows and leaves room for one that spans columns", () => {
    const table =
      '<table><tr><td rowspan="2">Left hip</td><td>Neck</td><td>-2.0</td></tr><tr><td>Total</td><td>-1.5</td></tr><tr><td colspan="2">Spine</td><td>-1.9</td></tr></table>';
    expect(narrativeText(table)).toBe("Left hip | Neck | -2.0\nLeft hip | Total | -1.5\nSpine |  | -1.9");
  });

  it("reads tables that lay out a page", () => {
    expect(narrativeText("<table><tr><td>Report<table><tr><td>Hip</td><td>-1.8</td></tr></table></td></tr></table>")).toBe("Report\nHip | -1.8");
  });

  it("keeps the lines and columns of preformatted text", () => {
    const page = "<p>DXA\n report</p><pre>Region     T-score\nL1-L4      -1.9\nLeft neck  -2.0</pre><p>end</p>";
    expect(narrativeText(page)).toBe("DXA report\nRegion     T-score\nL1-L4      -1.9\nLeft neck  -2.0\nend");
    expect(readReportText(narrativeText(page)).readings.map(({ region, value }) => [region.site, value])).toEqual([
      ["lumbar-spine", -1.9],
      ["femoral-neck", -2],
    ]);
  });

  it("drops scripts, styles and comments, and keeps what only looks like a tag", () => {
    expect(narrativeText("<style>p{}</style><script>alert('T-score -9')</script><!-- T-score -8 -->T-score < -2.5 &amp; 3 <br>end")).toBe(
      "T-score < -2.5 & 3\nend",
    );
    expect(narrativeText('<img src=x onerror="alert(1)">Spine')).toBe("Spine");
    expect(narrativeText("&lt;script&gt;stays text&lt;/script&gt;")).toBe("<script>stays text</script>");
  });

  it("marks list items with something that cannot be taken for a minus", () => {
    expect(narrativeText("<ul><li>1.8 hip</li><li>2.1 spine</li></ul>")).toBe("• 1.8 hip\n• 2.1 spine");
  });
});

describe("RTF", () => {
  it.each([
    ["bytes of the code page", "{\\rtf1\\ansi\\ansicpg1252 Gesamth\\'fcfte 0,8 g/cm\\'b2}", "Gesamthüfte 0,8 g/cm²"],
    ["bytes of another code page", "{\\rtf1\\ansi\\ansicpg1250 \\'b9}", "ą"],
    ["Unicode with its fallback passed over", "{\\rtf1\\uc1 T-score \\u8722?2.1}", "T-score −2.1"],
    ["negative Unicode numbers and no fallback", "{\\rtf1\\uc0\\u-4051 x}", "\uf02dx"],
    ["a nonbreaking hyphen", "{\\rtf1 T\\_score \\_2.1}", "T-score -2.1"],
    ["table rows", "{\\rtf1 L1-L4\\cell -1.9\\cell\\row Neck\\cell -2.0\\cell\\row}", "L1-L4 | -1.9\nNeck | -2.0"],
    ["rows of a table in a cell", "{\\rtf1 Neck\\nestcell -2.0\\nestcell\\nestrow Total\\nestcell -1.5\\nestcell\\nestrow}", "Neck | -2.0\nTotal | -1.5"],
    ["groups without text", "{\\rtf1{\\stylesheet Normal;}{\\*\\generator X 1.2;}{\\pict 0102}Hip}", "Hip"],
    ["escaped braces", "{\\rtf1 \\{a\\} \\\\ b}", "{a} \\ b"],
  ])("%s", (_name, rtf, text) => {
    expect(attachmentText(attachment("text/rtf", rtf, "latin1")).text).toBe(text);
  });
});

describe("base64", () => {
  it("gives back any bytes, with or without padding, line breaks or the URL alphabet", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        for (const text of [buffer.toString("base64"), buffer.toString("base64url"), buffer.toString("base64").replace(/(.{10})/g, "$1\r\n")]) {
          expect(Array.from(base64Bytes(text) ?? [])).toEqual(Array.from(bytes));
        }
      }),
    );
  });

  it("says so when it is not base64", () => {
    expect(base64Bytes("a$b=")).toBeUndefined();
    expect(base64Bytes("abcde")).toBeUndefined();
  });
});

describe("anything at all", () => {
  it("never throws", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "<td",
      "</tr>",
      "<table>",
      "<!--",
      "<![CDATA[",
      "&#",
      "&lt;",
      '"',
      "{",
      "}",
      "\\rtf1",
      "\\'",
      "\\u",
      "\\u99999999999",
      "\\par",
      "-1.2",
      "|",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom("text/plain", "text/html", "application/rtf", "text/xml; charset=utf-16", ""), (written, contentType) => {
        expect(narrativeText(written)).toBeTypeOf("string");
        expect(attachmentText({ contentType, data: written }).text).toBeTypeOf("string");
        expect(attachmentText({ contentType, data: base64(`{\\rtf1 ${written}`) }).text).toBeTypeOf("string");
        expect(attachmentText(attachment(contentType, written)).text).toBeTypeOf("string");
      }),
    );
    fc.assert(fc.property(fc.anything(), (value) => typeof attachmentText(value).text === "string" && typeof narrativeText(value) === "string"));
  });

  it.each(["<", "<a ", '<a "', "<td>", "<!--", "&#", "<tr><td rowspan=40 colspan=40>x", "{\\rtf", "\\u1", "\\'"])(
    "200 kB of %j take no time that grows with the square of their length",
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      const before = process.cpuUsage();
      narrativeText(text);
      attachmentText(attachment("text/rtf", `{\\rtf1 ${text}`));
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(10_000);
    },
  );
});
