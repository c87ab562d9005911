// Looks at every page of a served archive with a real browser. See README.md.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { hostile } from "./hostile.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const attache = process.env.ATTACHE ?? join(root, "target/debug/attache");
const browserPath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const only = process.argv[2];

let nPassed = 0;
const failures = [];
function check(what, holds, more = "") {
  if (holds) { nPassed += 1; } else { failures.push(what); console.log(`FAILED  ${what} ${more}`); }
}

// ---- An archive, served.

const work = mkdtempSync(join(tmpdir(), "attache-browser-"));
const archive = join(work, "desk.db");
function ingest(paths) {
  const done = spawnSync(attache, ["ingest", "--quiet", "--archive", archive, ...paths], { cwd: root, encoding: "utf8" });
  // What cannot be read is named and left out.
  if (![0, 1].includes(done.status)) throw new Error(`ingest: ${done.stderr}`);
}
async function serve(options) {
  const server = spawn(attache, ["serve", "--archive", archive, "--port", "0", ...options], { cwd: root });
  server.stderr.on("data", (text) => process.stderr.write(text));
  const address = await new Promise((resolve, reject) => {
    server.stdout.once("data", (text) => resolve(String(text).trim()));
    server.once("exit", () => reject(new Error("the server ended")));
  });
  return { address: address.replace(/\/$/, ""), stop: () => server.kill("SIGINT") };
}

// ---- A browser that tells of everything that must not happen.

const faults = [];
async function watched(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.hostname !== "127.0.0.1") { faults.push(`outside request: ${url.href.slice(0, 120)}`); return route.abort(); }
    return route.continue();
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => { faults.push(`dialog on ${page.url()}: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => faults.push(`error on ${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const expected = /status of (40[0-9]|503)/.test(message.text());
    if (message.type() === "error" && !expected) faults.push(`console on ${page.url()}: ${message.text()}`);
  });
  return { context, page };
}
function noFaults(what) {
  check(`${what}: nothing that must not happen`, faults.length === 0, faults.splice(0).slice(0, 5).join("\n        "));
}

/** The kind of a page: its address without what varies. */
const kindOf = (path) => path.replace(/\?.*(view=\w+).*/, "?$1").replace(/\?(?!view).*/, "?").split("/").slice(0, 2).join("/");

