// The page as a planner uses it, in real Chromium. PAGES: folder with demo/ and hostile/; SHOTS:
// where screenshots go; CHROMIUM: the browser.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { PAGES, SHOTS, CHROMIUM } = process.env;
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SIZES = { laptop: [1366, 768], desk: [1920, 1080], phone: [390, 844] };

let browser;
before(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS }); // a fresh profile
});
after(() => browser?.close());

/** Opens a page; `check` says that nothing was complained of, asked for or run. */
async function open(which, hash = "", [width, height] = SIZES.laptop) {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500 });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => wrong.push(`dialog: ${dialog.message()}`));
  const address = pathToFileURL(`${PAGES}/${which}/index.html`).href;
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) wrong.push(`request: ${request.url()}`);
  });
  await page.goto(address + hash);
  await page.waitForSelector("#title");
  const check = async () => {
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(wrong, []);
    await context.close();
  };
  return { page, check };
}
const viewBox = (page) => page.$eval(".map svg", (svg) => svg.getAttribute("viewBox").split(" ").map(Number));
const focused = (page) => page.evaluate(() => document.activeElement.id);

test("the overview shows the ten chains and the most pressing gaps", async () => {
  const { page, check } = await open("demo");
  assert.equal(await page.locator("#chains a").count(), 10);
  assert.equal(await page.locator(".matrix tbody tr").count(), 10);
  assert.equal(await page.locator(".gaps tbody tr").count(), 12);
  await page.click("#chains a >> text=先进制造");
  await page.waitForSelector(".map svg");
  assert.match(await page.title(), /先进制造/);
  await page.goBack();
  await page.waitForSelector(".matrix");
  await check();
});

test("search finds links and firms by keyboard, Esc closes and gives the focus back", async () => {
  const { page, check } = await open("demo");
  await page.keyboard.press("/");
  assert.equal(await focused(page), "q");
  await page.keyboard.type("光伏玻璃");
  assert.match(await page.textContent("#hits li >> nth=0"), /光伏玻璃/);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#panel h2");
  assert.match(await page.textContent("#panel h2"), /光伏玻璃/);
  assert.equal(await focused(page), "panel-title");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#panel", { state: "hidden" });
  await page.fill("#q", "九鼎风电");
  await page.keyboard.press("ArrowDown");
  await page.click("#hits li >> nth=0");
  assert.match(await page.textContent("#panel .kicker"), /链位卡|目标企业/);
  await page.keyboard.press("Escape");
  await page.fill("#q", "风电"); // what is called so comes before what has another name with it
  const first = await page.locator("#hits li").allTextContents();
  assert.ok(first.slice(0, 5).every((text) => text.startsWith("风电")), first.join());
  await page.fill("#q", "没有这样的企业");
  assert.match(await page.textContent("#hits"), /没有查到/);
  await check();
});

test("filters leave what they say, in the list and on the map, and stand in the address", async () => {
  const { page, check } = await open("demo", "#v=gaps");
  const all = await page.locator(".gaps tbody tr").count();
  await page.selectOption("[name=act]", "fill");
  await page.waitForFunction((n) => document.querySelectorAll(".gaps tbody tr").length < n, all);
  const actions = await page.locator(".gaps tbody .act").allTextContents();
  assert.ok(actions.length > 0 && actions.every((text) => text === "补链"));
  assert.match(page.url(), /act=fill/);
  await page.click("#chains a >> text=清洁能源");
  await page.waitForSelector(".map g.link.off");
  const bright = await page.locator(".map g.link:not(.off)").count();
  assert.ok(bright > 0);
  assert.match(await page.textContent("#filters output"), new RegExp(`中${bright}个符合`));
  await page.click("text=清除筛选");
  await page.waitForFunction(() => !document.querySelector(".map g.link.off"));
  const counties = await page.locator("[name=county] option").allTextContents();
  assert.ok(counties.includes("玉门市"), counties.join());
  await page.selectOption("[name=county]", "玉门市");
  await page.selectOption("[name=cov]", "covered");
  await page.waitForFunction(() => location.hash.includes("covered"));
  assert.ok((await page.locator(".map g.link:not(.off)").count()) > 0);
  await check();
});

