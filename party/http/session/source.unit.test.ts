import { expect, test } from "vitest";
import { networkOf } from "./source.ts";

const at = (address: string) =>
  networkOf(new Request("https://dreamtree.test", { headers: { "CF-Connecting-IP": address } }));

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:db8::2", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::", "fe80:0:0:0"],
])("%s is counted as %s", (address, network) => {
  expect(at(address)).toBe(network);
});

test("a request without an address comes from this machine", () => {
  expect(networkOf(new Request("https://dreamtree.test"))).toBe("local");
});