async function axeFaults(page) {
  // The policy forbids scripts of others; the test's own runs in a world of its own.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations
      .filter((row) => ["serious", "critical"].includes(row.impact))
      .map((row) => `${row.id}: ${row.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  });
}

/** Every page that links lead to, a few of each kind. */
async function crawl(page, address, { perKind = 3, most = 90, each }) {
  const queue = ["/", "/happenings", "/happenings?view=timeline", "/happenings?view=map", "/happenings?view=network", "/search?words=minister", "/about", "/api", "/review"];
  const seen = new Set(queue), kinds = new Map();
  let n = 0;
  while (queue.length && n < most) {
    const path = queue.shift();
    const kind = kindOf(path);
    if ((kinds.get(kind) ?? 0) >= perKind) continue;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const response = await page.goto(address + path, { waitUntil: "load" });
    n += 1;
    await each(path, kind, response, kinds.get(kind));
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")));
    for (const href of links) {
      if (!href.startsWith("/") || /^\/(theme|static|api\/)|\.(json|csv|ics|rss|atom|geojson|gexf)(\?|$)/.test(href)) continue;
      const next = href.split("#")[0];
      if (next && !seen.has(next)) { seen.add(next); queue.push(next); }
    }
  }
  return { n, kinds };
}

const tests = {
  async pages(browser, address) {
    const { context, page } = await watched(browser);
    const { n, kinds } = await crawl(page, address, {
      each: async (path, kind, response, nth) => {
        check(`${path} is answered`, response.status() === 200, String(response.status()));
        check(`${path} has one heading`, (await page.locator("h1").count()) === 1);
        if (nth === 1) {
          const found = await axeFaults(page);
          check(`${kind}: no serious fault of access`, found.length === 0, found.join("\n        "));
        }
      },
    });
    console.log(`looked at ${n} pages of ${kinds.size} kinds`);
    noFaults("pages");
    await context.close();
  },

  async phone(browser, address) {
    const { context, page } = await watched(browser, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, colorScheme: "dark" });
    await crawl(page, address, {
      perKind: 1,
      each: async (path, kind, _response, nth) => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        check(`${path} fits a phone`, width <= 361, `${width} px wide`);
        const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const dark = paper.match(/\d+/g).slice(0, 3).every((part) => Number(part) < 80);
        check(`${path} is dark where the system is`, dark, paper);
        if (nth === 1) {
          const found = await axeFaults(page);
          check(`${kind}: no serious fault of access, dark and narrow`, found.length === 0, found.join("\n        "));
        }
      },
    });
    noFaults("phone");
    await context.close();
  },

  async chips(browser, address) {
    for (const javaScriptEnabled of [true, false]) {
      const { context, page } = await watched(browser, { javaScriptEnabled });
      const how = javaScriptEnabled ? "with scripts" : "without scripts";
      await page.goto(`${address}/search?words=${encodeURIComponent("memorandum of understanding on joint border patrols")}`);
      await page.locator(".rows a.what").first().click();
      await page.locator(".note a[href^='/happening/']").first().click();
      await page.waitForURL(/happening/);
      const lit = "rgb(255, 224, 138)";
      const chips = await page.locator("button.chip").evaluateAll((all) => all.map((chip) => ({
        n: [...chip.classList].find((name) => /^f\d+$/.test(name)).slice(1), text: chip.querySelector("bdi").textContent,
      })));
      check(`chips ${how}: there are some`, chips.length >= 4, JSON.stringify(chips));
      for (const { n, text } of chips) {
        const words = page.locator(`.w${n}`);
        if (!(await words.count())) continue;
        await page.mouse.move(2, 2);
        const shade = () => words.first().evaluate((word) => getComputedStyle(word).backgroundColor);
        const before = await shade();
        await page.locator(`button.chip.f${n}`).hover();
        check(`chips ${how}: ${text} lights its words`, before !== lit && (await shade()) === lit, `${before} → ${await shade()}`);
        const others = await page.locator(`mark[class*=w]:not(.w${n})`).evaluateAll((all, lit) => all.filter((word) => getComputedStyle(word).backgroundColor === lit).length, lit);
        check(`chips ${how}: ${text} lights no other words`, others === 0, String(others));
        await page.mouse.move(2, 2);
        await page.locator(`button.chip.f${n}`).focus();
        check(`chips ${how}: ${text} lights its words by keyboard`, (await shade()) === lit);
        await page.evaluate(() => document.activeElement.blur());
      }
      // The words are those that say so: a person's chip lights their name.
      const person = page.locator(".pill:has(a[href^='/person/']) button.chip").first();
      const n = (await person.getAttribute("class")).match(/f(\d+)/)[1];
      const name = (await person.locator("bdi").textContent()).split(" ").at(-1);
      const shown = (await page.locator(`.w${n}`).allTextContents()).join(" ");
      check(`chips ${how}: ${name} lights the name`, shown.includes(name), shown);
      noFaults(`chips ${how}`);
      await context.close();
    }
  },

  async facets(browser, address) {
    const { context, page } = await watched(browser);
    await page.goto(`${address}/happenings`);
    const total = async () => Number((await page.locator(".bar .num").textContent()).replace(/\D/g, ""));
    const all = await total();
    const facet = page.locator(".facets details:has(> summary:text-is('Type')) li a").first();
    const count = Number((await facet.locator(".n").textContent()).replace(/\D/g, ""));
    await facet.click();
    check("facets: the address says what is chosen", new URL(page.url()).searchParams.has("type"));
    check("facets: as many as were promised", (await total()) === count, `${await total()} of ${count}`);
    check("facets: fewer than all", count < all);
    await page.goto(`${page.url()}&view=map`);
    check("facets: they hold for the map", (await total()) === count);
    await page.locator(".set a").first().click();
    check("facets: what is chosen can be taken away", (await total()) === all);
    await page.goto(`${address}/happenings?since=2024-06-31x`);
    check("facets: a wrong day is told", (await page.locator("main").textContent()).includes("is no date"));
    for (const kind of ["json", "csv", "ics", "rss", "atom", "geojson", "gexf"]) {
      const file = await context.request.get(`${address}/happenings.${kind}?type=CONSULT`);
      check(`facets: the rows as ${kind}`, file.ok() && (await file.body()).length > 100, String(file.status()));
    }
    noFaults("facets");
    await context.close();
  },

  async keyboard(browser, address) {
    const { context, page } = await watched(browser);
    await page.goto(`${address}/`);
    await page.keyboard.press("Tab");
    check("keyboard: first comes the way past the top", (await page.evaluate(() => document.activeElement.className)) === "skip");
    await page.keyboard.press("Enter");
    check("keyboard: it leads to the page", page.url().endsWith("#main"));
    const reached = new Set();
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const on = document.activeElement;
        const box = on.getBoundingClientRect();
        const style = getComputedStyle(on);
        return { what: on.outerHTML.slice(0, 90), seen: box.width > 0, ring: style.outlineStyle !== "none" || style.boxShadow !== "none" || on.closest("svg") !== null };
      });
      reached.add(at.what);
      if (n < 15) check(`keyboard: what has the focus shows it (${at.what.slice(0, 50)})`, at.seen && at.ring);
    }
    check("keyboard: everything is reached", reached.size > 20, String(reached.size));
    await page.keyboard.press("/");
    check("keyboard: / leads to the search box", (await page.evaluate(() => document.activeElement.id)) === "words");
    await page.keyboard.type("Mulilo");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search/);
    check("keyboard: Enter searches", (await page.locator("main").textContent()).includes("Mulilo"));
    await page.goto(`${address}/happenings`);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/happening\//);
    noFaults("keyboard");
    await context.close();
  },

  async review(browser, address) {
    const { context, page } = await watched(browser);
    await page.goto(`${address}/review`);
    const sentence = () => page.locator(".card .said").textContent();
    const done = async () => Number((await page.locator(".review > .soft").first().textContent()).match(/^\s*(\d+)/)[1]);
    const toAnEvent = async () => {
      while (!(await page.locator("button", { hasText: "Right" }).count())) {
        await Promise.all([page.waitForNavigation(), page.keyboard.press(" ")]);
      }
    };
    await toAnEvent();
    const first = await sentence();
    const before = await done();
    await Promise.all([page.waitForNavigation(), page.keyboard.press("a")]);
    check("review: a keeps it", (await done()) === before + 1);
    const second = await sentence();
    check("review: the next one comes", second !== first);
    await Promise.all([page.waitForNavigation(), page.keyboard.press(" ")]);
    check("review: space puts it off", (await done()) === before + 1);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Backspace")]);
    check("review: backspace takes it back", (await done()) === before && (await sentence()) === first, `${await done()} ${await sentence()}`);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("x")]);
    check("review: x rejects", (await page.locator("[role=status]").textContent()).includes("reject"));
    await toAnEvent();
    await page.keyboard.press("e");
    check("review: e opens the fields", await page.locator("details[data-key=e]").evaluate((details) => details.open));
    await page.locator(".edit select").selectOption("date");
    await page.locator(".edit input[name=value]").fill("2024-06-09");
    await Promise.all([page.waitForNavigation(), page.locator(".edit button").click()]);
    check("review: an edit is kept", (await page.locator("[role=status]").textContent()).includes("edit"));
    noFaults("review");
    await context.close();

    const plain = await watched(browser, { javaScriptEnabled: false });
    await plain.page.goto(`${address}/review`);
    await plain.page.locator("button", { hasText: /Right|The same/ }).click();
    check("review: works without scripts", (await plain.page.locator("[role=status]").textContent()).includes("Kept"));
    noFaults("review without scripts");
    await plain.context.close();

    const form = { kind: "accept", a: "x" };
    const refused = await browser.newContext();
    const other = await refused.request.post(`${address}/review/decide`, { form, headers: { origin: "http://evil.example" } });
    check("review: another site's form is refused", other.status() === 403, String(other.status()));
    const tokenless = await refused.request.post(`${address}/review/decide`, { form });
    check("review: a form without our token is refused", tokenless.status() === 403, String(tokenless.status()));
    await refused.close();
  },

  async noScripts(browser, address) {
    const { context, page } = await watched(browser, { javaScriptEnabled: false });
    await page.goto(`${address}/`);
    await page.locator("#all").fill("Banda");
    await page.locator(".hero button").click();
    check("without scripts: search", (await page.locator("main").textContent()).includes("Banda"));
    await page.goto(`${address}/happenings`);
    await page.locator("#order").selectOption("oldest");
    await page.locator(".bar button").click();
    check("without scripts: sorting", page.url().includes("order=oldest"));
    await page.locator(".themes a", { hasText: "Dark" }).click();
    check("without scripts: dark", (await page.locator("html").getAttribute("data-theme")) === "dark" && page.url().includes("order=oldest"));
    await page.locator(".themes a", { hasText: "System" }).click();
    noFaults("without scripts");
    await context.close();
  },

  async firstView(browser, address) {
    const { context, page } = await watched(browser);
    let bytes = 0;
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
    await page.goto(`${address}/`, { waitUntil: "networkidle" });
    check("the first view takes less than 100 KB", bytes > 1000 && bytes < 100_000, `${bytes} bytes`);
    console.log(`the first view takes ${bytes} bytes`);
    await context.close();
  },
};

async function pictures(browser, address) {
  const out = join(root, "docs/pictures");
  mkdirSync(out, { recursive: true });
  const shot = async (name, path, options = {}, prepare) => {
    const { context, page } = await watched(browser, { deviceScaleFactor: 1, ...options });
    await page.goto(address + path);
    if (prepare) await prepare(page);
    await page.screenshot({ path: join(out, `${name}.png`) });
    await context.close();
  };
  const first = async (path, selector) => {
    const { context, page } = await watched(browser);
    await page.goto(address + path);
    const href = await page.locator(selector).first().getAttribute("href");
    await context.close();
    return href;
  };
  const happening = await first("/happenings?type=AGREE&order=most-reports", ".rows a.what");
  await shot("home", "/", { viewport: { width: 1200, height: 860 } });
  await shot("happening", happening, { viewport: { width: 1200, height: 820 } }, (page) => page.locator("button.chip").nth(3).hover());
  await shot("map", "/happenings?view=map", { viewport: { width: 1200, height: 820 }, colorScheme: "dark" });
  const article = await first("/search?words=patrols", ".rows a.what");
  await shot("article", article, { viewport: { width: 1100, height: 760 } });
}

async function main() {
  if (!browserPath) { console.log("no chromium here: skipped"); return; }
  const isPictures = only === "pictures";
  const folder = join(work, "hostile");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(hostile)) writeFileSync(join(folder, name), text);
  ingest(["examples/articles", "examples/desk", ...(isPictures ? [] : [folder])]);
  const server = await serve(isPictures ? [] : ["--review", "Reader"]);
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    if (isPictures) {
      await pictures(browser, server.address);
    } else {
      for (const [name, test] of Object.entries(tests)) {
        if (only && only !== name) continue;
        try { await test(browser, server.address); } catch (error) { check(name, false, error.stack); }
      }
    }
  } finally {
    await browser.close();
    server.stop();
    rmSync(work, { recursive: true, force: true });
  }
  if (!isPictures) {
    console.log(`${nPassed} passed, ${failures.length} failed`);
    process.exitCode = failures.length ? 1 : 0;
  }
}

await main();