test("a click on a box opens its link, whose firms have rows and cards with neighbours", async () => {
  const { page, check } = await open("demo", "#v=chain&c=ZZ");
  await page.click("#ZZ-ZZ19");
  await page.waitForSelector("#panel h2");
  assert.match(await page.textContent("#panel h2"), /^叶片ZZ19/);
  assert.match(await page.textContent("#panel .firms"), /名录第\d+行/);
  assert.match(await page.textContent("#panel .evidence >> nth=0"), /主营产品“.+”/);
  assert.ok((await page.locator(".map g.relation.on").count()) > 0);
  await page.click("#panel .firms a >> nth=0");
  await page.waitForSelector("#panel .position");
  const card = await page.textContent("#panel");
  for (const text of ["本地企业链位卡", "上游供方", "下游客户", "名录位置"]) assert.ok(card.includes(text), text);
  const address = page.url();
  await page.reload();
  await page.waitForSelector("#panel .position");
  assert.equal(page.url(), address);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#panel h2")?.textContent.startsWith("叶片ZZ19"));
  await check();
});

test("a gap says why, whom to go after and through whom", async () => {
  const { page, check } = await open("demo", "#v=gaps&act=fill");
  await page.click(".gaps tbody tr >> nth=0 >> .linkref a");
  const panel = await page.textContent("#panel");
  for (const text of ["判定与理由", "目标企业（", "优先级", "须先办理", "红娘", "必需"])
    assert.ok(panel.includes(text), text);
  await page.click("#panel .target >> nth=0 >> text=这家企业的全部机会");
  await page.waitForFunction(() => location.hash.includes("target="));
  await check();
});

test("of the places to land the county asked for is shown, and how firm the rank is", async () => {
  const { page, check } = await open("demo", "#v=gaps&county=玉门市");
  const places = await page.locator(".gaps tbody .land").allTextContents();
  assert.ok(places.length > 5 && places.some((text) => /^玉门市.*第[23]选$/.test(text)), places.join());
  assert.match(await page.textContent(".gaps tbody .num >> nth=1"), /第\d+–\d+位，前十\d+%/);
  await check();
});

test("the links of an open firm are marked on the map and in sight", async () => {
  const { page, check } = await open("demo", "#v=chain&c=ZZ&firm=2");
  assert.deepEqual(await page.$$eval(".map g.link.on", (all) => all.map((g) => g.id)), ["ZZ-ZZ20"]);
  const box = await page.locator("#ZZ-ZZ20").boundingBox();
  const frame = await page.locator(".map").boundingBox();
  assert.ok(box.x >= frame.x && box.x + box.width <= frame.x + frame.width + 2, JSON.stringify([box, frame]));
  assert.ok((await page.locator(".map g.relation.on").count()) > 5);
  await check();
});

test("a link that is here says which inputs it lacks", async () => {
  const { page, check } = await open("demo", "#v=chain&c=ZZ&link=ZZ20");
  const line = page.locator("#panel p", { hasText: "配齐必需投入还缺" });
  assert.ok((await line.locator(".linkref").count()) > 0);
  await check();
});

test("the map moves and grows by mouse and by keys; a drag is no click", async () => {
  const { page, check } = await open("demo", "#v=chain&c=QN");
  const start = await viewBox(page);
  const box = await page.locator("#QN-QN14").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -400);
  const near = await viewBox(page);
  assert.ok(near[2] < start[2]);
  await page.mouse.down();
  await page.mouse.move(x - 100, y - 60, { steps: 5 });
  await page.mouse.up();
  assert.notDeepEqual(await viewBox(page), near);
  assert.ok(await page.locator("#panel").isHidden());
  await page.waitForFunction(() => location.hash.includes("z="));
  await page.focus(".map");
  await page.keyboard.press("0");
  const whole = await viewBox(page);
  assert.ok(whole[2] > near[2]);
  for (const key of ["+", "+", "+"]) await page.keyboard.press(key);
  const large = await viewBox(page);
  assert.ok(large[2] < whole[2]);
  await page.keyboard.press("ArrowRight");
  assert.ok((await viewBox(page))[0] > large[0]);
  await page.keyboard.press("Tab"); // to the first box
  await page.keyboard.press("Enter");
  await page.waitForSelector("#panel h2");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#panel", { state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "button");
  await check();
});

test("two fingers enlarge the map", async () => {
  const { page, check } = await open("demo", "#v=chain&c=QN&as=map", SIZES.phone);
  const start = await viewBox(page);
  const session = await page.context().newCDPSession(page);
  await page.locator(".map").scrollIntoViewIfNeeded();
  const frame = await page.locator(".map").boundingBox();
  const touch = (type, apart) => {
    const at = (side) => ({ x: 180 + side * apart, y: frame.y + 100, id: side + 2 });
    return session.send("Input.dispatchTouchEvent", { type, touchPoints: apart ? [at(-1), at(1)] : [] });
  };
  await touch("touchStart", 40);
  for (const apart of [55, 75, 100, 130]) await touch("touchMove", apart);
  await touch("touchEnd", 0);
  assert.ok((await viewBox(page))[2] < start[2] * 0.7);
  await check();
});

test("every view fits every screen", async () => {
  const views = ["home", "chain&c=QN", "chain&c=ZZ&link=ZZ46", "gaps", "targets", "counties", "campaign", "notes"];
  for (const [size, room] of Object.entries(SIZES)) {
    for (const view of views) {
      const { page, check } = await open("demo", `#v=${view}`, room);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${view} at ${size}: ${over} px too wide`);
      const names = page.locator(".visits td:first-child a");
      if (await names.count()) {
        const box = await names.first().boundingBox();
        assert.ok(box.width > 100, `${size}: a name set in ${box.width} px`);
      }
      await page.screenshot({ path: `${SHOTS}/${size}-${view.replace(/&.*?=/g, "-")}.png` });
      await check();
    }
  }
});

test("text can be read (WCAG AA) and every control has a name", async () => {
  for (const hash of ["", "#v=gaps&link=NY12", "#v=chain&c=ZZ&firm=5&as=list", "#v=targets", "#v=notes"]) {
    const { page, check } = await open("demo", hash);
    const faults = await page.evaluate(() => {
      const rgb = (text) => text.match(/[\d.]+/g).map(Number);
      const light = ([r, g, b]) => {
        const part = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
      };
      const behind = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const color = rgb(getComputedStyle(e).backgroundColor);
          if (color.length < 4 || color[3] > 0) return color;
        }
        return [255, 255, 255];
      };
      const found = [];
      for (const element of document.querySelectorAll("body *:not(script):not(svg *)")) {
        const words = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (!words || !element.getClientRects().length) continue;
        const style = getComputedStyle(element);
        const pair = [light(rgb(style.color)), light(behind(element))].sort((a, b) => b - a);
        const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
        if (ratio < 4.5)
          found.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className} ${element.textContent.slice(0, 20)}`);
      }
      for (const element of document.querySelectorAll("a, button, select, input")) {
        const name =
          element.getAttribute("aria-label") || element.textContent.trim() || element.labels?.[0]?.textContent;
        if (!name) found.push(`no name: ${element.outerHTML.slice(0, 60)}`);
      }
      return found;
    });
    assert.deepEqual(faults, [], hash);
    await check();
  }
});

test("on paper there are no tabs and tools, and the whole map", async () => {
  const { page, check } = await open("demo", "#v=chain&c=QN");
  await page.emulateMedia({ media: "print" });
  for (const part of ["#views", "#chains", ".search", "#filters", ".tools"]) {
    assert.ok(await page.locator(part).isHidden(), part);
  }
  assert.ok(await page.locator(".map svg").isVisible());
  await page.screenshot({ path: `${SHOTS}/print-chain.png` });
  await page.evaluate(() => (location.hash = "v=campaign"));
  await page.waitForSelector(".visits details");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".visits details:not([open])").count(), 0);
  await check();
});

test("hostile names are shown as they are and start nothing", async () => {
  const names = [
    "<img src=x onerror=window.hit=1>",
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
  ];
  const { page, check } = await open("hostile");
  assert.match(await page.textContent("header .title"), /^<\/title><script>/);
  for (const name of names) {
    await page.fill("#q", name);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#panel .position");
    assert.equal(await page.textContent("#panel h2"), name);
    await page.hover("#panel h2");
    await page.keyboard.press("Escape");
  }
  await page.screenshot({ path: `${SHOTS}/hostile.png` });
  for (const view of [
    "chain&c=ZZ",
    "chain&c=ZZ&as=list&link=ZZ19",
    "gaps",
    "targets",
    "counties",
    "campaign",
    "notes",
  ]) {
    await page.evaluate((v) => (location.hash = `v=${v}`), view);
    await page.waitForTimeout(150);
  }
  await page.evaluate(() => (location.hash = "v=chain&c=<b>&link=%3Cscript%3E&firm=x&z=1,2&county=__proto__"));
  await page.waitForSelector(".matrix"); // what is unknown is dropped
  const tags = await page.evaluate(
    () => document.querySelectorAll("img, iframe, body svg[onload], [onerror], [onmouseover]").length,
  );
  assert.equal(tags, 0);
  await check();
});

test("the policy stops what is not the page's own", async () => {
  const { page } = await open("hostile");
  const stopped = await page.evaluate(async () => {
    const found = [];
    document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.hit = 1";
    const image = document.createElement("img");
    image.src = "https://example.invalid/x.png";
    document.body.append(script, image);
    await new Promise((done) => setTimeout(done, 200));
    return found.sort();
  });
  assert.deepEqual(stopped, ["img-src", "script-src-elem"]);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await page.context().close();
});
